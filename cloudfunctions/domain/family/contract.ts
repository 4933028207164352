import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, identifier, listOf, operationId, text, textOrNone, typed } from '../../platform/calls'
import { personCard } from '../people'
import { enrolmentSummary } from '../enrolments/contract'

const followed = z.strictObject({
  link: identifier,
  relation: text,
  person: personCard,
  enrolments: listOf(enrolmentSummary),
})

const link = z.strictObject({
  link: identifier,
  person: personCard,
  /** What the payer called the relation, e.g. 母亲. */
  relation: text,
  state: z.enum(['waiting', 'active']),
  /** Who consented, how and when, in one sentence; null while waiting. */
  consent: textOrNone,
})

/** Someone who looks after me, or asks to: by the full name that they are bound as; unbound: “一位未实名的家人”. */
const follower = z.strictObject({
  link: identifier,
  payer: text,
  relation: text,
  state: z.enum(['waiting', 'active']),
  since: civilDay,
})

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

/** What a user asks about themself and those they look after. */
export const familyContract = {
  /** Who am I here, whom do I look after, what stands where. */
  me: {
    request: z.optional(z.strictObject({})),
    answer: z.strictObject({
      self: z.nullable(z.strictObject({ link: identifier, person: personCard, enrolments: listOf(enrolmentSummary) })),
      family: listOf(followed),
      /** My requests that wait for an answer. */
      asked: listOf(link),
      /** Who looks after me or asks to. */
      followers: listOf(follower),
      unread: z.int(),
      /** Templates of messages for which consent may be asked; none = the deployment sends none. */
      templates: listOf(text),
      today: civilDay,
    }),
  },
  /** Binds myself: name, number, and the code that the clerk handed over or the household's printed one. */
  bindSelf: {
    request: z.strictObject({ operation: operationId, name: typed(40), idNumber: typed(30), code: typed(20) }),
    answer: z.strictObject({ person: personCard }),
  },
  /** Asks to look after a relative: at once with the household's code, else it waits for the clerk or the relative. */
  askLink: {
    request: z.strictObject({
      operation: operationId,
      name: typed(40),
      idNumber: typed(30),
      householdCode: z.nullable(typed(20)),
      relation: typed(10),
    }),
    answer: link,
  },
  /** Answers a request to look after me. */
  answerLink: {
    request: z.strictObject({ operation: operationId, link: identifier, consent: z.boolean() }),
    answer: z.nullable(follower),
  },
  /** Ends a link, by whoever looks after or is looked after. */
  revokeLink: {
    request: z.strictObject({ operation: operationId, link: identifier }),
    answer: z.strictObject({ revoked: identifier }),
  },
  exportMine: {
    request: z.optional(z.strictObject({})),
    /** Everything held about me, readable: JSON for a file. */
    answer: z.strictObject({ made: civilDay, file: text }),
  },
  /** Deletes my account: bindings, links, consents, inbox. The ledger of enrolments stays, as the law asks. */
  deleteMe: {
    request: z.strictObject({ operation: operationId, confirm: z.literal('注销') }),
    answer: z.strictObject({ kept: listOf(text) }),
  },
  /**
   * Makes a code for a resident to bind themself with: 8 digits, once, for 7 days. Takes the place of the one before.
   */
  handBindingCode: {
    request: z.strictObject({ operation: operationId, resident: identifier }),
    answer: z.strictObject({ code: text.check(z.regex(/^\d{8}$/)), until: civilDay }),
  },
  /** Who is bound as a resident, who looks after them, who asks to. */
  residentLinks: {
    request: z.strictObject({ resident: identifier }),
    answer: z.strictObject({ links: listOf(residentLink) }),
  },
  /** Confirms a link with the relative's consent, and how they gave it. */
  confirmLink: {
    request: z.strictObject({
      operation: operationId,
      link: identifier,
      how: z.enum(['inPerson', 'byPhone', 'onPaper']),
    }),
    answer: residentLink,
  },
  /** Ends a link at the relative's word, or a binding of the wrong person. */
  endLink: { request: z.strictObject({ operation: operationId, link: identifier }), answer: residentLink },
  inbox: {
    request: z.strictObject({ before: z.nullable(identifier) }),
    answer: z.strictObject({
      items: listOf(
        z.strictObject({ id: identifier, day: civilDay, title: text, text, enrolment: identifier, read: z.boolean() }),
      ),
      more: z.boolean(),
    }),
  },
  readInbox: {
    request: z.strictObject({ items: z.array(identifier).check(z.maxLength(50)) }),
    answer: z.strictObject({ unread: z.int() }),
  },
  /**
   * The phone reports what the user answered when asked for consent to one message: 'accept' or 'reject', by template.
   */
  recordConsents: {
    request: z.strictObject({
      operation: operationId,
      answers: z.record(typed(64), z.enum(['accept', 'reject', 'ban', 'filter'])),
    }),
    answer: z.strictObject({ recorded: z.int() }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof familyContract>
export type Answers = AnswersOf<typeof familyContract>
