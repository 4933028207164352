import { readDay } from '../language/facts'
import { RulesError } from '../language/faults'
import type { Policy } from '../language/policy'
import { USUAL_HEADINGS } from '../language/roster-columns'
import type { CivilDay } from '../language/words'
import type { Office, Roster, RosterColumn } from './office'

/**
 * A list that can be taken in: one whose senders are known. `cite` and `quote` are null where the notice speaks of
 * none.
 */
export type RosterTerms = Omit<Roster, 'certifiers' | 'columns' | 'cite' | 'quote'> &
  Required<Pick<Roster, 'certifiers' | 'columns'>> & { cite: string | null; quote: string | null }

/** Of lists whose columns the notice does not name. */
const NEEDED_COLUMNS: readonly RosterColumn[] = [
  { heading: '姓名', holds: 'name' },
  { heading: '身份证号码', holds: 'idNumber' },
  { heading: '人员类别', holds: 'category' },
]

/** The lists of a place. Where the notice speaks of none, one from each office whose word it takes for an identity. */
export function rostersOf(
  { rosters }: Office,
  { identities, decisions }: Pick<Policy, 'identities' | 'decisions'>,
): readonly RosterTerms[] {
  const named = rosters.flatMap(({ certifiers, columns = NEEDED_COLUMNS, ...roster }) =>
    certifiers === undefined ? [] : [{ ...roster, certifiers, columns }],
  )
  if (named.length > 0) return named
  const subsidised = new Set(decisions.subsidy.clauses.flatMap(({ when }) => when?.identity ?? []))
  const groups = [
    ...new Set(
      Object.entries(identities)
        .filter(([name]) => subsidised.has(name))
        .map(([, { group }]) => group),
    ),
  ]
  const certifiers = groups.map((group) => ({ name: group.replace(/认定的$/, ''), groups: [group] }))
  return [
    {
      id: 'unsaid',
      from: '各认定部门',
      certifiers,
      columns: NEEDED_COLUMNS,
      cite: null,
      quote: null,
      reading: '通知没有写名册怎样报送；认定部门报来的名单按新增、减少登记',
    },
  ]
}

/** @throws RulesError UNKNOWN_VALUE */
export function rosterOf(office: Office, policy: Pick<Policy, 'identities' | 'decisions'>, id: string): RosterTerms {
  const found = rostersOf(office, policy).find((roster) => roster.id === id)
  if (found !== undefined) return found
  throw new RulesError(
    'UNKNOWN_VALUE',
    `${office.name}${office.year}年度的通知没有这种名册。请返回重新选择。`,
    'roster',
    id,
  )
}

/** What the notice leaves open about a list, with the reading taken. */
export interface OpenRosterMatter {
  field: string
  why: string
  reading: string
}

/**
 * first: the list before the notice's day. monthly: additions and removals of a month. whole: everybody, so that
 * whoever is missing is removed. unsaid: the notice says nothing of when.
 */
export interface RosterBatch {
  kind: 'first' | 'monthly' | 'whole' | 'unsaid'
  name: string
  open: readonly OpenRosterMatter[]
}

/** The batch that a list confirmed on a day belongs to. @throws RulesError BAD_DAY, DAY_OUT_OF_RANGE */
export function rosterBatch(
  { first, then, takenWhole, dayUnsaid }: Pick<Roster, 'first' | 'then' | 'takenWhole' | 'dayUnsaid'>,
  confirmedOn: CivilDay,
): RosterBatch {
  const day = readDay(confirmedOn, 'confirmedOn')
  const month = day.slice(0, 7)
  if (takenWhole === true) return { kind: 'whole', name: `${month} 整册`, open: [] }
  if (first !== undefined && then !== undefined) {
    const onTheDay = day === first.confirmedBy && first.open !== undefined
    const isFirst = onTheDay ? first.open!.reading === 'first' : day <= first.confirmedBy
    const name = isFirst ? '首批' : `${month} 月度变动`
    const open = [
      ...(onTheDay ? [{ field: 'batch', why: first.open!.why, reading: name }] : []),
      ...(isFirst || dayUnsaid === undefined ? [] : [{ field: 'dueDay', why: dayUnsaid, reading: '当月内' }]),
    ]
    return { kind: isFirst ? 'first' : 'monthly', name, open }
  }
  return {
    kind: 'unsaid',
    name: `${month} 名单`,
    open: [{ field: 'batch', why: '通知没有说多久报一次、报变动还是报整册', reading: '按新增、减少登记' }],
  }
}

/** Headings without spaces, and without what stands in brackets. */
export const bareHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*:]/g, '')

/** The headings by which a column is known. */
export function headingsOf({ heading, holds, also = [] }: RosterColumn): readonly string[] {
  return [heading, ...also, ...(holds === 'remark' ? [] : USUAL_HEADINGS[holds])]
}

interface MissingColumns {
  missing: readonly string[]
  /** Of those missing, the ones that have to be there by a reading only. */
  open: readonly OpenRosterMatter[]
}

/** The columns of a list that are not among these headings. What is optional by the reading is not missed. */
export function missingColumns({ columns }: Pick<RosterTerms, 'columns'>, headings: readonly string[]): MissingColumns {
  const there = new Set(headings.map(bareHeading))
  const missing = columns.filter(
    (column) =>
      column.open?.reading !== 'optional' && !headingsOf(column).some((heading) => there.has(bareHeading(heading))),
  )
  return {
    missing: missing.map(({ heading }) => heading),
    open: missing.flatMap(({ heading, open }) =>
      open === undefined ? [] : [{ field: `${heading} required`, why: open.why, reading: '要有这一栏' }],
    ),
  }
}
