import type { SheetCell, SheetFile, SheetRow } from '../sheet'
import { HEAD_ROWS_TRIED, bareHeading, findHead, headNotFound, unknownHead } from './heads'
import type { ChosenHeads, Head, HeadFound, HeadTable } from './heads'
import type { LeftOut, LeftRow } from './row-account'
import { plainCode, plainWords } from './words'

/** One row of a file, and what it is. */
export type TableItem<Field extends string> =
  { kind: 'row'; row: SheetRow; head: Head<Field> } | { kind: 'left'; row: SheetRow; left: LeftRow }

/** What a person has decided of a file's rows and sheets; null: nothing yet. */
export interface RowsDecided {
  /** Sheets that are not to be read, by name. */
  sheetsLeft: ReadonlySet<string>
  /** Whether rows count that are hidden or filtered out, and those with a line through them. */
  hidden: 'taken' | 'left' | null
  struck: 'taken' | 'left' | null
}

const NOTHING_DECIDED: RowsDecided = { sheetsLeft: new Set(), hidden: null, struck: null }

/**
 * Every row of every sheet: a row of somebody below its sheet's head, or left out and why. A sheet without a head (a
 * cover, a summary) is left out whole, and so is a hidden one.
 * @throws Refusal HEADER_NOT_FOUND where no sheet has a head; as the file's rows do
 */
export async function* readTable<Field extends string>(
  file: SheetFile,
  table: HeadTable<Field>,
  chosen: ChosenHeads<Field> = new Map(),
  decided: RowsDecided = NOTHING_DECIDED,
): AsyncGenerator<TableItem<Field>> {
  const search = yield* tableItems(file, table, chosen, decided)
  if (!search.hasHead) throw headNotFound(search.nearest, table)
}

/** The same, and never a refusal of its own; at the end what was found of heads. */
export async function* tableItems<Field extends string>(
  file: SheetFile,
  table: HeadTable<Field>,
  chosen: ChosenHeads<Field>,
  decided: RowsDecided,
): AsyncGenerator<TableItem<Field>, HeadSearch<Field>> {
  const search = new HeadSearch(file, table, chosen, decided)
  for await (const row of file.rows()) yield* search.next(row)
  yield* search.end()
  return search
}

class HeadSearch<Field extends string> {
  hasHead = false
  nearest: HeadFound<Field> | null = null
  /** By sheet what its head is, or may be. */
  readonly heads = new Map<number, HeadFound<Field>>()
  /** Of each sheet's head what its columns are called, whatever was chosen. */
  readonly called: (readonly string[])[] = []
  #sheet = -1
  #head: Head<Field> | null = null
  /** The first rows of a sheet, of which it is not known yet what they are. */
  #waiting: SheetRow[] = []
  #isSearching = false

  constructor(
    readonly file: SheetFile,
    readonly table: HeadTable<Field>,
    readonly chosen: ChosenHeads<Field>,
    readonly decided: RowsDecided,
  ) {}

