import { residentsOf } from '../../enrollment/records/residents'
import type { Resident } from '../../enrollment/records/residents'
import { askedCard } from '../../enrollment/person-card'
import { enrolmentsWithIds } from '../../enrollment/records/enrolments'
import type { CallContext } from '../../shared/call-context'
import type { Database } from '../../shared/database'
import { lastFour, maskedName } from '../../shared/masking'
import { requireAllowed } from '../../shared/permissions'
import type { Answers, Requests } from '../contract'
import { countRows, factsOf, missingFile, requireTaxFile, rowsIn, taxFilesOf } from '../records/tax-files'
import type { TaxFileDocument, TaxRowDocument } from './documents'
import { ROW_FAULTS } from './file-rows'
import { EXCEPTIONS, REASONS, type Exception, type Reason } from './reconcile'
import { ruleOf, settlementsOf } from './settlements'

const FILES_SHOWN = 50
const ROWS_A_PAGE = 50

type Tally = NonNullable<Answers['matchTaxRows']['tally']>

/** How the rows of a file stand. */
export async function tallyOf(db: Database, taxFile: string): Promise<Tally> {
  const { rows, again } = await requireTaxFile(db, taxFile)
  const of = (state: TaxRowDocument['state'], outcome?: Exception) => countRows(db, taxFile, { state, ...(outcome === undefined ? {} : { outcome }) })
  const open: Tally['open'][number][] = []
  for (const outcome of Object.keys(EXCEPTIONS) as Exception[]) {
    const count = await of('open', outcome) + await of('proposed', outcome)
    if (count > 0) open.push({ outcome, name: EXCEPTIONS[outcome], rows: count })
  }
  return { rows, again, waiting: await of('read'), matched: await of('matched'), settled: await of('settled'), open }
}

/** @throws Refusal NOT_ALLOWED */
export async function showTaxFiles({ region }: Requests['taxFiles'], context: CallContext): Promise<Answers['taxFiles']> {
  await requireAllowed(context, 'taxFiles', { id: region, region })
  const files = await taxFilesOf(context.db, region, FILES_SHOWN)
  return { files: await Promise.all(files.map((file) => fileView(context.db, file))) }
}

/** Rows are counted of files that are still worked on: of those there are few. */
async function fileView(db: Database, { _id, state, day, rows, again, trouble }: TaxFileDocument): Promise<Answers['taxFiles']['files'][number]> {
  const through = state === 'missing' || state === 'done'
  const count = async (of: TaxRowDocument['state']) => (through ? null : countRows(db, _id, { state: of }))
  return { taxFile: _id, state: state === 'missing' ? 'done' : state, day, rows, again, waiting: await count('read') ?? 0, matched: await count('matched'), trouble }
}

/** What a person has to look at, masked. @throws Refusal NOT_ALLOWED, TAX_FILE_NOT_FOUND */
export async function showTaxRows({ region, taxFile, state, after }: Requests['taxRows'], context: CallContext): Promise<Answers['taxRows']> {
  const { db } = context
  const file = taxFile === null ? missingFile(region) : (await requireTaxFile(db, taxFile))._id
  const place = taxFile === null ? region : (await requireTaxFile(db, taxFile)).region
  await requireAllowed(context, 'taxFiles', { id: file, region: place })
  const rows = await rowsIn(db, file, state, ROWS_A_PAGE + 1, after ?? '')
  const page = rows.slice(0, ROWS_A_PAGE)
  const people = await peopleOf(db, page)
  return { rows: page.map((row) => rowView(row, people.get(row.enrolment) ?? null, context.caller.openid)), more: rows.length > ROWS_A_PAGE }
}

async function peopleOf(db: Database, rows: readonly TaxRowDocument[]): Promise<ReadonlyMap<string, Resident>> {
  const enrolments = await enrolmentsWithIds(db, rows.flatMap(({ enrolment }) => (enrolment === '' ? [] : [enrolment])))
  const residents = new Map((await residentsOf(db, enrolments.map(({ resident }) => resident))).map((one) => [one.id, one]))
  return new Map(enrolments.flatMap(({ _id, resident }) => (residents.has(resident) ? [[_id, residents.get(resident)!] as const] : [])))
}

const wordsOf = (why: Reason): string => (why in ROW_FAULTS ? ROW_FAULTS[why as keyof typeof ROW_FAULTS] : REASONS[why as keyof typeof REASONS])

function rowView(row: TaxRowDocument, resident: Resident | null, openid: string): Answers['taxRows']['rows'][number] {
  const { name, idNumber } = factsOf(row)
  const outcome = row.outcome as Exception
  const { settlement } = row
  return {
    row: row._id, line: row.row, outcome, outcomeName: EXCEPTIONS[outcome], words: row.why === null ? '' : wordsOf(row.why),
    name: maskedName(name), tail: idNumber === '' ? null : lastFour(idNumber), person: resident === null ? null : askedCard(resident),
    year: row.year, amount: row.amount, due: row.due, paidOn: row.paidOn, state: row.state as 'open' | 'proposed' | 'settled',
    settlements: row.state === 'open' ? settlementsOf(outcome).map((as) => ({ as, name: ruleOf(as).name, people: ruleOf(as).people })) : [],
    proposed: settlement === null ? null : { as: settlement.as, name: ruleOf(settlement.as).name, because: settlement.because, mayAgree: row.state === 'proposed' && settlement.proposed.by !== openid },
  }
}
