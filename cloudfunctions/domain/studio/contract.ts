import * as z from 'zod/mini'
import { DRAFT_STATES, type DraftState } from './documents'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  citation,
  civilDay,
  count,
  dayOrNone,
  identifier,
  listOf,
  operationId,
  question,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

/** A county's year: written by forms, tried on its own people, signed by two, published. */
const draft = identifier
const yuan = z.number()
/** A notice has some 22 KB; a call of WeChat's carries 100. */
const NOTICE_MAX = 30_000

const listed = z.strictObject({
  draft,
  region: text,
  year: z.int(),
  state: z.enum(Object.keys(DRAFT_STATES) as [DraftState, ...DraftState[]]),
  stateName: text,
  /** Since when it is so, the day. */
  day: civilDay,
  /** The caller signed first. */
  mine: z.boolean(),
  effective: dayOrNone,
  edition: textOrNone,
})

const field = z.strictObject({
  path: text,
  kind: z.enum(['number', 'day', 'length', 'words']),
  /** What it is, in words. */
  label: text,
  value: text,
  /** In the file that it was made from; null = it had none. */
  before: textOrNone,
  /** What the new notice says in its place; null = it does not show, or shows the same. */
  suggested: textOrNone,
})

const group = z.strictObject({
  path: text,
  /** What it is about, in words. */
  name: text,
  /** What belongs together on the page, and what it is called. */
  section: text,
  sectionName: text,
  cite: textOrNone,
  /** What the clause comes to, in words; null = its figures say it. */
  gives: textOrNone,
  looked: z.boolean(),
  fields: listOf(field),
})

const fault = z.strictObject({ code: text, line: z.int(), message: text, severe: z.boolean(), group: textOrNone })

const view = z.strictObject({
  ...listed.shape,
  serial: z.int(),
  /** The year that it was made from; null = it began blank. */
  fromYear: z.nullable(z.int()),
  /** The new notice's text; null = nobody has put it in yet. */
  notice: textOrNone,
  /** Its sentences on which no clause rests. */
  unused: listOf(text),
  groups: listOf(group),
  faults: listOf(fault),
  /** Groups that nobody has looked at yet. */
  left: count,
  /** Values that differ from the year before. */
  changed: listOf(z.strictObject({ group: text, label: text, before: text, after: text })),
  /** What the notice leaves open, with the reading taken. */
  open: listOf(z.strictObject({ name: text, why: text, reading: textOrNone })),
})

const tried = z.strictObject({
  people: count,
  /** All enrolments of the year before; null = not known. */
  of: z.nullable(count),
  done: z.boolean(),
  unread: count,
  changed: count,
  decidingMs: count,
  summary: listOf(text),
  rows: listOf(z.strictObject({ people: count, what: text, citeBefore: text, citeAfter: text, gap: yuan })),
})

export const studioContract = {
  drafts: { request: z.strictObject({ region: identifier }), answer: z.strictObject({ drafts: listOf(listed) }) },
  /** Begins a year from the latest before, or goes on with the one that is being written. */
  beginDraft: { request: z.strictObject({ operation: operationId, region: identifier, year: z.int() }), answer: view },
  draft: { request: z.strictObject({ draft }), answer: view },
  /** Sets values and marks groups as looked at. `serial` as it was shown: what others changed meanwhile is not lost. */
  setYearValues: {
    request: z.strictObject({
      operation: operationId,
      draft,
      serial: z.int(),
      values: listOf(z.strictObject({ path: typed(200), value: typed(2_000) })),
      looked: listOf(typed(200)),
    }),
    answer: view,
  },
  /** Puts the new notice's text beside the forms. */
  setNotice: {
    request: z.strictObject({ operation: operationId, draft, serial: z.int(), notice: typed(NOTICE_MAX) }),
    answer: view,
  },
  /** The draft as a resident would meet it: asked anew with each answer; facts by name, those left out are open. */
  meetDraft: {
    request: z.strictObject({
      draft,
      day: civilDay,
      answers: z.record(text, z.union([text, z.number(), z.boolean(), z.null(), listOf(text)])),
      unsure: listOf(text),
    }),
    answer: z.strictObject({
      passed: listOf(question),
      now: z.nullable(question),
      mayFollow: count,
      answer: listOf(z.strictObject({ name: text, value: text, ...citation })),
    }),
  },
  /** The table that is signed: who pays what, waits how long, is covered from when. */
  draftTable: {
    request: z.strictObject({ draft, from: count }),
    answer: z.strictObject({ columns: listOf(text), total: count, rows: listOf(listOf(text)) }),
  },
  /** The same as a workbook to be printed and signed, a part a call. */
  draftTableFile: {
    request: z.strictObject({ draft, part: count }),
    answer: z.strictObject({ name: text, parts: count, base64: text }),
  },
  /**
   * Decides some more of the county's enrolments of the year before by the draft; asked again until `done`. Who has not
   * paid is taken to pay on `day` of the draft's year.
   */
  tryDraft: { request: z.strictObject({ draft, day: civilDay }), answer: tried },
  /** Signs. The second signature, by another official, publishes. */
  signDraft: {
    request: z.strictObject({ operation: operationId, draft, serial: z.int(), effective: civilDay }),
    answer: view,
  },
  /** Asks for a published year to be taken back; the second signature takes it back. */
  takeBack: { request: z.strictObject({ operation: operationId, draft }), answer: view },
  /** Tells some more families whose answer changes; asked again until `done`. */
  tellFamilies: { request: z.strictObject({ draft }), answer: z.strictObject({ people: count, done: z.boolean() }) },
} satisfies Contract

export type Requests = RequestsOf<typeof studioContract>
export type Answers = AnswersOf<typeof studioContract>
