import type { PaymentAnswers } from '../../client/functions'
import { askPayment } from '../../client/functions'
import type { OfflineCash } from '../../client/taken-cash'
import { endTaken, keepTaken, takenMoney, waitsForServer } from '../../client/taken-cash'
import { actionWasDone } from '../../client/use-action'
import { todayAtWork } from './saved'
import { DAY_UNKNOWN, withDay } from './taken-day'

/** What came of sending one sum. */
export type Sent =
  | { is: 'entered'; answer: PaymentAnswers['takeCash'] }
  | { is: 'unanswered' }
  | { is: 'refused'; refusal: NonNullable<OfflineCash['refusal']> }

/** The server had a fault or its hands full: it may have been entered or not, so it is sent again. */
const UNSETTLED: ReadonlySet<string> = new Set(['INTERNAL', 'BUSY'])

const onTheirWay = new Map<string, Promise<Sent>>()
let round: Promise<void> | null = null

/** Sends what waits, one after the other, until the network fails again. Asked twice at once it is one round. */
export function sendAllTaken(): Promise<void> {
  round ??= sendWaiting().finally(() => {
    round = null
  })
  return round
}

/** Sends one sum; whoever sends it meanwhile as well waits for the same answer. */
export function sendTaken(taken: OfflineCash): Promise<Sent> {
  const { operation } = taken.request
  const way = onTheirWay.get(operation) ?? sendNow(taken).finally(() => onTheirWay.delete(operation))
  onTheirWay.set(operation, way)
  return way
}

/**
 * Sends again what was refused: by the same operation id, with what was to be said as said, and a phone's wrong day put
 * right.
 */
export function resendTaken(taken: OfflineCash): Promise<Sent> {
  const { request, refusal } = taken
  const said = refusal?.code === 'NOT_HEARD' ? (refusal.found?.split(',') ?? []) : []
  const takenOn = refusal?.code === 'TAKEN_IN_FUTURE' ? todayAtWork() : request.takenOn
  return sendTaken({ ...taken, request: { ...request, takenOn, heard: [...new Set([...request.heard, ...said])] } })
}

async function sendWaiting(): Promise<void> {
  for (const taken of takenMoney().filter(waitsForServer)) {
    const sent = await sendTaken(taken)
    if (sent.is === 'unanswered') return
  }
}

async function sendNow(asTaken: OfflineCash): Promise<Sent> {
  try {
    const taken = await withDay(asTaken)
    if (taken.refusal?.code === DAY_UNKNOWN) return { is: 'refused', refusal: taken.refusal }
    const answer = await askPayment('takeCash', taken.request)
    if (answer.ok) {
      endTaken(taken.request.operation)
      actionWasDone()
      return { is: 'entered', answer: answer.data }
    }
    const { code, message, found } = answer.error
    if (UNSETTLED.has(code)) return { is: 'unanswered' }
    const refusal = { code, message, ...(found === undefined ? {} : { found }) }
    keepTaken({ ...taken, refusal })
    actionWasDone()
    return { is: 'refused', refusal }
  } catch {
    return { is: 'unanswered' }
  }
}
