import { randomUUID } from 'node:crypto'
import { closeAuditDays } from '../domain/access'
import { adoptEditions } from '../domain/editions'
import { pushByWechat, runTick } from '../domain/jobs'
import type { TickReport } from '../domain/jobs'
import { messageTemplates } from '../domain/messages'
import { framesOf, openCloud, Refusal, writePlatformLog } from '../platform/base'
import { metered, NO_USAGE, openDatabase } from '../platform/database'
import type { MeteredDatabase, Usage } from '../platform/database'
import { sealing } from '../platform/sealing'
import { shanghaiDay } from '../../rules'

/** What a call answers. Nothing of a person is in it. */
export interface CallReport extends Usage {
  outcome: TickReport['outcome'] | 'NOT_FOR_USERS' | 'FAILED'
  nights: TickReport['nights']
  seconds: number
  /** Why it failed. */
  code?: string
}

/** A line of the function's log, in JSON: each night that a call finished, then the call. */
export type LogLine = { night: TickReport['nights'][number] } | { call: Omit<CallReport, 'nights'> }

/** The timer's call. A user may call any function by its name; this one works for none. */
export const main = async (): Promise<CallReport> => {
  const began = performance.now()
  const elapsed = () => performance.now() - began
  const { nights, ...told } = await work(elapsed)
  const call = { ...told, seconds: Math.round(elapsed()) / 1000 }
  for (const line of [...nights.map((night) => ({ night })), { call }] satisfies LogLine[])
    console.log(JSON.stringify(line))
  return { ...call, nights }
}

/**
 * What keeps the audit's days from being closed is told, and keeps nobody's night from being done: the next tick
 * tries again.
 */
async function closeAudit(db: MeteredDatabase): Promise<void> {
  try {
    await closeAuditDays(db, Date.now())
  } catch (error) {
    await writePlatformLog({ function: 'status-job', code: 'AUDIT_NOT_CLOSED', at: framesOf(error) })
  }
}

async function work(elapsed: () => number): Promise<Omit<CallReport, 'seconds'>> {
  let db: MeteredDatabase | undefined
  try {
    const { OPENID } = (await openCloud()).getWXContext()
    if (OPENID !== undefined && OPENID !== '') return { outcome: 'NOT_FOR_USERS', nights: [], ...NO_USAGE }
    const bare = await openDatabase()
    await adoptEditions(bare, Date.now())
    db = metered(bare)
    await closeAudit(db)
    const report = await runTick({
      db,
      elapsed,
      sealing: sealing(),
      templates: messageTemplates(),
      push: pushByWechat,
      holder: randomUUID(),
      today: shanghaiDay(Date.now()),
      now: () => Date.now(),
    })
    if (report.outcome === 'CLOCK_BEHIND') await writePlatformLog({ function: 'status-job', code: report.outcome })
    return { ...report, ...db.usage }
  } catch (error) {
    const code = error instanceof Refusal ? error.error.code : error instanceof Error ? error.name : typeof error
    await writePlatformLog({ function: 'status-job', code, at: framesOf(error) })
    return { outcome: 'FAILED', nights: [], code, ...(db?.usage ?? NO_USAGE) }
  }
}
