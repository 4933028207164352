/** Digits of a serial; a village of more than that many receipts a year goes on with longer ones. */
const DIGITS = 5

export interface ReceiptBook { region: string; year: number; village: string }

export const bookId = ({ region, year, village }: ReceiptBook): string => `${region}-${year}-${village}`

/** `ruijin-2022-1-1-00001`: place, year, village, and the serial within them, counted from 1 without a gap. */
export function receiptNumber(book: ReceiptBook, serial: number): string {
  return `${bookStart(book)}${String(serial).padStart(DIGITS, '0')}`
}

/** What all numbers of a book begin with; those of a village whose id goes on from this one's do so too. */
export function bookStart({ region, year, village }: ReceiptBook): string {
  const ofVillage = village.startsWith(`${region}-`) ? village.slice(region.length + 1) : village
  return `${region}-${year}-${ofVillage}-`
}

/** Serials that are missing among the receipts of one book, up to the last given out; none = nothing was taken away. */
export function missingSerials(book: ReceiptBook, last: number, numbers: Iterable<string>): number[] {
  const there = new Set(numbers)
  return Array.from({ length: last }, (_, i) => i + 1).filter((serial) => !there.has(receiptNumber(book, serial)))
}
