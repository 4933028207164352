import { askVillage, type VillageAnswers } from '../cloud/village'
import type { CallAnswer } from '../../cloudfunctions/village/contract'
import type { DeskAt } from '../saved/kept-desk'
import { keepDay } from './desk-day'
import { keepAlong } from './kept-along'

let onItsWay: Promise<boolean> | null = null

/** Fetches what is needed at doors without a network, page by page. False = the network or the server failed on the way. */
export function takeAlong(at: DeskAt): Promise<boolean> {
  onItsWay ??= fetchAlong(at).finally(() => { onItsWay = null })
  return onItsWay
}

async function fetchAlong(at: DeskAt): Promise<boolean> {
  let after: string | null = null
  try {
    for (let number = 0; ; number++) {
      const answer: CallAnswer<VillageAnswers['takeAlong']> = await askVillage('takeAlong', { ...at, after })
      if (!answer.ok) return false
      keepDay(answer.data.day)
      keepAlong(at, number, answer.data)
      if (answer.data.next === null) return true
      after = answer.data.next
    }
  } catch {
    return false
  }
}
