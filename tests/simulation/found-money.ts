import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import { orderOfUnmatchedPayment } from '../../cloudfunctions/domain/refunds/unmatched'
import type { UnmatchedPaymentDocument } from '../../cloudfunctions/domain/refunds/unmatched-documents'
import type { UnmatchedPaymentState } from '../../cloudfunctions/domain/refunds/unmatched-machine'
import { cloudPay } from '../devcloud/wechat-sdk'
import { byTwo } from './by-two'
import { breakSomething } from './payers'
import { readEvery } from './read-every'
import type { Call, SeasonRun } from './season-run'
import { payAtCounter } from './tax-office'
import { BOOKKEEPER, CLERKS, COUNTY, type Household, type Member } from './township'

/** Money that no order of ours was made for: at a bank's counter, and at WeChat. */
const payment = (who: string, action: keyof Requests, data: object): Call => ({ who, name: 'payment', action, data })
const SHARE = { madeUp: 0.2, voided: 0.1, wrongSum: 0.2, assigned: 0.5, declined: 0.15, byHand: 0.4 }

/** Somebody of a house who owes, and what; null = nobody. */
async function owing(run: SeasonRun, { members }: Household): Promise<{ member: Member; fee: number } | null> {
  const member = run.pick(members)
  const {
    people: [person],
  } = await run.must<Answers['owedAtDesk']>(payment(run.pick(CLERKS), 'owedAtDesk', { enrolments: [member.enrolment] }))
  return person?.fee === null || person === undefined || person.fee === 0 || member.idNumber === null
    ? null
    : { member, fee: person.fee }
}

/** Somebody shows the county a receipt of a bank; now and then one that no bank ever gave. */
export async function payAtBank(run: SeasonRun, house: Household): Promise<void> {
  const found = await owing(run, house)
  if (found === null) return
  const {
    member: { enrolment },
    fee: amount,
  } = found
  const real = run.happens(SHARE.madeUp) ? null : payAtCounter(run, found.member, amount)
  const evidence = real === null ? `none${run.operation().slice(-6)}` : real.voucher
  const answer = await run.deed<Answers['recordPayment']>(
    payment(BOOKKEEPER, 'recordPayment', {
      operation: run.operation(),
      enrolment,
      day: null,
      amount,
      way: '银行柜台',
      evidence,
    }),
  )
  if (!answer.ok) return
  run.deedDone(BOOKKEEPER, 'recordPayment')
  const { order } = answer.data
  run.evidence.tookAtDesk(order, run.today)
  if (real !== null) run.world.atCounter.set(order, real)
  else run.world.madeUp.set(order, enrolment)
}

/** What never was is undone when it is found out; now and then something that was, which the tax office's list brings back. */
export async function undoMadeUp(run: SeasonRun, all: boolean): Promise<void> {
  for (const [order, enrolment] of [
    ...run.world.madeUp,
    ...[...run.world.atCounter].flatMap(([id, { told, enrolment: of }]): [string, string][] =>
      told || of === null || !run.happens(SHARE.voided) ? [] : [[id, of]],
    ),
  ]) {
    if (!all && run.world.madeUp.has(order) && run.happens(0.5)) continue
    const because = '银行没有这笔'
    if (!(await byTwo(run, 'voidPayment', { enrolment, because }, [COUNTY[0], COUNTY[1]]))) continue
    run.evidence.voided(order)
    run.world.madeUp.delete(order)
    run.world.atCounter.delete(order)
    run.count('taken down and voided')
  }
}

/** A code of another program of the county's merchant: WeChat has the money, and we no order. */
export async function payForNoOrder(run: SeasonRun, house: Household): Promise<void> {
  const found = await owing(run, house)
  if (found === null) return
  const totalFee = run.happens(SHARE.wrongSum) ? found.fee + 100 : found.fee
  const [outTradeNo, payer] = [`of-nobody-${run.operation()}`, `elsewhere-${found.member.enrolment}`]
  run.step(`${payer} pays ${totalFee} at WeChat for ${outTradeNo}`)
  const request = {
    body: '城乡居民医保',
    outTradeNo,
    totalFee,
    spbillCreateIp: '127.0.0.1',
    subMchId: run.town.merchant,
    subOpenid: house.daughter,
    envId: 'local',
    functionName: 'payment-notice',
    nonceStr: 'n',
    tradeType: 'JSAPI',
  }
  const { prepayId } = (await cloudPay(run.town.url).unifiedOrder(request)) as { prepayId: string }
  run.world.move(`pocket:${payer}`, 'wechat', totalFee)
  run.world.wechatPayments.set(outTradeNo, { order: outTradeNo, amount: totalFee, day: run.today, payer })
  run.world.ofNoOrder.set(outTradeNo, found.member.enrolment)
  await run.payAtWechat(prepayId)
  run.count('paid at WeChat for no order')
}

const unmatchedPaymentsIn = (run: SeasonRun, state: UnmatchedPaymentState): Promise<UnmatchedPaymentDocument[]> =>
  readEvery<UnmatchedPaymentDocument>(run.town.db, 'payment-oddities', { state })

/** The county finds whose it is, or sends it back, two of them. */
export async function settleFound(run: SeasonRun): Promise<void> {
  for (const oddity of await unmatchedPaymentsIn(run, 'open'))
    if (!run.happens(SHARE.assigned) || !(await assign(run, oddity)))
      await run.must(payment(COUNTY[0], 'proposeOddityReturn', { oddity: oddity._id, because: '查不到是谁的' }))
  for (const { _id: oddity } of await unmatchedPaymentsIn(run, 'proposed')) {
    await run.must(
      run.happens(SHARE.declined)
        ? payment(COUNTY[2], 'declineOddityReturn', { oddity })
        : payment(COUNTY[1], 'agreeOddityReturn', { oddity }),
    )
  }
  for (const state of ['sent', 'agreed'] as const)
    for (const oddity of await unmatchedPaymentsIn(run, state)) await sendBack(run, oddity)
}

async function assign(run: SeasonRun, { _id, merchantNo }: UnmatchedPaymentDocument): Promise<boolean> {
  const enrolment = run.world.ofNoOrder.get(merchantNo) ?? run.fail(`nobody paid ${merchantNo}`)
  const answer = await run.deed(
    payment(COUNTY[0], 'assignOddity', { oddity: _id, enrolment, because: '付款人来电核对' }),
  )
  if (!answer.ok) return false
  const paid = run.world.wechatPayments.get(merchantNo)!
  run.world.wechatPayments.set(merchantNo, { ...paid, order: orderOfUnmatchedPayment(_id) })
  run.count('found: assigned')
  return true
}

/** Of what was sent WeChat is asked again: it may have refused it. */
async function sendBack(
  run: SeasonRun,
  { _id: oddity, merchantNo, amount, state }: UnmatchedPaymentDocument,
): Promise<void> {
  await breakSomething(run, ['refund', 'queryRefund'])
  const evidence = state === 'agreed' && run.happens(SHARE.byHand) ? `transfer${oddity.slice(-12)}` : null
  const answer = await run.deed(payment(COUNTY[2], 'sendOddityBack', { oddity, evidence }))
  if (!answer.ok || evidence === null) return
  run.world.move('wechat', `pocket:${run.world.wechatPayments.get(merchantNo)!.payer}`, amount)
  run.count('found: returned by hand')
}
