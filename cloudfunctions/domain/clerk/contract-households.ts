import * as z from 'zod/mini'
import type { RevealReason } from '../access'
import { REVEAL_REASONS, at, operationAt } from '../access'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  dayOrNone,
  fen,
  identifier,
  listOf,
  saidOrNone,
  sentence,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import { statusId } from '../enrolments/contract'

/** One person in the list. Only what the list shows and searches; who they are is asked with the household. */
const listed = z.strictObject({
  /** In full for who keeps the ledger, within their appointment; masked, `甲***`, for who only looks. */
  name: text,
  /** First letters of the name as it is read out, `sxx`; '' where the name is masked. */
  initials: text,
  /** Last four digits of the number; null = none yet. */
  tail: textOrNone,
  /** null = no enrolment of this year. */
  status: z.nullable(statusId),
  /** fen: owed while unpaid, or paid; null = not settled or none. */
  fee: z.nullable(fen),
  /**
   * 未缴 (pay or register is still to be done), 资助 (a part or all is subsidised), 待核 (something is wrong with the entry),
   * 离 (died, moved, employee insurance).
   */
  /**
   * Of who has paid or is enrolled: covered by now, from `day` on, or not, and `why`. null = nothing is paid.
   * Having paid is not the same as being covered.
   */
  cover: z.nullable(z.strictObject({ is: z.enum(['now', 'later', 'no']), day: dayOrNone, why: textOrNone })),
  marks: listOf(z.enum(['unpaid', 'subsidised', 'flawed', 'absent'])),
  /**
   * For finding a full name without a network: a number from 0 to 1023 made of the name. A typed name matches if
   * `nameTag(typed) === tag` and its first character is that of `name`; now and then somebody else matches too.
   * `nameTag`: FNV-1a of 32 bits over the UTF-16 units (low byte, then high byte) of the name in NFC without spaces,
   * and of that `(hash ^ (hash >>> 10) ^ (hash >>> 20)) & 1023`.
   */
  tag: z.int(),
})

export const householdRow = z.strictObject({
  household: identifier,
  /** The head's name, or the first member's; empty household: 空户. */
  head: text,
  /** Village group in one spelling; null = none. */
  group: textOrNone,
  /** The house's number as its address has it, `12-1号`; null = none is written. */
  house: textOrNone,
  /** How many of the people have still to pay or register; how much they owe, fen, as far as settled. */
  unpaid: count,
  owed: fen,
  /** People of 60 and more only. */
  elderlyAlone: z.boolean(),
  people: listOf(listed),
})

const oneOf = <Word extends string>(words: Readonly<Record<Word, unknown>>) =>
  z.enum(Object.keys(words) as [Word, ...Word[]])

const member = z.strictObject({
  resident: identifier,
  /** null = no enrolment of this year: nothing can be taken. */
  enrolment: z.nullable(identifier),
  /** In full for who keeps the ledger, else masked. */
  name: text,
  tail: textOrNone,
  isHead: z.boolean(),
  sex: z.enum(['男', '女']),
  age: count,
  status: z.nullable(statusId),
  statusName: text,
  /** fen that can be taken today; null = nothing can, and `because` says why. */
  fee: z.nullable(fen),
  because: textOrNone,
  /** To be said before money is taken; the codes go into `takeCash.heard`. */
  warnings: listOf(z.strictObject({ code: text, message: text })),
  /** What stands in the way of another payment: an order that waits. In words; null = nothing. */
  held: textOrNone,
  /** Masked, `000****5678`; null = none. In full by `enrollment.revealField` (phone, contact), which is audited. */
  phone: textOrNone,
  /** What is wrong with the entry, in words. */
  flaws: listOf(text),
  /** Died, moved away or in employee insurance, in words; null = here. */
  absent: textOrNone,
  /** What this means or what to do next, one plain sentence. */
  sentence: text,
})

/** The village's households: as a list that the phone keeps, one by one at the door, and whom to call. */
/** How a household was reached, and what came of it. */
export const CONTACT_WAYS = { door: '上门', phone: '打电话', met: '当面遇到' } as const

export type ContactWay = keyof typeof CONTACT_WAYS

export const CONTACT_RESULTS = {
  told: '已说明政策',
  willPay: '答应去缴',
  nobody: '没有人在或没接通',
  paidElsewhere: '说已在别处缴了',
  refuses: '不愿参保',
  wrongData: '资料不对',
} as const

export type ContactResult = keyof typeof CONTACT_RESULTS

const contact = z.strictObject({
  day: civilDay,
  way: oneOf<ContactWay>(CONTACT_WAYS),
  wayName: text,
  result: oneOf<ContactResult>(CONTACT_RESULTS),
  resultName: text,
  note: textOrNone,
  /** By the caller; else by another of the staff. */
  mine: z.boolean(),
})

