import { Refusal } from '../base'
import { aroundRequests } from './around-requests'
import type { Database } from './database'
import { messageOf } from './database'

/**
 * The platform takes only so many requests at once and in a while (errCode -501004 and -501003; at the start and the
 * commit of a transaction the bare code). What it refuses so it has not done, so sending it again is safe.
 */
const THROTTLED = /-50100[34]\b|EXCEED_(CONCURRENT_)?REQUEST_LIMIT|exceed (concurrent )?request limit/

const FIRST_PAUSE_MS = 60
const LONGEST_PAUSE_MS = 1_000
/** Some six seconds: a person waits so long, and a rush is often over. */
const TRIES = 11
/** A call that has run so long asks no second time: what is left of its 60 s is for its answer. */
const CALL_MS = 40_000

/**
 * The database of one call: what is refused for being too much is sent again, ever later.
 * @throws Refusal BUSY once it was refused every time; its `found` is the platform's code, for whoever is asked to help
 */
export function patient(db: Database, pause: (ms: number) => Promise<void> = paused): Database {
  const begun = performance.now()
  return aroundRequests(db, async (_request, send) => {
    for (let tried = 1; ; tried++) {
      try {
        return await send()
      } catch (error) {
        const code = THROTTLED.exec(messageOf(error))?.[0]
        if (code === undefined) throw error
        if (tried === TRIES || performance.now() - begun > CALL_MS) throw tooBusy(code)
        await pause(Math.min(FIRST_PAUSE_MS * 1.7 ** (tried - 1), LONGEST_PAUSE_MS) * (0.5 + Math.random()))
      }
    }
  })
}

function tooBusy(code: string): Refusal {
  const message = '现在办事的人太多，系统一时忙不过来，这次没有办成。请等一两分钟再试。'
  return new Refusal({ code: 'BUSY', message, found: code })
}

function paused(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
