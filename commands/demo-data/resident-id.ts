/**
 * Resident ID numbers for made-up people (GB 11643-1999): area, day of birth, order with the sex in its parity, and
 * the check digit of ISO 7064 MOD 11-2. The area 990000 is of no place on earth, so no number can be anybody's.
 */
const NOWHERE = '990000'
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_DIGITS = '10X98765432'

export function checkDigit(first17: string): string {
  const sum = WEIGHTS.reduce((all, weight, i) => all + weight * Number(first17[i]), 0)
  return CHECK_DIGITS[sum % 11]!
}

/** @param order 0–499, distinct among people born on one day */
export function madeUpId(birthDate: string, order: number, sex: '男' | '女'): string {
  if (!Number.isInteger(order) || order < 0 || order > 499)
    throw new RangeError(`the order of a birth has to be 0 to 499, not ${order}`)
  const first17 = NOWHERE + birthDate.replace(/-/g, '') + String(order * 2 + (sex === '男' ? 1 : 0)).padStart(3, '0')
  return first17 + checkDigit(first17)
}
