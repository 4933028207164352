/**
 * The accounts of the ledger. Each is a text `<kind>:<of whom>`; of a person it holds an id, never a name.
 * Amounts are integer fen. `crowded`: many deeds at once write to it, so its balance is kept in parts.
 */
export const ACCOUNTS = {
  /** What a person owes for a year; of an enrolment. */
  receivable: { name: '应收个人缴费', side: 'debit' },
  /** What a funder owes for a place and year. */
  subsidy: { name: '应收资助', side: 'debit', crowded: true },
  /** Contributions assessed for a place and year. */
  premium: { name: '应缴保费', side: 'credit', crowded: true },
  /** Notes and coins in a clerk's hands. */
  cash: { name: '村干部手中现金', side: 'debit' },
  /** Paid, and not yet with the tax office; by way, place and year. */
  transit: { name: '在途', side: 'debit', crowded: true },
  /** With the tax office; by place and year. */
  arrived: { name: '税务到账', side: 'debit', crowded: true },
  /** What we owe back to a payer; by order. */
  owedBack: { name: '应退', side: 'credit' },
} as const
export type AccountKind = keyof typeof ACCOUNTS
export type Account = `${AccountKind}:${string}`

export const account = (kind: AccountKind, of: string): Account => `${kind}:${of}`
export const kindOf = (name: Account): AccountKind => name.slice(0, name.indexOf(':')) as AccountKind
