import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  citation,
  civilDay,
  dayOrNone,
  fen,
  fenOrNone,
  identifier,
  listOf,
  operationId,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import type { OrderState } from '../payments'
import { personCard } from '../people'
import { enrolmentSummary } from '../enrolments/contract'

/** What a payer asks. Whom they look after they name by enrolment; a stranger by name and number. */
const who = z.union([
  z.strictObject({ enrolment: identifier }),
  z.strictObject({ region: text, year: z.int(), name: typed(40), idNumber: typed(30) }),
])

const people = z.array(who).check(z.minLength(1), z.maxLength(12))

const channel = z.strictObject({
  ...citation,
  says: z.optional(text),
  document: z.optional(text),
  id: text,
  name: text,
  /** `counter`, `wechat` …: whether one has to be there. */ kind: text,
  steps: listOf(text),
  copy: textOrNone,
  closedBecause: textOrNone,
  /** Asks for the insured person's own face or card. */ needs: listOf(text),
  /** What WeChat can open of it after a tap; null = the deployment names none. */
  miniProgram: z.nullable(z.strictObject({ appId: text, path: textOrNone })),
})

const quoted = z.strictObject({
  /** Place in the list asked for. */
  index: z.int(),
  enrolment: z.nullable(identifier),
  /** In full, as they consented; for a stranger as typed. */
  name: text,
  place: text,
  region: text,
  /** As people say it: 瑞金市. */
  regionName: text,
  year: z.int(),
  fee: fenOrNone,
  payable: z.boolean(),
  /** Why not, or what else to know; null = nothing stands against it. */
  because: textOrNone,
  /**
   * To be heard before any money moves: buys no benefit this year, a student is insured at school, paid
   * by someone else, starts with a wait.
   */
  warnings: listOf(z.strictObject({ code: text, message: text })),
  benefit: z.nullable(z.strictObject({ from: civilDay, to: civilDay })),
  /** Last day of payment on these terms, by the notice; null = none ahead, or not theirs to see. */
  deadline: dayOrNone,
  /** Which of the place's tiers; null = it has none, or not theirs to see. */
  tier: textOrNone,
  channels: listOf(channel),
  /** The caller's own order that holds them, or has paid for them; null = none, or not theirs to see. */
  order: z.nullable(operationId),
})

const way = z.enum(['official', 'wechat'])

const orderState = z.custom<OrderState>((value) => typeof value === 'string')

export const order = z.strictObject({
  order: operationId,
  state: orderState,
  stateName: text,
  /** One plain sentence: where the money is and what to do, or to wait for, next. */
  sentence: text,
  total: fen,
  way: z.enum(['official', 'wechat', 'cash', 'pos', 'elsewhere']),
  day: civilDay,
  /** Until when it can be paid; null = no longer, or already. */
  payUntil: textOrNone,
  /**
   * Last day of payment by the notice, of all its people, while it waits on an official channel; null =
   * none, or not to say.
   */
  deadline: dayOrNone,
  /** The day on which its payer said that it is paid; null = they have not, or the tax office has answered. */
  saidPaid: dayOrNone,
  people: listOf(z.strictObject({ enrolment: identifier, person: personCard, fee: fen, year: z.int() })),
  steps: listOf(z.strictObject({ at: text, words: text })),
  /**
   * Where it can be paid: the channel that was chosen, or, when none was, all of the place's. Empty = not
   * on an official channel.
   */
  channels: listOf(channel),
  /** What to choose in a channel that asks for the place; '' = of several. */
  where: text,
  /** Whom to ask in that place. */
  contacts: listOf(z.strictObject({ name: text, phone: text, about: text })),
  receipts: listOf(identifier),
  refunds: listOf(
    z.strictObject({
      /** null = money that counts for nobody: paid twice, or of another amount. */ enrolment: z.nullable(identifier),
      state: text,
      words: text,
      amount: fen,
    }),
  ),
})

/** fen of a payment made elsewhere. */
const amountPaid = z.int().check(z.positive(), z.maximum(100_000_000))

/**
 * What the county does with money that did not fit its order (to give it back: `returnHeldBack`), and
 * with money paid elsewhere.
 */
