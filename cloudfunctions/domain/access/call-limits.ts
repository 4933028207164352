import { addToCount } from './attempts'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber } from '../../../rules'

/**
 * How often a civil day somebody may call: one action, and all together. A county's largest deeds (a file of 100,000
 * rows, a village of 3,000 people) take some hundreds of calls.
 */
const CALLS_A_DAY = { action: 2_000, all: 5_000 } as const
/**
 * So many calls an instance counts by itself before it tells the database: who uses the product as meant never costs
 * a request.
 */
const UNTOLD_MAX = 50

interface Count {
  /** Not told yet. */
  untold: number
  /** As the database had it when it was last told. */
  known: number
}

/** What one instance has seen of a day; made once a process. */
class CallCounter {
  private day: CivilDay | null = null
  private counts = new Map<string, Count>()

  /**
   * Counts a call. What other instances count comes in with every {@link UNTOLD_MAX}th, so the limits may be passed by
   * as many calls as there are instances, times that.
   * @throws Refusal TOO_MANY_CALLS; who is stopped costs no request any more
   */
  async count({ db, caller: { openid }, today }: CallContext, action: string): Promise<void> {
    if (this.day !== today) {
      this.day = today
      this.counts = new Map()
    }
    await this.countOne(db, `calls~${openid}~${action}`, today, CALLS_A_DAY.action)
    await this.countOne(db, `calls~${openid}`, today, CALLS_A_DAY.all)
  }

  private async countOne(db: Database, whom: string, day: CivilDay, most: number): Promise<void> {
    const count = this.counts.get(whom) ?? { untold: 0, known: 0 }
    this.counts.set(whom, count)
    if (count.known >= most) throw tooMany(day)
    count.untold++
    if (count.untold < UNTOLD_MAX) return
    const told = count.untold
    // Before it waits, so that of calls at once one tells.
    count.untold = 0
    count.known = await addToCount(db, whom, day, told)
  }
}

const ofThisProcess = new CallCounter()

/** Counts a call of whoever calls, before anything is done for it. @throws Refusal TOO_MANY_CALLS */
export const limitCalls = (context: CallContext, action: string): Promise<void> => ofThisProcess.count(context, action)

function tooMany(today: CivilDay): Refusal {
  const nextDay = civilDay(dayNumber(today)! + 1)
  return new Refusal({
    code: 'TOO_MANY_CALLS',
    message: `您今天用得太频繁了，为了不影响别人先停一停，这次没有办理。请 ${nextDay} 零点以后再来；着急的，请到村（社区）经办人员处办理。`,
    found: nextDay,
  })
}
