import { Refusal } from '../../shared/refusal'
import type { SheetRow } from '../../shared/sheets/sheet'

/** What a column can hold, and the headings by which it is known; spaces and what stands in brackets do not count. */
const HEADINGS = {
  name: ['姓名', '参保人姓名', '参保人', '居民姓名'],
  sex: ['性别'],
  birthDate: ['出生日期', '出生年月', '出生年月日', '生日'],
  idKind: ['证件类型', '证件种类', '证件名称'],
  idNumber: ['身份证号', '身份证号码', '公民身份号码', '公民身份证号码', '证件号码', '证件号', '身份证'],
  address: ['通讯地址', '联系地址', '家庭住址', '家庭地址', '住址', '地址', '现住址'],
  phone: ['联系电话', '电话', '手机号', '手机号码', '手机', '联系方式', '电话号码'],
  hukou: ['户籍信息', '户籍', '户籍地', '户籍地址', '户籍所在地', '户口所在地'],
  ground: ['参保依据', '参保身份', '户籍或居住'],
  township: ['乡镇', '乡镇名称', '乡', '镇', '街道', '镇街', '乡镇街道'],
  village: ['村', '行政村', '村居', '村名', '村社区', '村委会', '社区', '村居委会'],
  group: ['组', '村组', '村民小组', '小组', '组别'],
  householdNumber: ['户号', '户编号', '家庭编号', '户口簿号'],
  headNumber: ['户主身份证号', '户主身份证号码', '户主证件号码', '户主身份证'],
  relation: ['与户主关系', '关系', '户主关系', '家庭关系'],
} as const satisfies Record<string, readonly string[]>
export type Column = keyof typeof HEADINGS

const KNOWN = new Map<string, Column>(Object.entries(HEADINGS).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)))

/** Titles and notes may stand above. */
const HEADER_ROWS_TRIED = 10

export interface Header {
  /** Where the header stands; the people stand below. */
  row: number
  at: ReadonlyMap<Column, number>
  /** Headings that are not understood, or the second of their kind. */
  ignored: readonly string[]
}

/** @throws Refusal HEADER_NOT_FOUND */
export function findHeader(rows: readonly SheetRow[]): Header {
  for (const row of rows.slice(0, HEADER_ROWS_TRIED)) {
    const header = readHeader(row)
    if (header.at.has('name') && header.at.size > 1) return header
  }
  throw new Refusal({ code: 'HEADER_NOT_FOUND', message: '没有找到表头，没有录入。表格前十行里要有一行写着“姓名”“性别”“出生日期”“身份证号”“通讯地址”“联系电话”“户籍信息”等，顺序不限。', path: 'file' })
}

function readHeader({ row, cells }: SheetRow): Header {
  const at = new Map<Column, number>()
  const ignored: string[] = []
  cells.forEach((cell, i) => {
    if (cell === null) return
    const column = KNOWN.get(bareName(cell.text))
    if (column !== undefined && !at.has(column)) at.set(column, i)
    else ignored.push(cell.text.trim().slice(0, 20))
  })
  return { row, at, ignored }
}

/** A name of a place or a heading without spaces and without what stands in brackets. */
export function bareName(text: string): string {
  return text.normalize('NFKC').replace(/\([^)]*\)/g, '').replace(/[\s*:]/g, '')
}