  *next(row: SheetRow): Generator<TableItem<Field>> {
    if ((row.sheet ?? 0) !== this.#sheet) {
      yield* this.end()
      this.#sheet = row.sheet ?? 0
      this.#head = null
      this.#isSearching = this.file.sheets[this.#sheet]?.hidden !== true
    }
    if (!this.#isSearching) {
      yield this.#below(row)
      return
    }
    this.#waiting.push(row)
    if (this.#waiting.length >= HEAD_ROWS_TRIED * 2) yield* this.end()
  }

  /** Of a sheet whose rows have come to an end, or are enough. */
  *end(): Generator<TableItem<Field>> {
    const waiting = this.#waiting
    this.#waiting = []
    this.#isSearching = false
    if (waiting.length === 0) return
    const found = findHead(waiting, this.table, this.chosen)
    const shown = found ?? unknownHead(waiting, this.table, this.chosen)
    if (shown !== null) this.heads.set(this.#sheet, shown)
    const unchosen =
      this.chosen.size === 0 ? shown : (findHead(waiting, this.table) ?? unknownHead(waiting, this.table))
    if (unchosen !== null) this.called.push(unchosen.head.columns.map(({ key }) => key))
    if (this.#whyUnread() === null) this.#decide(found)
    for (const row of waiting) yield this.#below(row)
  }

  #decide(found: HeadFound<Field> | null): void {
    if (found !== null && found.lacking.length === 0) {
      this.#head = found.head
      this.hasHead = true
    } else if (found !== null && (this.nearest === null || found.head.at.size > this.nearest.head.at.size))
      this.nearest = found
  }

  #below(row: SheetRow): TableItem<Field> {
    const head = this.#head
    const why =
      head === null
        ? (this.#whyUnread() ?? 'SHEET_WITHOUT_HEAD')
        : (whyLeftOut(row, head, this.table) ?? whyDecided(row, this.decided))
    return head === null || why !== null
      ? { kind: 'left', row, left: { sheet: this.#sheet, row: row.row, why: why!, text: shownRow(row) } }
      : { kind: 'row', row: asDecided(row, this.decided), head }
  }

  #whyUnread(): 'SHEET_HIDDEN' | 'SHEET_CHOSEN' | null {
    const sheet = this.file.sheets[this.#sheet]
    if (sheet?.hidden === true) return 'SHEET_HIDDEN'
    return sheet !== undefined && this.decided.sheetsLeft.has(sheet.name) ? 'SHEET_CHOSEN' : null
  }
}

/** null: nobody said that such a row does not count. */
function whyDecided(row: SheetRow, { hidden, struck }: RowsDecided): LeftOut | null {
  if (row.hidden && hidden === 'left') return 'ROW_HIDDEN'
  return row.struck && struck === 'left' ? 'ROW_STRUCK' : null
}

/** Of rows that were said to count nobody has to be asked again. */
function asDecided(row: SheetRow, { hidden, struck }: RowsDecided): SheetRow {
  const [shows, stands] = [row.hidden === true && hidden === 'taken', row.struck === true && struck === 'taken']
  if (!shows && !stands) return row
  const { hidden: isHidden, struck: isStruck, ...rest } = row
  return { ...rest, ...(isHidden && !shows ? { hidden: true } : {}), ...(isStruck && !stands ? { struck: true } : {}) }
}

const SHOWN_MAX = 60

function shownRow({ cells }: SheetRow): string {
  const words = cells.map((cell) => (cell === null || cell.merged ? '' : plainWords(cell.text)))
  return words
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, SHOWN_MAX)
}

/** null: it is a row of somebody. What could be somebody's is never left out: whoever reads it says what is lacking. */
function whyLeftOut<Field extends string>(row: SheetRow, head: Head<Field>, table: HeadTable<Field>): LeftOut | null {
  if (row.row < head.from) return 'TITLE'
  if (row.row <= head.to) return 'HEAD'
  if (isHeadAgain(row, head)) return 'HEAD_AGAIN'
  const known = [...head.at.values()].map((column) => row.cells[column] ?? null)
  if (known.every(isEmpty)) return closingWords(row) ?? 'NOTHING_KNOWN'
  const key = table.key.map((field) => row.cells[head.at.get(field) ?? -1] ?? null)
  return key.every((cell) => isEmpty(cell) || isClosing(cell!)) ? closingWords(row) : null
}

const isEmpty = (cell: SheetCell | null): boolean =>
  cell === null || (cell.kind !== 'error' && plainWords(cell.text) === '')

/** Printed sheets repeat their head on each page. */
function isHeadAgain<Field extends string>({ cells }: SheetRow, { columns }: Head<Field>): boolean {
  const known = columns.filter(({ field, column }) => field !== null && !isEmpty(cells[column] ?? null))
  const isAlike = ({ column, heading }: Head<Field>['columns'][number]): boolean => {
    const text = bareHeading(cells[column]!.text)
    return text !== '' && heading.split('/').some((step) => bareHeading(step) === text)
  }
  return known.length > 1 && known.every(isAlike)
}

const SUM =
  /^(本页|本表|本村|本组|全村|全组|全镇|以上|累计)?(合计|总计|小计|累计|共计|总和)[:：]?(\d[\d.,]*(人|户|元|行|笔|条)?)?$/
const SIGNED = [
  '注|备注|说明|附注|填报人?|填报单位|填表人?|制表人?|制单人?|审核人?|复核人?|负责人|经办人?|单位|打印|导出',
  '联系人|联系电话|日期|填报日期|村主任|签字|盖章',
].join('|')
const FOOTER = new RegExp(`^(${SIGNED})[^:]{0,6}:|^第\\d+页|^共\\d+页|^以下空白|^此页无|^\\(?以下无`)

const isClosing = ({ text }: SheetCell): boolean =>
  SUM.test(plainCode(text)) || FOOTER.test(plainWords(text).normalize('NFKC'))

/** A line of sums or what stands below a table, told by any of its cells; null: neither. */
function closingWords({ cells }: SheetRow): 'SUM' | 'FOOTER' | null {
  const texts = cells
    .filter((cell): cell is SheetCell => !isEmpty(cell) && cell!.kind === 'text')
    .map(({ text }) => text)
  if (texts.some((text) => SUM.test(plainCode(text)))) return 'SUM'
  const [first] = texts
  return first !== undefined && FOOTER.test(plainWords(first).normalize('NFKC')) ? 'FOOTER' : null
}
