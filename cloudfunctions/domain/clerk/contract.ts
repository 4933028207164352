import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, dayOrNone, fen, identifier, listOf, text, textOrNone } from '../../platform/calls'
import { at } from '../access'

const person = z.strictObject({
  enrolment: identifier,
  name: text,
  tail: textOrNone,
  /** fen that can be taken on `day`; null = nothing can, and `because` says why. */
  fee: z.nullable(fen),
  because: textOrNone,
  /** Places in the page's `warnings`. */
  warnings: listOf(z.int()),
})

/** What a clerk takes along to doors where there is no network. */
export const clerkContract = {
  /** For everybody: who holds no office is answered `role: null`. */
  desk: {
    request: z.strictObject({}),
    answer: z.strictObject({
      /** null = no office in force today: nothing else is there. */
      role: z.nullable(z.enum(['clerk', 'township', 'county', 'auditor'])),
      /**
       * 我的编号: by which an office tells one person from another, eight characters to be read out; tells nothing
       * else.
       */
      number: text,
      /** Today, as the server has it: forms go by it. */
      day: civilDay,
      /** The role in words: 村级经办人员, 乡镇（街道）经办人员, 县级经办人员, 审计人员; null = none. */
      roleName: textOrNone,
      region: textOrNone,
      regionName: textOrNone,
      /** The last day of the appointment; null = until further notice. */
      until: dayOrNone,
      /** Villages of the appointment, by township and name; of the county all. `groups` null = the whole village. */
      villages: listOf(
        z.strictObject({ village: identifier, name: text, township: text, groups: z.nullable(listOf(text)) }),
      ),
      /**
       * Insured years with an open season, the latest first: the desk's first choice. `title`: how the year is said.
       */
      years: listOf(
        z.strictObject({
          year: z.int(),
          title: text,
          /** Every resident has an enrolment by now. */ complete: z.boolean(),
        }),
      ),
      /**
       * Names of the rows of the table of permissions that this role may use; show a button only if its action is here.
       */
      may: listOf(text),
    }),
  },
  /**
   * A page of the households in which somebody still has to pay, in the list's order: who owes how much today, and what
   * is to be said to them. `after`: the `next` of the page before, null = from the start.
   */
  takeAlong: {
    request: z.strictObject({ ...at, after: z.nullable(identifier) }),
    answer: z.strictObject({
      /** Today: for it the amounts hold. */
      day: civilDay,
      households: listOf(z.strictObject({ household: identifier, head: text, people: listOf(person) })),
      /** Each once, as most people are told the same. */
      warnings: listOf(z.strictObject({ code: text, message: text })),
      next: z.nullable(identifier),
    }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof clerkContract>
export type Answers = AnswersOf<typeof clerkContract>
