import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { count, dayOrNone, identifier, listOf, text } from '../../platform/calls'

/** What a county has to have before its residents can use it, in the order in which it comes about. */
export const NEEDS = ['officers', 'villages', 'clerks', 'season', 'people', 'targets'] as const
export type Need = (typeof NEEDS)[number]

/** How far a county that begins has come. */
export const beginningContract = {
  /** `years`: those of which there is a notice, the latest first. */
  readiness: {
    request: z.strictObject({ region: identifier }),
    answer: z.strictObject({
      needs: listOf(z.strictObject({ need: z.enum(NEEDS), met: z.boolean(), words: text })),
      years: listOf(
        z.strictObject({
          year: z.int(),
          title: text,
          /**
           * The notice itself is at hand; else it is known from a copy or the press, and the year is opened at
           * one's own risk.
           */
          official: z.boolean(),
          /** null = not opened. */
          openedOn: dayOrNone,
          /** Everybody who was in the ledger has been looked at. */
          done: z.boolean(),
          /** People who have an enrolment, of those in the ledger. */
          opened: count,
          people: count,
          /** Who could not get one, and why; at most fifty. */
          left: listOf(
            z.strictObject({
              resident: identifier,
              household: identifier,
              village: identifier,
              villageName: text,
              name: text,
              why: text,
            }),
          ),
        }),
      ),
    }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof beginningContract>
export type Answers = AnswersOf<typeof beginningContract>
