import { civilDay, dayNumber } from '../calendar/civil-day'
import type { Policy } from '../language/policy'
import type { CivilDay, Fen } from '../language/words'
import { NO_BENEFITS, NOT_SETTLED, type ClauseOf, type Standing } from './ask'
import { movedDay, type PeopleColumns } from './columns'
import { Decider, type Decided } from './decided'

/** What may differ of a person between two policies. */
const COMPARED = ['eligible', 'payable', 'baseFee', 'subsidy', 'fee', 'windowStatus', 'wait', 'benefitEnd'] as const
export type Compared = (typeof COMPARED)[number] | 'benefitStart' | 'refused'

/** How the first day with benefits differs, once both are put into the same year. */
type StartChange = 'gained' | 'lost' | 'earlier' | 'later' | 'settled' | 'unsettled'

export interface FieldChange {
  field: Compared
  before: Standing[keyof Standing] | StartChange
  after: Standing[keyof Standing] | StartChange
  /** `decision/clause-id`; null = no clause says it. */
  clauseBefore: string | null
  clauseAfter: string | null
}

/** People in whom the same things change by the same clauses. */
export interface PolicyChange {
  people: number
  fields: readonly FieldChange[]
  /** fen: what all of them pay themselves, and what is paid for them. */
  money: Money
}

export interface Money {
  feeBefore: Fen
  feeAfter: Fen
  subsidyBefore: Fen
  subsidyAfter: Fen
}

export interface Comparison {
  people: number
  changed: number
  /** Whom one of the policies does not take or does not settle: their money is in no sum. */
  withoutMoney: number
  money: Money
  /** The most people first. */
  changes: readonly PolicyChange[]
}

/** People who stand so by the one policy and so by the other. */
export interface CountedPair {
  before: Standing
  after: Standing
  /** How the first day with benefits differs; a place in a list of ours. */
  start: number
  people: number
}

const NO_MONEY: Money = { feeBefore: 0, feeAfter: 0, subsidyBefore: 0, subsidyAfter: 0 }
const STARTS = ['', 'gained', 'lost', 'earlier', 'later', 'settled', 'unsettled'] as const

/**
 * Two policies over the same people: who stands differently, by which clauses, and the money. Their days are taken to
 * lie as far in the one year as in the other, so that what differs is the notice and not the people's age.
 */
export class PolicyComparison {
  private readonly before: Decider
  private readonly after: Decider
  private readonly years: number
  private readonly counts = new Map<string, CountedPair>()
  private people = 0

  constructor(before: Policy, after: Policy) {
    this.years = after.year - before.year
    this.before = new Decider(before)
    this.after = new Decider(after, this.years)
  }

  /** Decides some more people by both. */
  add(people: PeopleColumns): void {
    const [a, b] = [this.before.decide(people), this.after.decide(people)]
    const pairs = pairsOf(a, b, people.size, this.years, this.after.standings.length)
    for (const [key, count] of pairs) {
      const start = key % STARTS.length
      const pair = Math.floor(key / STARTS.length)
      const before = this.before.standings[Math.floor(pair / this.after.standings.length)]!
      const after = this.after.standings[pair % this.after.standings.length]!
      this.count({ before, after, start, people: count })
    }
    this.people += people.size
  }

  get work(): { asked: number; byOwnDates: number } {
    return {
      asked: this.before.work.asked + this.after.work.asked,
      byOwnDates: this.before.work.byOwnDates + this.after.work.byOwnDates,
    }
  }

  /** What was counted so far, to be written down; {@link resume} goes on from it. */
  get counted(): readonly CountedPair[] {
    return [...this.counts.values()]
  }

  resume(counted: readonly CountedPair[], people: number): void {
    for (const one of counted) this.count(one)
    this.people += people
  }

  private count(counted: CountedPair): void {
    const key = JSON.stringify([counted.before, counted.after, counted.start])
    const known = this.counts.get(key)
    if (known === undefined) this.counts.set(key, { ...counted })
    else known.people += counted.people
  }

