import { requirePermission, defineAction } from '../access'
import type { QualityKind } from './contract-quality'
import { QUALITY_KINDS } from './contract-quality'
import { enrolmentId, enrolmentsWithIds, viewEnrolment, questionsLeft } from '../enrolments'
import type { EnrolmentDocument } from '../enrolments'
import { flawsInWords, fullCards, requireVillage, residentsOf, villagesOfRegion } from '../people'
import type { ResidentDocument, VillageDocument } from '../people'
import { maskedName } from '../../platform/base'
import type { Database } from '../../platform/database'
import { READ_LIMIT, putDocument, readAll } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { qualityContract } from './contract-quality'

const VILLAGES_A_CALL = 10
const noCounts = (): Record<QualityKind, number> =>
  Object.fromEntries(ALL_KINDS.map((kind) => [kind, 0])) as Record<QualityKind, number>

/**
 * Counts some villages anew: a few reads of each, and one write. Asked again until `next` is null. @throws Refusal
 * NOT_ALLOWED
 */
export const countQuality = /* @__PURE__ */ defineAction(qualityContract, 'countQuality', {
  permission: 'countQuality',
  async run({ region, year, after }, context) {
    await requirePermission(context, 'countQuality', { id: region, region })
    const { db, today } = context
    const villages = inOrder(await villagesOfRegion(db, region))
      .filter(({ _id }) => after === null || _id > after)
      .slice(0, VILLAGES_A_CALL)
    for (const { _id: village } of villages) {
      const counts = noCounts()
      let people = 0
      for (let last: string | null = ''; last !== null;) {
        const page = await lookAtPage(db, village, year, last)
        people += page.length
        for (const { kinds } of page) for (const kind of kinds) counts[kind]++
        last = page.length < READ_LIMIT ? null : page.at(-1)!.id
      }
      await putDocument<QualityCounts>(db, 'quality-counts', {
        _id: `${village}-${year}`,
        region,
        year,
        village,
        countedOn: today,
        people,
        counts,
      })
    }
    return { counted: villages.length, next: villages.length < VILLAGES_A_CALL ? null : villages.at(-1)!._id }
  },
})

const inOrder = (villages: readonly VillageDocument[]): VillageDocument[] =>
  [...villages].sort((a, b) => (a._id < b._id ? -1 : 1))

/** Entries of a village after one, with what they are; nothing sealed is read. */
async function lookAtPage(
  db: Database,
  village: string,
  year: number,
  after: string,
  count = READ_LIMIT,
): Promise<{ id: string; kinds: ReadonlySet<QualityKind> }[]> {
  const { gt, in: oneOf } = db.command
  const entries = (
    await db
      .collection('residents')
      .where({ village, _id: gt(after) })
      .orderBy('_id', 'asc')
      .limit(count)
      .field({ idKind: true, flaws: true })
      .get()
  ).data as Looked[]
  if (entries.length === 0) return []
  const years = (
    await db
      .collection('enrolments')
      .where({ _id: oneOf(entries.map(({ _id }) => enrolmentId(_id, year))) })
      .limit(READ_LIMIT)
      .field({ resident: true, status: true, 'assessment.fee': true })
      .get()
  ).data as Settled[]
  const of = new Map(years.map((one) => [one.resident, one]))
  return entries.map((entry) => ({ id: entry._id, kinds: kindsOf(entry, of.get(entry._id)) }))
}

/** What was counted last, village by village. @throws Refusal NOT_ALLOWED */
export const dataQuality = /* @__PURE__ */ defineAction(qualityContract, 'dataQuality', {
  permission: 'dataQuality',
  async run({ region, year }, context) {
    await requirePermission(context, 'dataQuality', { id: region, region })
    const { db } = context
    const counted = new Map(
      (await readAll<QualityCounts>(db, 'quality-counts', { region }))
        .filter((one) => one.year === year)
        .map((one) => [one.village, one]),
    )
    const villages = inOrder(await villagesOfRegion(db, region)).map(({ _id, township, name }) => {
      const { countedOn = null, people = 0, counts = noCounts() } = counted.get(_id) ?? {}
      return { village: _id, township, name, countedOn, people, ...counts }
    })
    const total = (of: QualityKind | 'people') => villages.reduce((sum, village) => sum + village[of], 0)
    return {
      total: {
        people: total('people'),
        ...(Object.fromEntries(ALL_KINDS.map((kind) => [kind, total(kind)])) as Record<QualityKind, number>),
      },
      villages,
    }
  },
})

const ALL_KINDS = Object.keys(QUALITY_KINDS) as readonly QualityKind[]

/** What of an entry its kinds hang on; none of it is sealed. */
type Looked = Pick<ResidentDocument, '_id' | 'idKind' | 'flaws'>
type Settled = Pick<EnrolmentDocument, 'resident' | 'status'> & {
  assessment: Pick<EnrolmentDocument['assessment'], 'fee'>
}

/** As which an entry counts; `year` = its enrolment, where there is one. */
function kindsOf({ idKind, flaws }: Looked, year: Settled | undefined): ReadonlySet<QualityKind> {
  const kinds = new Set<QualityKind>(flawsInWords(flaws).map(({ kind }) => kind))
  if (idKind === 'newborn') kinds.add('newborn')
  if (
    year !== undefined &&
    (year.status === 'undetermined' || year.status === 'paidUnsettled' || year.assessment.fee === null)
  )
    kinds.add('unsettled')
  return kinds
}

/** What a village's ledger was found to be like, last time it was counted. `_id` is `<village>-<year>`. */
interface QualityCounts {
  _id: string
  region: string
  year: number
  village: string
  countedOn: CivilDay
  people: number
  counts: Readonly<Record<QualityKind, number>>
}

const LOOKED_AT_A_CALL = 1_000
const PEOPLE_A_CALL = 50

/**
 * The people of a village whose entry is of one kind, with what is wrong and what has still to be told. @throws Refusal
 * UNKNOWN_VILLAGE, NOT_ALLOWED
 */
export const flawedPeople = /* @__PURE__ */ defineAction(qualityContract, 'flawedPeople', {
  permission: 'flawedPeople',
  async run({ region, village, year, kind, after }, context) {
    const { db, today } = context
    const here = await requireVillage(db, village)
    await requirePermission(context, 'flawedPeople', {
      id: village,
      region: here.region === region ? region : 'none',
      village,
    })
    const page = await lookAtPage(db, village, year, after ?? '', LOOKED_AT_A_CALL)
    const wanted = page
      .filter(({ kinds }) => kinds.has(kind))
      .slice(0, PEOPLE_A_CALL)
      .map(({ id }) => id)
    const people = (await residentsOf(db, wanted)).sort((a, b) => (a.id < b.id ? -1 : 1))
    const cards = await fullCards(db, people)
    const years = new Map(
      (
        await enrolmentsWithIds(
          db,
          people.map(({ id }) => enrolmentId(id, year)),
        )
      ).map((document) => [document.resident, document]),
    )
    const last =
      wanted.length === PEOPLE_A_CALL ? wanted.at(-1)! : page.length < LOOKED_AT_A_CALL ? null : page.at(-1)!.id
    return {
      people: people.map((person) => {
        const document = years.get(person.id)
        const questions =
          document === undefined
            ? []
            : questionsLeft(viewEnrolment(document, today, sealing()), 'clerk').map(({ ask }) => ask)
        return {
          ...cards.get(person.id)!,
          name: maskedName(person.name),
          household: person.household,
          group: person.group,
          flaws: flawsInWords(person.flaws),
          questions,
        }
      }),
      next: last,
    }
  },
})
