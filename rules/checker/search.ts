import { civilDay, type DayNumber } from '../calendar/civil-day'
import { decide, type CaseDecisions } from '../engine/decide'
import { CaseState, NO, NOT_KNOWN, YES, type ThreeValued } from '../engine/moment'
import { BIT, factsOf, PAID, readPerson } from '../engine/person'
import { rulebook, type Rulebook } from '../engine/rulebook'
import type { FactName, Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import { cellsOf, type Cells } from './cells'

/**
 * People looked at for one day of payment, in the rounds of a search: first a glance at every day, then a longer look.
 * What was not found by then is not claimed to be nowhere.
 */
const PEOPLE_A_DAY = [250, 4_000]
const MOST_PEOPLE = 60_000

/** Nothing is taken for granted: a fact that was not told stays open, also where an ordinary state is presumed. */
export class OpenCase extends CaseState {
  /** Facts that were looked at in vain and are never asked of a resident: no bit of `missing` stands for them. */
  readonly unasked = new Set<FactName>()

  override presumed(name: FactName): undefined {
    const bit = BIT[name] as number | undefined
    if (!bit) this.unasked.add(name)
    else this.missing |= bit
    return undefined
  }
}

/** Who is looked for: whether a person is one, not, or not to be said until more of them is known (`m.missing`). */
export type Goal = (m: OpenCase, world: CaseDecisions, book: Rulebook) => ThreeValued

export interface Someone {
  told: Facts
  paid: CivilDay
}
/** `null`: there is nobody. `gaveUp`: too many to look at. */
export type Found = Someone | null | 'gaveUp'

/** Facts that no condition calls missing, for without them another day stands in. */
export type Silent = 'arrivalDate' | 'categoryEndedOn' | 'waitRunsTo' | 'deathDate' | 'employeeFrom'

/**
 * Looks for a person, fact by fact: as long as the facts told leave the goal open, one that it hangs on is told, in
 * each of its cells in turn; a branch is left as soon as what was told settles it.
 */
export class Search {
  private readonly book: Rulebook
  private readonly cells: Cells
  private looked = 0
  private most = 0

  constructor(private readonly policy: Policy) {
    this.book = rulebook(policy)
    this.cells = cellsOf(policy)
  }

  /** @param asOf the day asked about, for what is only decided of one */
  find(goal: Goal, silent: readonly Silent[] = [], asOf?: DayNumber): Found {
    let all = 0
    for (const most of PEOPLE_A_DAY) {
      let whole = true
      for (const day of this.cells.days) {
        this.looked = 0
        this.most = Math.min(most, MOST_PEOPLE - all)
        const found = this.from({ goal, silent, asOf, paid: day }, {})
        all += this.looked
        if (found === 'gaveUp') whole = false
        else if (found !== null) return found
      }
      if (whole) return null
    }
    return 'gaveUp'
  }

  private from(aim: Aim, told: Facts): Found {
    if (++this.looked > this.most) return 'gaveUp'
    const { goal, silent, asOf, paid } = aim
    const untold = silent.find((name) => told[name] === undefined)
    if (untold !== undefined) return this.eachValue(aim, told, untold)
    const m = new OpenCase(readPerson(told, this.policy, this.book.vocabulary), paid, true, asOf)
    const world = decide(this.book, m)
    m.missing = 0
    const found = goal(m, world, this.book)
    if (found === YES) return { told, paid: civilDay(paid) }
    const fact = found === NO ? undefined : this.nextToTell(m, world, paid, told)
    return fact === undefined ? null : this.eachValue(aim, told, fact)
  }

  private eachValue(aim: Aim, told: Facts, fact: FactName): Found {
    for (const value of this.cells.values(fact, aim.paid)) {
      const one = this.from(aim, { ...told, [fact]: value })
      if (one !== null) return one
    }
    return null
  }

  /**
   * Where it hangs on the window or the subsidy, what the first clause of these waits for: the others may not be
   * needed.
   */
  private narrowed(missing: number, m: OpenCase, world: CaseDecisions): number {
    let mask = missing
    const { subsidy, decisions } = this.book
    for (const [outcome, clauses] of [
      [world.window, decisions.window],
      [world.subsidy, subsidy],
    ] as const) {
      if ((mask & outcome.missing) === 0) continue
      for (const { test } of clauses) {
        m.missing = 0
        if (test(m) !== NOT_KNOWN || (mask & m.missing) === 0) continue
        mask &= m.missing
        break
      }
    }
    return mask
  }

  /** A fact whose telling may settle it, of those the one with the fewest cells. */
  private nextToTell(m: OpenCase, world: CaseDecisions, paid: DayNumber, told: Facts): FactName | undefined {
    const untold = (name: FactName): boolean => told[name] === undefined
    const size = (name: FactName): number => this.cells.values(name, paid).length
    const asked = factsOf(this.narrowed(m.missing, m, world) & ~PAID).filter(untold)
    return asked.sort((a, b) => size(a) - size(b))[0] ?? [...m.unasked].find(untold)
  }
}

interface Aim {
  goal: Goal
  silent: readonly Silent[]
  asOf: DayNumber | undefined
  paid: DayNumber
}
