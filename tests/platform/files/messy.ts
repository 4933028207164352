import { openSheets } from '../../../cloudfunctions/platform/files/open-sheets'
import { readCell } from '../../../cloudfunctions/platform/files/table/cells'
import type { CellKind, CellRead } from '../../../cloudfunctions/platform/files/table/cells'
import type { HeadTable } from '../../../cloudfunctions/platform/files/table/heads'
import { readTable } from '../../../cloudfunctions/platform/files/table/read-table'
import { RowAccount } from '../../../cloudfunctions/platform/files/table/row-account'
import type { LeftOut } from '../../../cloudfunctions/platform/files/table/row-account'
import { madeWorkbook } from './made-workbook'
import type { Made, MadeRow, MadeSheet } from './made-workbook'
import { asHtml, asText, asXml } from './messy-forms'
import type { TextForm } from './messy-forms'

/**
 * Files as offices make them, at random from a seed, and beside each what a careful person would take from it. The model
 * knows nothing of the reader: it is written down while the file is made.
 */
type Field = 'code' | 'name' | 'amount' | 'day'
const KINDS: Record<Field, CellKind> = { code: 'code', name: 'words', amount: 'amount', day: 'day' }
export const MESSY_TABLE: HeadTable<Field> = {
  fields: {
    code: ['证件号码', '身份证号', '公民身份号码'],
    name: ['姓名', '参保人姓名'],
    amount: ['实缴金额', '金额'],
    day: ['缴费日期', '入库日期'],
  },
  needs: ['code', 'name'],
  key: ['code'],
}
const FIELDS = Object.keys(KINDS) as Field[]

export type Dice = (below: number) => number

