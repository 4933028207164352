import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import { SERVER } from './gate'
import type { Household, Member } from './township'
import { HOUR, MINUTE, type SeasonRun } from './season-run'
import { payOnOfficialChannel } from './tax-office'

type Quote = Answers['quote']
type Order = Answers['placeOrder']

const payment = (who: string, action: keyof Requests, data: object) => ({ who, name: 'payment', action, data })
const orderDeed = (who: string, action: 'cancelOrder' | 'checkOrder' | 'prepay', order: string) =>
  payment(who, action, { order })

const WATCH = { who: SERVER, name: 'payment-watch', action: 'payment-watch', data: {} }

/** What WeChat does wrong with a payment: its notices, and its answers to our questions. */
const NOTICE_FAULTS = ['lost', 'never', 'late', 'twice', 'out-of-order', 'wrong-amount'] as const
const CALL_FAULTS = ['lost-answer', 'late', 'refused'] as const
const LATE_MS = 30

/** Whom they look after they name by enrolment; a stranger by name and number. */
function whoIs(
  { town }: SeasonRun,
  payer: string,
  { enrolment, name, idNumber }: Member,
): Requests['quote']['people'][number] {
  const { region, year } = town.policy
  return town.lookedAfterBy(payer, enrolment) ? { enrolment } : { region, year, name, idNumber: idNumber! }
}

/** A friend of the house pays, who may not see anything of theirs. */
export async function payAsStranger(run: SeasonRun, house: Household): Promise<void> {
  const [daughter, members] = [
    run.pick(run.town.households).daughter,
    house.members.filter(({ idNumber }) => idNumber !== null),
  ]
  if (members.length > 0)
    await run.pick([payByWechat, payOfficially])(run, { ...house, daughter, members: [run.pick(members)] })
}

/** A daughter looks what is to be paid for some people of a house; null = nothing, today. */
export async function quoteFor(
  run: SeasonRun,
  { daughter, members }: Household,
): Promise<{ people: Requests['quote']['people']; quote: Quote; named: Member[] } | null> {
  const asked = members.filter(() => run.happens(0.8))
  if (asked.length === 0) return null
  const answer = await run.deed<Quote>(
    payment(daughter, 'quote', { people: asked.map((member) => whoIs(run, daughter, member)) }),
  )
  if (!answer.ok) return null
  const { data: quote } = answer
  const payable = quote.people.filter((one) => one.payable)
  const named = payable.map(({ index }) => asked[index]!)
  return payable.length === 0 ? null : { people: named.map((member) => whoIs(run, daughter, member)), quote, named }
}

/** null = refused, as when somebody else was faster. */
export async function place(
  run: SeasonRun,
  house: Household,
  way: 'official' | 'wechat',
): Promise<{ order: Order; named: Member[] } | null> {
  const found = await quoteFor(run, house)
  if (found === null || !found.quote.ways.includes(way)) return null
  const { people, quote, named } = found
  const heard = quote.people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
  const answer = await run.deed<Order>(
    payment(house.daughter, 'placeOrder', {
      operation: run.operation(),
      people,
      way,
      channel: null,
      total: quote.total,
      heard,
    }),
  )
  return answer.ok ? { order: answer.data, named } : null
}

/** By WeChat, with all that goes wrong there; and daughters who look away, change their minds, or come back later. */
export async function payByWechat(run: SeasonRun, house: Household): Promise<void> {
  const placed = await place(run, house, 'wechat')
  if (placed === null) return
  const {
    order: { order },
  } = placed
  if (run.happens(0.08)) return run.count('walked away')
  if (run.happens(0.05)) return void (await run.deed(orderDeed(house.daughter, 'cancelOrder', order)))
  await breakSomething(run, ['unifiedOrder'])
  const prepay = run.happens(0.1)
    ? await prepayAndCancel(run, house, order)
    : await run.deed<Answers['prepay']>(orderDeed(house.daughter, 'prepay', order))
  if (!prepay.ok) return
  await run.pass(run.between(MINUTE / 4, 4 * MINUTE))
  if (run.happens(0.1)) return run.count('walked away')
  await payNow(run, house.daughter, order, prepay.data.payment.package ?? '')
  await afterwards(run, house.daughter, order)
}

