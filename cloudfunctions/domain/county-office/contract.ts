import * as z from 'zod/mini'
import { invitationMachine } from './invitation-machine'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, dayOrNone, identifier, listOf, operationId, text, textOrNone, typed } from '../../platform/calls'
import { statusId } from '../enrolments/contract'

/** How far the collection has come, what it is to reach, where its money is, and all of it as a spreadsheet. */
const region = identifier

const year = z.int()

/** A township as the notice and the villages write it; null = the whole place. */
const township = z.nullable(typed(40))

/** One milestone of the notice. */
const milestone = z.strictObject({
  id: identifier,
  by: civilDay,
  whom: text,
  sharePercent: z.nullable(z.number()),
  reading: textOrNone,
  cite: text,
  quote: text,
  /** Why no figure can be set against it; null = one can. */
  why: textOrNone,
})

const target = z.nullable(
  z.strictObject({
    people: z.int(),
    basis: z.enum(['official', 'formula', 'notice']),
    basisName: text,
    /** Where it was taken from, and the day of that; null = the notice itself. */
    source: textOrNone,
    day: dayOrNone,
  }),
)

const percent = z.nullable(z.number())

/** Where a place stands with a milestone. */
export const MILESTONE_STATES = {
  reached: '已完成',
  reachedLate: '逾期后完成',
  ahead: '未到期',
  late: '逾期未完成',
  uncountable: '无法自动统计',
} as const

export type MilestoneState = keyof typeof MILESTONE_STATES

const milestoneStatus = z.strictObject({
  id: identifier,
  standing: z.enum(Object.keys(MILESTONE_STATES) as [MilestoneState, ...MilestoneState[]]),
  standingName: text,
  /** People that it takes, and still missing today; null = cannot be told. */
  required: z.nullable(z.int()),
  remaining: z.nullable(z.int()),
  /** People on the evening of its last day, once that is over and was kept; null = not yet, or nobody looked. */
  onTheDay: z.nullable(z.int()),
  /** People a day from now until its last day; null = it is over, reached, or cannot be told. */
  neededADay: z.nullable(z.int()),
})

const place = z.strictObject({
  /** The township's name, or the village's id; null = all together. */
  id: z.nullable(text),
  name: text,
  target,
  /** Enrolments of this year. */
  people: z.int(),
  /** Who count towards the target: `counts` of the answer says which they are. */
  done: z.int(),
  /** done / target in percent, cut after two decimals; may exceed 100. null = no target. */
  percent,
  /** Of all people: paid in force, enrolled without paying, still to pay or to register. */
  paid: z.int(),
  exempt: z.int(),
  unpaid: z.int(),
  /** Of those still to pay: how many get a subsidy for a part, or pay nothing and only register. */
  unpaidSubsidised: z.int(),
  milestones: listOf(milestoneStatus),
})

/** People of the target (null = none), of the year, and who count. */
const bulletinFigures = { target: z.nullable(z.int()), people: z.int(), done: z.int(), percent }
/** May fall: money goes back, people move. null = the evening a week before was not kept. */
const inWeek = z.nullable(z.int())

const series = z.strictObject({ day: civilDay, done: z.int(), percent })

const count = z.int().check(z.minimum(0), z.maximum(100_000_000))

const fen = z.int()

/** What can be had as a file. */
export const SHEETS = {
  progress: '征收进度',
  weeks: '逐周进度',
  unpaid: '各村未缴人数',
  money: '资金情况',
  auditDays: '操作记录摘要',
} as const

export type SheetName = keyof typeof SHEETS

/** Whose figure a target is. */
export const TARGET_BASES = { official: '核定数', formula: '按通知算法', notice: '通知所列' } as const

export const APPOINTMENT_STATES = { inForce: '在岗', notYet: '还没有开始', ended: '已结束' } as const

export const INVITATION_STATES = { ...invitationMachine.states, expired: '已过期' } as const

export const OUTCOMES = { refused: '没有获准', revealed: '看了完整信息', done: '已办理' } as const

