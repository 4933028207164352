import type { Open } from '../language/clause'
import type { Amount, SubsidyClause, TieredAmount } from '../language/values'
import type { Fen } from '../language/words'
import { NO, NOT_KNOWN, type CaseState } from './moment'
import { heldOn } from './held'
import type { Rulebook } from './rulebook'

/** A subsidy that this person may have, on the contribution of their tier. */
interface Candidate {
  clause: SubsidyClause
  /** The identity that leads to it, in the notice's words. */
  category: string
  /** fen; undefined when the policy file takes no reading. */
  amount: Fen | undefined
  /** Least and most that it can be. */
  least: Fen
  most: Fen
  open: Open<Amount> | null
}

export interface SubsidyOutcome {
  /** What applies, best first. Empty: no subsidy. */
  held: readonly Candidate[]
  amount: Fen | undefined
  winner: Candidate | null
  /** Categories that give the same as the winner. */
  ties: readonly Candidate[]
  /** The amount is not certain: by an open cell, or because the notice does not say how identities combine. */
  doubt: 'cell' | 'combination' | null
  /** Facts without which the amount cannot be settled. */
  missing: number
  /** Facts that settle no money any more, but which category it comes under. */
  missingForCategory: number
}

/** @param tiers the contribution of every tier, for a percentage of another one than the person's */
export function fenOf(amount: Amount, base: Fen, tiers?: TieredAmount<Fen>): Fen {
  if (amount === 'full') return base
  if (typeof amount === 'number') return Math.min(amount, base)
  const other = amount.ofTier === undefined || tiers === undefined ? base : cellOf(tiers, amount.ofTier)
  const whole = typeof other === 'number' ? other : base
  return Math.min(Math.max(Math.round((whole * amount.percent) / 100), amount.floor ?? 0), base)
}

/** The cell for a tier; a plain amount holds for all tiers. */
export function cellOf<A>(amount: TieredAmount<A>, tier: string | null | undefined): A | { open: Open<A> } | undefined {
  return typeof amount === 'object' && amount !== null && 'byTier' in amount
    ? tier == null
      ? undefined
      : amount.byTier[tier]
    : amount
}

type Worth = Pick<Candidate, 'amount' | 'least' | 'most' | 'open'>

function worthOf(
  clause: SubsidyClause,
  base: Fen,
  tier: string | null | undefined,
  tiers: TieredAmount<Fen> | undefined,
): Worth | null {
  const cell = clause.open ? { open: clause.open as Open<Amount> } : cellOf(clause.gives!, tier)
  if (cell === undefined) return null
  if (!(typeof cell === 'object' && 'open' in cell)) {
    const fen = fenOf(cell, base, tiers)
    return { amount: fen, least: fen, most: fen, open: null }
  }
  const { open } = cell
  const readings = [open.reading, ...(open.alternatives ?? [])]
    .filter((a): a is Amount => a !== null)
    .map((a) => fenOf(a, base, tiers))
  const bounds = open.alternatives ? readings : [0, base]
  return {
    open,
    amount: open.reading === null ? undefined : fenOf(open.reading, base, tiers),
    least: Math.min(...bounds),
    most: Math.max(...bounds),
  }
}

/** What the clause is called for this person: its own name, or each identity told that leads to it. */
function categoriesOf(clause: SubsidyClause, m: CaseState): readonly string[] {
  if (clause.name !== undefined) return [clause.name]
  const told = (heldOn(m) ?? []).filter((h) => clause.when?.identity?.includes(h.name)).map((h) => h.name)
  return told.length > 0 ? told : [clause.id]
}

const rank = (c: Candidate): number => c.amount ?? c.most

const NONE: SubsidyOutcome = {
  held: [],
  amount: 0,
  winner: null,
  ties: [],
  doubt: null,
  missing: 0,
  missingForCategory: 0,
}

/** The best subsidy on the contribution; several never add up. */
export function decideSubsidy(
  book: Rulebook,
  m: CaseState,
  base: Fen,
  tier: string | null | undefined,
  tiers?: TieredAmount<Fen>,
): SubsidyOutcome {
  m.missing = 0
  let held: Candidate[] | null = null
  let possible = 0
  const mayHold: Candidate[] = []
  let missing = 0
  for (let i = 0; i < book.subsidy.length; i++) {
    const { clause, test } = book.subsidy[i]!
    const found = test(m)
    if (found === NO) continue
    const worth = worthOf(clause, base, tier, tiers)
    if (worth === null) continue
    const ones = categoriesOf(clause, m).map((category): Candidate => ({ clause, category, ...worth }))
    if (found === NOT_KNOWN) {
      possible = Math.max(possible, worth.most)
      mayHold.push(...ones)
      missing |= m.missing
    } else (held ??= []).push(...ones)
  }
  if (held === null) return possible > 0 ? { ...NONE, amount: undefined, missing } : NONE
  const outcome = best(book, held)
  const clashes = isSilent(book) && mayHold.some((one) => one.amount !== 0 && one.amount !== outcome.amount)
  if (possible === 0 || (possible < (outcome.amount ?? 0) && !clashes)) return outcome
  if (outcome.amount !== base || outcome.doubt !== null || clashes) return { ...outcome, missing }
  const ties = mayHold.filter((one) => one.amount === base)
  return ties.some((one) => changesCategory(one, outcome)) ? { ...outcome, missingForCategory: missing } : outcome
}

/** Another category of the same amount: a winner loses its name, or a further purse comes into question. */
function changesCategory(one: Candidate, { winner, ties }: SubsidyOutcome): boolean {
  if (winner === null || one.category === winner.category) return false
  return ties.length === 0 || !fundingShares([winner, ...ties]).has(one.clause.funder ?? '')
}

/** The purses that the notice names for these. */
export function fundingShares(candidates: readonly Candidate[]): Set<string> {
  return new Set(candidates.flatMap((c) => c.clause.funder ?? []))
}

/** The notice does not say how several identities combine. */
const isSilent = ({ policy }: Rulebook): boolean => policy.decisions.subsidy.combine.rule === 'silent'

function best(book: Rulebook, held: Candidate[]): SubsidyOutcome {
  held.sort((a, b) => rank(b) - rank(a) || Number(a.open !== null) - Number(b.open !== null))
  const winner = held[0]!
  const amounts = new Set(held.map((c) => c.amount).filter((amount) => amount !== 0))
  const least = Math.max(...held.map((c) => c.least))
  const most = Math.max(...held.map((c) => c.most))
  const doubt = isSilent(book) && amounts.size > 1 ? 'combination' : least !== most ? 'cell' : null
  return {
    held,
    doubt,
    missing: 0,
    missingForCategory: 0,
    amount: winner.amount,
    winner: winner.amount === 0 ? null : winner,
    ties: held.filter(
      (c) => c !== winner && c.amount === winner.amount && c.category !== winner.category && c.amount !== 0,
    ),
  }
}
