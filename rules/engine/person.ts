import { addMonths, dayNumber, dayOfMonth, type DayNumber } from '../calendar/civil-day'
import { RulesError, shown } from '../language/faults'
import { FACTS, FACT_NAMES, has, type FactName, type Facts } from '../language/facts'
import { nearest } from '../language/nearest'
import type { Policy } from '../language/policy'
import { historyOf, withHistory, type History } from './history'

/** Bits of a number that can be told apart; one is for the day of payment. */
const BITS = 31
/** Facts that can be missing: one that is never asked is always presumed. */
const ASKED: readonly FactName[] = FACT_NAMES.filter((name) => FACTS[name].ask !== undefined)

/** One bit an asked fact, so that "which facts are missing" is a number. `PAID` stands for the day of payment. */
export const BIT = bitsOf(ASKED)
export const PAID = 1 << (BITS - 1)

/** @throws Error where there are more than a number holds: a fact without a bit would be missing in silence. */
export function bitsOf(names: readonly FactName[]): Readonly<Record<FactName, number>> {
  if (names.length >= BITS) throw new Error(`${names.length} facts are asked, and ${BITS - 1} can be told apart`)
  const bits = Object.fromEntries(FACT_NAMES.map((name) => [name, 0])) as Record<FactName, number>
  names.forEach((name, i) => (bits[name] = 1 << i))
  return bits
}

export function factsOf(mask: number): FactName[] {
  return ASKED.filter((name) => BIT[name] & mask)
}

/** An identity as told, with the days on which it holds. */
export interface Held {
  /** The policy's word for it. */
  name: string
  from: DayNumber | null
  /** First day on which it holds no more. */
  ended: DayNumber | null
}

/** A person's facts with days as numbers and identities in the policy's own words. */
export interface Person {
  told: Facts
  /** undefined = not told, null = none. */
  birth: DayNumber | null | undefined
  event: DayNumber | null | undefined
  schoolStart: DayNumber | null | undefined
  arrival: DayNumber | null | undefined
  previousPayment: DayNumber | null | undefined
  /** First day after a wait begun in the year before. */
  waitRunsTo: DayNumber | null | undefined
  death: DayNumber | null | undefined
  /** First day in employee insurance. */
  employeeFrom: DayNumber | null | undefined
  history: History
  held: readonly Held[] | undefined
  /** Identities in words that this notice does not name. */
  unlisted: readonly string[]
  situation: string | null | undefined
  /** The situation is in words that the notice, whose list ends in 等, does not name. */
  situationUnlisted: boolean
}

const dayOf = (text: string | null | undefined): DayNumber | null | undefined =>
  text == null ? text : dayNumber(text)!

