import * as z from 'zod/mini'
import type { Contract } from '../../platform/calls'
import { civilDay, listOf, text } from '../../platform/calls'

/** A place and year with the version of its policy. */
export const editionId = text.check(z.regex(/^[a-z0-9-]{3,60}-\d{4}@[0-9a-f]{12}$/))

/** What everybody may read: which policies are published, and each of them as it was signed. */
export const editionsContract = {
  /** `serial`: whoever has this one has all. */
  editions: {
    request: z.strictObject({}),
    answer: z.strictObject({
      serial: z.int(),
      entries: listOf(
        z.strictObject({
          edition: editionId,
          region: text,
          year: z.int(),
          name: text,
          language: z.int(),
          effective: civilDay,
          /** When its money is collected, and its last day; absent of what was published before this was kept. */
          collection: z.optional(z.strictObject({ opens: civilDay, closes: civilDay, ends: civilDay })),
        }),
      ),
    }),
  },
  /** `head` is the very text that was signed; `policy` is what its digest is of. */
  edition: {
    request: z.strictObject({ edition: editionId }),
    answer: z.strictObject({ head: text, signature: text, policy: text }),
  },
} satisfies Contract