export const householdsContract = {
  /**
   * A page of the list, in a fixed order; `after`: the `next` of the page before, null = from the start. The first page
   * is short, so that there are rows at once. `known`: the `digest` of this page as the phone holds it, null = none: if
   * nothing has changed, only `unchanged` is answered.
   */
  households: {
    request: z.strictObject({ ...at, after: z.nullable(identifier), known: z.nullable(text) }),
    answer: z.union([
      z.strictObject({ unchanged: z.literal(true), next: z.nullable(identifier) }),
      z.strictObject({
        unchanged: z.literal(false),
        rows: listOf(householdRow),
        /** Of this page, for `known`. */
        digest: text,
        /** Where the next page begins; null = this was the last. */
        next: z.nullable(identifier),
      }),
    ]),
  },
  /**
   * Looks through the whole village on the server: a name or a part of one (two characters at least), or the last four
   * and more digits of a number.
   */
  findHouseholds: {
    request: z.strictObject({ ...at, words: typed(30) }),
    /** At most 30 rows; `more`: there are others, type more. */
    answer: z.strictObject({ rows: listOf(householdRow), more: z.boolean() }),
  },
  /** Names are in full for who keeps the ledger, with a line of audit a day; `reason`: the line says what for. */
  householdDesk: {
    request: z.strictObject({
      household: identifier,
      year: z.int(),
      reason: z.nullable(oneOf<RevealReason>(REVEAL_REASONS)),
    }),
    answer: z.strictObject({
      household: identifier,
      village: identifier,
      villageName: text,
      group: textOrNone,
      year: z.int(),
      /** Names are in full. */
      revealed: z.boolean(),
      members: listOf(member),
      /** fen: all that can be taken today. */
      total: fen,
      /** Of this household and year, newest first. `state` void: it counts for nothing any more. */
      receipts: listOf(
        z.strictObject({
          receipt: identifier,
          order: identifier,
          /** The caller's own cash of today, in their hand: `undoCash` takes it back. */
          mayUndo: z.boolean(),
          day: civilDay,
          amount: fen,
          people: count,
          way: z.enum(['wechat', 'cash', 'pos']),
          state: z.enum(['issued', 'void']),
        }),
      ),
      /** Newest first, at most five. */
      contacts: listOf(contact),
      /** Money taken here that could not be entered and is not put right. */
      openConflicts: count,
    }),
  },
  /** Somebody of the household was spoken to, or looked for. */
  recordContact: {
    request: z.strictObject({
      ...operationAt,
      household: identifier,
      way: oneOf<ContactWay>(CONTACT_WAYS),
      result: oneOf<ContactResult>(CONTACT_RESULTS),
      note: saidOrNone,
    }),
    answer: contact,
  },
  /**
   * A page of households that still have to pay or register, in the list's order; a page may be short, or empty with
   * more to come.
   */
  callList: {
    request: z.strictObject({ ...at, after: z.nullable(identifier) }),
    answer: z.strictObject({
      /**
       * What happens to who does not pay in time, for reading out: sentences of the place's notice first. Same on every
       * page.
       */
      consequences: listOf(sentence),
      /** The last day on which payment is in time for this place; null = none is named any more. */
      deadline: dayOrNone,
      households: listOf(
        z.strictObject({
          household: identifier,
          head: text,
          group: textOrNone,
          unpaid: count,
          owed: fen,
          /**
           * Whom to call: somebody of the household with a phone, masked; null = no number in the ledger. The number
           * itself by `revealField`.
           */
          call: z.nullable(z.strictObject({ resident: identifier, name: text, phone: text })),
          /**
           * A user looks after one of them: `sendReminders` reaches their inbox, and WeChat where they have allowed it.
           */
          canMessage: z.boolean(),
          /** A reminder was put into the post today. */
          messagedToday: z.boolean(),
          lastContact: z.nullable(contact),
        }),
      ),
      next: z.nullable(identifier),
    }),
  },
  /**
   * Puts a reminder for each unpaid household that somebody looks after into the post, a household once a day;
   * delivered at night.
   */
  sendReminders: {
    request: z.strictObject(operationAt),
    answer: z.strictObject({
      /** Households for whom a reminder was put into the post now, and earlier today. */
      queued: count,
      already: count,
      /** Unpaid households whom no message reaches: call them. */
      unreached: count,
      /** Nothing is left over. */
      done: z.boolean(),
      sentence: text,
    }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof householdsContract>
export type Answers = AnswersOf<typeof householdsContract>
