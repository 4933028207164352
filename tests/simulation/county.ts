import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import type { OrderDocument } from '../../cloudfunctions/domain/payments/documents'
import type { RefundDocument } from '../../cloudfunctions/domain/refunds/documents'
import { sealedFactsOfRow } from '../../cloudfunctions/domain/reconciliation/store'
import type { TaxRowDocument } from '../../cloudfunctions/domain/reconciliation/documents'
import type { SettlementId } from '../../cloudfunctions/domain/reconciliation/resolutions'
import type { Clerk } from './clerk'
import { breakSomething } from './payers'
import { readEvery } from './read-every'
import type { Call, SeasonRun } from './season-run'
import { COUNTY } from './township'
import { outNow } from './evidence'
import { givenBackTo } from './tax-office'
import type { Place, TaxPayment } from './world'

const payment = (who: string, action: keyof Requests, data: object): Call => ({ who, name: 'payment', action, data })
/** Payers who are no user: money that the tax office told us of, and by WeChat for no order of ours. */
const NOBODY: ReadonlySet<string> = new Set(['tax', 'wechat'])
const SHARE = { refused: 0.15, declined: 0.1, atOnce: 0.15 }

/** People of the county who settle what does not fit, and agree, two of them, on money that returns. */
export class County {
  constructor(
    private readonly run: SeasonRun,
    private readonly desk: Clerk,
  ) {}

  /** Somebody wants their money back: whoever paid, or the clerk for whom paid at the desk. */
  async askRefund(): Promise<void> {
    const { run } = this
    const known = (
      await readEvery<OrderDocument>(run.town.db, 'orders', { state: run.town.db.command.in(['paid', 'arrived']) })
    ).filter(({ payer }) => !NOBODY.has(payer))
    const paid = known.filter(({ _id }) => !run.world.madeUp.has(_id))
    if (paid.length === 0) return
    const order = run.pick(paid)
    const { enrolment } = run.pick(order.lines)
    await run.deed(
      payment(order.payer, 'askRefund', {
        operation: run.operation(),
        order: order._id,
        enrolment,
        why: '已经参加职工医保',
      }),
    )
  }

  async decideRefunds(): Promise<void> {
    for (const refund of await this.refundsIn(['asked', 'agreedOnce'])) await this.decide(refund)
    // Sent, WeChat may have refused it, or not have been reached: somebody asks again.
    for (const refund of await this.refundsIn(['agreed', 'sent'])) await this.send(refund)
  }

  private refundsIn(states: readonly RefundDocument['state'][]): Promise<RefundDocument[]> {
    return readEvery<RefundDocument>(this.run.town.db, 'refunds', { state: this.run.town.db.command.in([...states]) })
  }

  private async decide({ _id: refund, agreed, enrolment, order }: RefundDocument): Promise<void> {
    const { run } = this
    if (enrolment !== '' && run.happens(SHARE.refused))
      return void (await run.deed(payment(COUNTY[2], 'refuseRefund', { refund, because: '不符合退费条件' })))
    const others = COUNTY.filter((one) => !agreed.some(({ by }) => by === one))
    const agree = (by: string) => payment(by, 'agreeRefund', { refund })
    if (run.happens(SHARE.atOnce) && others.length >= 2) await run.both(agree(others[0]!), agree(others[1]!))
    for (const by of others.slice(0, 2 - agreed.length)) {
      const answer = await run.deed<Answers['agreeRefund']>(agree(by))
      if (!answer.ok) return
      if (answer.data.state === 'agreed' && enrolment !== '') await outNow(run, enrolment, order)
    }
  }

  /** By hand out of the place where the money really is; by WeChat it goes when WeChat says so. */
  private async send({ _id: refund, order, enrolment, amount }: RefundDocument): Promise<void> {
    const { run } = this
    await breakSomething(run, ['refund', 'queryRefund'])
    const send = (evidence: string | null) =>
      run.deed<Answers['sendRefund']>(payment(COUNTY[0], 'sendRefund', { refund, evidence }))
    const first = await send(null)
    if (first.ok || first.error.code !== 'EVIDENCE_NEEDED') return
    const evidence = `transfer${refund.slice(0, 12)}`
    const [from, to] = this.handedBack(order, enrolment, amount)
    const answer = await send(evidence)
    if (!answer.ok) return run.fail(`sendRefund by hand was refused: ${answer.error.code}`)
    run.world.move(from, to, amount)
    run.count(`returned by hand from ${from.split(':')[0]}`)
  }

