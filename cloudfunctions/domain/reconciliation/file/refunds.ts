import type { FileRow } from '../file-rows'

type Payment = Pick<FileRow, 'row' | 'amount' | 'voucher'>
interface TakenBack {
  person: string
  amount: number
  voucher: string | null
  /** What its word says: another row is taken back, or maybe this one, or surely this one (作废, 扣款失败). */
  whose: 'another' | 'maybe' | 'own'
}

/**
 * Which payments of a file it takes back itself: a row below zero, or one whose state says a refund, beside the
 * payment. Which of them it is its voucher says, else its sum; a part that went back leaves no payment whole.
 */
export class RefundsBeside {
  readonly #payments = new Map<string, Payment[]>()
  readonly #back: TakenBack[] = []

  see({ idNumber, year, amount, voucher, row, faults, state = '' }: FileRow): void {
    if (idNumber === '' || year === null || amount === null || amount === 0) return
    const person = `${idNumber} ${year}`
    if (faults.length === 0) {
      const own = this.#payments.get(person)
      if (own === undefined) this.#payments.set(person, [{ row, amount, voucher }])
      else own.push({ row, amount, voucher })
    } else if (amount < 0 || faults.includes('PAYMENT_VOID'))
      this.#back.push({ person, amount, voucher, whose: whoseIn(state) })
  }

  /** Positions of payments, in their order; each is tied to one row that takes it back. */
  tied(): number[] {
    const tied = new Set<number>()
    for (const one of this.#back) {
      const left = (this.#payments.get(one.person) ?? []).filter(({ row }) => !tied.has(row))
      const found = left.find(({ voucher }) => voucher !== null && voucher === one.voucher) ?? likeliest(one, left)
      if (found !== undefined) tied.add(found.row)
    }
    return [...tied].sort((a, b) => a - b)
  }
}

function whoseIn(state: string): TakenBack['whose'] {
  if (!/退|冲|红/.test(state)) return 'own'
  return state.startsWith('已') ? 'maybe' : 'another'
}

function likeliest({ amount, voucher, whose }: TakenBack, left: readonly Payment[]): Payment | undefined {
  const alike = left.find((payment) => payment.amount === Math.abs(amount))
  if (amount < 0) return alike ?? left.find((payment) => payment.amount! > -amount)
  // Paid twice and given back once: of two vouchers the other stands.
  return whose === 'another' || (whose === 'maybe' && voucher === null) ? alike : undefined
}
