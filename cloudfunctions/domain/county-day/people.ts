import type { Answers, PeopleList, Requests } from './contract'
import { countyDayContract } from './contract'
import { belongsTo, isListed, STATUSES_OF } from './plan-day'
import { defineAction, requirePermission } from '../access'
import { readVillageCounts, summaryOf } from '../enrolments'
import type { EnrolmentDocument } from '../enrolments'
import { flawsInWords, residentsOf, villagesOfRegion } from '../people'
import { maskedName } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { sealing } from '../../platform/sealing'

type Listed = Answers['countyPeople']['people'][number]

const PEOPLE_A_CALL = 50
/** Villages looked into by one call: each is a read or two. */
const VILLAGES_A_CALL = 20

/**
 * Who of a county is on a list, village by village, each with why. Villages without anybody of it are not read: the
 * kept counts say which.
 * @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const countyPeople = /* @__PURE__ */ defineAction(countyDayContract, 'countyPeople', {
  permission: 'countyDay',
  async run(asked, context) {
    const { region, year, list } = asked
    await requirePermission(context, 'countyDay', { id: region, region })
    if (!isListed(list, year, context.today)) return { people: [], next: null }
    const { villages, next: furtherVillage } = await villagesWithSome(context, asked)
    const from = placeIn(asked.after)
    const found: EnrolmentDocument[] = []
    for (const village of villages) {
      const after = village === from.village ? from.enrolment : ''
      found.push(...(await enrolmentsOfList(context.db, { village, year, list, after }, PEOPLE_A_CALL - found.length)))
      if (found.length < PEOPLE_A_CALL) continue
      const last = found.at(-1)!
      return { people: await shown(context, found), next: `${last.village}~${last._id}` }
    }
    return { people: await shown(context, found), next: furtherVillage }
  },
})

/** `<village>~<enrolment>`: neither has a tilde; `<village>~` is the beginning of a village. */
function placeIn(after: string | null): { village: string; enrolment: string } {
  const [village = '', enrolment = ''] = (after ?? '').split('~')
  return { village, enrolment }
}

async function villagesWithSome(
  { db }: CallContext,
  { region, year, list, village, after }: Requests['countyPeople'],
): Promise<{ villages: string[]; next: string | null }> {
  const lines = (await readVillageCounts(db, region, year)).filter((line) => line.people > 0 && belongsTo(list, line))
  const some = [...new Set(lines.map((line) => line.village))]
    .filter((id) => (village === null || id === village) && id >= placeIn(after).village)
    .sort()
  const further = some[VILLAGES_A_CALL]
  return { villages: some.slice(0, VILLAGES_A_CALL), next: further === undefined ? null : `${further}~` }
}

async function enrolmentsOfList(
  db: Database,
  { village, year, list, after }: { village: string; year: number; list: PeopleList; after: string },
  count: number,
): Promise<EnrolmentDocument[]> {
  const { gt, in: oneOf } = db.command
  const subsidised = list === 'subsidisedUnpaid' ? { 'assessment.subsidy': gt(0) } : {}
  const { data } = await db
    .collection('enrolments')
    .where({ village, year, status: oneOf([...STATUSES_OF[list]]), ...subsidised, _id: gt(after) })
    .orderBy('_id', 'asc')
    .limit(count)
    .get()
  return data as EnrolmentDocument[]
}

async function shown({ db, today }: CallContext, found: readonly EnrolmentDocument[]): Promise<Listed[]> {
  if (found.length === 0) return []
  const names = new Map(
    (await villagesOfRegion(db, found[0]!.region)).map(({ _id, township, name }) => [_id, `${township}${name}`]),
  )
  const people = new Map(
    (
      await residentsOf(
        db,
        found.map(({ resident }) => resident),
      )
    ).map((person) => [person.id, person]),
  )
  return found.flatMap((document) => {
    const person = people.get(document.resident)
    if (person === undefined) return []
    const { statusName, sentence } = summaryOf(document, today, sealing())
    const flaws = flawsInWords(person.flaws).map(({ words }) => words)
    return [
      {
        resident: person.id,
        household: person.household,
        village: document.village,
        villageName: names.get(document.village) ?? document.village,
        name: maskedName(person.name),
        statusName,
        cause: flaws.length === 0 ? sentence : `${sentence}资料待核：${flaws.join('；')}。`,
      },
    ]
  })
}
