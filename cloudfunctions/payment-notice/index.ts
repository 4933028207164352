import { adoptEditions } from '../domain/editions'
import type { NoticeOutcome } from '../domain/refunds'
import { PaymentNotice, handlePaymentNotification } from '../domain/refunds'
import { openCloud, Refusal, writePlatformLog } from '../platform/base'
import { openDatabase } from '../platform/database'
import { shanghaiDay } from '../../rules'

/** Anything but `errcode: 0` is taken for a failure, and the notice comes again. */
interface Answer {
  errcode: 0 | 1
  errmsg: string
}

const SETTLED: Answer = { errcode: 0, errmsg: 'ok' }
const AGAIN: Answer = { errcode: 1, errmsg: 'again' }

openCloud().catch(() => undefined)

/** WeChat's call when an order was paid. A user may call any function by its name; this one hears none. */
export const main = async (event: unknown): Promise<Answer> => {
  try {
    const { OPENID, APPID } = (await openCloud()).getWXContext()
    if (OPENID !== undefined && OPENID !== '') return await notified({ answer: 'again', what: 'NOT_FOR_USERS' })
    const notice = PaymentNotice.safeParse(event)
    if (!notice.success) return await notified({ answer: 'again', what: 'NO_NOTICE' })
    const now = Date.now()
    const db = await openDatabase()
    await adoptEditions(db, now)
    return await notified(
      await handlePaymentNotification(db, notice.data, { now, today: shanghaiDay(now), appid: APPID ?? '' }),
    )
  } catch (error) {
    return notified({
      answer: 'again',
      what: error instanceof Refusal ? error.error.code : error instanceof Error ? error.name : typeof error,
    })
  }
}

async function notified({ answer, what }: NoticeOutcome): Promise<Answer> {
  if (what !== 'pay' && what !== 'known') await writePlatformLog({ function: 'payment-notice', code: what })
  return answer === 'settled' ? SETTLED : AGAIN
}