  private handedBack(order: string, enrolment: string, amount: number): [Place, Place] {
    const { run, desk } = this
    const cash = desk.inHand.get(order)
    if (cash !== undefined) {
      desk.inHand.set(order, { ...cash, amount: cash.amount - amount })
      if (cash.amount === amount) desk.inHand.delete(order)
      return [`drawer:${cash.clerk}`, `pocket:${cash.payer}`]
    }
    const counter = run.world.atCounter.get(order)
    if (counter !== undefined && !counter.told) {
      // Given back by the tax office before any list of theirs named it: none will.
      run.world.taxPayments.splice(run.world.taxPayments.indexOf(counter), 1)
      return ['tax', counter.from]
    }
    const told = run.world.taxPayments.find(
      (one) =>
        one.told &&
        one.enrolment === enrolment &&
        (one.order === order || one.order === null) &&
        one.amount - one.returned === amount,
    )
    const card = desk.bySlip.get(order)
    if (told !== undefined) {
      told.returned += amount
      return ['tax', `pocket:${enrolment}`]
    }
    return [card === undefined ? 'bank' : 'pos', `pocket:${enrolment}`]
  }

  /** Money that did not fit its order: it counts after all, or goes back. */
  async settleQuestions(): Promise<void> {
    const { run } = this
    for (const { _id: order } of await readEvery<OrderDocument>(run.town.db, 'orders', { state: 'inQuestion' })) {
      if (run.happens(0.5)) {
        const counted = await run.deed(
          payment(COUNTY[0], 'countAfterAll', { order, because: '核对过了，是这一户的钱' }),
        )
        if (counted.ok) {
          run.count('counted after all')
          continue
        }
      }
      await run.deed(payment(COUNTY[0], 'returnHeldBack', { order }))
    }
  }

  /** What the tax office's files and the records disagree in. */
  async settleRows(): Promise<void> {
    const { run } = this
    const waiting = await readEvery<TaxRowDocument>(run.town.db, 'tax-rows', {
      state: run.town.db.command.in(['open', 'proposed']),
    })
    for (const { _id: row } of waiting.filter(({ outcome }) => outcome === 'unreadable')) {
      await run.must(
        payment(run.pick(COUNTY), 'settleTaxRow', { row, as: 'setAside', enrolment: null, because: '不是一笔缴费' }),
      )
      run.count('settled: setAside')
    }
    for (const row of waiting.filter(({ outcome }) => outcome !== 'missing' && outcome !== 'unreadable')) {
      const { voucher } = sealedFactsOfRow(row)
      const paid =
        run.world.taxPayments.find((one) => one.voucher === voucher) ?? run.fail(`the tax office never got ${voucher}`)
      for (const as of waysFor(row, paid)) if (await this.settle(row, as, paid)) break
    }
  }

  /** Whether it is settled. */
  private async settle(row: TaxRowDocument, as: SettlementId, paid: TaxPayment): Promise<boolean> {
    const { run } = this
    const [first, second, third] = COUNTY
    const enrolment = as === 'assign' ? paid.enrolment : null
    if (row.state === 'open') {
      const answer = await run.deed<Answers['settleTaxRow']>(
        payment(first, 'settleTaxRow', { row: row._id, as, enrolment, because: '核对过了' }),
      )
      if (!answer.ok) return false
      // Looked at again it is something else; the next round settles that.
      if (answer.data.state === 'open') {
        run.count('looked at again: something else')
        return true
      }
      run.count(`settled: ${as}`)
      if (answer.data.state === 'settled') return true
    }
    if (run.happens(SHARE.declined)) {
      await run.must(payment(third, 'declineSettlement', { row: row._id }))
      return true
    }
    const agree = (by: string) => payment(by, 'agreeSettlement', { row: row._id, evidence: `tax${paid.voucher}` })
    if (run.happens(SHARE.atOnce)) await run.both(agree(second), agree(third))
    const answer = await run.deed<Answers['agreeSettlement']>(agree(second))
    const done = answer.ok ? answer.data.state === 'settled' : await this.isSettled(row._id)
    if (!done) {
      // It cannot be carried out any more, as when the person has paid otherwise meanwhile: then it goes another way.
      await run.deed(payment(third, 'declineSettlement', { row: row._id }))
      return false
    }
    const back = as === 'returnRest' ? row.amount! - row.due! : row.amount!
    run.world.move('tax', givenBackTo(run, paid), back)
    paid.returned += back
    return true
  }

  private async isSettled(row: string): Promise<boolean> {
    return ((await this.run.town.db.collection('tax-rows').doc(row).get()).data as TaxRowDocument).state === 'settled'
  }
}

/** What to try, in this order. */
function waysFor(
  { outcome, state, settlement, amount, due }: TaxRowDocument,
  { enrolment }: TaxPayment,
): readonly SettlementId[] {
  if (state === 'proposed') return [settlement!.as]
  switch (outcome) {
    case 'unknownPerson':
    case 'wrongPlace':
      return enrolment === null ? ['returnMoney'] : ['assign', 'returnMoney']
    case 'amountDiffers':
      return due !== null && due > 0 && amount! > due ? ['returnRest', 'returnMoney'] : ['rematch', 'returnMoney']
    case 'notDeposited':
      return ['rematch']
    case 'paidTwice':
      return ['returnMoney']
    default:
      return []
  }
}
