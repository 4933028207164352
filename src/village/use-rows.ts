import { useDidShow } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import { deedsDone } from '../asking/use-attempt'
import type { HouseholdRow } from '../cloud/village'
import type { DeskAt } from '../saved/kept-desk'
import { fetchRows, type Fetched } from './fetch-rows'
import { mayDo } from './desk-page'
import { keptPage, keptRows } from './kept-rows'
import { keptAlong } from './kept-along'
import { takeAlong } from './take-along'

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
export function useRows(at: DeskAt): Rows {
  const [rows, setRows] = useState<readonly HouseholdRow[]>(() => keptPage(at, null)?.rows ?? [])
  const [state, setState] = useState<{ is: Rows['is']; why: string }>({ is: 'fetching', why: '' })
  const [along, setAlong] = useState(() => keptAlong(at)?.households ?? null)
  const last = useRef({ at: 0, deeds: -1 })
  const onItsWay = useRef(false)

  const again = useCallback(() => {
    if (onItsWay.current) return
    onItsWay.current = true
    setState({ is: 'fetching', why: '' })
    const deeds = deedsDone()
    void fetchRows(at, setRows).then((fetched) => {
      onItsWay.current = false
      if (fetched.is === 'all') {
        last.current = { at: Date.now(), deeds }
        // Quietly behind the list: who owes how much, for doors without a network.
        if (mayDo('takeCash')) void takeAlong(at).then((done) => { if (done) setAlong(keptAlong(at)?.households ?? null) })
      }
      setState({ is: fetched.is, why: fetched.is === 'refused' ? fetched.message : '' })
    })
  }, [at])

  useDidShow(() => {
    if (Date.now() - last.current.at < FRESH_MS && last.current.deeds === deedsDone()) return
    setTimeout(() => {
      const kept = keptRows(at)
      if (kept.length > 0) setRows(kept)
      again()
    }, DRAWN_AFTER_MS)
  })
  return { rows, ...state, along, again }
}