  result(): Comparison {
    const found = new Map<string, PolicyChange>()
    let [changed, withoutMoney] = [0, 0]
    let money = NO_MONEY
    for (const { before, after, start, people } of this.counts.values()) {
      const each = moneyOf(before, after)
      if (each === null) withoutMoney += people
      else money = sum(money, each, people)
      const fields = changesBetween(before, after, STARTS[start]!, this.years)
      if (fields.length === 0) continue
      changed += people
      const key = JSON.stringify(fields)
      const known = found.get(key) ?? { people: 0, fields, money: NO_MONEY }
      found.set(key, {
        people: known.people + people,
        fields,
        money: each === null ? known.money : sum(known.money, each, people),
      })
    }
    const changes = [...found.values()].sort((a, b) => b.people - a.people)
    return { people: this.people, changed, withoutMoney, money, changes }
  }
}

/** How many people have which two standings and which change of the first day. */
function pairsOf(a: Decided, b: Decided, size: number, years: number, width: number): Map<number, number> {
  const pairs = new Map<number, number>()
  const movedStarts = new Map<number, number>()
  let [lastKey, lastCount] = [-1, 0]
  for (let row = 0; row < size; row++) {
    const key =
      (a.standingOf[row]! * width + b.standingOf[row]!) * STARTS.length +
      startChange(a.startOf[row]!, b.startOf[row]!, years, movedStarts)
    if (key === lastKey) {
      lastCount++
      continue
    }
    if (lastCount > 0) pairs.set(lastKey, (pairs.get(lastKey) ?? 0) + lastCount)
    ;[lastKey, lastCount] = [key, 1]
  }
  if (lastCount > 0) pairs.set(lastKey, (pairs.get(lastKey) ?? 0) + lastCount)
  return pairs
}

function startChange(before: number, after: number, years: number, known: Map<number, number>): number {
  if (before < 0 || after < 0) {
    if (before === after) return 0
    if (before === NOT_SETTLED) return STARTS.indexOf('settled')
    if (after === NOT_SETTLED) return STARTS.indexOf('unsettled')
    return before === NO_BENEFITS ? STARTS.indexOf('gained') : STARTS.indexOf('lost')
  }
  let there = known.get(before)
  if (there === undefined) known.set(before, (there = movedDay(before, years)))
  return there === after ? 0 : STARTS.indexOf(after < there ? 'earlier' : 'later')
}

/** What both ask and give, of whom both settle it; who cannot pay pays nothing. */
function moneyOf(before: Standing, after: Standing): Money | null {
  const [a, b] = [before, after].map(({ payable, fee, subsidy, refused }) =>
    refused !== null || payable === null
      ? null
      : !payable
        ? { fee: 0, subsidy: 0 }
        : fee === null || subsidy === null
          ? null
          : { fee, subsidy },
  )
  return a == null || b == null
    ? null
    : { feeBefore: a.fee, feeAfter: b.fee, subsidyBefore: a.subsidy, subsidyAfter: b.subsidy }
}

const sum = (all: Money, each: Money, people: number): Money => ({
  feeBefore: all.feeBefore + each.feeBefore * people,
  feeAfter: all.feeAfter + each.feeAfter * people,
  subsidyBefore: all.subsidyBefore + each.subsidyBefore * people,
  subsidyAfter: all.subsidyAfter + each.subsidyAfter * people,
})

function changesBetween(
  before: Standing,
  after: Standing,
  start: (typeof STARTS)[number],
  years: number,
): FieldChange[] {
  if (before.refused !== after.refused)
    return [{ ...NO_CLAUSES, field: 'refused', before: before.refused, after: after.refused }]
  const fields: FieldChange[] = COMPARED.filter((field) => inAfterYear(field, before, years) !== after[field]).map(
    (field) => ({ field, before: before[field], after: after[field], ...clausesAt(field, before, after) }),
  )
  if (start !== '')
    fields.push({ field: 'benefitStart', before: null, after: start, ...clausesAt('benefitStart', before, after) })
  return fields
}

const NO_CLAUSES = { clauseBefore: null, clauseAfter: null }

const clausesAt = (
  field: string,
  before: Standing,
  after: Standing,
): Omit<FieldChange, 'field' | 'before' | 'after'> => ({
  clauseBefore: before.clauses[field as ClauseOf] ?? null,
  clauseAfter: after.clauses[field as ClauseOf] ?? null,
})

function inAfterYear(field: (typeof COMPARED)[number], standing: Standing, years: number): unknown {
  const value = standing[field]
  if (field !== 'benefitEnd' || value === null || years === 0) return value
  return civilDay(movedDay(dayNumber(value as CivilDay)!, years))
}