export const countyContract = {
  /** The townships of a place, or with `township` the villages of that one. */
  progress: {
    request: z.strictObject({ region, year, township }),
    answer: z.strictObject({
      region,
      year,
      name: text,
      township: textOrNone,
      day: civilDay,
      /** Who counts towards the target, in words, with the place in the notice. */
      counts: z.strictObject({ who: z.enum(['paid', 'enrolled']), words: text, cite: textOrNone, quote: textOrNone }),
      milestones: listOf(milestone),
      /** All together, then each township or village in the order of the notice, else of names. */
      total: place,
      places: listOf(place),
      /** People by status and own share, of all together. */
      statuses: listOf(z.strictObject({ status: statusId, name: text, people: z.int(), subsidised: z.int() })),
    }),
  },
  /** How it came there: one point a week, the last one of yesterday's evening. For a chart. */
  progressWeeks: {
    request: z.strictObject({ region, year, township }),
    answer: z.strictObject({
      region,
      year,
      township: textOrNone,
      target,
      points: listOf(series),
      /** What is required by when; for the line to compare with. */
      required: listOf(z.strictObject({ id: identifier, by: civilDay, people: z.int() })),
    }),
  },
  /**
   * The week's sheet by township, or with `township` of that one by village, of an evening that was kept: ranked,
   * compared, and what it shows to be wrong.
   */
  bulletin: {
    request: z.strictObject({ region, year, until: civilDay, township: z.optional(township) }),
    answer: z.strictObject({
      region,
      year,
      name: text,
      /** The evening that the figures are of, and those that it is compared with; null = not kept. */
      day: civilDay,
      weekBefore: dayOrNone,
      lastYear: dayOrNone,
      total: z.strictObject({ ...bulletinFigures, inWeek }),
      rows: listOf(
        z.strictObject({
          ...bulletinFigures,
          rank: z.int(),
          name: text,
          weekBefore: z.nullable(z.int()),
          inWeek,
          percentLastYear: percent,
        }),
      ),
      problems: listOf(text),
    }),
  },
  /** Every target there is, the total beside the sum of its parts. */
  targets: {
    request: z.strictObject({ region, year }),
    answer: z.strictObject({
      region,
      year,
      unit: textOrNone,
      reading: textOrNone,
      /** Whose figure is final, in the notice's words. */
      final: textOrNone,
      /** The groups to take off by the notice's formula; null = it has none. */
      formula: z.nullable(z.strictObject({ from: text, minus: listOf(text), listOpen: z.boolean() })),
      total: target,
      /** The sum of the townships; null = one of them has none. `agrees` false: it is not the total. */
      sum: z.nullable(z.int()),
      agrees: z.nullable(z.boolean()),
      townships: listOf(
        z.strictObject({
          township: text,
          target,
          villages: listOf(z.strictObject({ village: identifier, name: text, target })),
        }),
      ),
    }),
  },
  /**
   * Enters a figure of the whole place (`township` and `village` null), a township, or a village. The official one is
   * of the office that `source` names, with its day; by the notice's formula the counts are entered and the figure
   * follows. Earlier figures stay in the history. `figure: null` takes the entered figure of that basis back.
   */
  setTarget: {
    request: z.strictObject({
      operation: operationId,
      region,
      year,
      township,
      village: z.nullable(identifier),
      basis: z.enum(['official', 'formula']),
      figure: z.nullable(
        z.union([
          z.strictObject({ people: count }),
          z.strictObject({ from: count, minus: z.record(typed(60), count) }),
        ]),
      ),
      /** Document or office that it comes from, and the day of it. */
      source: typed(100),
      day: civilDay,
    }),
    answer: z.strictObject({ target }),
  },
  /** What was entered for one unit, the newest first. */
  targetHistory: {
    request: z.strictObject({ region, year, township, village: z.nullable(identifier) }),
    answer: z.strictObject({
      entries: listOf(
        z.strictObject({
          basis: z.enum(['official', 'formula']),
          basisName: text,
          /** null = taken back. */ people: z.nullable(z.int()),
          source: text,
          day: civilDay,
          /** By the formula: what went into it. */
          from: z.nullable(z.int()),
          minus: z.nullable(z.record(text, z.int())),
          /** When it was entered, ms since 1970, and by whom. */
          at: z.int(),
          by: text,
        }),
      ),
    }),
  },
  /**
   * Counts some villages anew, person by person, and compares with the kept counters; asked again with `next` until
   * that is null. `repair`: what differs is put right, with a line of audit.
   */
  recount: {
    request: z.strictObject({ region, year, after: z.nullable(identifier), repair: z.boolean() }),
    answer: z.strictObject({
      villages: z.int(),
      people: z.int(),
      next: z.nullable(identifier),
      /** `counted` is the truth. */
      differences: listOf(
        z.strictObject({ village: identifier, status: statusId, ownShare: text, kept: z.int(), counted: z.int() }),
      ),
      repaired: z.boolean(),
    }),
  },
  money: {
    request: z.strictObject({ region, year }),
    answer: z.strictObject({
      region,
      year,
      day: civilDay,
      /** fen, from the ledger's balances. */
      assessed: fen,
      /** Paid and in force: all ways together, less what is owed back. */ paid: fen,
      inHand: fen,
      arrived: fen,
      owedBack: fen,
      inTransit: listOf(
        z.strictObject({ way: z.enum(['wechat', 'official', 'deposit', 'pos', 'elsewhere']), name: text, amount: fen }),
      ),
      /** By funder: what is due, and what of it was paid over. */
      subsidies: listOf(z.strictObject({ funder: text, amount: fen, paid: fen })),
      /** Who holds cash, the longest first. */
      clerks: listOf(
        z.strictObject({
          clerk: text,
          villages: listOf(text),
          amount: fen,
          receipts: z.int(),
          oldest: civilDay,
          days: z.int(),
          /** Last day at the bank by the notice; null = it names none. */
          due: dayOrNone,
          late: z.boolean(),
        }),
      ),
    }),
  },
  /** Makes a file and answers how many parts it has; each of them by `exportPart`, within a day. */
  exportSheet: {
    request: z.strictObject({
      operation: operationId,
      region,
      year,
      sheet: z.enum(Object.keys(SHEETS) as [SheetName, ...SheetName[]]),
      format: z.enum(['xlsx', 'csv']),
    }),
    answer: z.strictObject({ file: identifier, name: text, bytes: z.int(), parts: z.int() }),
  },
  /**
   * Who of a village has not paid: masked (.xlsx), or with names, numbers and telephones in full under a key (a zip
   * with AES-256), audited. Fetched by `exportPart`.
   */
  unpaidPeople: {
    request: z.strictObject({
      operation: operationId,
      village: identifier,
      year,
      key: z.nullable(text.check(z.minLength(1), z.maxLength(128))),
    }),
    answer: z.strictObject({ file: identifier, name: text, parts: z.int(), people: z.int() }),
  },
  /** One part, base64, at most 64 KB. `file` as `exportSheet` answered it. */
  exportPart: {
    request: z.strictObject({ region, file: identifier, part: z.int().check(z.minimum(0)) }),
    answer: z.strictObject({ part: z.int(), base64: text }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof countyContract>
export type Answers = AnswersOf<typeof countyContract>
