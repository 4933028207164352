/** What is shown of personal data to those who need to recognise it, not to learn it. */

const HIDDEN = '***'
const SHOWN = 4
/** A number shorter than this would be given away by its last digits. */
const NUMBER_LENGTH_MIN = 8
const MOBILE_LENGTH = 11
const MOBILE_HEAD = 3

/** `甲***`: the first character, and nothing of how many follow. */
export function maskedName(name: string): string {
  const [first = ''] = name.trim()
  return `${first}${HIDDEN}`
}

/**
 * `***123X`: the last four of a document's number, by which people tell each other's; of one shorter than eight,
 * nothing.
 */
export function lastFour(idNumber: string): string {
  const number = idNumber.trim()
  return number.length < NUMBER_LENGTH_MIN ? HIDDEN : `${HIDDEN}${number.slice(-SHOWN)}`
}

/** `000****5678`; of a fixed line the last four, of what is shorter than eight digits nothing. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length < MOBILE_LENGTH) return lastFour(digits)
  return `${digits.slice(0, MOBILE_HEAD)}****${digits.slice(-SHOWN)}`
}
