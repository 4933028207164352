import * as z from 'zod/mini'
import { enrolmentSummary, statusId } from '../enrolments/contract'
import { personCard } from '../people'
import {
  citation,
  civilDay,
  dayOrNone,
  fenOrNone,
  identifier,
  listOf,
  operationId,
  question,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

/** What a user asks about themself and those they look after. */
export const requests = {
  /** Who am I here, whom do I look after, what stands where. */
  me: z.optional(z.strictObject({})),
  /** The whole course of one person's enrolment. */
  course: z.strictObject({ enrolment: identifier }),
  /** New facts, before payment. `facts` is read by the rules. */
  tellFacts: z.strictObject({ operation: operationId, enrolment: identifier, facts: z.unknown() }),
  /** Binds myself: name, number, and the code that the clerk handed over or the household's printed one. */
  bindSelf: z.strictObject({ operation: operationId, name: typed(40), idNumber: typed(30), code: typed(20) }),
  /** Asks to look after a relative: at once with the household's code, else it waits for the clerk or the relative. */
  askLink: z.strictObject({
    operation: operationId,
    name: typed(40),
    idNumber: typed(30),
    householdCode: z.nullable(typed(20)),
    relation: typed(10),
  }),
  /** Answers a request to look after me. */
  answerLink: z.strictObject({ operation: operationId, link: identifier, consent: z.boolean() }),
  /** Ends a link, by whoever looks after or is looked after. */
  revokeLink: z.strictObject({ operation: operationId, link: identifier }),
  /** What someone owes, by name and number, without a link: the amount only. */
  amountFor: z.strictObject({ region: text, year: z.int(), name: typed(40), idNumber: typed(30) }),
  inbox: z.strictObject({ before: z.nullable(identifier) }),
  readInbox: z.strictObject({ items: z.array(identifier).check(z.maxLength(50)) }),
  /** The phone reports what the user answered when asked for consent to one message: 'accept' or 'reject', by template. */
  recordConsents: z.strictObject({
    operation: operationId,
    answers: z.record(typed(64), z.enum(['accept', 'reject', 'ban', 'filter'])),
  }),
  exportMine: z.optional(z.strictObject({})),
  /** Deletes my account: bindings, links, consents, inbox. The ledger of enrolments stays, as the law asks. */
  deleteMe: z.strictObject({ operation: operationId, confirm: z.literal('注销') }),
}

const link = z.strictObject({
  link: identifier,
  person: personCard,
  /** What the payer called the relation, e.g. 母亲. */
  relation: text,
  state: z.enum(['waiting', 'active']),
  /** Who consented, how and when, in one sentence; null while waiting. */
  consent: textOrNone,
})

const followed = z.strictObject({
  link: identifier,
  relation: text,
  person: personCard,
  enrolments: listOf(enrolmentSummary),
})

/** Someone who looks after me, or asks to. The payer is named by what they are bound as, masked; unbound: “一位未实名的家人”. */
const follower = z.strictObject({
  link: identifier,
  payer: text,
  relation: text,
  state: z.enum(['waiting', 'active']),
  since: civilDay,
})

export const answers = {
  me: z.strictObject({
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
  course: z.strictObject({
    person: personCard,
    relation: textOrNone,
    summary: enrolmentSummary,
    policy: z.strictObject({ regionName: text, title: textOrNone, number: textOrNone, version: text }),
    /** From the season's opening to its end, in order, without gaps. Those ahead hold if nothing is done. */
    steps: listOf(
      z.strictObject({
        ...citation,
        from: civilDay,
        to: dayOrNone,
        status: statusId,
        statusName: text,
        sentence: text,
        open: textOrNone,
      }),
    ),
    /** What was done and recorded, newest first. */
    history: listOf(z.strictObject({ id: text, day: civilDay, words: text, by: text })),
    money: z.strictObject({
      baseFee: fenOrNone,
      subsidy: fenOrNone,
      fee: fenOrNone,
      category: textOrNone,
      fundedBy: textOrNone,
    }),
    reasons: listOf(z.strictObject({ ...citation, clause: text, sentence: text })),
    /** A certification that came after payment changes nothing this year; said in words, null = none. */
    kept: textOrNone,
    /** What is not known yet, can still change the answer, and the caller may tell by `tellFacts`; first what leaves something open. */
    questions: listOf(question),
  }),
  tellFacts: enrolmentSummary,
  bindSelf: z.strictObject({ person: personCard }),
  askLink: link,
  answerLink: z.nullable(follower),
  revokeLink: z.strictObject({ revoked: identifier }),
  amountFor: z.strictObject({
    regionName: text,
    year: z.int(),
    fee: fenOrNone,
    payable: z.nullable(z.boolean()),
    sentence: text,
  }),
  inbox: z.strictObject({
    items: listOf(
      z.strictObject({ id: identifier, day: civilDay, title: text, text, enrolment: identifier, read: z.boolean() }),
    ),
    more: z.boolean(),
  }),
  readInbox: z.strictObject({ unread: z.int() }),
  recordConsents: z.strictObject({ recorded: z.int() }),
  /** Everything held about me, readable: JSON for a file. */
  exportMine: z.strictObject({ made: civilDay, file: text }),
  deleteMe: z.strictObject({ kept: listOf(text) }),
}

/** What a clerk does for the links between users and residents of their villages. */
export const requestsContractLinks = {
  /** Makes a code for a resident to bind themself with: 8 digits, once, for 7 days. Takes the place of the one before. */
  handBindingCode: z.strictObject({ operation: operationId, resident: identifier }),
  /** Who is bound as a resident, who looks after them, who asks to. */
  residentLinks: z.strictObject({ resident: identifier }),
  /** Confirms a link with the relative's consent, and how they gave it. */
  confirmLink: z.strictObject({
    operation: operationId,
    link: identifier,
    how: z.enum(['inPerson', 'byPhone', 'onPaper']),
  }),
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

export const answersContractLinks = {
  handBindingCode: z.strictObject({ code: text.check(z.regex(/^\d{8}$/)), until: civilDay }),
  residentLinks: z.strictObject({ links: listOf(residentLink) }),
  confirmLink: residentLink,
  endLink: residentLink,
}