/** Numbers at random, the same for the same seed. */
export function dice(seed: number): Dice {
  let state = (seed * 2654435761) >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** How a value stands in a cell, and what is to be read of it. */
interface Written {
  made: Made
  read: CellRead<string | number>
}
const plain = (value: string | number, made: Made = String(value)): Written => ({ made, read: { value, faults: [] } })
const faulty = (made: Made, fault: string, value: string | number | null = null): Written => ({
  made,
  read: { value, faults: [fault as CellRead<string>['faults'][number]] },
})
const NOTHING: Written = { made: null, read: { value: null, faults: [] } }

interface Form {
  kind: 'xlsx' | 'text' | 'html' | 'xml'
  from1904: boolean
}

const oneOf = <T>(d: Dice, list: readonly T[]): T => list[d(list.length)]!
const fullWidth = (text: string): string =>
  text.replace(/[0-9X]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

const WRITERS: Record<Field, (d: Dice, form: Form, nth: number) => Written> = {
  code(d, form, nth) {
    const code = `9900001962${String(1000 + d(9000))}${String(nth).padStart(3, '0')}X`
    const lost = Number(code.slice(0, 17)) * 10
    const ways: (() => Written)[] = [
      () => plain(code),
      () => plain(code, `'${code}`),
      () => plain(code, `\u200b${code}\u202c`),
      () => plain(code, fullWidth(code)),
      () => plain(code, ` ${code.toLowerCase()}\u00a0`),
      () => plain(code, `="${code}"`),
      () => NOTHING,
    ]
    if (form.kind === 'xlsx') ways.push(() => faulty(lost, 'DIGITS_LOST', String(lost)))
    return oneOf(d, ways)()
  },
  name(d, form, nth) {
    const name = `${oneOf(d, ['赵', '钱', '计', '合', '注', '阿卜杜'])}${oneOf(d, ['一', '·买提', '春华', '𬱖'])}${nth}`
    const ways: (() => Written)[] = [
      () => plain(name),
      () => plain(name, `\u200b${name}`),
      () => plain(name, `  ${name}\u00a0`),
      () => faulty(`=${name}`, 'LOOKS_LIKE_FORMULA', `=${name}`),
      () => faulty(`${name}\ue123`, 'CHARACTER_UNKNOWN', `${name}\ue123`),
    ]
    if (form.kind === 'xlsx')
      ways.push(
        () => plain(name, { formula: 'A1', value: name }),
        () => faulty({ formula: 'A1' }, 'FORMULA_EMPTY'),
        () => faulty({ error: '#N/A' }, 'FORMULA_ERROR'),
        () => plain(name, { rich: [name.slice(0, 1), name.slice(1)] }),
      )
    if (form.kind !== 'text') ways.push(() => plain(name, `${name}\n`))
    return oneOf(d, ways)()
  },
  amount(d, form) {
    const yuan = 1 + d(2_000)
    const ways: (() => Written)[] = [
      () => plain(yuan * 100, String(yuan)),
      () => plain(yuan * 100, `¥${yuan.toLocaleString('en')}.00`),
      () => plain(yuan * 100, `${yuan}元`),
      () => plain(32_000, '叁佰贰拾元整'),
      () => plain(-yuan * 100, `-${yuan}.0`),
      () => faulty(`${yuan},50`, 'AMOUNT_UNREADABLE'),
      () => faulty(`约${yuan}`, 'AMOUNT_UNREADABLE'),
      () => NOTHING,
    ]
    if (form.kind === 'xlsx')
      ways.push(
        () => plain(yuan * 100, yuan),
        () => faulty({ formula: 'A1' }, 'FORMULA_EMPTY'),
      )
    return oneOf(d, ways)()
  },
  day(d, form) {
    const serial = 44_000 + d(1_000)
    const day = new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10)
    const [year, month, date] = day.split('-').map(Number)
    const ways: (() => Written)[] = [
      () => plain(day),
      () => plain(day, `${year}.${month}.${date}`),
      () => plain(day, `${year}年${month}月${date}日`),
      () => plain(day, day.replaceAll('-', '')),
      () => plain(day, `${day} 10:33:22`),
      () => faulty(`${year}年${month}月`, 'DAY_UNREADABLE'),
      () => faulty('不详', 'DAY_UNREADABLE'),
      () => NOTHING,
    ]
    if (form.kind === 'xlsx')
      ways.push(
        () => plain(day, { day: serial - (form.from1904 ? 1462 : 0) }),
        () => faulty({ day: 13_800_138_000 }, 'DAY_UNREADABLE'),
      )
    return oneOf(d, ways)()
  },
}

/** What a careful person takes of a row. */
export interface ModelRow {
  sheet: number
  row: number
  read: Readonly<Record<Field, CellRead<string | number>>>
  hidden: boolean
}
export interface MessyFile {
  file: Buffer
  people: readonly ModelRow[]
  left: Readonly<Partial<Record<LeftOut, number>>>
  rows: number
}

/** `constants`: further columns by their headings, and what stands in them of everybody. */
export function messyFile(seed: number, constants: Readonly<Record<string, string>> = {}): MessyFile {
  const d = dice(seed)
  const kind = oneOf(d, ['xlsx', 'xlsx', 'text', 'html', 'xml'] as const)
  const form: Form = { kind, from1904: kind === 'xlsx' && d(4) === 0 }
  const maker = new Maker(d, form, constants)
  const sheets = kind === 'text' ? [maker.table()] : maker.sheets()
  return { file: dressed(d, form, sheets), people: maker.people, left: maker.left, rows: maker.rows }
}

function dressed(d: Dice, { kind, from1904 }: Form, sheets: readonly MadeSheet[]): Buffer {
  if (kind === 'html') return asHtml(sheets)
  if (kind === 'xml') return asXml(sheets)
  if (kind === 'text') {
    const form: TextForm = {
      separator: oneOf(d, [',', '\t', ';']),
      encoding: oneOf(d, ['utf8', 'utf8-mark', 'utf16le', 'utf16be']),
      lineEnd: oneOf(d, ['\n', '\r\n']),
      strayQuote: d(4) === 0,
    }
    return asText(sheets[0]!, form)
  }
  const prefix = d(3) === 0 ? 'x' : undefined
  return madeWorkbook({ sheets, from1904, strict: d(3) === 0, inline: d(2) === 0, ...(prefix ? { prefix } : {}) })
}

class Maker {
  readonly people: ModelRow[] = []
  readonly left: Partial<Record<LeftOut, number>> = {}
  rows = 0
  #sheet = 0
  #nth = 0

  constructor(
    readonly d: Dice,
    readonly form: Form,
    readonly constants: Readonly<Record<string, string>>,
  ) {}

  /** Tables between covers and hidden sheets. A page knows no hidden sheet. */
  sheets(): MadeSheet[] {
    const made: MadeSheet[] = []
    if (this.d(3) === 0)
      made.push(this.#aside('SHEET_WITHOUT_HEAD', { name: '封面', rows: [['汇总表'], ['人数', '若干']] }))
    made.push(this.table())
    if (this.d(4) === 0) made.push(this.table())
    if (this.form.kind !== 'html' && this.d(4) === 0)
      made.push(
        this.#aside('SHEET_HIDDEN', {
          name: '旧',
          state: 'hidden',
          rows: [
            ['证件号码', '姓名'],
            ['1', '旧'],
          ],
        }),
      )
    return made
  }

  #aside(why: LeftOut, sheet: MadeSheet): MadeSheet {
    this.#sheet++
    for (const _ of sheet.rows) this.#leave(why)
    return sheet
  }

  #leave(why: LeftOut): void {
    this.rows++
    this.left[why] = (this.left[why] ?? 0) + 1
  }

  table(): MadeSheet {
    const order = this.#shuffled([...FIELDS, '序号', '备注', ...Object.keys(this.constants)])
    const rows: MadeRow[] = []
    let at = 0
    const put = (cells: readonly Made[], why: LeftOut | null, hidden = false): void => {
      at += this.form.kind === 'xlsx' && this.d(12) === 0 ? 3 : 1
      rows.push({ cells, row: at, hidden })
      if (why !== null) this.#leave(why)
    }
    for (let i = this.d(3); i > 0; i--) put(['岢岚县东一村花名册'], 'TITLE')
    const head = order.map((name) => (name in KINDS ? this.#headings[name as Field] : name))
    put(head, 'HEAD')
    for (let i = 1 + this.d(12); i > 0; i--) {
      if (this.d(15) === 0) put(head, 'HEAD_AGAIN')
      if (this.d(10) === 0) put(this.#sumLine(order), 'SUM')
      const hidden = this.form.kind !== 'text' && this.d(8) === 0
      this.#person(order, hidden, (cells) => {
        put(cells, null, hidden)
        return at
      })
    }
    if (this.d(2) === 0) put(['填表人：李四'], 'FOOTER')
    this.#sheet++
    return { name: `明细${this.#sheet}`, rows }
  }

  readonly #headings: Readonly<Record<Field, string>> = {
    code: '身份证号（必填）',
    name: ' 姓 名',
    amount: '实缴金额(元)',
    day: '*缴费日期：',
  }

  #sumLine(order: readonly string[]): Made[] {
    const word = oneOf(this.d, ['合计', '小 计', '总计：', '本页合计'])
    const at = order.findIndex((name) => ['序号', '备注', 'day'].includes(name))
    return order.map((name, i) => (i === at ? word : name === 'amount' ? '960' : null))
  }

  #person(order: readonly string[], hidden: boolean, put: (cells: readonly Made[]) => number): void {
    const written = Object.fromEntries(
      FIELDS.map((field) => [field, WRITERS[field](this.d, this.form, this.#nth)]),
    ) as Record<Field, Written>
    // Of whom nothing at all is said, there is no row.
    if (FIELDS.every((field) => written[field].made === null)) written.name = plain('某某')
    this.#nth++
    const row = put(
      order.map((name) =>
        name in KINDS
          ? written[name as Field].made
          : name === '序号'
            ? String(this.#nth)
            : (this.constants[name] ?? null),
      ),
    )
    this.rows++
    const read = Object.fromEntries(FIELDS.map((field) => [field, written[field].read])) as ModelRow['read']
    this.people.push({ sheet: this.#sheet, row, read, hidden })
  }

  #shuffled<T>(list: T[]): T[] {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.d(i + 1)
      ;[list[i], list[j]] = [list[j]!, list[i]!]
    }
    return list
  }
}

/** What the product takes of a file, in the model's words. */
export async function productReads(file: Buffer): Promise<Omit<MessyFile, 'file'>> {
  const account = new RowAccount()
  const people: ModelRow[] = []
  for await (const item of readTable(account.counting(await openSheets(file, null)), MESSY_TABLE)) {
    if (item.kind === 'left') account.left(item.left)
    else {
      account.taken()
      const { row, head } = item
      const read = Object.fromEntries(
        FIELDS.map((field) => [field, readCell(row.cells[head.at.get(field)!] ?? null, KINDS[field])]),
      ) as ModelRow['read']
      people.push({ sheet: row.sheet ?? 0, row: row.row, read, hidden: row.hidden === true })
    }
  }
  const { rows, left } = account.close()
  return { people, left, rows }
}
