import { dayNumber } from '../../../rules'
import type { CivilDay } from '../../../rules'
import type { CallContext } from '../../shared/call-context'
import type { Database } from '../../shared/database'
import { requireAllowed } from '../../shared/permissions'
import type { Answers, Requests } from '../contract'
import type { OrderDocument } from '../documents'
import type { OrderEventKind } from '../order-states'
import { claimsOf } from '../records/claims'
import { ordersIn } from '../records/orders'
import { advanceTaxFile, tellMissing } from '../records/tax-files'
import type { TaxFileDocument } from './documents'
import { isWaitedFor } from '../waited-for'
import { taxPlaceOf } from './places'
import { isMissing } from './reconcile'

const ORDERS_A_CALL = 300

/**
 * Who has paid us and is in no file of the tax office, days after they should have been; a page of orders a call. Asked
 * again it tells nobody twice; who is found in a later file is missing no more.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_TAX_FILE
 */
export async function findMissing({ region, after }: Requests['findMissing'], context: CallContext): Promise<Answers['findMissing']> {
  await requireAllowed(context, 'importTaxFile', { id: region, region })
  return missingPage(context.db, region, after ?? '', context.today)
}

/** Goes on with looking for who is missing after a file was matched, a page. @throws Refusal UNKNOWN_TAX_FILE */
export async function lookOn(db: Database, file: TaxFileDocument, today: CivilDay): Promise<TaxFileDocument> {
  const { next } = await missingPage(db, file.region, file.lookedTo, today)
  return (await advanceTaxFile(db, file, next === null ? { state: 'done' } : { lookedTo: next })).file
}

async function missingPage(db: Database, region: string, after: string, today: CivilDay): Promise<Answers['findMissing']> {
  const { missingAfterDays } = taxPlaceOf(region)
  const orders = await ordersIn(db, 'paid', after, ORDERS_A_CALL)
  const late = orders.flatMap((order) => {
    const paidOn = dayOfPayment(order)
    return paidOn !== null && isMissing(dayNumber(paidOn)!, dayNumber(today)!, missingAfterDays)
      ? order.lines.filter((line) => line.region === region).map((line) => ({ ...line, order: order._id, paidOn })) : []
  })
  const claims = await claimsOf(db, late.map(({ enrolment }) => enrolment))
  const missing = late.filter(({ enrolment, order }) => {
    const claim = claims.get(enrolment)
    return claim !== undefined && isWaitedFor(claim, order)
  })
  const found = await tellMissing(db, missing.map(({ enrolment, year, fee, paidOn }) => ({ enrolment, region, year, amount: fee, paidOn })))
  return { found, next: orders.length < ORDERS_A_CALL ? null : orders.at(-1)!._id }
}

const PAYS: ReadonlySet<OrderEventKind> = new Set<OrderEventKind>(['pay', 'payAfterClose', 'forceCount'])

function dayOfPayment({ events }: OrderDocument): CivilDay | null {
  return events.find(({ kind }) => PAYS.has(kind))?.day ?? null
}
