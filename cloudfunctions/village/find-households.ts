import type { CallContext } from '../shared/call-context'
import { allowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { householdRows } from './household-rows'
import { householdsWithIds, peopleOf, peopleWho } from './records/village-list'
import { foundByWords } from './search-words'

const FOUND_MAX = 30

/**
 * Households in which somebody's name holds the words, or somebody's number ends in the digits. Names are sealed, so the
 * whole village is opened.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, SEARCH_TOO_SHORT; RulesError UNKNOWN_YEAR
 */
export async function findHouseholds({ village, year, words }: Requests['findHouseholds'], context: CallContext): Promise<Answers['findHouseholds']> {
  const { households: only } = await allowedDesk(context, 'findHouseholds', { village, year })
  const { db, today } = context
  const found = await peopleWho(db, { village, year, only }, foundByWords(words))
  const ids = [...new Set(found.map(({ household }) => household))].sort()
  const shown = ids.slice(0, FOUND_MAX)
  const rows = householdRows(await householdsWithIds(db, shown), await peopleOf(db, shown, year), today)
  return { rows, more: ids.length > shown.length }
}
