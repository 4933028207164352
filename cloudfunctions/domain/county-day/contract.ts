import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, count, identifier, listOf, text, textOrNone } from '../../platform/calls'

/** What may wait at a county's office, in the order in which it is shown. */
export const MATTERS = [
  'proposals',
  'refunds',
  'unmatched',
  'exceptions',
  'taxFiles',
  'rosters',
  'duplicates',
  'nights',
  'needs',
] as const
export type Matter = (typeof MATTERS)[number]

/** People whom somebody has to look after one by one. */
export const PEOPLE_LISTS = ['subsidisedUnpaid', 'notCovered'] as const
export type PeopleList = (typeof PEOPLE_LISTS)[number]

const at = { region: identifier, year: z.int() }

/** 今天 of a county: what waits, whose money brought nothing, who falls behind. */
export const countyDayContract = {
  countyToday: {
    request: z.strictObject(at),
    answer: z.strictObject({
      day: civilDay,
      /** Only what there is some of. */
      matters: listOf(z.strictObject({ matter: z.enum(MATTERS), count, words: text })),
      lists: listOf(z.strictObject({ list: z.enum(PEOPLE_LISTS), name: text, people: count })),
      /** Villages with the largest share of people for whom something is still to be done; at most ten. */
      behind: listOf(
        z.strictObject({
          village: identifier,
          villageName: text,
          people: count,
          unpaid: count,
          /** Enrolled, of all people, in whole percent, cut. */
          percent: z.int(),
        }),
      ),
    }),
  },
  /** People of a list with why, by village, masked; `after`: the `next` of the page before. */
  countyPeople: {
    request: z.strictObject({
      ...at,
      list: z.enum(PEOPLE_LISTS),
      village: z.nullable(identifier),
      after: z.nullable(z.string().check(z.maxLength(200))),
    }),
    answer: z.strictObject({
      people: listOf(
        z.strictObject({
          resident: identifier,
          household: identifier,
          village: identifier,
          villageName: text,
          name: text,
          statusName: text,
          /** What the notice and the records say of it, and what to do. */
          cause: text,
        }),
      ),
      next: textOrNone,
    }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof countyDayContract>
export type Answers = AnswersOf<typeof countyDayContract>
