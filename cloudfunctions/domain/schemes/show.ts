import { schemesContract, SCHEME_KINDS } from './contract'
import type { Answers } from './contract'
import type { OverlapDocument, SchemeListDocument } from './documents'
import { overlapMachine } from './overlap-machine'
import { ROW_OUTCOMES } from './plan-overlap'
import type { RowOutcome, UnclearListed } from './plan-overlap'
import { listsOfRegion, openInList, openOverlap, openWhyOverlap, pageOfOverlaps } from './store'
import { defineAction, requirePermission, requireVillageAccess } from '../access'
import { enrolmentId, enrolmentsWithIds, STATUS_NAMES } from '../enrolments'
import { readReservation } from '../payments'
import { residentsOf, villagesOfRegion } from '../people'
import { lastFour, maskedName } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { lineOf } from '../../platform/files'

const LISTS_SHOWN = 20
const OVERLAPS_A_PAGE = 30

/** A list, and what became of its rows. */
export function viewOfList(list: SchemeListDocument): Answers['readSchemeList']['list'] {
  const { _id, kind, day, rows, tally } = list
  return {
    ...{ list: _id, kindName: SCHEME_KINDS[kind], day, rows },
    sender: openInList<string>(list, 'sender'),
    called: openInList<string>(list, 'called'),
    outcomes: (Object.keys(ROW_OUTCOMES) as RowOutcome[]).flatMap((outcome) =>
      tally[outcome] === undefined ? [] : [{ name: ROW_OUTCOMES[outcome], rows: tally[outcome] }],
    ),
    unclear: openInList<UnclearListed[]>(list, 'unclearRows').map(({ row, outcome }) => ({
      line: lineOf(row.position),
      name: maskedName(row.name),
      tail: row.idNumber === '' ? null : lastFour(row.idNumber),
      why: ROW_OUTCOMES[outcome],
    })),
  }
}

/** @throws Refusal NOT_ALLOWED */
export const schemeLists = /* @__PURE__ */ defineAction(schemesContract, 'schemeLists', {
  permission: 'schemeLists',
  async run({ region }, context) {
    await requirePermission(context, 'schemeLists', { id: region, region })
    return { lists: (await listsOfRegion(context.db, region, LISTS_SHOWN)).map(viewOfList) }
  },
})

/** @throws Refusal NOT_ALLOWED, UNKNOWN_VILLAGE; RulesError UNKNOWN_REGION, UNKNOWN_YEAR */
export const listOverlaps = /* @__PURE__ */ defineAction(schemesContract, 'overlaps', {
  permission: 'overlaps',
  async run({ region, year, village, state, after }, context) {
    let households: ReadonlySet<string> | null = null
    if (village === null) await requirePermission(context, 'overlaps', { id: region, region })
    else ({ households } = await requireVillageAccess(context, 'overlaps', { village, year }))
    const where = village === null ? { region } : { village }
    const page = await pageOfOverlaps(context.db, where, state, after, OVERLAPS_A_PAGE)
    const own = page.filter(({ household }) => households === null || households.has(household))
    return {
      overlaps: await viewsOf(context, own, year),
      next: page.length < OVERLAPS_A_PAGE ? null : page.at(-1)!._id,
    }
  },
})

/** As pages show them: with how the person stands this year, and what was paid for them. */
export async function viewsOf(
  { db }: CallContext,
  overlaps: readonly OverlapDocument[],
  year: number,
): Promise<Answers['settleOverlap'][]> {
  const ids = overlaps.map(({ resident }) => resident)
  const people = new Map((await residentsOf(db, ids)).map((one) => [one.id, one]))
  const years = new Map(
    (
      await enrolmentsWithIds(
        db,
        ids.map((id) => enrolmentId(id, year)),
      )
    ).map((one) => [one.resident, one]),
  )
  const regions = [...new Set(overlaps.map(({ region }) => region))]
  const villages = new Map(
    (await Promise.all(regions.map((one) => villagesOfRegion(db, one)))).flat().map((v) => [v._id, v]),
  )
  const views: Answers['settleOverlap'][] = []
  for (const overlap of overlaps) {
    const { _id, resident, household, village, kind, state, day, told } = overlap
    const person = people.get(resident)
    const enrolment = years.get(resident)
    const { since, where, sender } = openOverlap(overlap)
    const reservation = await readReservation(db, enrolmentId(resident, year))
    const isPaid = reservation.state === 'paid' && reservation.order !== null
    const at = villages.get(village)
    views.push({
      ...{ overlap: _id, resident, household, enrolment: enrolmentId(resident, year) },
      name: maskedName(person?.name ?? ''),
      tail: person?.idNumber == null ? null : lastFour(person.idNumber),
      place: `${at?.township ?? ''}${at?.name ?? ''}${person?.group ?? ''}`,
      ...{ kind, kindName: SCHEME_KINDS[kind], since, where, sender, day, told },
      ...{ state, stateName: overlapMachine.states[state], because: openWhyOverlap(overlap) },
      statusName: enrolment === undefined ? null : STATUS_NAMES[enrolment.status],
      paid: isPaid ? (enrolment?.assessment.fee ?? null) : null,
      order: isPaid ? reservation.order : null,
    })
  }
  return views
}
