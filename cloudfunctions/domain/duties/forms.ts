import { makerOf, requireVillageAccess, requirePermission, requireDays, writeAudit, defineAction } from '../access'
import type { VillageAccess } from '../access'
import type { CollectedMoney, PaidLine } from '../cash'
import { collectedMoney, paidLines } from '../cash'
import { assessmentRows } from './assessment'
import { countByGroup, tailOf } from '../clerk'
import { maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { putFilePart, readFilePart, shownTable, writeXlsx } from '../../platform/files'
import type { TableCell, Made, Table } from '../../platform/files'
import type { Requests } from './contract'
import type { CivilDay, Fen } from '../../../rules'
import { policyFor } from '../../../rules'
import type { FormKind } from '../../../rules/office'
import { FORM_KINDS } from '../../../rules/office'
import { dutiesContract } from './contract'

/** What is on a paper: for each row its cells, without the number of the row. Amounts in yuan are numbers. */
interface FormRows {
  rows: readonly (readonly TableCell[])[]
  amount: Fen
  /** Sums, below the table. */
  sums: readonly string[]
}

interface FormAsked {
  db: Database
  desk: VillageAccess
  from: CivilDay
  to: CivilDay
  group: string | null
  /** Names and numbers in full. */
  inFull: boolean
}

interface Form {
  columns: readonly string[]
  /** Whoever gets it needs names and numbers in full: looking at it is audited. */
  wantsFull: boolean
  /** Where it is signed, and by whom. */
  foot: readonly string[]
  draw(asked: FormAsked): Promise<FormRows>
}

const WAYS = { cash: '现金', pos: '刷卡', wechat: '微信' } as const
const inYuan = (fen: Fen): string => (fen / 100).toFixed(2)
const yuan = (fen: Fen): number => fen / 100
const sumOf = (lines: readonly { fee: Fen }[]): Fen => lines.reduce((sum, { fee }) => sum + fee, 0)
const sumsOf = (lines: readonly PaidLine[]): string[] => [
  `合计：${new Set(lines.map(({ household }) => household)).size} 户，${lines.length} 人，${inYuan(sumOf(lines))} 元`,
]
const nameOf = (person: PaidLine['person'], inFull: boolean): string =>
  person === null ? '（已不在台账）' : inFull ? person.name : maskedName(person.name)
const numberOf = ({ person }: PaidLine, inFull: boolean): string =>
  inFull ? (person?.idNumber ?? '（还没有号码）') : `***${tailOf(person?.idNumber ?? null) ?? ''}`
const NOBODY = '（没有写组）'

/** Every paper, drawn from the records. */
const FORMS: Readonly<Record<FormKind, Form>> = {
  weeklyList: {
    columns: ['村组', '户主', '姓名', '证件号码', '缴费日期', '金额（元）', '收据号'],
    wantsFull: true,
    foot: ['核查人：', '交表人：', '接收人：'],
    draw: (asked) =>
      ofLines(asked, (line, { inFull }) => [
        line.person?.group ?? '',
        nameOf(line.head, inFull),
        nameOf(line.person, inFull),
        numberOf(line, inFull),
        line.day,
        yuan(line.fee),
        line.receipt,
      ]),
  },
  collectionRegister: {
    columns: [
      '村组',
      '缴费户（户主）',
      '参保人',
      '号码末四位',
      '缴费日期',
      '方式',
      '金额（元）',
      '收据号',
      '缴费人签名',
    ],
    wantsFull: true,
    foot: ['收款人：', '复核人：'],
    draw: (asked) =>
      ofLines(asked, (line, { inFull }) => [
        line.person?.group ?? '',
        nameOf(line.head, inFull),
        nameOf(line.person, inFull),
        tailOf(line.person?.idNumber ?? null) ?? '',
        line.day,
        WAYS[line.way],
        yuan(line.fee),
        line.receipt,
        '',
      ]),
  },
  declarationList: {
    columns: ['姓名', '证件号码', '收款日期', '存款日期', '存款单号', '金额（元）', '收据号'],
    wantsFull: true,
    foot: ['申报人：', '申报日期：'],
    draw: declarationList,
  },
  assessmentSlip: {
    columns: ['村组', '户数', '人数', '金额（元）'],
    wantsFull: false,
    foot: ['经办人：', '复核人：', '开具单位（盖章）：'],
    draw: assessmentSlip,
  },
  progressReport: {
    columns: ['村组', '应参保人数', '已参保', '未缴未登记', '待核定', '资助对象', '资助对象中未缴', '完成比例'],
    wantsFull: false,
    foot: ['填报人：', '填报日期：'],
    draw: progressReport,
  },
  posting: {
    columns: ['村组', '缴费人', '缴费日期', '金额（元）'],
    wantsFull: false,
    foot: ['对公示有异议的，请在公示期内向村（居）委会提出。', '经办人：', '单位负责人：', '单位（公章）：'],
    draw: (asked) =>
      ofLines(asked, (line) => [line.person?.group ?? '', nameOf(line.person, false), line.day, yuan(line.fee)]),
  },
}

async function ofLines(asked: FormAsked, cells: (line: PaidLine, asked: FormAsked) => TableCell[]): Promise<FormRows> {
  const { db, desk, from, to, group } = asked
  const lines = await paidLines(db, await collectedMoney(db, desk), from, to, group)
  return { rows: lines.map((line) => cells(line, asked)), amount: sumOf(lines), sums: sumsOf(lines) }
}

/** Only what was brought to the bank: the rest cannot be declared yet. By the day on which the cash was taken. */
async function declarationList({ db, desk, from, to, group, inFull }: FormAsked): Promise<FormRows> {
  const money = await collectedMoney(db, desk)
  const banked = depositByOrder(money)
  const lines = (await paidLines(db, money, from, to, group)).filter(({ order }) => banked.has(order))
  return {
    rows: lines.map((line) => [
      nameOf(line.person, inFull),
      numberOf(line, inFull),
      line.day,
      banked.get(line.order)!.day,
      banked.get(line.order)!.slip,
      yuan(line.fee),
      line.receipt,
    ]),
    amount: sumOf(lines),
    sums: sumsOf(lines),
  }
}

const depositByOrder = ({ deposits }: CollectedMoney): ReadonlyMap<string, { day: CivilDay; slip: string }> =>
  new Map(deposits.flatMap(({ day, slip, items }) => items.map(({ order }) => [order, { day, slip }] as const)))

async function assessmentSlip({ db, desk, from, to, group }: FormAsked): Promise<FormRows> {
  const lines = await paidLines(db, await collectedMoney(db, desk), from, to, group)
  return { rows: assessmentRows(lines), amount: sumOf(lines), sums: sumsOf(lines) }
}

async function progressReport({ db, desk: { village, year }, group }: FormAsked): Promise<FormRows> {
  const counted = [...(await countByGroup(db, village._id, year))].filter(([name]) => group === null || name === group)
  const rows = counted
    .sort(([a], [b]) => a.localeCompare(b, 'zh', { numeric: true }))
    .map(([name, { people, paid, unpaid, undetermined, subsidised, subsidisedUnpaid }]) => [
      name === '' ? NOBODY : name,
      ...[people, paid, unpaid, undetermined, subsidised, subsidisedUnpaid],
      people === 0 ? '' : Math.floor((paid * 10_000) / people) / 100,
    ])
  const [people, paid] = counted.reduce(([all, done], [, counts]) => [all + counts.people, done + counts.paid], [0, 0])
  return { rows, amount: 0, sums: [`合计：应参保 ${people} 人，已参保 ${paid} 人`] }
}

/** That an answer carries. */
const ROWS_SHOWN = 50
/** Bytes of a piece; as base64 a third more, and beside it go the first rows. */
const PIECE = 36_000
const PIECES_MAX = 64

/**
 * Draws up a paper: as a table to look at, masked, or as a spreadsheet that whoever gets it can use. Made with names in
 * full it leaves a line of audit first. The same operation again makes the same file anew.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, BAD_DAYS, PAPER_TOO_LONG; RulesError UNKNOWN_YEAR
 */
export const makeForm = /* @__PURE__ */ defineAction(dutiesContract, 'makePaper', {
  permission: 'makePaper',
  // Looked at beforehand, and from row to row, it is the same paper.
  deedOf: ({ preview: _preview, after: _after, ...paper }) => paper,
  async run(asked, context) {
    const { operation, village, year, paper, from, to, group, preview, after = 0 } = asked
    const desk = await requireVillageAccess(context, 'makePaper', { village, year })
    requireDays(from, to)
    const { db } = context
    const inFull = FORMS[paper].wantsFull && !preview
    if (inFull) await auditForm(asked, desk, context)
    const drawn = await FORMS[paper].draw({ db, desk, from, to, group, inFull })
    const table = tableOf(asked, desk, drawn, { day: context.today, by: await makerOf(context) })
    const shown = {
      name: `${table.title}-${desk.village.name}-${from}.xlsx`,
      sheet: shownTable(table, after, ROWS_SHOWN),
      rows: table.rows.length,
      amount: drawn.amount,
    }
    if (preview || after > 0) return { ...shown, file: null }
    const pieces = piecesOf(writeXlsx(table))
    for (const [part, base64] of pieces.entries())
      await putFilePart(db, ownerOf(context), operation, { part, parts: pieces.length, base64 }, context.now)
    return { ...shown, file: { file: operation, pieces: pieces.length, base64: pieces[0]! } }
  },
})

function tableOf(
  { paper, from, to, group }: Requests['makePaper'],
  { village: { region, township, name }, year }: VillageAccess,
  { rows, sums }: FormRows,
  made: Pick<Made, 'day' | 'by'>,
): Table<TableCell> {
  return {
    title: `${year}年度城乡居民医保${FORM_KINDS[paper]}`,
    made: { place: `${policyFor(region, year).name} ${township}${name}${group ?? ''}`, ...made },
    lines: [`日期：${from} 至 ${to}`],
    columns: ['序号', ...FORMS[paper].columns],
    rows: rows.map((cells, i) => [i + 1, ...cells]),
    foot: [...sums, ...FORMS[paper].foot],
    sums: SUMMED,
    formats: { '金额（元）': 'yuan', 完成比例: 'percent' },
  }
}

/** Households stand in several groups, so their numbers do not add up. */
const SUMMED = ['人数', '金额（元）', '应参保人数', '已参保', '未缴未登记', '待核定', '资助对象', '资助对象中未缴']

async function auditForm(
  { operation, paper }: Requests['makePaper'],
  { village }: VillageAccess,
  { db, caller, now, today }: CallContext,
): Promise<void> {
  await writeAudit(db, {
    // What is looked at piece by piece is looked at once.
    deed: `${operation}~${today}`,
    at: now,
    day: today,
    openid: caller.openid,
    action: 'makePaper',
    target: village._id,
    region: village.region,
    outcome: 'revealed',
    why: `paper:${paper}`,
  })
}

function piecesOf(file: Buffer): string[] {
  const pieces: string[] = []
  for (let at = 0; at < file.length; at += PIECE) pieces.push(file.subarray(at, at + PIECE).toString('base64'))
  if (pieces.length > PIECES_MAX)
    throw new Refusal({
      code: 'PAPER_TOO_LONG',
      path: 'from',
      message: '这份表太长了，没有生成。请把日期分成几段，或者按村组分开做。',
    })
  return pieces
}

const ownerOf = ({ caller }: CallContext): string => `paper~${caller.openid}`

/** A further piece of a file that the caller had made. @throws Refusal PAPER_GONE */
export const formPart = /* @__PURE__ */ defineAction(dutiesContract, 'paperPiece', {
  permission: 'paperPiece',
  async run({ file, piece }, context) {
    await requirePermission(context, 'paperPiece', { id: file, owner: context.caller.openid })
    const base64 = await readFilePart(context.db, ownerOf(context), file, piece)
    if (base64 === null)
      throw new Refusal({
        code: 'PAPER_GONE',
        path: 'file',
        message: '这份表已经清理掉了，没有取到。请返回重新生成一次。',
      })
    return { piece, base64 }
  },
})
