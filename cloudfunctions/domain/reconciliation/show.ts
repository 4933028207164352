import { requirePermission, defineAction } from '../access'
import { enrolmentsWithIds } from '../enrolments'
import type { OrderDocument, OrderEventKind } from '../payments'
import { reservationsOf, isAwaitingArrival, ordersIn } from '../payments'
import { missingFile, recordMissing } from './missing'
import { maskedCard, residentsOf } from '../people'
import type { Resident } from '../people'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import { ROW_FAULTS } from './file-rows'
import type { Mismatch, Reason } from './judge-row'
import { MISMATCHES, isMissing, REASONS } from './judge-row'
import { taxPlaceOf } from './places'
import { ruleOf, settlementsOf } from './resolutions'
import { advanceTaxFile, countRows, sealedFactsOfRow, requireTaxFile, rowsIn, taxFilesOf } from './store'
import type { Answers } from './contract'
import { lastFour, maskedName } from '../../platform/base'
import { LEFT_OUT, lineOf } from '../../platform/files'
import type { LeftOut } from '../../platform/files'
import type { Database } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { dayNumber } from '../../../rules'
import { reconciliationContract } from './contract'

const FILES_SHOWN = 50
const ROWS_A_PAGE = 50

type Tally = NonNullable<Answers['matchTaxRows']['tally']>

/** How the rows of a file stand. */
export async function tallyOf(db: Database, taxFile: string): Promise<Tally> {
  const { rows, again } = await requireTaxFile(db, taxFile)
  const of = (state: TaxRowDocument['state'], outcome?: Mismatch) =>
    countRows(db, taxFile, { state, ...(outcome === undefined ? {} : { outcome }) })
  const open: Tally['open'][number][] = []
  for (const outcome of Object.keys(MISMATCHES) as Mismatch[]) {
    const count = (await of('open', outcome)) + (await of('proposed', outcome))
    if (count > 0) open.push({ outcome, name: MISMATCHES[outcome], rows: count })
  }
  return { rows, again, waiting: await of('read'), matched: await of('matched'), settled: await of('settled'), open }
}

/** @throws Refusal NOT_ALLOWED */
export const showTaxFiles = /* @__PURE__ */ defineAction(reconciliationContract, 'taxFiles', {
  permission: 'taxFiles',
  async run({ region }, context) {
    await requirePermission(context, 'taxFiles', { id: region, region })
    const files = await taxFilesOf(context.db, region, FILES_SHOWN)
    return { files: await Promise.all(files.map((file) => fileView(context.db, file))) }
  },
})

/** Rows are counted of files that are still worked on: of those there are few. */
export async function fileView(
  db: Database,
  { _id, state, day, rows, again, trouble, waiting: put, account, notes }: TaxFileDocument,
): Promise<Answers['taxFiles']['files'][number]> {
  const through = state === 'missing' || state === 'done' || state === 'withdrawn'
  const count = async (of: TaxRowDocument['state']) => (through ? null : countRows(db, _id, { state: of }))
  return {
    taxFile: _id,
    state: state === 'missing' ? 'done' : state,
    day,
    rows,
    again,
    waiting: (await count('read')) ?? 0,
    matched: await count('matched'),
    trouble: trouble ?? put ?? null,
    ...(account === undefined ? {} : { account: { ...account, left: leftInWords(account.left) } }),
    ...(notes === undefined ? {} : { notes }),
  }
}

const leftInWords = (left: Readonly<Partial<Record<LeftOut, number>>>): { why: string; rows: number }[] =>
  (Object.entries(left) as [LeftOut, number][]).map(([why, rows]) => ({ why: LEFT_OUT[why], rows }))

/** What a person has to look at, masked. @throws Refusal NOT_ALLOWED, TAX_FILE_NOT_FOUND */
export const showTaxRows = /* @__PURE__ */ defineAction(reconciliationContract, 'taxRows', {
  permission: 'taxFiles',
  async run({ region, taxFile, state, after }, context) {
    const { db } = context
    const file = taxFile === null ? missingFile(region) : (await requireTaxFile(db, taxFile))._id
    const place = taxFile === null ? region : (await requireTaxFile(db, taxFile)).region
    await requirePermission(context, 'taxFiles', { id: file, region: place })
    const rows = await rowsIn(db, file, state, ROWS_A_PAGE + 1, after ?? '')
    const page = rows.slice(0, ROWS_A_PAGE)
    const people = await peopleOf(db, page)
    return {
      rows: page.map((row) => rowView(row, people.get(row.enrolment) ?? null, context.caller.openid)),
      more: rows.length > ROWS_A_PAGE,
    }
  },
})

