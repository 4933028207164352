import * as z from 'zod/mini'
import type { editionsContract } from '../domain/editions/contract'
import type { AnswersOf, Contract, RequestsOf } from '../platform/calls'
import { question, word } from '../platform/calls'
import type { AnswerField, FactName, WarningCode, WindowStatus } from '../../rules/engine/assessment'
export type { CallAnswer, CallError } from '../platform/base'

const policyRequest = {
  region: z.string(),
  year: z.int(),
  /** The facts told, by their names in the rules. `readFacts` checks them: the vocabulary is the rules'. */
  person: z.unknown(),
  /** The day of payment asked about, `YYYY-MM-DD`; null = none yet. `readDay` checks it. */
  day: z.nullable(z.string()),
}

const text = z.string()
const textOrNone = z.nullable(text)
const day = text.check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const fen = z.int().check(z.nonnegative())
const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item))
const citation = { cite: textOrNone, quote: textOrNone, says: z.optional(text), document: z.optional(text) }

const policyHead = z.strictObject({
  region: text,
  regionName: text,
  within: text,
  year: z.int(),
  version: text,
  title: textOrNone,
  number: textOrNone,
  issued: z.nullable(day),
  issuer: textOrNone,
  status: z.enum(['inForce', 'draft', 'undated']),
  seen: z.enum(['official', 'repost', 'press']),
  code: z.optional(text),
})

/** The fields of an answer; one that is absent is undetermined or does not arise. */
const determined = z.partial(
  z.strictObject({
    eligible: z.boolean(),
    payable: z.boolean(),
    tier: textOrNone,
    baseFee: fen,
    subsidy: fen,
    fee: fen,
    subsidyCategory: textOrNone,
    windowStatus: word<WindowStatus>(),
    waitingDays: z.int(),
    waitingMonths: z.int(),
    benefitStart: z.nullable(day),
    benefitEnd: z.nullable(day),
    registerFirst: z.boolean(),
    fundedBy: textOrNone,
    waitEnds: day,
    charges: listOf(z.strictObject({ name: text, amount: fen })),
    additions: listOf(z.strictObject({ name: text, amount: fen })),
    ceilingBonus: fen,
    refund: fen,
    status: text,
    suspended: z.boolean(),
    benefitActive: z.boolean(),
  }),
)

const reason = z.strictObject({
  ...citation,
  field: word<AnswerField>(),
  clause: text,
  sentence: text,
  others: listOf(z.strictObject({ ...citation, category: text, subsidy: z.nullable(fen), why: text })),
})

const undetermined = z.strictObject({
  ...citation,
  field: text,
  kind: z.enum(['silent', 'notTold']),
  why: text,
  reading: z.optional(z.unknown()),
  alternatives: listOf(text),
  facts: listOf(word<FactName>()),
})

const channel = z.strictObject({
  ...citation,
  id: text,
  name: text,
  kind: z.enum(['wechat', 'app', 'web', 'counter', 'collector', 'bank', 'terminal']),
  steps: listOf(text),
  needs: listOf(z.enum(['face', 'idNumber', 'idCard', 'socialCard', 'bankCard', 'cash', 'password', 'slip'])),
  copy: textOrNone,
  closedBecause: textOrNone,
})

const assessment = z.strictObject({
  policy: policyHead,
  day: z.nullable(day),
  answers: determined,
  undetermined: listOf(undetermined),
  recommended: determined,
  reasons: listOf(reason),
  warnings: listOf(z.strictObject({ code: word<WarningCode>(), message: text, cite: textOrNone })),
  next: z.nullable(z.strictObject({ day, fields: listOf(word<AnswerField>()), sentence: text })),
  deadline: z.nullable(day),
  assumed: listOf(word<FactName>()),
  tieBetween: listOf(text),
  registration: z.nullable(
    z.strictObject({ first: z.boolean(), at: textOrNone, by: textOrNone, form: textOrNone, documents: listOf(text) }),
  ),
  channels: listOf(channel),
  notes: listOf(
    z.strictObject({ ...citation, topic: z.enum(['certificate', 'refund', 'consequence', 'pension', 'help']), text }),
  ),
  contacts: listOf(z.strictObject({ name: text, phone: text, about: text })),
  timeline: listOf(
    z.strictObject({ kind: z.enum(['window', 'pause', 'extension', 'late', 'waiting', 'covered']), from: day, to: day }),
  ),
})

export const rulesContract = {
  policies: { request: z.optional(z.strictObject({})), answer: listOf(policyHead) },
  questions: { request: z.strictObject(policyRequest), answer: listOf(question) },
  assess: { request: z.strictObject(policyRequest), answer: assessment },
} satisfies Contract

/** With what is published, as it was signed. */
export type Requests = RequestsOf<typeof rulesContract> & RequestsOf<typeof editionsContract>
export type Answers = AnswersOf<typeof rulesContract> & AnswersOf<typeof editionsContract>
