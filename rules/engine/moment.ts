import type { DayNumber } from '../calendar/civil-day'
import { FACTS, type FactName, type Facts } from '../language/facts'
import type { WindowStatus, Fen } from '../language/words'
import { BIT, PAID, type Person } from './person'

/** Yes, no, or not told. */
export type ThreeValued = 1 | 0 | -1
export const YES = 1
export const NO = 0
export const NOT_KNOWN = -1

/**
 * One person on one day while the decisions are taken: what a condition may look at. `missing` gathers the facts
 * whose absence left a condition open, `leaned` those for which an ordinary state was presumed.
 */
export class CaseState {
  missing = 0
  leaned = 0
  eligible: boolean | undefined
  eligibleMissing = 0
  /** The winning subsidy's kind, null when none. */
  subsidyKind: string | null | undefined
  subsidyMissing = 0
  fee: Fen | undefined
  /** Has no wait, by the decision of that name. */
  exempt: boolean | undefined
  exemptMissing = 0
  window: WindowStatus | undefined
  windowMissing = 0
  registerFirst: boolean | undefined
  registerMissing = 0
  /** Benefits never start: the wait outlasts the period. */
  neverCovered: boolean | undefined
  coverMissing = 0
  /** Years paid back would shorten the wait: only then are they asked for. */
  repairable = false
  /** Died before benefits began. */
  notBegun: boolean | undefined

  constructor(
    readonly person: Person,
    /** The day of payment. */
    readonly paid: DayNumber | undefined,
    /** Take no ordinary state for granted: used to find what is still worth asking. */
    readonly strict: boolean,
    readonly asOf: DayNumber | undefined = undefined,
  ) {}

  /** A fact's value: as told, else as presumed, else undefined and noted as missing. */
  fact<K extends FactName>(name: K): Facts[K] {
    const value = this.person.told[name]
    return value !== undefined ? value : (this.presumed(name) as Facts[K])
  }

  /** What stands in for a fact that was not told. */
  presumed(name: FactName): string | number | boolean | null | undefined {
    const rule = FACTS[name]
    const presumed = rule.presumed
    if (presumed === undefined || (this.strict && rule.ask !== undefined)) {
      this.missing |= BIT[name]
      return undefined
    }
    this.leaned |= BIT[name]
    return presumed
  }

  /** Years missed, where they are known to be one number; else undefined, and noted as missing. */
  missedYears(): number | undefined {
    const { least, most } = this.person.history
    if (least === most) return least
    this.missing |= BIT.missedYears
    return undefined
  }

  /** The day of payment, noted as missing when there is none. */
  payment(): DayNumber | undefined {
    if (this.paid === undefined) this.missing |= PAID
    return this.paid
  }
}
