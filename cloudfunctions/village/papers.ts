import type { CivilDay, Fen } from '../../rules'
import type { PaperKind } from '../../rules/office'
import type { Database } from '../shared/database'
import { maskedName } from '../shared/masking'
import type { AllowedDesk } from './allowed-desk'
import { tailOf } from './household-rows'
import { paidLines, type PaidLine } from './paid-lines'
import { deskMoney, type DeskMoney } from './records/desk-money'
import { countByGroup } from './records/people-counts'

/** What is on a paper: for each row its cells, without the number of the row. */
export interface PaperRows {
  rows: readonly (readonly string[])[]
  amount: Fen
  /** Sums, below the table. */
  sums: readonly string[]
}

export interface PaperAsked {
  db: Database
  desk: AllowedDesk
  from: CivilDay
  to: CivilDay
  group: string | null
  /** Names and numbers in full. */
  inFull: boolean
}

interface Paper {
  columns: readonly string[]
  /** Whoever gets it needs names and numbers in full: looking at it is audited. */
  wantsFull: boolean
  /** Where it is signed, and by whom. */
  foot: readonly string[]
  draw(asked: PaperAsked): Promise<PaperRows>
}

const WAYS = { cash: '现金', pos: '刷卡', wechat: '微信' } as const
const inYuan = (fen: Fen): string => (fen / 100).toFixed(2)
const sumOf = (lines: readonly { fee: Fen }[]): Fen => lines.reduce((sum, { fee }) => sum + fee, 0)
const sumsOf = (lines: readonly PaidLine[]): string[] => [`合计：${new Set(lines.map(({ household }) => household)).size} 户，${lines.length} 人，${inYuan(sumOf(lines))} 元`]
const nameOf = (person: PaidLine['person'], inFull: boolean): string => (person === null ? '（已不在台账）' : inFull ? person.name : maskedName(person.name))
const numberOf = ({ person }: PaidLine, inFull: boolean): string => (inFull ? person?.idNumber ?? '（还没有号码）' : `***${tailOf(person?.idNumber ?? null) ?? ''}`)
const NOBODY = '（没有写组）'

/** Every paper, drawn from the records. */
export const PAPERS: Readonly<Record<PaperKind, Paper>> = {
  weeklyList: {
    columns: ['村组', '户主', '姓名', '证件号码', '缴费日期', '金额（元）', '收据号'], wantsFull: true, foot: ['核查人：', '交表人：', '接收人：'],
    draw: (asked) => ofLines(asked, (line, { inFull }) => [line.person?.group ?? '', nameOf(line.head, inFull), nameOf(line.person, inFull), numberOf(line, inFull), line.day, inYuan(line.fee), line.receipt]),
  },
  collectionRegister: {
    columns: ['村组', '缴费户（户主）', '参保人', '号码末四位', '缴费日期', '方式', '金额（元）', '收据号', '缴费人签名'], wantsFull: true, foot: ['收款人：', '复核人：'],
    draw: (asked) => ofLines(asked, (line, { inFull }) => [line.person?.group ?? '', nameOf(line.head, inFull), nameOf(line.person, inFull), tailOf(line.person?.idNumber ?? null) ?? '', line.day, WAYS[line.way], inYuan(line.fee), line.receipt, '']),
  },
  declarationList: {
    columns: ['姓名', '证件号码', '收款日期', '存款日期', '存款单号', '金额（元）', '收据号'], wantsFull: true, foot: ['申报人：', '申报日期：'],
    draw: declarationList,
  },
  assessmentSlip: {
    columns: ['村组', '户数', '人数', '金额（元）'], wantsFull: false, foot: ['经办人：', '复核人：', '开具单位（盖章）：'],
    draw: assessmentSlip,
  },
  progressReport: {
    columns: ['村组', '应参保人数', '已参保', '未缴未登记', '待核定', '资助对象', '资助对象中未缴', '完成比例'], wantsFull: false, foot: ['填报人：', '填报日期：'],
    draw: progressReport,
  },
  posting: {
    columns: ['村组', '缴费人', '缴费日期', '金额（元）'], wantsFull: false, foot: ['对公示有异议的，请在公示期内向村（居）委会提出。', '经办人：', '单位负责人：', '单位（公章）：'],
    draw: (asked) => ofLines(asked, (line) => [line.person?.group ?? '', nameOf(line.person, false), line.day, inYuan(line.fee)]),
  },
}

async function ofLines(asked: PaperAsked, cells: (line: PaidLine, asked: PaperAsked) => string[]): Promise<PaperRows> {
  const { db, desk, from, to, group } = asked
  const lines = await paidLines(db, await deskMoney(db, desk), from, to, group)
  return { rows: lines.map((line) => cells(line, asked)), amount: sumOf(lines), sums: sumsOf(lines) }
}

/** Only what was brought to the bank: the rest cannot be declared yet. By the day on which the cash was taken. */
async function declarationList({ db, desk, from, to, group, inFull }: PaperAsked): Promise<PaperRows> {
  const money = await deskMoney(db, desk)
  const banked = depositByOrder(money)
  const lines = (await paidLines(db, money, from, to, group)).filter(({ order }) => banked.has(order))
  return {
    rows: lines.map((line) => [nameOf(line.person, inFull), numberOf(line, inFull), line.day, banked.get(line.order)!.day, banked.get(line.order)!.slip, inYuan(line.fee), line.receipt]),
    amount: sumOf(lines), sums: sumsOf(lines),
  }
}

const depositByOrder = ({ deposits }: DeskMoney): ReadonlyMap<string, { day: CivilDay; slip: string }> =>
  new Map(deposits.flatMap(({ day, slip, items }) => items.map(({ order }) => [order, { day, slip }] as const)))

async function assessmentSlip({ db, desk, from, to, group }: PaperAsked): Promise<PaperRows> {
  const lines = await paidLines(db, await deskMoney(db, desk), from, to, group)
  const groups = new Map<string, PaidLine[]>()
  for (const line of lines) groups.set(line.person?.group ?? NOBODY, [...groups.get(line.person?.group ?? NOBODY) ?? [], line])
  const rows = [...groups].sort(([a], [b]) => a.localeCompare(b, 'zh', { numeric: true }))
    .map(([name, some]) => [name, String(new Set(some.map(({ household }) => household)).size), String(some.length), inYuan(sumOf(some))])
  return { rows, amount: sumOf(lines), sums: sumsOf(lines) }
}

async function progressReport({ db, desk: { village, year }, group }: PaperAsked): Promise<PaperRows> {
  const counted = [...await countByGroup(db, village._id, year)].filter(([name]) => group === null || name === group)
  const rows = counted.sort(([a], [b]) => a.localeCompare(b, 'zh', { numeric: true })).map(([name, { people, paid, unpaid, undetermined, subsidised, subsidisedUnpaid }]) =>
    [name === '' ? NOBODY : name, ...[people, paid, unpaid, undetermined, subsidised, subsidisedUnpaid].map(String), people === 0 ? '' : `${Math.floor((paid * 10_000) / people) / 100}%`])
  const [people, paid] = counted.reduce(([all, done], [, counts]) => [all + counts.people, done + counts.paid], [0, 0])
  return { rows, amount: 0, sums: [`合计：应参保 ${people} 人，已参保 ${paid} 人`] }
}
