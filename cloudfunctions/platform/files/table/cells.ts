import type { CellFault, SheetCell } from '../sheet'
import { readFen } from './amounts'
import type { AmountUnit } from './amounts'
import { readDay, readYear } from './days'
import { chineseNumber, hasUnknownCharacter, looksLikeFormula, plainCode, plainWords } from './words'

/**
 * What was found in a cell beside its value, or instead of it. A fault is of its cell: nothing else ends by it.
 * DIGITS_LOST: a program took a number of more than 15 digits for a quantity; DIGITS_DOUBTFUL: it ends as such a one
 * would. DAY_BY_NUMBER: the day is written short, and is the one that is known otherwise. VALUE_MERGED: one amount for
 * several rows. CHARACTER_UNKNOWN: of a private area, or lost.
 */
export type CellProblem =
  | CellFault
  | 'DIGITS_LOST'
  | 'DIGITS_DOUBTFUL'
  | 'DAY_UNREADABLE'
  | 'DAY_BY_NUMBER'
  | 'YEAR_UNREADABLE'
  | 'AMOUNT_UNREADABLE'
  | 'COUNT_UNREADABLE'
  | 'VALUE_MERGED'
  | 'CHARACTER_UNKNOWN'
  | 'LOOKS_LIKE_FORMULA'

export interface CellRead<Value> {
  /** null: it says nothing, or `faults` says why nothing can be taken. */
  value: Value | null
  faults: readonly CellProblem[]
}

/** What a column may hold. */
interface Values {
  /** Words of people: names, places, remarks. */
  words: string
  /** A number or a code of which each character counts: of an identity card, a telephone, a receipt. */
  code: string
  /** `YYYY-MM-DD` */
  day: string
  /** An insured year. */
  year: number
  /** Fen. */
  amount: number
  /** A whole number in what is written: 3 of 第3组. */
  count: number
}
export type CellKind = keyof Values

export interface Besides {
  /** The day that is known otherwise, `YYYY-MM-DD`: of a birth, the number's own. */
  day?: string | null
  /** In what a column of amounts counts. */
  unit?: AmountUnit
}

/** What a cell says, read as what its column holds. Never throws. */
export function readCell<Kind extends CellKind>(
  cell: SheetCell | null,
  as: Kind,
  besides: Besides = {},
): CellRead<Values[Kind]> {
  if (cell === null) return NOTHING
  if (cell.kind === 'error') return { value: null, faults: [cell.fault ?? 'FORMULA_ERROR'] }
  if (plainWords(cell.text) === '') return NOTHING
  return READERS[as](cell, besides)
}

const NOTHING = { value: null, faults: [] } as const

const found = <Value>(value: Value | null, fault: CellProblem): CellRead<Value> =>
  value === null ? { value, faults: [fault] } : { value, faults: [] }

const READERS: { [Kind in CellKind]: (cell: SheetCell, besides: Besides) => CellRead<Values[Kind]> } = {
  words: wordsRead,
  code: codeRead,
  day: (cell, { day = null }) => {
    const read = readDay(cell, day)
    const faults = { said: [], besides: ['DAY_BY_NUMBER'], unreadable: ['DAY_UNREADABLE'] } as const
    return { value: read.day, faults: faults[read.how] }
  },
  year: (cell) => found(readYear(cell), 'YEAR_UNREADABLE'),
  amount: (cell, { unit = '元' }) =>
    cell.merged ? { value: null, faults: ['VALUE_MERGED'] } : found(amountOf(cell, unit), 'AMOUNT_UNREADABLE'),
  count: ({ text }) => found(countIn(plainCode(text)), 'COUNT_UNREADABLE'),
}

function wordsRead({ text }: SheetCell): CellRead<string> {
  const value = plainWords(text)
  const faults: CellProblem[] = []
  if (hasUnknownCharacter(value)) faults.push('CHARACTER_UNKNOWN')
  if (looksLikeFormula(value)) faults.push('LOOKS_LIKE_FORMULA')
  return { value, faults }
}

const DIGITS_OF_A_DOUBLE = 15

function codeRead({ text, kind, serial }: SheetCell): CellRead<string> {
  // A number that its sheet shows as a day is a number still.
  const code = kind === 'day' && serial !== undefined && Number.isInteger(serial) ? String(serial) : plainCode(text)
  const isLost = (kind === 'number' && code.length > DIGITS_OF_A_DOUBLE) || /^\d(\.\d+)?E\+?\d+$/.test(code)
  if (isLost) return { value: code, faults: ['DIGITS_LOST'] }
  return { value: code, faults: /^\d{15}000$/.test(code) ? ['DIGITS_DOUBTFUL'] : [] }
}

/** A day in a column of amounts is a number that lost its format. */
function amountOf({ text, kind, serial }: SheetCell, unit: AmountUnit): number | null {
  return kind === 'day' ? (serial === undefined ? null : readFen(String(serial), unit)) : readFen(text, unit)
}

/** The one number of a text, in digits or Chinese numerals. */
function countIn(text: string): number | null {
  const runs = text.match(/\d+|[〇零一二两三四五六七八九十百千]+/g) ?? []
  const [run, other] = runs
  if (run === undefined || other !== undefined) return null
  const value = /^\d/.test(run) ? Number(run) : chineseNumber(run)
  return value !== null && Number.isSafeInteger(value) ? value : null
}
