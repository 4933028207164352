import type { OrderDocument } from '../payments'

/** How the number of a terminal's slip stands among an order's payments. */
const POS = 'pos~'
export const paidBySlip = (slip: string): string => `${POS}${slip}`

/** The slip that an order rests on, as `claimEvidence` knows it; null = it was no card at a terminal. */
export function slipOf({ lines: [line], transactions }: Pick<OrderDocument, 'lines' | 'transactions'>) {
  const paid = transactions.find((one) => one.startsWith(POS))
  return paid === undefined ? null : slipIn(line!, paid.slice(POS.length))
}

export const slipIn = ({ region, year }: { region: string; year: number }, number: string) =>
  ({ season: `${region}-${year}`, kind: 'slip', number }) as const
