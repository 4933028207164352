import { dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import { ask, type AskedOf, type Moving, type Standing } from './ask'
import { countsMonths, firstDayOfBenefits, paidDays } from './classes'
import { movedDay, type PeopleColumns } from './columns'
import { kindsOf, type Kinds } from './kinds'

/** How many people were decided, and how. */
interface Work {
  people: number
  /** Kinds of people. */
  kinds: number
  /** Questions put to the explaining engine. */
  asked: number
  /** People who were decided by their own dates. */
  byOwnDates: number
}

/** Where everybody stands by one policy: which standing, and the first day with benefits (`ask.ts`). */
export interface Decided {
  standingOf: Int32Array
  startOf: Int32Array
}

type Answer = AskedOf & { id: number }

/** What is known of a kind, whoever of it was asked about. */
interface Memory {
  first: { paid: DayNumber; answer: Answer }
  last: { paid: DayNumber; answer: Answer }
  /** By days of one's own. */
  each: Map<string, Answer>
}

interface KindFound {
  id: number
  start: number
  /** `start` is counted from the day of payment. */
  moves: boolean
  /** Days by which each person of the kind is asked about; null = none: all stand alike. */
  exact: readonly Moving[] | null
  /** By which the first day is found for each day of payment, of whichever kind. */
  formula: string | null
}

interface Days {
  paid: Int32Array
  young: Uint8Array
}

/**
 * Decides many people by one policy: kinds are told apart by classes of values and days, and each is filled by
 * asking the explaining engine. What a kind comes to is kept, so that a county can be decided a part at a time.
 * @param years so many years later than the people's facts say
 */
export class Decider {
  readonly standings: Standing[] = []
  readonly work: Work = { people: 0, kinds: 0, asked: 0, byOwnDates: 0 }
  private readonly ids = new Map<string, number>()
  private readonly memories = new Map<string, Memory>()
  private readonly starts = new Map<string, Map<DayNumber, number>>()
  private readonly monthly: boolean

  constructor(
    private readonly policy: Policy,
    private readonly years = 0,
  ) {
    this.monthly = countsMonths(policy)
  }

  decide(people: PeopleColumns): Decided {
    const { size } = people
    const decided = { standingOf: new Int32Array(size), startOf: new Int32Array(size) }
    if (size === 0) return decided
    const kinds = kindsOf(this.policy, people, this.years)
    const days = this.daysOf(people)
    const memories = this.ofEachKind(people, kinds, days)
    const found = memories.map(({ memory, row }) => this.foundOf(memory, days.young[row] === 1, kinds.alone[row] === 1))
    for (let row = 0; row < size; row++) {
      const { id, start, moves, exact, formula } = found[kinds.of[row]!]!
      const own = exact === null ? null : this.exactly(people, row, memories[kinds.of[row]!]!.memory, exact)
      decided.standingOf[row] = own === null ? id : own.id
      decided.startOf[row] =
        own !== null
          ? own.start
          : formula !== null
            ? this.startBy(formula, people, row, days.paid[row]!)
            : moves
              ? start + days.paid[row]!
              : start
    }
    this.work.people += size
    this.work.kinds = this.memories.size
    return decided
  }

  /** Of each kind what whoever pays first and whoever pays last come to. */
  private ofEachKind(people: PeopleColumns, kinds: Kinds, days: Days): { memory: Memory; row: number }[] {
    const { paid, young } = days
    const [first, last] = [new Int32Array(kinds.count).fill(-1), new Int32Array(kinds.count).fill(-1)]
    for (let row = 0; row < people.size; row++) {
      const kind = kinds.of[row]!
      if (first[kind]! < 0 || paid[row]! < paid[first[kind]!]!) first[kind] = row
      if (last[kind]! < 0 || paid[row]! > paid[last[kind]!]!) last[kind] = row
    }
    return Array.from(first, (row, kind) => {
      const lastRow = last[kind]!
      const answerOf = (of: number): Memory['first'] => ({ paid: paid[of]!, answer: this.ask(people, of) })
      const name = kinds.alone[row] ? null : kinds.nameOf(row)
      const before = name === null ? undefined : this.memories.get(name)
      if (before !== undefined && paid[row]! < before.first.paid) before.first = answerOf(row)
      const asked = before?.first ?? answerOf(row)
      const known = before?.last.paid ?? asked.paid
      const { moving } = asked.answer
      // Without payment alone in the start's rule all stand alike, or each is asked by their own days: not the last.
      const isAsked = paid[lastRow]! > known && moving.includes('paid') && moving.length === 1 && young[row] !== 1
      const ends = isAsked ? this.lastOf(people, asked, lastRow, paid[lastRow]!) : (before?.last ?? asked)
      if (before !== undefined) {
        before.last = ends
        return { memory: before, row }
      }
      const memory = { first: asked, last: ends, each: new Map<string, Answer>() }
      if (name !== null) this.memories.set(name, memory)
      return { memory, row }
    })
  }

  /**
   * What whoever of a kind pays last comes to. Where the first day of benefits is found for that day of payment by the
   * same rules already, and there are benefits at both ends, they differ from who pays first in nothing else.
   */
  private lastOf(people: PeopleColumns, first: Memory['first'], row: number, paid: DayNumber): Memory['last'] {
    const { formula, start } = first.answer
    const starts = formula === null ? undefined : this.startsBy(formula)
    const known = starts?.get(paid)
    if (known !== undefined && known >= 0 && start >= 0) return { paid, answer: { ...first.answer, start: known } }
    const answer = this.ask(people, row)
    if (answer.formula === formula && answer.id === first.answer.id) starts?.set(paid, answer.start)
    return { paid, answer }
  }

  private startsBy(formula: string): Map<DayNumber, number> {
    let starts = this.starts.get(formula)
    if (starts === undefined) this.starts.set(formula, (starts = new Map<DayNumber, number>()))
    return starts
  }

  private foundOf({ first, last }: Memory, young: boolean, alone: boolean): KindFound {
    const [a, b] = [first.answer, last.answer]
    const alike = { id: a.id, start: a.start, moves: false, exact: null, formula: null }
    if (alone) return alike
    const own = new Set(a.moving.filter((name) => name !== 'paid'))
    // Nobody is covered before birth.
    if (young && (a.start >= 0 || a.moving.length > 0)) own.add('birthDate')
    if (own.size > 0)
      return { ...alike, exact: a.moving.includes('paid') || a.id !== b.id ? [...own, 'paid'] : [...own] }
    if (a.id !== b.id) return { ...alike, exact: ['paid'] }
    // Whoever pays later is not covered earlier: what is the same at both ends is the same between them.
    if (a.start === b.start) return alike
    const offset = a.start - first.paid
    const steady = !this.monthly && a.start >= 0 && b.start >= 0 && b.start - last.paid === offset
    if (steady) return { ...alike, start: offset, moves: true }
    return a.formula === b.formula ? { ...alike, formula: a.formula } : { ...alike, exact: ['paid'] }
  }

  private startBy(formula: string, people: PeopleColumns, row: number, paid: DayNumber): number {
    const starts = this.startsBy(formula)
    let start = starts.get(paid)
    if (start === undefined) starts.set(paid, (start = this.ask(people, row).start))
    return start
  }

  private daysOf(people: PeopleColumns): Days {
    const [paidColumn, births] = [people.column('paid')!, people.column('birthDate')]
    const days = paidDays(paidColumn, this.years)
    const late = firstDayOfBenefits(this.policy)
    const bornLate = births?.values.map(
      (value) => value != null && movedDay(dayNumber(value as CivilDay)!, this.years) >= late,
    )
    const paid = new Int32Array(people.size)
    const young = new Uint8Array(people.size)
    for (let row = 0; row < people.size; row++) {
      paid[row] = days[paidColumn.of[row]!]!
      if (bornLate?.[births!.of[row]!] === true) young[row] = 1
    }
    return { paid, young }
  }

  /** Somebody of a kind in which days of one's own count: the same days come again, and are asked about once. */
  private exactly(people: PeopleColumns, row: number, { each }: Memory, exact: readonly Moving[]): Answer {
    this.work.byOwnDates++
    let key = ''
    for (const name of exact) key += `${people.valueOf(name, row)} `
    let found = each.get(key)
    if (found === undefined) each.set(key, (found = this.ask(people, row)))
    return found
  }

  private ask(people: PeopleColumns, row: number): Answer {
    this.work.asked++
    const asked = ask(this.policy, people.told(row, this.years), people.paid(row, this.years))
    const text = JSON.stringify(asked.standing)
    let id = this.ids.get(text)
    if (id === undefined) this.ids.set(text, (id = this.standings.push(asked.standing) - 1))
    return { ...asked, id }
  }
}