async function prepayAndCancel(run: SeasonRun, { daughter }: Household, order: string) {
  const prepay = await run.deed<Answers['prepay']>(orderDeed(daughter, 'prepay', order))
  await breakSomething(run, ['closeOrder', 'queryOrder'])
  const cancelled = await run.deed<Order>(orderDeed(daughter, 'cancelOrder', order))
  if (cancelled.ok) run.count('cancelled while it could be paid')
  return prepay
}

/** The money leaves the pocket when WeChat says so, whatever we hear of it. */
async function payNow(run: SeasonRun, payer: string, order: string, prepay: string): Promise<void> {
  const prepayId = prepay.replace('prepay_id=', '')
  const there = (
    (await run.look('/pay/orders')) as {
      prepayId: string
      outTradeNo: string
      totalFee: number
      state: string
      preparedAt: number
    }[]
  ).find((one) => one.prepayId === prepayId)
  if (there === undefined) return run.fail(`WeChat does not know the payment of ${order}`)
  const isOpen = (there.state === 'NOTPAY' || there.state === 'PAYERROR') && run.now <= there.preparedAt + 2 * HOUR
  if (!isOpen) return run.count('could not be paid at WeChat any more')
  const noticed = run.happens(0.45) ? run.pick(NOTICE_FAULTS) : null
  if (noticed !== null) await run.fault('notification', noticed)
  if (run.happens(0.1)) await breakSomething(run, ['queryOrder'])
  run.step(`${payer} pays ${there.totalFee} at WeChat for ${order}, notice ${noticed ?? 'in order'}`)
  run.world.move(`pocket:${payer}`, 'wechat', there.totalFee)
  run.world.wechatPayments.set(there.outTradeNo, { order, amount: there.totalFee, day: run.today, payer })
  await run.payAtWechat(prepayId)
}

async function afterwards(run: SeasonRun, payer: string, order: string): Promise<void> {
  if (run.happens(0.4)) await run.deed(orderDeed(payer, 'checkOrder', order))
  if (run.happens(0.1)) await run.deed(orderDeed(payer, 'cancelOrder', order))
  if (run.happens(0.12)) await run.both(orderDeed(payer, run.pick(['checkOrder', 'cancelOrder']), order), WATCH)
}

export async function breakSomething(run: SeasonRun, calls: readonly string[]): Promise<void> {
  if (!run.happens(0.2)) return
  const fault = run.pick(CALL_FAULTS)
  await run.fault(run.pick(calls), fault, fault === 'late' ? { ms: LATE_MS } : {})
}

/** On an official channel, with an order or without; some pay another amount, pay for a part, cancel and pay, or never pay. */
export async function payOfficially(run: SeasonRun, house: Household): Promise<void> {
  const placed = run.happens(0.7) ? await place(run, house, 'official') : null
  const found = placed ?? (await quoteFor(run, house))
  if (found === null || run.happens(0.15)) return run.count('walked away')
  const fees =
    placed?.order.people.map(({ enrolment, fee }) => ({ enrolment, fee })) ??
    house.members.flatMap((member) =>
      found.named.includes(member) ? [{ enrolment: member.enrolment, fee: null }] : [],
    )
  if (placed !== null && run.happens(0.08)) await run.deed(orderDeed(house.daughter, 'cancelOrder', placed.order.order))
  for (const { enrolment, fee } of fees) {
    if (run.happens(0.1)) continue
    const member = house.members.find((one) => one.enrolment === enrolment)!
    const quoted =
      fee === null
        ? await run.deed<Quote>(payment(house.daughter, 'quote', { people: [whoIs(run, house.daughter, member)] }))
        : null
    const owed = fee ?? (quoted?.ok === true ? (quoted.data.people[0]?.fee ?? 0) : 0)
    if (owed > 0) payOnOfficialChannel(run, member, owed)
  }
}
