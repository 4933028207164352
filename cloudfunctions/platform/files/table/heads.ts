import { Refusal } from '../../base'
import type { SheetRow } from '../sheet'
import { plainWords } from './words'

/** The headings by which a kind of file is known: data, of which each kind has a table. */
export interface HeadTable<Field extends string> {
  /** By field the headings that mean it, the surest first: where two columns could be it, the surer one is. */
  fields: Readonly<Record<Field, readonly string[]>>
  /** What a head has at least; of a list within one is enough. */
  needs: readonly (Field | readonly Field[])[]
  /** By which a row is somebody's: a line of sums has none of it. */
  key: readonly Field[]
  /** What a refusal calls a field; absent: its surest heading. */
  called?: Partial<Record<Field, string>>
  /** Fields whose cells name nobody: their samples are shown as they are. */
  plain?: readonly Field[]
}

/** What a person decided of headings, by how they compare (`key` of a column): a field, or null for none. */
export type ChosenHeads<Field extends string> = ReadonlyMap<string, Field | null>

interface HeadColumn<Field extends string> {
  /** From 0 on. */
  column: number
  /** By which a person's choice names it: the heading as it compares, of a second one alike with `#2` behind. */
  key: string
  /** As it stands in the file; of a head over several rows joined by a slash. */
  heading: string
  field: Field | null
  /** Why it is not read. */
  why: 'UNKNOWN' | 'SECOND_OF_KIND' | 'CHOSEN' | null
  /** What stands below it, the first few. */
  samples: readonly string[]
}

/** Where the head of a sheet stands and what it says. */
export interface Head<Field extends string> {
  sheet: number
  /** Its rows, as the sheet counts. */
  from: number
  to: number
  columns: readonly HeadColumn<Field>[]
  at: ReadonlyMap<Field, number>
}

/** Titles and notes may stand above. */
export const HEAD_ROWS_TRIED = 20
const DEPTH_MAX = 3
const SAMPLES = 3
const SAMPLE_MAX = 30

/** A heading as it compares: without spaces, stars, numbering, and what stands in brackets. */
export function bareHeading(text: string): string {
  return plainWords(text)
    .normalize('NFKC')
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replace(/^\d+[、.)]/, '')
    .replace(/[\s*★:。_]/g, '')
}

/** What was found of a head in a sheet. `lacking` none: it is one. */
export interface HeadFound<Field extends string> {
  head: Head<Field>
  lacking: readonly string[]
}

/**
 * The head of a sheet among its first rows: of all rows, and rows one upon the other, the one in which most is known;
 * of equals the one with fewest rows, the first. null: none has even two headings that are known.
 */
export function findHead<Field extends string>(
  rows: readonly SheetRow[],
  table: HeadTable<Field>,
  chosen: ChosenHeads<Field> = new Map(),
): HeadFound<Field> | null {
  let best: HeadFound<Field> | null = null
  for (let depth = 1; depth <= DEPTH_MAX; depth++) {
    for (let from = 0; from + depth <= Math.min(rows.length, HEAD_ROWS_TRIED); from++) {
      const parts = rows.slice(from, from + depth)
      if (!parts.every((part, i) => i === 0 || goesOn(parts[i - 1]!, part))) continue
      const head = headOf(parts, rows.slice(from + depth), table, chosen)
      const found = { head, lacking: lackingIn(head.at, table) }
      if (found.lacking.length > 0 && head.at.size < 2) continue
      if (best === null || isBetter(found, best)) best = found
    }
  }
  return best
}

/**
 * What may be a head of which nothing is known: of the first rows the one with most texts, two at least and none of
 * them a number or a day; of equals the first. null: there is none.
 */
export function unknownHead<Field extends string>(
  rows: readonly SheetRow[],
  table: HeadTable<Field>,
  chosen: ChosenHeads<Field> = new Map(),
): HeadFound<Field> | null {
  const tried = rows.slice(0, HEAD_ROWS_TRIED)
  const counts = tried.map((row) =>
    row.cells.every(isWord) ? row.cells.filter((cell) => cell?.text.trim()).length : 0,
  )
  const most = Math.max(0, ...counts)
  if (most < 2) return null
  const at = counts.indexOf(most)
  const head = headOf([tried[at]!], rows.slice(at + 1), table, chosen)
  return { head, lacking: lackingIn(head.at, table) }
}

const isWord = (cell: SheetRow['cells'][number]): boolean =>
  cell === null || (cell.kind === 'text' && !/\d{4,}/.test(cell.text))

function isBetter<Field extends string>(one: HeadFound<Field>, other: HeadFound<Field>): boolean {
  const [isWhole, isOtherWhole] = [one.lacking.length === 0, other.lacking.length === 0]
  return isWhole === isOtherWhole ? one.head.at.size > other.head.at.size : isWhole
}

/** A row of a head below another: right below it, and all words. */
function goesOn(above: SheetRow, below: SheetRow): boolean {
  const own = below.cells.filter((cell) => cell !== null && !cell.merged)
  return below.row === above.row + 1 && own.every((cell) => cell!.kind === 'text' && !/\d{4,}/.test(cell!.text))
}

