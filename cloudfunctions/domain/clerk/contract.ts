import * as z from 'zod/mini'
import { at } from '../access'
import { dutyCard, milestone } from '../duties/contract'
import {
  civilDay,
  count,
  dayOrNone,
  fen,
  identifier,
  listOf,
  operationId,
  saidOrNone,
  text,
  textOrNone,
} from '../../platform/calls'

/** Who one is at work, how the village stands today, and how a day ends. */

/** How a conflict was put right: the money went back to who gave it, or it was counted after all. */
export const CONFLICT_ENDS = { returned: '钱已经当面退还', counted: '后来重新收上了' } as const
export type ConflictEnd = keyof typeof CONFLICT_ENDS

export const requests = {
  /** For everybody: who holds no office is answered `role: null`. */
  desk: z.strictObject({}),
  today: z.strictObject(at),
  /**
   * The four figures of what the caller collected in this village on a day (people, receipts, funds, entries). `counted`:
   * fen of notes and coins that the clerk has counted just now and the whole cash that she holds; null = not counted, then the drawer's own sum stands in.
   */
  dayClose: z.strictObject({ ...at, day: civilDay, counted: z.nullable(fen) }),
  /** Money that was taken at a door and could not be entered when it was sent: open ones first, newest first, at most 100. */
  conflicts: z.strictObject(at),
  /** `note`: what was done, in a few words, e.g. who took the money back. */
  settleConflict: z.strictObject({
    operation: operationId,
    conflict: identifier,
    end: z.enum(Object.keys(CONFLICT_ENDS) as [ConflictEnd, ...ConflictEnd[]]),
    note: saidOrNone,
  }),
}

const conflict = z.strictObject({
  conflict: identifier,
  household: identifier,
  /** The head, masked; null = none is named. */
  head: textOrNone,
  /** fen that were taken. */
  amount: fen,
  people: count,
  /** The day on which the money was taken, and that on which it was sent. */
  takenOn: civilDay,
  sentOn: civilDay,
  /** Stable code of the refusal (PERSON_PAID, PERSON_HELD, TOTAL_DIFFERS, NOTHING_OWED, TAKEN_TOO_LONG_AGO …). */
  code: text,
  /** What happened and what to do, as it was told when it was sent. */
  message: text,
  state: z.enum(['open', 'returned', 'counted']),
  /** The caller took this money. */
  mine: z.boolean(),
})

const figure = z.strictObject({
  figure: z.enum(['people', 'receipts', 'funds', 'entries']),
  /** 人, 票, 款, 录入. */
  name: z.enum(['人', '票', '款', '录入']),
  /** What there has to be, and what there is: people, or fen for `funds`. */
  expected: count,
  found: count,
  agrees: z.boolean(),
  /** What it is made of, or what differs and what to do; one plain sentence. */
  words: text,
})

export const answers = {
  desk: z.strictObject({
    /** null = no office in force today: nothing else is there. */
    role: z.nullable(z.enum(['clerk', 'county', 'auditor'])),
    /** The role in words: 村级经办人员, 县级经办人员, 审计人员; null = none. */
    roleName: textOrNone,
    region: textOrNone,
    regionName: textOrNone,
    /** The last day of the appointment; null = until further notice. */
    until: dayOrNone,
    /** Villages of the appointment, by township and name; of the county all. `groups` null = the whole village. */
    villages: listOf(
      z.strictObject({ village: identifier, name: text, township: text, groups: z.nullable(listOf(text)) }),
    ),
    /** Insured years with an open season, the latest first: the desk's first choice. `title`: how the year is said. */
    years: listOf(
      z.strictObject({
        year: z.int(),
        title: text,
        /** Every resident has an enrolment by now. */ complete: z.boolean(),
      }),
    ),
    /** Names of the rows of the table of permissions that this role may use; show a button only if its action is here. */
    may: listOf(text),
  }),
  today: z.strictObject({
    village: identifier,
    villageName: text,
    township: text,
    regionName: text,
    year: z.int(),
    day: civilDay,
    /** Heads to be reached. `basis`: whose figure it is; `words` says so plainly, with who has the last word. null = nobody gave one. */
    target: z.nullable(
      z.strictObject({ people: count, basis: z.enum(['official', 'formula', 'notice']), words: text }),
    ),
    /** People of the village, or of the caller's groups of it, with an enrolment of the year who can be enrolled here: without those in employee insurance, withdrawn, or outside. */
    people: count,
    /** Of them, enrolled: paid, or registered where nothing is owed. `paid + unpaid + undetermined = people`. */
    paid: count,
    /** Of them, something is still to be done: pay or register. */
    unpaid: count,
    /** Of them, what they owe is not settled. */
    undetermined: count,
    /** People for whom a part or all is subsidised, and those of them among `unpaid`. */
    subsidised: count,
    subsidisedUnpaid: count,
    /** Entries of the ledger with something wrong or missing. */
    toVerify: count,
    /** The caller's own cash of this village and year. `due`: the first day by which some of it has to be at the bank; null = none is named. `late`: that day has passed. */
    money: z.strictObject({ inHand: fen, payments: count, due: dayOrNone, late: z.boolean() }),
    /** Receipts of the village's book so far. `last`: the last number given out; null = none yet. Of some village groups null: the book is the whole village's, as are the target, the duties and the milestones. */
    receipts: z.nullable(z.strictObject({ issued: count, last: textOrNone })),
    /** Conflicts that nobody has put right yet. */
    openConflicts: count,
    /** Duties that are due today, and those whose day has passed undone; oldest first. */
    dueToday: listOf(dutyCard),
    late: listOf(dutyCard),
    /** The notice's milestones with how far the village is, soonest first. */
    milestones: listOf(milestone),
  }),
  dayClose: z.strictObject({
    day: civilDay,
    /** All four agree, and no conflict is open. */
    agrees: z.boolean(),
    figures: listOf(figure),
    /** Where the day's money is, fen: still in the caller's hands, at the bank, by terminal. */
    money: z.strictObject({ inHand: fen, deposited: fen, pos: fen }),
    /** What the caller holds of earlier days and other villages beside; part of what was `counted`. */
    inHandBeside: fen,
    /** Taken on the day, and sent on a later one. */
    sentLate: count,
    conflicts: listOf(conflict),
    /** What to do next, one sentence each; empty = the day is closed well. */
    todo: listOf(text),
  }),
  conflicts: z.strictObject({ conflicts: listOf(conflict) }),
  settleConflict: conflict,
}

/** What a clerk takes along to doors where there is no network. */
export const requestsContractDoors = {
  /**
   * A page of the households in which somebody still has to pay, in the list's order: who owes how much today, and what is to
   * be said to them. `after`: the `next` of the page before, null = from the start.
   */
  takeAlong: z.strictObject({ ...at, after: z.nullable(identifier) }),
}

const person = z.strictObject({
  enrolment: identifier,
  /** Masked. */
  name: text,
  tail: textOrNone,
  /** fen that can be taken on `day`; null = nothing can, and `because` says why. */
  fee: z.nullable(fen),
  because: textOrNone,
  /** Places in the page's `warnings`. */
  warnings: listOf(z.int()),
})

export const answersContractDoors = {
  takeAlong: z.strictObject({
    /** Today: for it the amounts hold. */
    day: civilDay,
    households: listOf(z.strictObject({ household: identifier, /** Masked. */ head: text, people: listOf(person) })),
    /** Each once, as most people are told the same. */
    warnings: listOf(z.strictObject({ code: text, message: text })),
    next: z.nullable(identifier),
  }),
}
