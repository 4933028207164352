import { createHash } from 'node:crypto'
import type { CallContext } from '../shared/call-context'
import { allowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { householdRows, type HouseholdRow } from './household-rows'
import { householdsAfter, peopleOf } from './records/village-list'

/** Households on the first page, to be there at once, and on the others; and how many bytes of rows a page may have. */
const FIRST_PAGE = 40
const PAGE = 150
const BYTES_A_PAGE = 75_000

type Page = Answers['households']

/**
 * A page of the village's list: three readings, whatever the village's size.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export async function listHouseholds({ village, year, after, known }: Requests['households'], context: CallContext): Promise<Page> {
  const { households: only } = await allowedDesk(context, 'households', { village, year })
  const { db, today } = context
  const wanted = after === null ? FIRST_PAGE : PAGE
  const households = await householdsAfter(db, village, after, wanted, only)
  const all = householdRows(households, await peopleOf(db, households.map(({ _id }) => _id), year), today)
  const rows = fitting(all)
  const next = rows.length === all.length && households.length < wanted ? null : rows.at(-1)?.household ?? null
  const digest = createHash('sha256').update(JSON.stringify([rows, next])).digest('base64url').slice(0, 22)
  return digest === known ? { unchanged: true, next } : { unchanged: false, rows, digest, next }
}

/** As many as a call can bring back, one at least. */
function fitting(rows: readonly HouseholdRow[]): readonly HouseholdRow[] {
  let bytes = 0
  const end = rows.findIndex((row, i) => {
    bytes += Buffer.byteLength(JSON.stringify(row))
    return i > 0 && bytes > BYTES_A_PAGE
  })
  return end < 0 ? rows : rows.slice(0, end)
}
