import { Refusal } from '../../platform/base'
import type { CivilDay, Fen } from '../../../rules'

/** One side of an entry: fen above 0 on the debit or on the credit side. */
interface Line {
  account: Account
  debit: Fen
  credit: Fen
}

/**
 * What happened to money, once and for all: entries are added, never changed. `_id` names the deed, so it is there
 * once.
 */
export interface Entry {
  _id: string
  day: CivilDay
  /** What it is about, as `POSTINGS` names it. */
  kind: EntryKind
  lines: readonly Line[]
}

/** A place and year, as accounts name it. */
export type SeasonKey = `${string}-${number}`
export type TransitRoute = 'wechat' | 'official' | 'deposit' | 'pos' | 'elsewhere'

/** Shares of one payment: for each enrolment what is owed for it. */
export interface Share {
  enrolment: string
  amount: Fen
}

const debit = (name: Account, amount: Fen): Line => ({ account: name, debit: amount, credit: 0 })
const credit = (name: Account, amount: Fen): Line => ({ account: name, debit: 0, credit: amount })
const owed = (shares: readonly Share[], side: typeof debit): Line[] =>
  shares.map(({ enrolment, amount }) => side(account('receivable', enrolment), amount))
const sumOf = (shares: readonly Share[]): Fen => shares.reduce((sum, { amount }) => sum + amount, 0)
const transit = (way: TransitRoute, season: SeasonKey): Account => account('transit', `${way}:${season}`)

/** `funder` as `funders.ts` writes it: in clear it would tell what a person is. */
interface Assessed {
  enrolment: string
  season: SeasonKey
  fee: Fen
  subsidy: Fen
  funder: string
}
interface FromFunder {
  season: SeasonKey
  /** As `funderCode` names it. */
  funder: string
  amount: Fen
}
interface Of {
  season: SeasonKey
  shares: readonly Share[]
}

/** By account, as one line: of what many people of a season come to. */
const summed = (lines: readonly Line[]): Line[] => {
  const sums = new Map<Account, Line>()
  for (const { account: name, debit, credit } of lines) {
    const before = sums.get(name)
    sums.set(name, { account: name, debit: (before?.debit ?? 0) + debit, credit: (before?.credit ?? 0) + credit })
  }
  return [...sums.values()]
}

const assessed = ({ enrolment, season, fee, subsidy, funder }: Assessed): Line[] => [
  debit(account('receivable', enrolment), fee),
  debit(account('subsidy', `${funder}:${season}`), subsidy),
  credit(account('premium', season), fee + subsidy),
]
const reversed = (lines: readonly Line[]): Line[] =>
  lines.map((line) => ({ ...line, debit: line.credit, credit: line.debit }))

const paidOver = ({ season, funder, amount }: FromFunder): Line[] => [
  debit(account('funded', season), amount),
  credit(account('subsidy', `${funder}:${season}`), amount),
]

/** How each deed is written down: what is debited and what is credited. */
export const JOURNAL = {
  /** A person is assessed: they owe, a funder owes, the fund is due. */
  assess: (of: Assessed) => assessed(of),
  /** The same of many at once, of whom nothing stood there before. */
  assessAll: ({ people }: { people: readonly Assessed[] }) => summed(people.flatMap(assessed)),
  /** The assessment is taken back: a new one, a withdrawal, a refund. */
  withdraw: (of: Assessed) => reversed(assessed(of)),
  /** Paid by WeChat, by a terminal, or on an official channel that shows it before the tax office does. */
  pay: ({ season, shares, way }: Of & { way: TransitRoute }) => [
    debit(transit(way, season), sumOf(shares)),
    ...owed(shares, credit),
  ],
  takeCash: ({ shares, clerk }: { shares: readonly Share[]; clerk: string }) => [
    debit(account('cash', clerk), sumOf(shares)),
    ...owed(shares, credit),
  ],
  deposit: ({ season, clerk, amount }: { season: SeasonKey; clerk: string; amount: Fen }) => [
    debit(transit('deposit', season), amount),
    credit(account('cash', clerk), amount),
  ],
  /** The tax office has what was on its way. */
  arrive: ({ season, way, amount }: { season: SeasonKey; way: TransitRoute; amount: Fen }) => [
    debit(account('arrived', season), amount),
    credit(transit(way, season), amount),
  ],
  /** The tax office's file is the first that we hear of it. */
  arriveUnannounced: ({ season, shares }: Of) => [
    debit(account('arrived', season), sumOf(shares)),
    ...owed(shares, credit),
  ],
  /** Money that nothing is owed for: twice, too late, of another amount, of somebody unknown. */
  holdBack: ({
    season,
    way,
    order,
    amount,
  }: {
    season: SeasonKey
    way: TransitRoute | 'arrived'
    order: string
    amount: Fen
  }) => [
    debit(way === 'arrived' ? account('arrived', season) : transit(way, season), amount),
    credit(account('owedBack', order), amount),
  ],
  /** What was held back counts after all. */
  release: ({ shares, order }: { shares: readonly Share[]; order: string }) => [
    debit(account('owedBack', order), sumOf(shares)),
    ...owed(shares, credit),
  ],
  /** A refund is agreed: what was paid is owed back. */
  agreeRefund: ({ shares, order }: { shares: readonly Share[]; order: string }) => [
    ...owed(shares, debit),
    credit(account('owedBack', order), sumOf(shares)),
  ],
  /** The money goes back from where it lies. */
  refund: ({
    season,
    way,
    order,
    amount,
  }: {
    season: SeasonKey
    way: TransitRoute | 'arrived'
    order: string
    amount: Fen
  }) => [
    debit(account('owedBack', order), amount),
    credit(way === 'arrived' ? account('arrived', season) : transit(way, season), amount),
  ],
  /** The money goes back out of the clerk's hands, before it was deposited. */
  refundCash: ({ clerk, order, amount }: { clerk: string; order: string; amount: Fen }) => [
    debit(account('owedBack', order), amount),
    credit(account('cash', clerk), amount),
  ],
  /** A funder paid over a part of the subsidies that it owes. */
  paySubsidy: (of: FromFunder) => paidOver(of),
  /** The same was recorded by mistake. */
  takeBackSubsidy: (of: FromFunder) => reversed(paidOver(of)),
  /** A payment that never was. */
  voidPayment: ({ season, shares, way }: Of & { way: TransitRoute }) =>
    reversed([debit(transit(way, season), sumOf(shares)), ...owed(shares, credit)]),
  /** The same of money that was held back. */
  voidHeldBack: ({
    season,
    way,
    order,
    amount,
  }: {
    season: SeasonKey
    way: TransitRoute | 'arrived'
    order: string
    amount: Fen
  }) =>
    reversed([
      debit(way === 'arrived' ? account('arrived', season) : transit(way, season), amount),
      credit(account('owedBack', order), amount),
    ]),
  voidCash: ({ shares, clerk }: { shares: readonly Share[]; clerk: string }) =>
    reversed([debit(account('cash', clerk), sumOf(shares)), ...owed(shares, credit)]),
}
export type EntryKind = keyof typeof JOURNAL
type Facts<Kind extends EntryKind> = Parameters<(typeof JOURNAL)[Kind]>[0]