/** The same words, whichever brackets, quotes and blanks they were typed with, and with or without 的. */
function plainWords(text: string): string {
  return text
    .replace(/的/g, '')
    .replace(/[（]/g, '(')
    .replace(/[）]/g, ')')
    .replace(/[“”"‘’'「」\s]/g, '')
}

/** From any known spelling to the policy's word. */
export function wordIndex(words: Readonly<Record<string, { aliases: readonly string[] }>>): Map<string, string> {
  const index = new Map<string, string>()
  for (const [name, { aliases }] of Object.entries(words)) {
    for (const spelling of [name, ...aliases]) index.set(plainWords(spelling), name)
  }
  return index
}

function heldDays(value: Facts['categoryFrom'], as: readonly string[]): DayNumber | null {
  if (value == null) return null
  if (typeof value === 'string') return dayNumber(value)
  const key = as.find((word) => has(value, word))
  return key === undefined ? null : dayNumber(value[key]!)
}

/** The first day on which an identity counts: of one certified late, if the notice says so, of the next month. */
function countsFrom(from: DayNumber | null, { certifiedLater }: Policy): DayNumber | null {
  if (from === null || certifiedLater === undefined || from <= dayNumber(certifiedLater.after)!) return from
  return addMonths(from - dayOfMonth(from) + 1, 1)
}

export interface Vocabulary {
  identities: Map<string, string>
  situations: Map<string, string>
}

/**
 * An identity that the notice does not name gives no subsidy there; that is an answer. A slip of the pen is not:
 * a word one letter away from a known one is refused.
 */
function readIdentities(told: Facts, policy: Policy, { identities }: Vocabulary): Pick<Person, 'held' | 'unlisted'> {
  if (told.categories === undefined) return { held: undefined, unlisted: [] }
  const held = new Map<string, Held>()
  const unlisted: string[] = []
  const words = told.categories ?? []
  words.forEach((word, i) => {
    const { identity: name, meant } = identityIn(identities, word)
    if (meant !== null)
      throw new RulesError(
        'UNKNOWN_CATEGORY',
        `没有“${shown(word)}”这一类。是不是“${meant}”？`,
        `person.categories[${i}]`,
        word,
      )
    if (name === null) unlisted.push(word)
    else
      held.set(
        name,
        either(held.get(name), {
          name,
          from: countsFrom(heldDays(told.categoryFrom, [word, name]), policy),
          ended: heldDays(told.categoryEndedOn, [word, name]),
        }),
      )
  })
  return { held: [...held.values()], unlisted }
}

/** One identity told twice, in two words for it or by two offices: it holds as long as one of them says so. */
function either(one: Held | undefined, other: Held): Held {
  if (one === undefined) return other
  const from = one.from === null || other.from === null ? null : Math.min(one.from, other.from)
  return { ...other, from, ended: one.ended === null || other.ended === null ? null : Math.max(one.ended, other.ended) }
}

/**
 * `identity`: the policy's word for it, null = the notice does not name it. `meant`: it is one letter away from this
 * one.
 */
export interface NamedIdentity {
  identity: string | null
  meant: string | null
}

export function identityIn(identities: Vocabulary['identities'], word: string): NamedIdentity {
  const plain = plainWords(word)
  const identity = identities.get(plain)
  if (identity !== undefined) return { identity, meant: null }
  const near = word.length > 2 ? (nearest(plain, [...identities.keys()], 1) ?? shortened(plain, identities)) : null
  return { identity: null, meant: near === null ? null : identities.get(near)! }
}

const LEAST_SHORTENED = 5
const SHARE_SHORTENED = 0.6

/**
 * A listed identity that says the same with words left out, or with more: `享受国家定期抚恤的农村籍退役人员` where the notice adds
 * 年满60周岁. Whether it is meant decides over money, so it is asked, not passed over.
 */
function shortened(plain: string, identities: Vocabulary['identities']): string | null {
  const near = [...identities.keys()].filter((listed) => {
    const [short, long] = plain.length < listed.length ? [plain, listed] : [listed, plain]
    return short.length >= LEAST_SHORTENED && short.length >= long.length * SHARE_SHORTENED && isPartOf(short, long)
  })
  near.sort((a, b) => Math.abs(a.length - plain.length) - Math.abs(b.length - plain.length))
  return near[0] ?? null
}

/** All letters of the one stand in the other, in the same order. */
function isPartOf(short: string, long: string): boolean {
  let at = 0
  for (const letter of long) if (letter === short[at]) at++
  return at === short.length
}

function readSituation(
  told: Facts,
  policy: Policy,
  { situations }: Vocabulary,
): Pick<Person, 'situation' | 'situationUnlisted'> {
  if (told.situation == null) return { situation: told.situation, situationUnlisted: false }
  const name = situations.get(plainWords(told.situation))
  if (name !== undefined) return { situation: name, situationUnlisted: false }
  if (policy.situationsOpen) return { situation: told.situation, situationUnlisted: true }
  const meant = nearest(told.situation, Object.keys(policy.situations))
  throw new RulesError(
    'UNKNOWN_VALUE',
    `${policy.name}的通知里没有“${shown(told.situation)}”这种情况。${meant ? `是不是“${meant}”？` : ''}`,
    'person.situation',
    told.situation,
  )
}

/** Brings the facts told into the shape that the decisions read. @throws RulesError UNKNOWN_CATEGORY, UNKNOWN_VALUE */
export function readPerson(told: Facts, policy: Policy, vocabulary: Vocabulary): Person {
  if (typeof told.tier === 'string' && policy.tiers.length > 0 && !policy.tiers.includes(told.tier)) {
    throw new RulesError(
      'UNKNOWN_VALUE',
      `${policy.name}没有“${shown(told.tier)}”。可以选：${policy.tiers.join('、')}。`,
      'person.tier',
      told.tier,
    )
  }
  const history = historyOf(told, policy)
  return {
    told: withHistory(told, history),
    history,
    waitRunsTo: dayOf(told.waitRunsTo),
    death: dayOf(told.deathDate),
    employeeFrom: dayOf(told.employeeFrom),
    birth: dayOf(told.birthDate),
    event: dayOf(told.situationDate),
    schoolStart: dayOf(told.schoolStart),
    arrival: dayOf(told.arrivalDate),
    previousPayment: told.previousPayment == null ? told.previousPayment : dayNumber(told.previousPayment.date),
    ...readIdentities(told, policy, vocabulary),
    ...readSituation(told, policy, vocabulary),
  }
}
