import { addMonths, civilDay, dayNumber, type DayNumber } from '../calendar/civil-day'
import { FACTS, FACT_NAMES, type FactName, type Facts } from '../language/facts'
import type { CivilDay } from '../language/words'

/** Told by records, read by no decision: who differs in these only is decided alike. */
const NEVER_READ: ReadonlySet<FactName> = new Set<FactName>(['payer', 'personalPartPaid', 'pension', 'kind'])
/** What certifiers say of one person is one value: the days belong to the identities. */
const OF_CERTIFIERS = ['categories', 'categoryFrom', 'categoryEndedOn'] as const

type ColumnName = Exclude<FactName, (typeof OF_CERTIFIERS)[number]> | 'certified' | 'paid'

/** What certifiers say of one person. */
export type Certified = Pick<Facts, (typeof OF_CERTIFIERS)[number]>

/** One fact of many people: each different value once, and for each person which one it is. 0 = not told. */
export interface Column {
  values: unknown[]
  of: Int32Array
}

const FIRST_CAPACITY = 1_024

/**
 * Many people as columns. A value is kept once, so a county of half a million takes some 50 bytes a person, and what a
 * policy makes of a value is found once for all who have it.
 */
export class PeopleColumns {
  size = 0
  private readonly columns = new Map<ColumnName, Column & { ids: Map<unknown, number> }>()
  private capacity = FIRST_CAPACITY

  /** @param paid day of payment, or the day on which somebody who has not paid is asked about */
  add(told: Facts, paid: CivilDay): void {
    if (this.size === this.capacity) this.grow()
    const row = this.size++
    for (const name in told) {
      const value = told[name as FactName]
      if (value === undefined || NEVER_READ.has(name as FactName)) continue
      if (name === 'categories' || name === 'categoryFrom' || name === 'categoryEndedOn') continue
      this.put(name as ColumnName, row, value)
    }
    const { categories, categoryFrom, categoryEndedOn } = told
    if (categories !== undefined || categoryFrom !== undefined || categoryEndedOn !== undefined)
      this.put('certified', row, { categories, categoryFrom, categoryEndedOn })
    this.put('paid', row, paid)
  }

  /** Forgets the people and keeps the values, which come again. */
  clear(): void {
    for (const { of } of this.columns.values()) of.fill(0, 0, this.size)
    this.size = 0
  }

  /** Of a fact that somebody told; absent where nobody did. */
  column(name: ColumnName): Column | undefined {
    return this.columns.get(name)
  }

  /** A value as text; '' = not told. */
  valueOf(name: ColumnName, row: number): string {
    const column = this.columns.get(name)
    return column === undefined ? '' : String(column.values[column.of[row]!] ?? '')
  }

  /** A person's facts, with every day and year so many years later. */
  told(row: number, years = 0): Facts {
    const facts: Record<string, unknown> = {}
    for (const [name, { of, values }] of this.columns) {
      const id = of[row]!
      if (id === 0 || name === 'paid') continue
      if (name === 'certified') Object.assign(facts, movedCertified(values[id] as Certified, years))
      else facts[name] = moved(name, values[id], years)
    }
    return facts
  }

  paid(row: number, years = 0): DayNumber {
    const { of, values } = this.columns.get('paid')!
    return movedDay(dayNumber(values[of[row]!] as CivilDay)!, years)
  }

  private put(name: ColumnName, row: number, value: unknown): void {
    let column = this.columns.get(name)
    if (column === undefined) {
      column = { values: [undefined], of: new Int32Array(this.capacity), ids: new Map() }
      this.columns.set(name, column)
    }
    const key = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
    let id = column.ids.get(key)
    if (id === undefined) {
      id = column.values.push(value) - 1
      column.ids.set(key, id)
    }
    column.of[row] = id
  }

  private grow(): void {
    this.capacity *= 2
    for (const column of this.columns.values()) {
      const { of } = column
      column.of = new Int32Array(this.capacity)
      column.of.set(of)
    }
  }
}

export const movedDay = (day: DayNumber, years: number): DayNumber => (years === 0 ? day : addMonths(day, 12 * years))
const movedText = (day: CivilDay, years: number): CivilDay => civilDay(movedDay(dayNumber(day)!, years))

/** A fact so many years later: the same person in another year, as old as they are in this one. */
export function moved(name: FactName, value: unknown, years: number): unknown {
  if (years === 0 || value == null) return value
  const { type } = FACTS[name]
  if (type === 'day') return movedText(value as CivilDay, years)
  if (type === 'year') return (value as number) + years
  if (type === 'years') return (value as readonly number[]).map((year) => year + years)
  if (type === 'payment') {
    const payment = value as NonNullable<Facts['previousPayment']>
    return { ...payment, date: movedText(payment.date, years) }
  }
  return value
}

export function movedCertified(certified: Certified, years: number): Certified {
  const days = (told: Facts['categoryFrom']): Facts['categoryFrom'] => {
    if (told == null || years === 0) return told
    if (typeof told === 'string') return movedText(told, years)
    return Object.fromEntries(Object.entries(told).map(([identity, day]) => [identity, movedText(day, years)]))
  }
  return {
    ...(certified.categories !== undefined && { categories: certified.categories }),
    ...(certified.categoryFrom !== undefined && { categoryFrom: days(certified.categoryFrom) }),
    ...(certified.categoryEndedOn !== undefined && { categoryEndedOn: days(certified.categoryEndedOn) }),
  }
}

/** Facts whose column is theirs alone. */
export const PLAIN_FACTS = FACT_NAMES.filter(
  (name): name is Exclude<FactName, keyof Certified> =>
    !NEVER_READ.has(name) && !OF_CERTIFIERS.includes(name as (typeof OF_CERTIFIERS)[number]),
)
