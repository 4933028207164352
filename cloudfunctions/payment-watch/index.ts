import { randomUUID } from 'node:crypto'
import { shanghaiDay } from '../../rules'
import { openDatabase } from '../shared/database'
import { openCloud } from '../shared/open-cloud'
import { writePlatformLog } from '../shared/platform-log'
import { Refusal } from '../shared/refusal'
import { leaveTurn, takeTurn } from './records/watch-lease'
import { watchOrders } from './watch-orders'
import type { WatchReport } from './watch-orders'

/** What a call answers. Nothing of a person is in it. */
export interface CallReport extends Partial<WatchReport> {
  outcome: 'DONE' | 'BUSY' | 'NOT_FOR_USERS' | 'FAILED'
  /** Why it failed. */
  code?: string
}

/** Time to work before the platform would end the call: it gives 60 s at most, and one step asks WeChat. */
const BUDGET_MS = 40_000

/** The timer's call. A user may call any function by its name; this one works for none. */
export const main = async (): Promise<CallReport> => {
  const report = await work()
  console.log(JSON.stringify(report))
  return report
}

async function work(): Promise<CallReport> {
  const began = performance.now()
  try {
    const { OPENID } = (await openCloud()).getWXContext()
    if (OPENID !== undefined && OPENID !== '') return { outcome: 'NOT_FOR_USERS' }
    const db = await openDatabase()
    const holder = randomUUID()
    const now = Date.now()
    if (!(await takeTurn(db, holder, now))) return { outcome: 'BUSY' }
    const report = await watchOrders({ db, now, today: shanghaiDay(now), outOfTime: () => performance.now() - began > BUDGET_MS })
    await leaveTurn(db, holder)
    return { outcome: 'DONE', ...report }
  } catch (error) {
    const code = error instanceof Refusal ? error.error.code : error instanceof Error ? error.name : typeof error
    await writePlatformLog({ function: 'payment-watch', code })
    return { outcome: 'FAILED', code }
  }
}
