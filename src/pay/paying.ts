import type { PaymentRequests, QuotedPerson } from '../cloud/payment'

/** How the server is told who: by enrolment, or a stranger by name and number. */
export type Who = PaymentRequests['quote']['people'][number]

/** Someone chosen, with what was quoted of them. */
export interface Chosen { who: Who; quoted: QuotedPerson }

/** Those of one place and year, who go into one order: each place has its own channels and its own receiver. */
export interface Part { region: string; regionName: string; year: number; people: readonly Who[] }

// Of this run of the program only: a stranger's number is not kept on the phone.
let strangers: readonly Chosen[] = []
let parts: readonly Part[] = []

export const strangersChosen = (): readonly Chosen[] => strangers

export function chooseStranger(chosen: Chosen): void {
  strangers = [...strangers.filter(({ who }) => keyOf(who) !== keyOf(chosen.who)), chosen]
}

export function dropStrangers(people: readonly Who[]): void {
  const gone = new Set(people.map(keyOf))
  strangers = strangers.filter(({ who }) => !gone.has(keyOf(who)))
}

/** Within the program only, as it can hold a number. */
export const keyOf = (who: Who): string => ('enrolment' in who ? who.enrolment : `${who.region} ${who.year} ${who.idNumber}`)

/** Begins to pay for these, place by place; how many orders it takes. */
export function startPaying(chosen: readonly Chosen[]): number {
  const found = new Map<string, Part>()
  for (const { who, quoted: { region, regionName, year } } of chosen) {
    const key = `${region}-${year}`
    found.set(key, { region, regionName, year, people: [...found.get(key)?.people ?? [], who] })
  }
  parts = [...found.values()]
  return parts.length
}

/** null = the program was started anew since: she chooses again. */
export const partAt = (at: number): Part | null => parts[at] ?? null
export const partCount = (): number => parts.length
