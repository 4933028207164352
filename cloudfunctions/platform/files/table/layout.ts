import { createHash } from 'node:crypto'
import { lastFour, maskedName } from '../../base'
import type { SheetFile } from '../sheet'
import { notesInWords } from '../sheet'
import type { ChosenHeads, HeadFound, HeadTable } from './heads'
import { tableItems } from './read-table'
import type { RowsDecided } from './read-table'
import type { LeftOut, LeftRow } from './row-account'
import { LEFT_OUT } from './row-account'

/** What a person has decided of a kind of file: which column is what, which sheets and rows count. */
export interface TableChoice<Field extends string> extends RowsDecided {
  columns: ChosenHeads<Field>
}

/** Nothing decided: a file is read by the table of its kind. */
export const noChoice = <Field extends string>(): TableChoice<Field> => ({
  columns: new Map(),
  sheetsLeft: new Set(),
  hidden: null,
  struck: null,
})

const WHY_COLUMN = { UNKNOWN: '没有认出来', SECOND_OF_KIND: '已经有一栏是这个了', CHOSEN: '选了不读' } as const

/** How a file would be read, to be looked at and put right before anything of it is taken. */
export interface Layout {
  /** Of the heads as they stand in the file, whatever was chosen: by it a choice is remembered. */
  digest: string
  /** There is a sheet with all that is needed. */
  readable: boolean
  /** Our columns, and whether one is needed. `either`: it or another that is marked with the same text. */
  ours: readonly { field: string; name: string; either: string | null }[]
  sheets: readonly LaidSheet[]
  /** Rows that are not read, by why, with the first of them. */
  left: readonly { why: string; rows: number; examples: readonly string[] }[]
  /** Rows of people that are hidden or filtered out, and such with a line through them; decided or not. */
  hidden: number
  struck: number
  /** What the reader found and no row shows. */
  notes: readonly string[]
}

interface LaidSheet {
  name: string
  /** Rows of people. */
  rows: number
  /** Why it is not read; null = it is. */
  why: string | null
  /** What its head lacks. */
  lacking: readonly string[]
  /** The last row of its head; null = none was found. */
  headRow: number | null
  columns: readonly {
    key: string
    heading: string
    field: string | null
    why: string | null
    /** The first texts below it; what may be of a person is masked. */
    samples: readonly string[]
  }[]
}

const EXAMPLES = 3

/** A file looked through whole under what was chosen. @throws Refusal as the file's rows do */
export async function layoutOf<Field extends string>(
  file: SheetFile,
  table: HeadTable<Field>,
  choice: TableChoice<Field>,
): Promise<Layout> {
  const rows = new Map<number, number>()
  const left = new Map<LeftOut, { rows: number; examples: string[] }>()
  const unclear = { hidden: 0, struck: 0 }
  const items = tableItems(file, table, choice.columns, { ...choice, hidden: null, struck: null })
  let item = await items.next()
  for (; !item.done; item = await items.next()) {
    const { value } = item
    if (value.kind === 'row') {
      const { sheet = 0, hidden, struck } = value.row
      rows.set(sheet, (rows.get(sheet) ?? 0) + 1)
      if (hidden) unclear.hidden++
      if (struck) unclear.struck++
    } else addLeft(left, value.left)
  }
  const { heads, hasHead, called } = item.value
  return {
    digest: headsDigest(called),
    readable: hasHead,
    ours: oursIn(table),
    sheets: file.sheets.map(({ name, hidden }, sheet) =>
      laidSheet(table, heads.get(sheet), {
        name,
        rows: rows.get(sheet) ?? 0,
        why: hidden ? LEFT_OUT.SHEET_HIDDEN : choice.sheetsLeft.has(name) ? LEFT_OUT.SHEET_CHOSEN : null,
      }),
    ),
    left: [...left].map(([why, found]) => ({ why: LEFT_OUT[why], ...found })),
    ...unclear,
    notes: notesInWords(file),
  }
}

function addLeft(left: Map<LeftOut, { rows: number; examples: string[] }>, { why, row, text }: LeftRow): void {
  const found = left.get(why) ?? { rows: 0, examples: [] }
  left.set(why, found)
  found.rows++
  if (found.examples.length < EXAMPLES && SHOWN_AS_EXAMPLE.has(why) && text !== '')
    found.examples.push(`第 ${row} 行 ${maskedSample(text)}`)
}

/** Of rows that are nobody's for sure. */
const SHOWN_AS_EXAMPLE: ReadonlySet<LeftOut> = new Set<LeftOut>(['TITLE', 'SUM', 'FOOTER'])

const DIGEST_LENGTH = 16

/** Sheets are called after months: of what they are called a choice is no matter. */
function headsDigest(heads: readonly (readonly string[])[]): string {
  const each = heads.map((keys) => keys.join('\0'))
  return createHash('sha256')
    .update([...new Set(each)].sort().join('\x01'))
    .digest('hex')
    .slice(0, DIGEST_LENGTH)
}

function oursIn<Field extends string>({ fields, needs }: HeadTable<Field>): Layout['ours'] {
  const own = Object.keys(fields) as Field[]
  const nameOf = (field: Field): string => fields[field][0] ?? field
  return own.map((field) => {
    const need = needs.map((one) => (typeof one === 'string' ? [one] : one)).find((one) => one.includes(field))
    const isAnyOther = need !== undefined && need.length >= own.length - 1
    return { field, name: nameOf(field), either: need === undefined || isAnyOther ? null : need.map(nameOf).join('或') }
  })
}

function laidSheet<Field extends string>(
  { plain = [] }: HeadTable<Field>,
  found: HeadFound<Field> | undefined,
  { name, rows, why }: Pick<LaidSheet, 'name' | 'rows' | 'why'>,
): LaidSheet {
  const columns = (found?.head.columns ?? []).map(({ key, heading, field, why: whyNot, samples }) => ({
    key,
    heading,
    field,
    why: whyNot === null ? null : WHY_COLUMN[whyNot],
    samples: field !== null && plain.includes(field) ? samples : samples.map(maskedSample),
  }))
  const lacking = found?.lacking ?? []
  const unread = found === undefined || lacking.length > 0 ? LEFT_OUT.SHEET_WITHOUT_HEAD : null
  return { name, rows, why: why ?? unread, lacking, headRow: found?.head.to ?? null, columns }
}

const NAME_LENGTH_MAX = 4
const ADDRESS_SHOWN = 4

/** What may be of somebody, masked: numbers to their last four, short words as names, long ones to their beginning. */
function maskedSample(text: string): string {
  const bare = text.replace(/[0-9０-９]{5,}[0-9Xx]/g, (number) => lastFour(number))
  if (bare !== text || !/\p{Script=Han}/u.test(text)) return bare
  const length = [...text].length
  if (length <= NAME_LENGTH_MAX) return length < 2 ? text : maskedName(text)
  return `${[...text].slice(0, ADDRESS_SHOWN).join('')}…`
}
