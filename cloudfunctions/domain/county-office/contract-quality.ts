import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { dayOrNone, identifier, listOf, operationId, text, textOrNone, typed } from '../../platform/calls'
import { personCard } from '../people'

/** How good the ledger is: entries with flaws by village, people who are probably entered twice. */
/** 错误漏重 of an entry, children without a number, and people of whom what they owe is not settled. */
export const QUALITY_KINDS = {
  错: '有错',
  误: '前后矛盾',
  漏: '有缺项',
  重: '疑似重复',
  newborn: '还没有证件号码的新生儿',
  unsettled: '应缴还没有核定的人',
} as const

export type QualityKind = keyof typeof QUALITY_KINDS

/** People (or entries) of each kind; one person may count in several. */
const counts = {
  people: z.int(),
  ...(Object.fromEntries(Object.keys(QUALITY_KINDS).map((kind) => [kind, z.int()])) as Record<
    QualityKind,
    z.ZodMiniInt
  >),
}

const villageCounts = z.strictObject({
  village: identifier,
  township: text,
  name: text,
  countedOn: dayOrNone,
  ...counts,
})

const qualityKind = z.enum(Object.keys(QUALITY_KINDS) as [QualityKind, ...QualityKind[]])

/** Masked, with what is wrong and what still has to be told. */
const flawedPerson = z.strictObject({
  ...personCard.shape,
  household: identifier,
  group: textOrNone,
  flaws: listOf(z.strictObject({ code: text, kind: text, words: text })),
  questions: listOf(text),
})

const pairPerson = z.strictObject({
  ...personCard.shape,
  household: identifier,
  hasNumber: z.boolean(),
  paid: z.boolean(),
})

const pair = z.strictObject({
  pair: identifier,
  why: text,
  state: z.enum(['open', 'different', 'same']),
  stateName: text,
  people: listOf(pairPerson),
  because: textOrNone,
})

/** Why two entries may be one person. */
export const DUPLICATE_REASONS = {
  sameNameAndBirth: '两个村登记了同名、同日出生的人',
  newbornTwice: '同一户里，一个没有证件号码的孩子和另一个同日出生',
} as const

export type DuplicateReason = keyof typeof DUPLICATE_REASONS

export const qualityContract = {
  /** Counts a few villages anew; asked again with `next` until that is null. */
  countQuality: {
    request: z.strictObject({ region: identifier, year: z.int(), after: z.nullable(identifier) }),
    answer: z.strictObject({ counted: z.int(), next: z.nullable(identifier) }),
  },
  /** What was counted last. */
  dataQuality: {
    request: z.strictObject({ region: identifier, year: z.int() }),
    /** Villages never counted stand with zeros and no day. */
    answer: z.strictObject({ total: z.strictObject(counts), villages: listOf(villageCounts) }),
  },
  /**
   * The people of one kind in a village, as they are now; at most 50 a call, on with `next`, which may come with an
   * empty page.
   */
  flawedPeople: {
    request: z.strictObject({
      region: identifier,
      village: identifier,
      year: z.int(),
      kind: qualityKind,
      after: z.nullable(identifier),
    }),
    answer: z.strictObject({ people: listOf(flawedPerson), next: z.nullable(identifier) }),
  },
  /**
   * Looks through the next part of the ledger for people who are probably twice in it; asked again with `next` until
   * null.
   */
  findDuplicates: {
    request: z.strictObject({ region: identifier, after: z.nullable(identifier) }),
    answer: z.strictObject({ looked: z.int(), found: z.int(), next: z.nullable(identifier) }),
  },
  /** 20 a call, on with `next`. */
  duplicates: {
    request: z.strictObject({ region: identifier, state: z.enum(['open', 'settled']), after: z.nullable(identifier) }),
    answer: z.strictObject({ pairs: listOf(pair), next: z.nullable(identifier) }),
  },
  /**
   * different: two people. same: one; `leaves` is the resident whose entry is marked as entered twice and leaves its
   * open years.
   */
  settleDuplicate: {
    request: z.strictObject({
      operation: operationId,
      pair: identifier,
      as: z.enum(['different', 'same']),
      leaves: z.nullable(identifier),
      because: typed(100),
    }),
    answer: pair,
  },
} satisfies Contract

export type Requests = RequestsOf<typeof qualityContract>
export type Answers = AnswersOf<typeof qualityContract>
