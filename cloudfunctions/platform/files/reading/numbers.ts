import type { SheetCell } from '../sheet'

/** Days from the first day of one way of counting to that of the other, 1 January 1904. */
const BETWEEN_1900_AND_1904 = 1_462
/** 30 December 1899, the day 0 of spreadsheets, counting their 29 February 1900, as days since 1970. */
const SERIAL_ZERO = -25_569
const MS_A_DAY = 86_400_000
/** 1 January 1900 to the end of 9999. */
const SERIALS = [1, 2_958_465] as const

/** Counted as from 1900. */
const serialOf = (number: number, from1904: boolean): number => (from1904 ? number + BETWEEN_1900_AND_1904 : number)

const isSerial = (serial: number): boolean => serial >= SERIALS[0] && serial < SERIALS[1] + 1

/** A number that is shown as a day; null where it cannot be one: a telephone number in a column of days. */
export function dayCell(number: number, from1904: boolean): SheetCell | null {
  const serial = serialOf(number, from1904)
  if (!isSerial(serial)) return null
  // A time of day is kept as a fraction, which may fall short of its second.
  const instant = new Date(Math.round((serial + SERIAL_ZERO) * (MS_A_DAY / 1000)) * 1000).toISOString()
  const time = instant.slice(11, 19)
  return { text: `${instant.slice(0, 10)}${time === '00:00:00' ? '' : ` ${time}`}`, kind: 'day', serial }
}

const DIGITS_OF_A_DOUBLE = 15

/** A number as the sheet shows it: all the digits that a double holds, without an exponent and without its rounding. */
export function numberText(written: string, number: number, from1904 = false): SheetCell {
  const serial = serialOf(number, from1904)
  return { text: plainNumber(written.trim(), number), kind: 'number', ...(isSerial(serial) ? { serial } : {}) }
}

function plainNumber(written: string, number: number): string {
  if (/^-?\d+$/.test(written)) return written
  if (Number.isInteger(number)) return BigInt(number).toString()
  const short = Number(number.toPrecision(DIGITS_OF_A_DOUBLE))
  return Math.abs(short) < 1e-6 ? short.toFixed(20).replace(/0+$/, '') : String(short)
}
