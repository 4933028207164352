import * as z from 'zod/mini'
import { civilDay, identifier, listOf, operationId, text, textOrNone } from './contract-shapes'

/** What a clerk does for the links between users and residents of their villages. */
export const requests = {
  /** Makes a code for a resident to bind themself with: 8 digits, once, for 7 days. Takes the place of the one before. */
  handBindingCode: z.strictObject({ operation: operationId, resident: identifier }),
  /** Who is bound as a resident, who looks after them, who asks to. */
  residentLinks: z.strictObject({ resident: identifier }),
  /** Confirms a link with the relative's consent, and how they gave it. */
  confirmLink: z.strictObject({ operation: operationId, link: identifier, how: z.enum(['inPerson', 'byPhone', 'onPaper']) }),
  /** Ends a link at the relative's word, or a binding of the wrong person. */
  endLink: z.strictObject({ operation: operationId, link: identifier }),
}

const residentLink = z.strictObject({
  link: identifier,
  kind: z.enum(['self', 'family']),
  /** What the payer is bound as, masked; null = unbound. */
  payer: textOrNone,
  relation: text,
  state: z.enum(['waiting', 'active', 'revoked']),
  since: civilDay,
  /** Who consented, how and when, in one sentence; null = nobody yet. */
  consent: textOrNone,
})

export const answers = {
  handBindingCode: z.strictObject({ code: text.check(z.regex(/^\d{8}$/)), until: civilDay }),
  residentLinks: z.strictObject({ links: listOf(residentLink) }),
  confirmLink: residentLink,
  endLink: residentLink,
}