function lackingIn<Field extends string>(at: ReadonlyMap<Field, number>, table: HeadTable<Field>): string[] {
  return table.needs
    .map((need) => (typeof need === 'string' ? [need] : need))
    .filter((either) => !either.some((field) => at.has(field)))
    .map((either) => either.map((field) => calledIn(table, field)).join('或'))
}

function calledIn<Field extends string>({ called, fields }: HeadTable<Field>, field: Field): string {
  return called?.[field] ?? fields[field][0] ?? field
}

interface Written {
  column: number
  key: string
  heading: string
  /** What it may be called: with what stands above it, by itself, by what stands above it. */
  names: readonly string[]
}

function headOf<Field extends string>(
  parts: readonly SheetRow[],
  below: readonly SheetRow[],
  table: HeadTable<Field>,
  chosen: ChosenHeads<Field>,
): Head<Field> {
  const written = writtenIn(parts)
  const fieldOf = new Map<number, Field | null>()
  for (const { column, key, names } of written) {
    const name = [key, ...(key === names[0] ? names : [])].find((one) => chosen.has(one))
    if (name !== undefined) fieldOf.set(column, chosen.get(name)!)
  }
  const at = new Map<Field, number>()
  for (const [column, field] of fieldOf) if (field !== null && !at.has(field)) at.set(field, column)
  const second = new Set<number>()
  for (const field of Object.keys(table.fields) as Field[]) {
    const columns = columnsOf(table.fields[field], written, fieldOf)
    for (const column of columns) {
      if (at.has(field)) second.add(column)
      else {
        at.set(field, column)
        fieldOf.set(column, field)
      }
    }
  }
  const columns = written.map(({ column, key, heading }): HeadColumn<Field> => {
    const field = fieldOf.get(column) ?? null
    const isTaken = field !== null && at.get(field) === column
    const why = isTaken
      ? null
      : fieldOf.get(column) === null
        ? 'CHOSEN'
        : second.has(column) || field !== null
          ? 'SECOND_OF_KIND'
          : 'UNKNOWN'
    return { column, key, heading, field: isTaken ? field : null, why, samples: samplesOf(below, column) }
  })
  return { sheet: parts[0]!.sheet ?? 0, from: parts[0]!.row, to: parts.at(-1)!.row, columns, at }
}

/** Which columns could hold a field, the surest first; those that hold something already left out. */
function columnsOf(
  known: readonly string[],
  written: readonly Written[],
  taken: ReadonlyMap<number, unknown>,
): readonly number[] {
  const free = written.filter(({ column }) => !taken.has(column))
  return [
    ...new Set(
      known
        .map(bareHeading)
        .flatMap((name) => free.filter(({ names }) => names.includes(name)).map(({ column }) => column)),
    ),
  ]
}

function writtenIn(parts: readonly SheetRow[]): readonly Written[] {
  const width = Math.max(...parts.map(({ cells }) => cells.length))
  const alike = new Map<string, number>()
  return Array.from({ length: width }, (_, column): Written | null => {
    const texts = parts.map(({ cells }) => plainWords(cells[column]?.text ?? '')).filter((text) => text !== '')
    const steps = texts.filter((text, i) => bareHeading(text) !== '' && text !== texts[i - 1])
    if (steps.length === 0) return null
    const bare = steps.map(bareHeading)
    const names = [...new Set([bare.join(''), bare.map(withoutFiller).join(''), ...bare.reverse()])]
    const nth = (alike.get(names[0]!) ?? 0) + 1
    alike.set(names[0]!, nth)
    const key = nth === 1 ? names[0]! : `${names[0]!}#${nth}`
    return { column, key, heading: steps.join('/').slice(0, 60), names }
  }).filter((one) => one !== null)
}

/** 参保人信息 above 姓名 is the name of the insured. */
const withoutFiller = (step: string, nth: number, steps: readonly string[]): string =>
  nth < steps.length - 1 ? step.replace(/(的|基本)*(信息|情况|资料)$/, '') : step

function samplesOf(below: readonly SheetRow[], column: number): string[] {
  return below
    .map(({ cells }) => plainWords(cells[column]?.text ?? '').slice(0, SAMPLE_MAX))
    .filter((text) => text !== '')
    .slice(0, SAMPLES)
}

/** Says what is lacking and which headings stand there instead. */
export function headNotFound<Field extends string>(nearest: HeadFound<Field> | null, table: HeadTable<Field>): Refusal {
  const lacking = nearest?.lacking ?? lackingIn<Field>(new Map(), table)
  const there = nearest?.head.columns.map(({ heading }) => heading) ?? []
  return new Refusal({
    code: 'HEADER_NOT_FOUND',
    path: 'file',
    found: lacking.join('、'),
    message:
      `没有找到：${lacking.join('、')}，没有读取。表格前 ${HEAD_ROWS_TRIED} 行里要有一行表头。` +
      (there.length === 0 ? '表里没有认得的栏目名。' : `表头里现有：${there.slice(0, 30).join('、')}。`) +
      '请核对选的是不是这个文件。',
  })
}
