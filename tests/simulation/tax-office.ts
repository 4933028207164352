import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import type { OrderDocument, PaymentMethod } from '../../cloudfunctions/domain/payments/documents'
import { refundId } from '../../cloudfunctions/domain/refunds/documents'
import { readRefund } from '../../cloudfunctions/domain/refunds/documents'
import { civilDay, dayNumber, type CivilDay } from '../../rules'
import { taxCsv } from '../domain/reconciliation/tax-upload'
import { paidToUsOn } from './evidence'
import { readEvery } from './read-every'
import type { SeasonRun } from './season-run'
import type { Member } from './township'
import type { Place, TaxPayment } from './world'

/** Parts of a file, as the county's screen sends them; small, so that a file has several. */
const PART_BYTES = 6 * 1024
const ELSEWHERE = '别的县'
/** Of what is paid there directly. */
const SHARE = { wrongAmount: 0.06, mistypedName: 0.05, mistypedNumber: 0.04, twice: 0.04, elsewhere: 0.04 }
/** Of what is paid on: stuck on its way. Of what has arrived: not in the next file, or in it a second time. */
const STUCK = 0.1
const HELD_OVER = 0.15
const TOLD_AGAIN = 0.05
/** Of the files: those with a line that is no payment. */
const SPOILT = 0.2
/** Where money of an order lies until it is paid on. */
const ACCOUNT_OF: Readonly<Record<PaymentMethod, Place>> = {
  wechat: 'wechat',
  pos: 'pos',
  cash: 'bank',
  official: 'tax',
  elsewhere: 'tax',
}

/** Somebody pays for a person on one of the tax office's channels, perhaps with a slip of the finger, perhaps twice. */
export function payOnOfficialChannel(run: SeasonRun, { enrolment, idNumber, name, begun }: Member, owed: number): void {
  const payer: Place = `pocket:${enrolment}`
  const times = run.happens(SHARE.twice) ? 2 : 1
  for (let i = 0; i < times; i++) {
    const amount = run.happens(SHARE.wrongAmount) ? Math.max(100, owed + 100 * run.between(-40, 40)) : owed
    const payment = {
      idNumber: run.happens(SHARE.mistypedNumber) ? `${idNumber!.slice(0, 6)}19000101000X` : idNumber!,
      name: run.happens(SHARE.mistypedName) ? `${name}甲` : name,
      amount,
      paidOn: run.today,
      arrivedOn: later(run.today, run.between(0, 2)),
      from: payer,
      enrolment,
      order: null,
      place: run.happens(SHARE.elsewhere) ? ELSEWHERE : '',
    }
    run.step(`${amount} fen are paid for ${enrolment} (${begun.region}) on an official channel`)
    run.world.move(payer, 'tax', amount)
    arrive(run, payment)
    run.count('paid on an official channel')
  }
}

const later = (day: CivilDay, days: number): CivilDay => civilDay(dayNumber(day)! + days)

function arrive(run: SeasonRun, payment: Omit<TaxPayment, 'voucher' | 'told' | 'returned'>): TaxPayment {
  const { world } = run
  const whole = { ...payment, voucher: `V${String(++world.vouchers).padStart(6, '0')}`, told: false, returned: 0 }
  world.taxPayments.push(whole)
  return whole
}

/** At the counter of a bank, where nobody slips: the tax office has it at once, and the payer a receipt. */
export function payAtCounter(run: SeasonRun, { enrolment, idNumber, name }: Member, amount: number): TaxPayment {
  const from: Place = `pocket:${enrolment}`
  run.step(`${amount} fen are paid for ${enrolment} at a bank's counter`)
  run.world.move(from, 'tax', amount)
  run.count('paid at a counter')
  return arrive(run, {
    idNumber: idNumber!,
    name,
    amount,
    paidOn: run.today,
    arrivedOn: run.today,
    from,
    enrolment,
    order: null,
    place: '',
  })
}