async function peopleOf(db: Database, rows: readonly TaxRowDocument[]): Promise<ReadonlyMap<string, Resident>> {
  const enrolments = await enrolmentsWithIds(
    db,
    rows.flatMap(({ enrolment }) => (enrolment === '' ? [] : [enrolment])),
  )
  const residents = new Map(
    (
      await residentsOf(
        db,
        enrolments.map(({ resident }) => resident),
      )
    ).map((one) => [one.id, one]),
  )
  return new Map(
    enrolments.flatMap(({ _id, resident }) =>
      residents.has(resident) ? [[_id, residents.get(resident)!] as const] : [],
    ),
  )
}

export const reasonInWords = (why: Reason): string => FAULTS_IN_WORDS.get(why) ?? REASONS[why as keyof typeof REASONS]

const FAULTS_IN_WORDS = new Map<string, string>(Object.entries(ROW_FAULTS))

function rowView(row: TaxRowDocument, resident: Resident | null, openid: string): Answers['taxRows']['rows'][number] {
  const { name, idNumber, state } = sealedFactsOfRow(row)
  const outcome = row.outcome as Mismatch
  const { settlement } = row
  return {
    row: row._id,
    line: lineOf(row.row),
    outcome,
    outcomeName: MISMATCHES[outcome],
    words: row.why === null ? '' : reasonInWords(row.why) + (state === undefined ? '' : `（${state}）`),
    name: maskedName(name),
    tail: idNumber === '' ? null : lastFour(idNumber),
    person: resident === null ? null : maskedCard(resident),
    year: row.year,
    amount: row.amount,
    due: row.due,
    paidOn: row.paidOn,
    state: row.state as 'open' | 'proposed' | 'settled',
    settlements:
      row.state === 'open'
        ? settlementsOf(outcome).map((as) => ({ as, name: ruleOf(as).name, people: ruleOf(as).people }))
        : [],
    proposed:
      settlement === null
        ? null
        : {
            as: settlement.as,
            name: ruleOf(settlement.as).name,
            because: settlement.because,
            mayAgree: row.state === 'proposed' && settlement.proposed.by !== openid,
          },
  }
}

const ORDERS_A_CALL = 300

/**
 * Who has paid us and is in no file of the tax office, days after they should have been; a page of orders a call. Asked
 * again it tells nobody twice; who is found in a later file is missing no more.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_TAX_FILE
 */
export const findMissing = /* @__PURE__ */ defineAction(reconciliationContract, 'findMissing', {
  permission: 'importTaxFile',
  async run({ region, after }, context) {
    await requirePermission(context, 'importTaxFile', { id: region, region })
    return missingPage(context.db, region, after ?? '', context.today)
  },
})

/** Goes on with looking for who is missing after a file was matched, a page. @throws Refusal UNKNOWN_TAX_FILE */
export async function lookOn(db: Database, file: TaxFileDocument, today: CivilDay): Promise<TaxFileDocument> {
  const { next } = await missingPage(db, file.region, file.lookedTo, today)
  return (await advanceTaxFile(db, file, next === null ? { state: 'done' } : { lookedTo: next })).file
}

async function missingPage(
  db: Database,
  region: string,
  after: string,
  today: CivilDay,
): Promise<Answers['findMissing']> {
  const { missingAfterDays } = taxPlaceOf(region)
  const orders = await ordersIn(db, 'paid', after, ORDERS_A_CALL)
  const late = orders.flatMap((order) => {
    const paidOn = dayOfPayment(order)
    return paidOn !== null && isMissing(dayNumber(paidOn)!, dayNumber(today)!, missingAfterDays)
      ? order.lines.filter((line) => line.region === region).map((line) => ({ ...line, order: order._id, paidOn }))
      : []
  })
  const claims = await reservationsOf(
    db,
    late.map(({ enrolment }) => enrolment),
  )
  const missing = late.filter(({ enrolment, order }) => {
    const claim = claims.get(enrolment)
    return claim !== undefined && isAwaitingArrival(claim, order)
  })
  const found = await recordMissing(
    db,
    missing.map(({ enrolment, year, fee, paidOn }) => ({ enrolment, region, year, amount: fee, paidOn })),
  )
  return { found, next: orders.length < ORDERS_A_CALL ? null : orders.at(-1)!._id }
}

const PAYS: ReadonlySet<OrderEventKind> = new Set<OrderEventKind>(['pay', 'payAfterClose', 'forceCount'])

function dayOfPayment({ events }: OrderDocument): CivilDay | null {
  return events.find(({ kind }) => PAYS.has(kind))?.day ?? null
}
