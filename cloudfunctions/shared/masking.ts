/** What is shown of personal data to those who need to recognise it, not to learn it. */

const HIDDEN = '***'
const SHOWN_DIGITS = 4
/** A number shorter than this would be given away by its last digits. */
const NUMBER_LENGTH_MIN = 8
const PHONE_HEAD = 3

/** `甲***`: the first character, and nothing of how many follow. */
export function maskedName(name: string): string {
  const [first = ''] = name.trim()
  return `${first}${HIDDEN}`
}

/** `***123X`: the last four of an identity number, by which people tell each other's. */
export function lastFour(idNumber: string): string {
  const number = idNumber.trim()
  return number.length < NUMBER_LENGTH_MIN ? HIDDEN : `${HIDDEN}${number.slice(-SHOWN_DIGITS)}`
}

/** `000****1234`; of a number shorter than eight, nothing. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length < NUMBER_LENGTH_MIN) return HIDDEN
  return `${digits.slice(0, PHONE_HEAD)}****${digits.slice(-SHOWN_DIGITS)}`
}
