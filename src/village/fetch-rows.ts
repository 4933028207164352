import type { CallAnswer } from '../../cloudfunctions/village/contract'
import { askVillage, type HouseholdRow, type VillageAnswers } from '../cloud/village'
import type { DeskAt } from '../saved/kept-desk'
import { keepPage, keptPage, type KeptPage } from './kept-rows'

export type Fetched = { is: 'all' } | { is: 'unanswered' } | { is: 'refused'; message: string }

/**
 * Fetches the list page by page and tells of the rows as far as they are known: the fresh ones, and behind them those of
 * before. What has not changed since is not sent again.
 */
export async function fetchRows(at: DeskAt, onRows: (rows: readonly HouseholdRow[]) => void): Promise<Fetched> {
  const rows: HouseholdRow[] = []
  try {
    for (let after: string | null = null; ;) {
      const kept = keptPage(at, after)
      const answer: CallAnswer<VillageAnswers['households']> = await askVillage('households', { ...at, after, known: kept?.digest ?? null })
      if (!answer.ok) return { is: 'refused', message: answer.error.message }
      const page: KeptPage | null = answer.data.unchanged ? kept : answer.data
      if (page === null) return { is: 'unanswered' }
      if (page !== kept) {
        const { rows, digest, next } = page
        keepPage(at, after, { rows, digest, next })
      }
      rows.push(...page.rows)
      if (page !== kept) onRows([...rows, ...keptAfter(at, page.next)])
      if (page.next === null) return { is: 'all' }
      after = page.next
    }
  } catch {
    return { is: 'unanswered' }
  }
}

function keptAfter(at: DeskAt, after: string | null): readonly HouseholdRow[] {
  const page = after === null ? null : keptPage(at, after)
  return page === null ? [] : [...page.rows, ...keptAfter(at, page.next)]
}