export const ordersContract = {
  /** What paying today would cost and bring, for each and together; nothing is kept. */
  quote: {
    request: z.strictObject({ people }),
    answer: z.strictObject({
      people: listOf(quoted),
      /** fen of all that can be paid. */
      total: fen,
      /** The amounts hold to the end of this day. */
      until: civilDay,
      /** Ways that this deployment offers for all of them. */
      ways: listOf(way),
    }),
  },
  /**
   * `operation` is made and kept on the phone before this is sent: the same again is the same order.
   * `total` is what the payer saw.
   */
  placeOrder: {
    request: z.strictObject({
      operation: operationId,
      people,
      way,
      channel: z.nullable(text),
      total: fen,
      /** Warnings that the payer has seen. */ heard: z.array(text),
    }),
    answer: order,
  },
  /** Starts WeChat Pay for an order. */
  prepay: {
    request: z.strictObject({ order: operationId }),
    answer: z.strictObject({ order, /** For wx.requestPayment. */ payment: z.record(text, text) }),
  },
  /** Asks WeChat where the payment stands: a notification may be lost. */
  checkOrder: { request: z.strictObject({ order: operationId }), answer: order },
  /** The payer's word that it is paid on the official channel; again it changes nothing. */
  sayPaid: { request: z.strictObject({ order: operationId }), answer: order },
  /** Of people whom the caller looks after: who is paying for them now. `order` null = somebody else's. */
  underway: {
    request: z.strictObject({ enrolments: z.array(identifier).check(z.maxLength(40)) }),
    answer: z.strictObject({
      people: listOf(
        z.strictObject({
          enrolment: identifier,
          order: z.nullable(operationId),
          payer: text,
          since: civilDay,
          saidPaid: dayOrNone,
        }),
      ),
    }),
  },
  cancelOrder: { request: z.strictObject({ order: operationId }), answer: order },
  order: { request: z.strictObject({ order: operationId }), answer: order },
  /** Staff end an unpaid order that keeps somebody from being paid for; its payer is told the reason. */
  releaseReservation: {
    request: z.strictObject({ enrolment: identifier, because: typed(100) }),
    answer: z.strictObject({ enrolment: identifier, free: z.boolean() }),
  },
  orders: {
    request: z.strictObject({ before: z.nullable(identifier) }),
    answer: z.strictObject({ orders: listOf(order), more: z.boolean() }),
  },
  ordersInQuestion: {
    request: z.strictObject({}),
    answer: z.strictObject({ orders: listOf(order), more: z.boolean() }),
  },
  /** Forced: what was in question counts after all. */
  countAfterAll: { request: z.strictObject({ order: operationId, because: typed(100) }), answer: order },
  /**
   * A payment made at a counter that is not ours. `day`: of payment, null = today; `way` as people call
   * it; `evidence`: number of its receipt.
   */
  recordPayment: {
    request: z.strictObject({
      operation: operationId,
      enrolment: identifier,
      day: z.nullable(civilDay),
      amount: amountPaid,
      way: typed(20),
      evidence: typed(64),
    }),
    /** `order`: of a refund's application, should there be one. */
    answer: z.strictObject({ order: operationId, summary: enrolmentSummary }),
  },
  /**
   * Forced: what the county took down so never was, or was somebody else's. Until it has arrived; then it
   * goes back as a refund.
   */
  voidPayment: {
    request: z.strictObject({ operation: operationId, enrolment: identifier, because: typed(100) }),
    answer: z.strictObject({ summary: enrolmentSummary }),
  },
  /** Whether a refund could be asked today, and if not, why: said on the spot. */
  refundTerms: {
    request: z.strictObject({ order: operationId, enrolment: identifier }),
    /**
     * `possible` null = the notice leaves it open; `taken`: asked now, it is taken down. The clause stands
     * where it decides.
     */
    answer: z.strictObject({
      ...citation,
      possible: z.nullable(z.boolean()),
      taken: z.boolean(),
      until: dayOrNone,
      sentence: text,
      at: textOrNone,
      person: personCard,
      year: z.int(),
      amount: fen,
      /** What was asked before; null = nothing. */
      before: z.nullable(
        z.strictObject({
          state: z.enum(['asked', 'agreedOnce', 'agreed', 'refused', 'sent', 'failed', 'done']),
          words: text,
        }),
      ),
    }),
  },
  askRefund: {
    request: z.strictObject({ operation: operationId, order: operationId, enrolment: identifier, why: typed(200) }),
    answer: order,
  },
} satisfies Contract

export type Requests = RequestsOf<typeof ordersContract>
export type Answers = AnswersOf<typeof ordersContract>