/** The agency pays on to the tax office what was paid to it, person by person; some of it is stuck for a while. */
export async function payOn(run: SeasonRun, inHand: (order: string) => boolean, all: boolean): Promise<void> {
  const paid = await readEvery<OrderDocument>(run.town.db, 'orders', {
    state: run.town.db.command.in(['paid', 'arrived', 'returning']),
  })
  for (const order of paid.filter(({ _id, way }) => ACCOUNT_OF[way] !== 'tax' && !inHand(_id))) {
    for (const { enrolment, fee } of order.lines) {
      const member = run.town.members.get(enrolment)!
      const there = run.world.taxPayments.some((one) => one.order === order._id && one.enrolment === enrolment)
      const refund = await readRefund(run.town.db, refundId(order._id, enrolment))
      const paidOn = paidToUsOn(run, order._id) ?? run.fail(`nobody paid ${order._id}`)
      // Paid while the clock stood ahead.
      if (paidOn > run.today) continue
      if (there || (refund !== null && refund.state !== 'refused') || (!all && run.happens(STUCK))) continue
      const from = ACCOUNT_OF[order.way]
      run.world.move(from, 'tax', fee)
      arrive(run, {
        idNumber: member.idNumber!,
        name: member.name,
        amount: fee,
        paidOn,
        arrivedOn: run.today,
        from,
        enrolment,
        order: order._id,
        place: '',
      })
    }
  }
}

/**
 * To whom the tax office's money goes back: to where it came from. What we paid on for somebody who had paid there as well
 * is theirs, for their own payment stands for it, or what is left of it after the rest went back.
 */
export function givenBackTo({ world }: SeasonRun, payment: TaxPayment): Place {
  const own = world.taxPayments.find(
    (one) =>
      payment.order !== null &&
      one.enrolment === payment.enrolment &&
      one.order === null &&
      one.told &&
      one.amount - one.returned === payment.amount,
  )
  return own === undefined ? payment.from : own.from
}

/** The tax office hands out a list of what it got; the county reads it in, and looks who is missing. */
export async function handOutFile(run: SeasonRun, by: string, all: boolean): Promise<void> {
  const here = run.world.taxPayments.filter(({ arrivedOn }) => arrivedOn <= run.today)
  const named = here.filter(({ told }) => (told ? run.happens(TOLD_AGAIN) : all || !run.happens(HELD_OVER)))
  if (named.length === 0) return
  // A reversal of a payment that no file has: of one in this file it would be believed, and the payment not counted.
  const spoilt = run.happens(SPOILT)
    ? [{ ...named[0]!, name: '冲正', amount: -named[0]!.amount - 1_00, voucher: `S${++run.world.vouchers}` }]
    : []
  const bytes = taxCsv([...named, ...spoilt], run.town.policy.year)
  await readIn(run, by, bytes)
  if (run.happens(0.2)) await readIn(run, by, bytes)
  for (const payment of named) payment.told = true
  run.count('tax files')
}

async function readIn(run: SeasonRun, by: string, bytes: Buffer): Promise<void> {
  const { region } = run.town.policy
  const deed = (action: keyof Requests, data: object) => ({ who: by, name: 'payment', action, data })
  const file = run.operation()
  const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES))
  for (let part = 0; part < parts; part++) {
    await run.must(
      deed('putTaxPart', {
        region,
        file,
        part,
        parts,
        base64: bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64'),
      }),
    )
  }
  let read: Answers['readTaxFile']
  do read = await run.must(deed('readTaxFile', { region, file }))
  while (!read.done)
  const { taxFile } = read
  for (;;) if ((await run.must<Answers['matchTaxRows']>(deed('matchTaxRows', { taxFile }))).done) break
  for (let after: string | null = null; ;) {
    const { next }: Answers['findMissing'] = await run.must(deed('findMissing', { region, after }))
    if (next === null) return
    after = next
  }
}
