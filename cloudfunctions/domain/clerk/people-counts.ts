import { readVillageCounts } from '../enrolments'
import type { StatusId } from '../enrolments'
import type { VillageDocument } from '../people'
import type { Database } from '../../platform/database'
import { READ_LIMIT } from '../../platform/database'
import type { Fen } from '../../../rules'

/** People of a village and year as the desk counts them. */
export interface PeopleCounts {
  people: number
  paid: number
  unpaid: number
  undetermined: number
  subsidised: number
  subsidisedUnpaid: number
  /** Of the paid: covered from a later day on; and not covered, whatever they paid. */
  coveredLater: number
  notCovered: number
}

interface Counted {
  _id: string
  resident: string
  status: StatusId
  assessment: { subsidy: Fen | null }
}
const none = (): PeopleCounts => ({
  people: 0,
  paid: 0,
  unpaid: 0,
  undetermined: 0,
  subsidised: 0,
  subsidisedUnpaid: 0,
  coveredLater: 0,
  notCovered: 0,
})

/** From the kept counters of its township: a few reads, whatever the number of people. */
export async function countPeople(
  db: Database,
  { _id, region, township }: VillageDocument,
  year: number,
): Promise<PeopleCounts> {
  const counts = none()
  for (const { village, status, subsidised, people } of await readVillageCounts(db, region, year, [township]))
    if (village === _id) count(counts, status, subsidised, people)
  return counts
}

/** The same of some households, counted one by one: a village group has a few hundred people. */
export async function countHouseholds(
  db: Database,
  village: string,
  year: number,
  only: ReadonlySet<string>,
): Promise<PeopleCounts> {
  const counts = none()
  for await (const { household, status, assessment } of smallFields<Counted & { household: string }>(
    db,
    'enrolments',
    { village, year },
    { ...COUNTED, household: true },
  )) {
    if (only.has(household)) count(counts, status, (assessment.subsidy ?? 0) > 0)
  }
  return counts
}

const COUNTED = { resident: true, status: true, 'assessment.subsidy': true }

/**
 * The same by village group, counted from the village's own enrolments, of which a few small fields are read; '' = none
 * is written.
 */
export async function countByGroup(
  db: Database,
  village: string,
  year: number,
): Promise<ReadonlyMap<string, PeopleCounts>> {
  const groups = new Map<string, string>()
  for await (const { _id, group } of smallFields<{ _id: string; group: string | null }>(
    db,
    'residents',
    { village },
    { group: true },
  ))
    groups.set(_id, group ?? '')
  const counts = new Map<string, PeopleCounts>()
  for await (const { resident, status, assessment } of smallFields<Counted>(
    db,
    'enrolments',
    { village, year },
    COUNTED,
  )) {
    const group = groups.get(resident) ?? ''
    if (!counts.has(group)) counts.set(group, none())
    count(counts.get(group)!, status, (assessment.subsidy ?? 0) > 0)
  }
  return counts
}

/** An enrolment for which something is still to be done. */
export interface Unpaid {
  _id: string
  household: string
  resident: string
  status: StatusId
  followed: boolean
}

/** Those of a village, or of some of its households, whose status is such, in the order of ids. */
export async function unpaidIn(
  db: Database,
  { village, year, only }: { village: string; year: number; only: ReadonlySet<string> | null },
  isSuch: (status: StatusId) => boolean,
): Promise<Unpaid[]> {
  const found: Unpaid[] = []
  for await (const one of smallFields<Unpaid>(
    db,
    'enrolments',
    { village, year },
    { household: true, resident: true, status: true, followed: true },
  ))
    if (isSuch(one.status) && (only === null || only.has(one.household))) found.push(one)
  return found
}

async function* smallFields<Fields extends { _id: string }>(
  db: Database,
  collection: string,
  of: object,
  fields: object,
): AsyncGenerator<Fields> {
  for (let after = ''; ;) {
    const { data } = await db
      .collection(collection)
      .where({ ...of, _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .field(fields)
      .get()
    const page = data as Fields[]
    yield* page
    if (page.length < READ_LIMIT) return
    after = page.at(-1)!._id
  }
}

function count(counts: PeopleCounts, status: StatusId, isSubsidised: boolean, people = 1): void {
  const turn = todoOf(status)
  if (turn === 'out') return
  counts.people += people
  counts[({ settled: 'paid', open: 'unpaid', unsure: 'undetermined' } as const)[turn]] += people
  if (status === 'paid' || status === 'waiting') counts.coveredLater += people
  if (status === 'ended' || status === 'paidUnsettled') counts.notCovered += people
  if (!isSubsidised) return
  counts.subsidised += people
  if (turn === 'open') counts.subsidisedUnpaid += people
}

/**
 * What a village counts somebody as. `settled`: enrolled, whether or not something was owed. `open`: to pay or to
 * register. `unsure`: what they owe is not settled. `out`: not to be enrolled here this year.
 */
type Todo = 'settled' | 'open' | 'unsure' | 'out'

const TODO_OF: Readonly<Record<StatusId, Todo>> = {
  registrationNeeded: 'open',
  ownPartPending: 'open',
  notYetOpen: 'open',
  due: 'open',
  exempt: 'open',
  overdue: 'open',
  suspended: 'open',
  paid: 'settled',
  waiting: 'settled',
  covered: 'settled',
  ended: 'settled',
  paidUnsettled: 'settled',
  undetermined: 'unsure',
  withdrawn: 'out',
  refunded: 'out',
  employee: 'out',
  outside: 'out',
}

export const todoOf = (status: StatusId): Todo => TODO_OF[status]

/** The fee of the assessment is theirs: owed or paid. */
export const isTheirFee = (status: StatusId): boolean => TODO_OF[status] === 'settled' || TODO_OF[status] === 'open'
