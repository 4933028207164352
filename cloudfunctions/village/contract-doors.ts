import * as z from 'zod/mini'
import { civilDay, identifier, listOf, text, textOrNone } from '../enrollment/contract-shapes'
import { at, fen } from './contract-shapes'

/** What a clerk takes along to doors where there is no network. */
export const requests = {
  /**
   * A page of the households in which somebody still has to pay, in the list's order: who owes how much today, and what is to
   * be said to them. `after`: the `next` of the page before, null = from the start.
   */
  takeAlong: z.strictObject({ ...at, after: z.nullable(identifier) }),
}

const person = z.strictObject({
  enrolment: identifier,
  /** Masked. */
  name: text, tail: textOrNone,
  /** fen that can be taken on `day`; null = nothing can, and `because` says why. */
  fee: z.nullable(fen), because: textOrNone,
  /** Places in the page's `warnings`. */
  warnings: listOf(z.int()),
})

export const answers = {
  takeAlong: z.strictObject({
    /** Today: for it the amounts hold. */
    day: civilDay,
    households: listOf(z.strictObject({ household: identifier, /** Masked. */ head: text, people: listOf(person) })),
    /** Each once, as most people are told the same. */
    warnings: listOf(z.strictObject({ code: text, message: text })),
    next: z.nullable(identifier),
  }),
}
