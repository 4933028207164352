import { useDidShow } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import type { CallAnswer } from '../../../../cloudfunctions/rules-engine/contract'
import type { HouseholdRow, VillageAnswers } from '../../../client/functions'
import { askVillage } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { actionsDone } from '../../../client/use-action'
import { mayDo } from '../clerk-page'
import type { KeptPage } from '../saved'
import { saveOfflineList, keepDay, keepPage, savedOfflineList, keptPage, keptRows } from '../saved'

export interface Rows {
  rows: readonly HouseholdRow[]
  is: 'fetching' | Fetched['is']
  /** Why they were refused; '' otherwise. */
  why: string
  /** Households that can be collected from without a network; null = none were taken along. */
  along: number | null
  again: () => void
}

/** So soon after the last time nothing is fetched anew, unless something was done meanwhile. */
const FRESH_MS = 60_000
/** The first frame of the page is drawn before the rest of what is kept is read. */
const DRAWN_AFTER_MS = 50

/** The village's rows: at once the first that are kept on the phone, then all of them, then as the server has them. */
export function useRows(at: WorkplaceYear): Rows {
  const [rows, setRows] = useState<readonly HouseholdRow[]>(() => keptPage(at, null)?.rows ?? [])
  const [state, setState] = useState<{ is: Rows['is']; why: string }>({ is: 'fetching', why: '' })
  const [along, setAlong] = useState(() => savedOfflineList(at)?.households ?? null)
  const last = useRef({ at: 0, deeds: -1 })
  const onItsWay = useRef(false)

  const again = useCallback(() => {
    if (onItsWay.current) return
    onItsWay.current = true
    setState({ is: 'fetching', why: '' })
    const deeds = actionsDone()
    void fetchRows(at, setRows).then((fetched) => {
      onItsWay.current = false
      if (fetched.is === 'all') {
        last.current = { at: Date.now(), deeds }
        // Quietly behind the list: who owes how much, for doors without a network.
        if (mayDo('takeCash'))
          void takeOfflineList(at).then((done) => {
            if (done) setAlong(savedOfflineList(at)?.households ?? null)
          })
      }
      setState({ is: fetched.is, why: fetched.is === 'refused' ? fetched.message : '' })
    })
  }, [at])

  useDidShow(() => {
    if (Date.now() - last.current.at < FRESH_MS && last.current.deeds === actionsDone()) return
    setTimeout(() => {
      const kept = keptRows(at)
      if (kept.length > 0) setRows(kept)
      again()
    }, DRAWN_AFTER_MS)
  })
  return { rows, ...state, along, again }
}

type Fetched = { is: 'all' } | { is: 'unanswered' } | { is: 'refused'; message: string }

/**
 * Fetches the list page by page and tells of the rows as far as they are known: the fresh ones, and behind them those
 * of before. What has not changed since is not sent again.
 */
async function fetchRows(at: WorkplaceYear, onRows: (rows: readonly HouseholdRow[]) => void): Promise<Fetched> {
  const rows: HouseholdRow[] = []
  try {
    for (let after: string | null = null; ;) {
      const kept = keptPage(at, after)
      const answer: CallAnswer<VillageAnswers['households']> = await askVillage('households', {
        ...at,
        after,
        known: kept?.digest ?? null,
      })
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

function keptAfter(at: WorkplaceYear, after: string | null): readonly HouseholdRow[] {
  const page = after === null ? null : keptPage(at, after)
  return page === null ? [] : [...page.rows, ...keptAfter(at, page.next)]
}

let onItsWay: Promise<boolean> | null = null

/**
 * Fetches what is needed at doors without a network, page by page. False = the network or the server failed on the way.
 */
function takeOfflineList(at: WorkplaceYear): Promise<boolean> {
  onItsWay ??= fetchOfflineList(at).finally(() => {
    onItsWay = null
  })
  return onItsWay
}

async function fetchOfflineList(at: WorkplaceYear): Promise<boolean> {
  let after: string | null = null
  try {
    for (let number = 0; ; number++) {
      const answer: CallAnswer<VillageAnswers['takeAlong']> = await askVillage('takeAlong', { ...at, after })
      if (!answer.ok) return false
      keepDay(answer.data.day)
      saveOfflineList(at, number, answer.data)
      if (answer.data.next === null) return true
      after = answer.data.next
    }
  } catch {
    return false
  }
}
