import { dayInWords, realDay } from '../client/days'

/** What is typed to say who somebody is. */
interface TypedIdentity {
  name: string
  idNumber: string
}

export const NAME_LONGEST = 40
export const NUMBER_LONGEST = 30
export const CODE_LONGEST = 20

/** Lengths of the identity documents' numbers: 18 usually, 15 on the older residence cards of foreigners. */
const NUMBER_LENGTHS: readonly number[] = [15, 18]
/** Of a newborn without a number: the day of birth in its place. */
const DAY_LENGTH = 8

/**
 * What can be seen to be wrong before anyone is asked, by field. Whether the number is somebody's, the
 * server knows.
 */
export function wrongIn({ name, idNumber }: TypedIdentity, dayToo = false): Record<keyof TypedIdentity, string> {
  return { name: name.trim() === '' ? '请填姓名。' : '', idNumber: wrongNumber(bareNumber(idNumber), dayToo) }
}

function wrongNumber(number: string, dayToo: boolean): string {
  if (number === '') return '请填证件号码。'
  if (!/^[0-9A-Z]+$/.test(number)) return '证件号码里只有数字和字母，请看看是不是多打了别的。'
  if (NUMBER_LENGTHS.includes(number.length) || (dayToo && number.length === DAY_LENGTH)) return ''
  return `身份证号码是 18 位，现在填了 ${number.length} 位，请再对一遍。`
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_SIGNS = '10X98765432'

/** GB 11643: whether the last sign of 18 is the one that the others ask for. */
function isChecked(number: string): boolean {
  const sum = WEIGHTS.reduce((before, weight, at) => before + weight * Number(number[at]), 0)
  return number[17] === CHECK_SIGNS[sum % 11]
}

/** The day of birth in a number of 18 that is rightly formed; null = there is none. */
export function birthIn(typed: string): string | null {
  const number = bareNumber(typed)
  if (!/^\d{17}[\dX]$/.test(number) || !isChecked(number)) return null
  return realDay(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)))
}

/** What stands below a number while it is typed: how much is there, whether it can be right, whose it would be. */
export function remarkOn(typed: string): string {
  const number = bareNumber(typed)
  if (number === '' || !/^[0-9A-Z]+$/.test(number)) return ''
  if (number.length < 18)
    return `填了 ${number.length} 位${number.length === 15 ? '' : `，身份证还差 ${18 - number.length} 位`}。`
  if (number.length > 18) return `多了 ${number.length - 18} 位，请对一对。`
  const born = birthIn(number)
  return born === null ? '这个号码有一位不对，请照着证件再对一遍。' : `18 位填全了，出生日期是 ${dayInWords(born)}。`
}

/** The last digits as people say them, without the mask before them. */
export const bareTail = (tail: string): string => tail.replace(/\*/g, '')

/** Spaces and dashes help the reader of a number; they are no part of it. */
export function bareNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** 7K3QX-9MWTA, or the eight digits that a clerk hands over; what else a code may hold is none of ours. */
export function codeIn(text: string): string | null {
  const [found] = /^[0-9A-Z]{5}-?[0-9A-Z]{5}$|^\d{8}$/.exec(text.trim().toUpperCase()) ?? []
  return found ?? null
}
