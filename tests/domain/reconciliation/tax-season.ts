import { civilDay, dayNumber } from '../../../rules'
import { enrolmentId } from '../../../cloudfunctions/domain/enrolments/record'
import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import { enrolmentsWithIds } from '../../../cloudfunctions/domain/enrolments/store'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import { applyPayment } from '../../../cloudfunctions/domain/payments/settle'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import { openOrder } from '../../../cloudfunctions/domain/payments/settle'
import { collectibleOn } from '../../../cloudfunctions/domain/payments/collectible'
import type { TaxRowDocument } from '../../../cloudfunctions/domain/reconciliation/documents'
import { sealedFactsOfRow } from '../../../cloudfunctions/domain/reconciliation/store'
import { missingFile } from '../../../cloudfunctions/domain/reconciliation/missing'
import { READ_LIMIT } from '../../../cloudfunctions/platform/database/database'
import type { Database } from '../../../cloudfunctions/platform/database/database'
import { inTransaction } from '../../../cloudfunctions/platform/database/transaction'
import { madeUpId } from '../../../commands/demo-data/resident-id'
import type { CountyCloud, Person } from '../county-cloud'
import { madeResident } from '../made-residents'
import { FAULTS, faultyFile, type Fault, type FaultyFile, type FilePerson } from './tax-faults'

/** A season of many people and the tax office's file about it, with faults by a seed. */
export const OPENED = '2021-11-15'
/** Paid to us so long ago that the file should have them by START of `county-cloud.ts`. */
const PAID_ON = '2021-11-20'
const ORDERS_OF_A_DAY = 500
const AT_ONCE = 500

const someone = (n: number, place: Partial<Resident>): Resident => {
  const birthDate = civilDay(dayNumber('1970-01-01')! + Math.floor(n / ORDERS_OF_A_DAY))
  return madeResident(n % ORDERS_OF_A_DAY, {
    id: `taxed-${n}`,
    household: `taxed-house-${n}`,
    name: `甲子${n}`,
    birthDate,
    idNumber: madeUpId(birthDate, n % ORDERS_OF_A_DAY, '女'),
    ...place,
  })
}

export interface TaxSeason {
  file: FaultyFile
  people: number
}

/** @param paid of them have paid us by WeChat; @param each how many faults of each kind */
export async function seedTaxSeason(
  county: CountyCloud,
  { people, paid, each, seed }: { people: number; paid: number; each: number; seed: number },
): Promise<TaxSeason> {
  const here: FilePerson[] = []
  for (let from = 0; from < people; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, people - from) }, (_, i) => someone(from + i, {}))
    const documents = some.map(sealResident)
    await county.seed('residents', documents)
    await openEnrolments(
      county.db,
      documents.map((resident) => ({ resident, township: '象湖镇' })),
      2022,
      OPENED,
    )
    const fees = new Map(
      (
        await enrolmentsWithIds(
          county.db,
          some.map(({ id }) => enrolmentId(id, 2022)),
        )
      ).map(({ resident, assessment }) => [resident, assessment.fee!]),
    )
    here.push(
      ...some.map(({ id, idNumber, name }, i) => ({
        idNumber: idNumber!,
        name,
        fee: fees.get(id)!,
        paid: from + i < paid,
      })),
    )
  }
  for (let n = 0; n < paid; n++) await payByWechat(county.db, enrolmentId(`taxed-${n}`, 2022))
  const elsewhere = Array.from({ length: each }, (_, i) =>
    someone(people + i, { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县' }),
  )
  await county.seed('residents', elsewhere.map(sealResident))
  const strangers = Array.from({ length: each }, (_, i) => someone(people + each + i, {}))
  const asInFile = ({ idNumber, name }: Resident): FilePerson => ({
    idNumber: idNumber!,
    name,
    fee: 32_000,
    paid: false,
  })
  return { file: faultyFile(seed, here, strangers.map(asInFile), elsewhere.map(asInFile), each), people }
}

/** As the order functions do it, without the phone and WeChat. */
async function payByWechat(db: Database, enrolment: string): Promise<void> {
  const [document] = await enrolmentsWithIds(db, [enrolment])
  const moment = { by: 'wechat', now: Date.parse(`${PAID_ON}T09:00:00+08:00`), today: PAID_ON }
  await inTransaction(db, async (transaction) => {
    const { payable } = collectibleOn(document!, PAID_ON)
    const order = await openOrder(
      transaction,
      {
        id: `order-of-${enrolment}`,
        payer: 'oMother1',
        way: 'wechat',
        channel: null,
        asked: '',
        merchant: 'm',
        payUntil: PAID_ON,
        expiresAt: 0,
        people: [payable!],
      },
      moment,
    )
    await applyPayment(
      transaction,
      order,
      {
        amount: order.total,
        transaction: `wx-${enrolment}`,
        day: PAID_ON,
        wayName: '微信支付',
        lies: { at: 'transit', way: 'wechat' },
      },
      moment,
    )
  })
}

/** Numbers of the people whom the import found each fault with, in order. */
export async function faultsFound(
  county: CountyCloud,
  office: Person,
  taxFile: string,
): Promise<Record<Fault, string[]>> {
  let after: string | null = null
  do {
    after = (await office.ask<Answers['findMissing']>('payment', 'findMissing', { region: 'ruijin', after })).next
  } while (after !== null)
  const rows = [...(await everyOpen(county.db, taxFile)), ...(await everyOpen(county.db, missingFile('ruijin')))]
  const known: readonly string[] = FAULTS
  const invented = rows.filter(({ outcome }) => !known.includes(outcome ?? '')).length
  if (invented > 0) throw new Error(`${invented} rows are open for another reason`)
  const numberOf = (row: TaxRowDocument) =>
    row.outcome === 'missing'
      ? someone(Number(row.enrolment.split('-')[1]), {}).idNumber!
      : sealedFactsOfRow(row).idNumber
  return Object.fromEntries(
    FAULTS.map((fault) => [
      fault,
      rows
        .filter(({ outcome }) => outcome === fault)
        .map(numberOf)
        .sort(),
    ]),
  ) as Record<Fault, string[]>
}

async function everyOpen(db: Database, file: string): Promise<TaxRowDocument[]> {
  const found: TaxRowDocument[] = []
  for (;;) {
    const page = (
      await db
        .collection('tax-rows')
        .where({ file, state: 'open', _id: db.command.gt(found.at(-1)?._id ?? '') })
        .orderBy('_id', 'asc')
        .limit(READ_LIMIT)
        .get()
    ).data as TaxRowDocument[]
    found.push(...page)
    if (page.length < READ_LIMIT) return found
  }
}

export const inOrder = (faults: Record<Fault, string[]>): Record<Fault, string[]> =>
  Object.fromEntries(FAULTS.map((fault) => [fault, [...faults[fault]].sort()])) as Record<Fault, string[]>