/**
 * An entry, balanced by construction and checked all the same.
 * @throws Refusal BAD_AMOUNT for an amount that is no whole number of fen from 0 up
 */
export function entryOf<Kind extends EntryKind>(id: string, day: CivilDay, kind: Kind, facts: Facts<Kind>): Entry {
  const lines = (JOURNAL[kind] as (of: Facts<Kind>) => Line[])(facts).filter(
    (line) => line.debit !== 0 || line.credit !== 0,
  )
  for (const amount of lines.flatMap((line) => [line.debit, line.credit])) {
    if (!Number.isSafeInteger(amount) || amount < 0)
      throw new Refusal({
        code: 'BAD_AMOUNT',
        message: '金额应当是不小于 0 的整分数，这笔账没有记。请核对金额后再试。',
        found: String(amount),
      })
  }
  if (difference(lines) !== 0) throw new Error(`an entry of kind ${kind} does not balance`)
  return { _id: id, day, kind, lines }
}

const difference = (lines: readonly Line[]): Fen => lines.reduce((sum, line) => sum + line.debit - line.credit, 0)

/** Balances by account, on the side that the account is of: fen; below 0 = on the other side. */
export type Balances = ReadonlyMap<Account, Fen>

export function balancesOf(entries: Iterable<Entry>): Balances {
  const balances = new Map<Account, Fen>()
  for (const entry of entries) applyEntry(balances, entry)
  return balances
}

/** Moves balances by one entry more. */
export function applyEntry(balances: Map<Account, Fen>, { lines }: Entry): void {
  for (const line of lines) {
    const side = ACCOUNTS[kindOf(line.account)].side === 'debit' ? 1 : -1
    balances.set(line.account, (balances.get(line.account) ?? 0) + side * (line.debit - line.credit))
  }
}

/** What is wrong with a set of balances, in words; none = every fen is in one place. */
export function faultsOf(balances: Balances): string[] {
  let total = 0
  const faults: string[] = []
  for (const [name, balance] of balances) {
    const { side } = ACCOUNTS[kindOf(name)]
    total += side === 'debit' ? balance : -balance
    if (balance < 0 && !('eitherSide' in ACCOUNTS[kindOf(name)]))
      faults.push(`${name} stands at ${balance} fen, on the wrong side`)
  }
  if (total !== 0) faults.push(`debits and credits differ by ${total} fen`)
  return faults
}

/**
 * The accounts of the ledger. Each is a text `<kind>:<of whom>`; of a person it holds an id, never a name. Amounts are
 * integer fen. `crowded`: many deeds at once write to it, so its balance is kept in parts. `eitherSide`: it may stand
 * on the side that it is not of.
 */
export const ACCOUNTS = {
  /** What a person owes for a year; of an enrolment. */
  receivable: { name: '应收个人缴费', side: 'debit' },
  /**
   * What a funder owes for a place and year and has not paid over. Below 0: people left after it had paid for them, so
   * that too much came.
   */
  subsidy: { name: '应收资助', side: 'debit', crowded: true, eitherSide: true },
  /** Subsidies that funders paid over; by place and year. */
  funded: { name: '资助已拨付', side: 'debit', crowded: true },
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
