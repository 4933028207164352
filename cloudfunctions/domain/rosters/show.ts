import { createHash } from 'node:crypto'
import type { Answers } from './contract'
import { requirePermission, writeAudit, defineAction } from '../access'
import { residentsOf, villagesOfRegion } from '../people'
import type { Resident } from '../people'
import { ROW_OUTCOMES } from './contract'
import type { BatchDocument, EntryDocument, EntryFacts } from './documents'
import { groupsInWords, totalsOf } from './effect'
import { flawInWords } from './flaws'
import { batchesOf, entriesIn, factsIn, openEffects, requireBatch, viewOf } from './store'
import { EMPLOYEE_LIST, listsOf } from './terms'
import { lastFour, maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { READ_LIMIT, placeOf } from '../../platform/database'
import { aesZip, lineOf, putFilePart, readFilePart, writeXlsx } from '../../platform/files'
import { rostersContract } from './contract'

const BATCHES_A_CALL = 20
const ENTRIES_A_CALL = 50

/**
 * What lists a place knows, and what came lately. @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const rosters = /* @__PURE__ */ defineAction(rostersContract, 'rosters', {
  permission: 'rosters',
  async run({ region, year }, context) {
    await requirePermission(context, 'rosters', { id: region, region })
    const lists = listsOf(region, year).map(
      ({ id, from, certifiers, columns, takenWhole, encrypted, first, dayUnsaid, cite, quote, reading }) => ({
        roster: id,
        from,
        certifiers: certifiers.map(({ name }) => name),
        kind:
          id === EMPLOYEE_LIST.id
            ? ('employee' as const)
            : takenWhole === true
              ? ('whole' as const)
              : ('changes' as const),
        columns: columns.map(({ heading, open }) => ({ heading, required: open?.reading !== 'optional' })),
        encrypted: encrypted === true,
        firstBy: first?.confirmedBy ?? null,
        open: [
          ...(first?.open === undefined
            ? []
            : [{ field: 'batch', why: first.open.why, reading: first.open.reading === 'first' ? '首批' : '按月变动' }]),
          ...(dayUnsaid === undefined ? [] : [{ field: 'dueDay', why: dayUnsaid, reading: '当月内' }]),
          ...columns.flatMap(({ heading, open }) =>
            open === undefined
              ? []
              : [
                  {
                    field: `${heading} required`,
                    why: open.why,
                    reading: open.reading === 'required' ? '要有这一栏' : '可以没有这一栏',
                  },
                ],
          ),
        ],
        cite,
        quote,
        reading: reading ?? null,
      }),
    )
    return { rosters: lists, batches: (await batchesOf(context.db, region, year, BATCHES_A_CALL, null)).map(viewOf) }
  },
})

/** @throws Refusal NOT_ALLOWED */
export const rosterBatches = /* @__PURE__ */ defineAction(rostersContract, 'rosterBatches', {
  permission: 'rosters',
  async run({ region, year, after }, context) {
    await requirePermission(context, 'rosters', { id: region, region })
    const found = await batchesOf(context.db, region, year, BATCHES_A_CALL, after)
    return { batches: found.map(viewOf), next: found.length < BATCHES_A_CALL ? null : placeOf(found.at(-1)!) }
  },
})

/** @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED */
export const showBatch = /* @__PURE__ */ defineAction(rostersContract, 'rosterBatch', {
  permission: 'rosters',
  async run({ batch: id }, context) {
    return viewOf(await allowedBatch(context, id))
  },
})

/** What confirming would change. @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED */
export const rosterEffect = /* @__PURE__ */ defineAction(rostersContract, 'rosterEffect', {
  permission: 'rosters',
  async run({ batch: id }, context) {
    const batch = await allowedBatch(context, id)
    const effects = openEffects(batch)
    const totals = totalsOf(effects)
    const outdated = batch.phase !== 'done' || (batch.state === 'ready' && batch.weighedOn !== context.today)
    const change = totals.people - totals.keepYear
    return {
      batch: id,
      round: batch.round,
      weighedOn: batch.weighedOn,
      outdated,
      ...totals,
      groups: groupsInWords(effects, batch.year),
      sentence:
        totals.people === 0
          ? '这份名册没有要登记的变化。'
          : `这份名册改动 ${totals.people} 人：${change} 人的应缴或状态按新的身份重新算，${totals.keepYear} 人本年度不变。`,
    }
  },
})

const SHOWN = {
  all: {},
  taken: 'taken',
  same: 'same',
  sentBack: 'sentBack',
  noted: 'noted',
  failed: { state: 'failed' },
} as const

/** The report, people in the order of the sheet, with all rows of each. @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED */
export const rosterRows = /* @__PURE__ */ defineAction(rostersContract, 'rosterRows', {
  permission: 'rosters',
  async run({ batch: id, which, after }, context) {
    const { db } = context
    const batch = await allowedBatch(context, id)
    const wanted = SHOWN[which]
    const entries = await entriesIn(
      db,
      batch,
      typeof wanted === 'string' ? { [wanted]: db.command.gt(0) } : wanted,
      after ?? '',
      ENTRIES_A_CALL,
    )
    const people = new Map(
      (
        await residentsOf(
          db,
          entries.flatMap(({ resident }) => (resident === '' ? [] : [resident])),
        )
      ).map((resident) => [resident.id, resident]),
    )
    const villages = new Map(
      (await villagesOfRegion(db, batch.region)).map(({ _id, township, name }) => [_id, `${township}${name}`]),
    )
    const rows = entries.flatMap((entry) => rowsOf(entry, people.get(entry.resident), villages))
    const shown =
      which === 'taken' || which === 'same' || which === 'sentBack'
        ? rows.filter(({ outcome }) => outcome === which)
        : which === 'noted'
          ? rows.filter(({ flaws, outcome }) => outcome !== 'sentBack' && flaws.length > 0)
          : rows
    return { rows: shown, next: entries.length < ENTRIES_A_CALL ? null : entries.at(-1)!._id }
  },
})

type ShownRow = Answers['rosterRows']['rows'][number]

function rowsOf(entry: EntryDocument, person: Resident | undefined, villages: ReadonlyMap<string, string>): ShownRow[] {
  const { rows, changes, flaws, name } = factsIn(entry)
  const where = {
    village: person === undefined ? null : (villages.get(person.village) ?? null),
    resident: person?.id ?? null,
  }
  const became = {
    applied: entry.state === 'done' ? ('done' as const) : entry.state === 'failed' ? ('failed' as const) : null,
    why: entry.why,
  }
  const NONE = { applied: null, why: null }
  if (rows.length === 0) {
    const outcome = changes.length > 0 ? 'taken' : 'same'
    const tail = person?.idNumber == null ? null : lastFour(person.idNumber)
    return [
      {
        line: null,
        outcome,
        outcomeName: ROW_OUTCOMES[outcome],
        name: maskedName(name),
        tail,
        change: '减少',
        category: changes.map(({ identity }) => identity).join('、') || null,
        ...where,
        flaws: flaws.map(flawInWords),
        ...became,
      },
    ]
  }
  return rows.map(({ row, judged: { outcome, change, identity, flaws: own } }) => ({
    line: lineOf(row.line),
    outcome,
    outcomeName: ROW_OUTCOMES[outcome],
    name: maskedName(row.name),
    tail: row.idNumber === '' ? null : lastFour(row.idNumber),
    change,
    category: identity === '' ? null : (identity ?? (row.category || null)),
    ...where,
    flaws: own.map(flawInWords),
    ...(outcome === 'taken' ? became : NONE),
  }))
}

async function allowedBatch(context: CallContext, id: string): Promise<BatchDocument> {
  const batch = await requireBatch(context.db, id)
  await requirePermission(context, 'rosters', { id, region: batch.region })
  return batch
}

const PART_BYTES = 48 * 1024

/**
 * Makes the sheet that goes back to the certifier: its rows as they came, and of each what was found, in words. The
 * line of audit is written first: no line, no sheet. The same operation makes the same file anew.
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, KEY_NEEDED, BATCH_STATE
 */
export const makeRosterSheet = /* @__PURE__ */ defineAction(rostersContract, 'rosterSheet', {
  permission: 'rosterSheet',
  async run({ operation, batch: id, which, key }, context) {
    const { db, caller, now, today } = context
    const batch = await requireBatch(db, id)
    await requirePermission(context, 'rosterSheet', { id, region: batch.region })
    if (batch.state === 'reading')
      throw new Refusal({
        code: 'BATCH_STATE',
        path: 'batch',
        found: batch.state,
        message: '这份名册还没有核对完，没有生成表格。请先核对完。',
      })
    if (batch.encrypted && key === null) {
      throw new Refusal({
        code: 'KEY_NEEDED',
        path: 'key',
        message: '这份名册是加密报来的，退回也要加密，没有生成。请填写给认定部门的密码；密码只用这一次，不会保存。',
      })
    }
    await writeAudit(db, {
      deed: null,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'rosterSheet',
      target: id,
      region: batch.region,
      outcome: 'revealed',
      why: which,
    })
    const rows = await reportRows(context, batch, which)
    const name = `${batch.certifier}-${batch.name}-${which === 'sentBack' ? '退回核实' : '核对结果'}`
    const book = writeXlsx({
      title: '',
      made: null,
      lines: [],
      columns: [...batch.headings, '核对结果', '错误漏重', '说明'],
      rows,
      foot: [],
    })
    const bytes = key === null ? book : aesZip(`${name}.xlsx`, book, key)
    const file = createHash('sha256').update(`${caller.openid}\0${operation}`).digest('hex').slice(0, 32)
    const parts = Math.ceil(bytes.length / PART_BYTES)
    for (let part = 0; part < parts; part++) {
      const base64 = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64')
      await putFilePart(db, caller.openid, file, { part, parts, base64 }, now)
    }
    return { file, fileName: `${name}.${key === null ? 'xlsx' : 'zip'}`, parts, bytes: bytes.length, rows: rows.length }
  },
})

/** @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, FILE_GONE */
export const rosterSheetPart = /* @__PURE__ */ defineAction(rostersContract, 'rosterSheetPart', {
  permission: 'rosterSheet',
  async run({ batch: id, file, part }, context) {
    const { region } = await requireBatch(context.db, id)
    await requirePermission(context, 'rosterSheet', { id, region })
    const base64 = await readFilePart(context.db, context.caller.openid, file, part)
    if (base64 === null)
      throw new Refusal({
        code: 'FILE_GONE',
        path: 'file',
        message: '这个文件已经不在了（只留一天），或者没有这一段。请重新生成一次。',
      })
    return { base64 }
  },
})

async function reportRows({ db }: CallContext, batch: BatchDocument, which: 'all' | 'sentBack'): Promise<string[][]> {
  const found: { line: number; cells: string[] }[] = []
  for (let after = ''; ;) {
    const page = await entriesIn(
      db,
      batch,
      which === 'sentBack' ? { sentBack: db.command.gt(0) } : {},
      after,
      READ_LIMIT,
    )
    for (const entry of page)
      found.push(
        ...factsIn(entry)
          .rows.filter(({ judged }) => which === 'all' || judged.outcome === 'sentBack')
          .map(cellsOf),
      )
    if (page.length < READ_LIMIT) break
    after = page.at(-1)!._id
  }
  return found.sort((a, b) => a.line - b.line).map(({ cells }) => cells)
}

function cellsOf({ row, judged: { outcome, flaws } }: EntryFacts['rows'][number]): { line: number; cells: string[] } {
  const told = flaws.map(flawInWords)
  return {
    line: row.line,
    cells: [
      ...row.cells,
      ROW_OUTCOMES[outcome],
      [...new Set(told.map(({ kind }) => kind))].join('、'),
      told.map(({ words }) => words).join('；'),
    ],
  }
}
