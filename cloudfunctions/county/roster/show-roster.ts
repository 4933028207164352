import { lastFour, maskedName } from '../../shared/masking'
import type { CallContext } from '../../shared/call-context'
import { requireAllowed } from '../../shared/permissions'
import { villagesOfRegion } from '../../enrollment/records/households'
import { residentsOf } from '../../enrollment/records/residents'
import type { Resident } from '../../enrollment/records/residents'
import type { Answers, Requests } from '../contract'
import { ROW_OUTCOMES } from '../contract-roster-batches'
import { placeOf } from '../latest-first'
import { viewOf } from './batch-view'
import type { BatchDocument, EntryDocument } from './documents'
import { groupsInWords, totalsOf } from './effect-words'
import { batchesOf, entriesIn, factsIn, openEffects, requireBatch } from './records'
import { flawInWords } from './row-flaws'
import { EMPLOYEE_LIST, listsOf } from './terms'

const BATCHES_A_CALL = 20
const ENTRIES_A_CALL = 50

/** What lists a place knows, and what came lately. @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR */
export async function rosters({ region, year }: Requests['rosters'], context: CallContext): Promise<Answers['rosters']> {
  await requireAllowed(context, 'rosters', { id: region, region })
  const lists = listsOf(region, year).map(({ id, from, certifiers, columns, takenWhole, encrypted, first, dayUnsaid, cite, quote, reading }) => ({
    roster: id, from, certifiers: certifiers.map(({ name }) => name), kind: id === EMPLOYEE_LIST.id ? 'employee' as const : takenWhole === true ? 'whole' as const : 'changes' as const,
    columns: columns.map(({ heading, open }) => ({ heading, required: open?.reading !== 'optional' })), encrypted: encrypted === true, firstBy: first?.confirmedBy ?? null,
    open: [
      ...(first?.open === undefined ? [] : [{ field: 'batch', why: first.open.why, reading: first.open.reading === 'first' ? '首批' : '按月变动' }]),
      ...(dayUnsaid === undefined ? [] : [{ field: 'dueDay', why: dayUnsaid, reading: '当月内' }]),
      ...columns.flatMap(({ heading, open }) => (open === undefined ? [] : [{ field: `${heading} required`, why: open.why, reading: open.reading === 'required' ? '要有这一栏' : '可以没有这一栏' }])),
    ],
    cite, quote, reading: reading ?? null,
  }))
  return { rosters: lists, batches: (await batchesOf(context.db, region, year, BATCHES_A_CALL, null)).map(viewOf) }
}

/** @throws Refusal NOT_ALLOWED */
export async function rosterBatches({ region, year, after }: Requests['rosterBatches'], context: CallContext): Promise<Answers['rosterBatches']> {
  await requireAllowed(context, 'rosters', { id: region, region })
  const found = await batchesOf(context.db, region, year, BATCHES_A_CALL, after)
  return { batches: found.map(viewOf), next: found.length < BATCHES_A_CALL ? null : placeOf(found.at(-1)!) }
}

/** @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED */
export async function showBatch({ batch: id }: Requests['rosterBatch'], context: CallContext): Promise<Answers['rosterBatch']> {
  return viewOf(await allowedBatch(context, id))
}

/** What confirming would change. @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED */
export async function rosterEffect({ batch: id }: Requests['rosterEffect'], context: CallContext): Promise<Answers['rosterEffect']> {
  const batch = await allowedBatch(context, id)
  const effects = openEffects(batch)
  const totals = totalsOf(effects)
  const outdated = batch.phase !== 'done' || (batch.state === 'ready' && batch.weighedOn !== context.today)
  const change = totals.people - totals.keepYear
  return {
    batch: id, round: batch.round, weighedOn: batch.weighedOn, outdated, ...totals, groups: groupsInWords(effects, batch.year),
    sentence: totals.people === 0 ? '这份名册没有要登记的变化。' : `这份名册改动 ${totals.people} 人：${change} 人的应缴或状态按新的身份重新算，${totals.keepYear} 人本年度不变。`,
  }
}

const SHOWN = {
  all: {}, taken: 'taken', same: 'same', sentBack: 'sentBack', noted: 'noted', failed: { state: 'failed' },
} as const

/** The report, people in the order of the sheet, with all rows of each. @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED */
export async function rosterRows({ batch: id, which, after }: Requests['rosterRows'], context: CallContext): Promise<Answers['rosterRows']> {
  const { db } = context
  const batch = await allowedBatch(context, id)
  const wanted = SHOWN[which]
  const entries = await entriesIn(db, batch, typeof wanted === 'string' ? { [wanted]: db.command.gt(0) } : wanted, after ?? '', ENTRIES_A_CALL)
  const people = new Map((await residentsOf(db, entries.flatMap(({ resident }) => (resident === '' ? [] : [resident])))).map((resident) => [resident.id, resident]))
  const villages = new Map((await villagesOfRegion(db, batch.region)).map(({ _id, township, name }) => [_id, `${township}${name}`]))
  const rows = entries.flatMap((entry) => rowsOf(entry, people.get(entry.resident), villages))
  const shown = which === 'taken' || which === 'same' || which === 'sentBack' ? rows.filter(({ outcome }) => outcome === which) : which === 'noted' ? rows.filter(({ flaws, outcome }) => outcome !== 'sentBack' && flaws.length > 0) : rows
  return { rows: shown, next: entries.length < ENTRIES_A_CALL ? null : entries.at(-1)!._id }
}

type ShownRow = Answers['rosterRows']['rows'][number]

function rowsOf(entry: EntryDocument, person: Resident | undefined, villages: ReadonlyMap<string, string>): ShownRow[] {
  const { rows, changes, flaws, name } = factsIn(entry)
  const where = { village: person === undefined ? null : villages.get(person.village) ?? null, resident: person?.id ?? null }
  const became = { applied: entry.state === 'done' ? 'done' as const : entry.state === 'failed' ? 'failed' as const : null, why: entry.why }
  const NONE = { applied: null, why: null }
  if (rows.length === 0) {
    const outcome = changes.length > 0 ? 'taken' : 'same'
    const tail = person?.idNumber == null ? null : lastFour(person.idNumber)
    return [{ line: null, outcome, outcomeName: ROW_OUTCOMES[outcome], name: maskedName(name), tail, change: '减少', category: changes.map(({ identity }) => identity).join('、') || null, ...where, flaws: flaws.map(flawInWords), ...became }]
  }
  return rows.map(({ row, judged: { outcome, change, identity, flaws: own } }) => ({
    line: row.line, outcome, outcomeName: ROW_OUTCOMES[outcome], name: maskedName(row.name), tail: row.idNumber === '' ? null : lastFour(row.idNumber),
    change, category: identity === '' ? null : identity ?? (row.category || null), ...where, flaws: own.map(flawInWords), ...(outcome === 'taken' ? became : NONE),
  }))
}

async function allowedBatch(context: CallContext, id: string): Promise<BatchDocument> {
  const batch = await requireBatch(context.db, id)
  await requireAllowed(context, 'rosters', { id, region: batch.region })
  return batch
}
