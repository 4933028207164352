import * as z from 'zod/mini'
import { at, operationAt } from '../access'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  dayOrNone,
  fen,
  identifier,
  listOf,
  saidOrNone,
  sheet,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import type { FormKind } from '../../../rules/office'
import { FORM_KINDS } from '../../../rules/office'

/** What the place's notice asks of a village, with dates; and the papers it wants. */
const formKind = z.enum(Object.keys(FORM_KINDS) as [FormKind, ...FormKind[]])

/** One time that a duty has to be done. */
export const task = z.strictObject({
  /**
   * What makes it this one: the day on which it began (cash taken, week's first day); with `duty` the name of the task.
   */
  began: civilDay,
  /** Which one, in words: 12月6日至12日这一周, 12月10日收的现金. */
  what: text,
  /** The last day; null = the notice gives none that can be counted. */
  due: dayOrNone,
  state: z.enum(['open', 'dueToday', 'late', 'done']),
  /** Days after `due`, while undone; 0 = not late. */
  daysLate: count,
  /** fen that it is about; null = not about money. */
  amount: z.nullable(fen),
  /** null = not done. `by` in words: 您, 系统记录, 其他经办人员. */
  done: z.nullable(z.strictObject({ day: civilDay, by: text, paper: textOrNone, evidence: textOrNone })),
  /** What the township made of it, in words; absent while nobody has looked. Sent back it is undone again. */
  checked: z.optional(text),
})

/** A duty as the notice says it. */
export const dutyCard = z.strictObject({
  duty: identifier,
  who: text,
  what: text,
  /** Whose desk does it. */
  desk: z.enum(['village', 'county']),
  /** The time in words: 当天, 2个工作日内, 每周, 最晚2022年2月28日, or what the notice leaves unsaid. */
  dueWords: text,
  /** What has to be there, and what comes of it, in the notice's words. */
  needs: listOf(text),
  produces: listOf(text),
  /** The paper that `makePaper` draws up for it; null = none. */
  paper: z.nullable(z.strictObject({ kind: formKind, name: text })),
  /** It is seen from the records when it is done (cash deposited): there is nothing to tick. */
  seen: z.boolean(),
  /** Undone ones, oldest first (of a recurring duty at most the last eight), then the three last done. */
  tasks: listOf(task),
  /**
   * How an unclear sentence is read; null = it is plain. What is left open where the season ends meanwhile; null =
   * nothing.
   */
  reading: textOrNone,
  open: textOrNone,
  cite: text,
  quote: text,
})

export const milestone = z.strictObject({
  milestone: identifier,
  /** Last day, included. */
  by: civilDay,
  whom: text,
  sharePercent: z.nullable(z.number()),
  /** People that it takes here; null = no share or no target. `paid`, `remaining`: how far the village is. */
  required: z.nullable(count),
  paid: count,
  remaining: z.nullable(count),
  state: z.enum(['ahead', 'reached', 'late', 'unknown']),
  /** The notice speaks of a group that it does not define; what is open about it. */
  open: textOrNone,
  reading: textOrNone,
  cite: text,
  quote: text,
})

export const dutiesContract = {
  today: {
    request: z.strictObject(at),
    answer: z.strictObject({
      village: identifier,
      villageName: text,
      township: text,
      regionName: text,
      year: z.int(),
      day: civilDay,
      /**
       * Heads to be reached. `basis`: whose figure it is; `words` says so plainly, with who has the last word. null =
       * nobody gave one.
       */
      target: z.nullable(
        z.strictObject({ people: count, basis: z.enum(['official', 'formula', 'notice']), words: text }),
      ),
      /**
       * People of the village, or of the caller's groups of it, with an enrolment of the year who can be enrolled here:
       * without those in employee insurance, withdrawn, or outside.
       */
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
      /** Of the paid: covered from a later day on; and, while the year runs, not covered whatever they paid. */
      coveredLater: count,
      notCovered: count,
      /** Entries of the ledger with something wrong or missing. */
      toVerify: count,
      /**
       * The caller's own cash of this village and year. `due`: the first day by which some of it has to be at the bank;
       * null = none is named. `late`: that day has passed.
       */
      money: z.strictObject({ inHand: fen, payments: count, due: dayOrNone, late: z.boolean() }),
      /**
       * Receipts of the village's book so far. `last`: the last number given out; null = none yet. Of some village
       * groups null: the book is the whole village's, as are the target, the duties and the milestones.
       */
      receipts: z.nullable(z.strictObject({ issued: count, last: textOrNone })),
      /** Conflicts that nobody has put right yet. */
      openConflicts: count,
      /** Duties that are due today, and those whose day has passed undone; oldest first. */
      dueToday: listOf(dutyCard),
      late: listOf(dutyCard),
      /** The notice's milestones with how far the village is, soonest first. */
      milestones: listOf(milestone),
    }),
  },
  /** All duties of the notice that a village or the county's desk has to do. */
  duties: {
    request: z.strictObject(at),
    answer: z.strictObject({ day: civilDay, duties: listOf(dutyCard), milestones: listOf(milestone) }),
  },
  /**
   * A duty is done. `began`: as the task says it. `paper`: number of the paper, slip or form; null = it has none.
   * `evidence`: where it lies, who took it, or what it says; at least one of the two.
   */
  markDuty: {
    request: z.strictObject({
      ...operationAt,
      duty: identifier,
      began: civilDay,
      paper: z.nullable(typed(64)),
      evidence: saidOrNone,
    }),
    answer: dutyCard,
  },
  /**
   * A paper over the days from `from` to `to`, both included; `group` null = all groups. `preview`: the first 50 rows
   * as a table, nothing of it in full. Else the file is made: names and numbers stand in it in full where the paper
   * wants them, which is audited. `after`: the rows after so many, for whoever prints them as a picture; there is no
   * file with them, which came with the first.
   */
  makePaper: {
    request: z.strictObject({
      ...operationAt,
      paper: formKind,
      from: civilDay,
      to: civilDay,
      group: z.nullable(typed(20)),
      preview: z.boolean(),
      after: z.optional(count),
    }),
    answer: z.strictObject({
      /** File name to save it under, with its ending. */
      name: text,
      /**
       * 50 rows from the first on, or from `after`; without `preview` as they stand in the file, names in full where
       * the paper wants them.
       */
      sheet,
      /** Rows of the whole paper, and the sum of its amounts, fen. */
      rows: count,
      amount: fen,
      /**
       * null with `preview` or `after`. `base64`: piece 0 of an xlsx file of so many pieces; the others by
       * `paperPiece`.
       */
      file: z.nullable(z.strictObject({ file: identifier, pieces: count, base64: text })),
    }),
  },
  /** A further piece of a file just made, from 0 on. */
  paperPiece: {
    request: z.strictObject({ file: identifier, piece: z.int().check(z.minimum(0), z.maximum(63)) }),
    answer: z.strictObject({ piece: count, base64: text }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof dutiesContract>
export type Answers = AnswersOf<typeof dutiesContract>
