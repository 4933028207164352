import * as z from 'zod/mini'
import { handInMachine } from './hand-in-machine'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  fen,
  identifier,
  listOf,
  operationId,
  saidOrNone,
  sheet,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

/** The township's desk: what its villages hand in, and what becomes of it. */
const ofTownship = { region: identifier, year: z.int(), township: typed(40) }

const handIn = z.strictObject({
  village: identifier,
  villageName: text,
  /** Which one: a duty's task, or a disclosure. */
  of: z.union([z.strictObject({ duty: identifier, began: civilDay }), z.strictObject({ posting: identifier })]),
  /** What was handed in, in words. */
  what: text,
  /** Of which days or time it is, in words. */
  when: text,
  handedInOn: civilDay,
  paper: textOrNone,
  /** What the village wrote to it, or who signed; null = nothing. */
  words: textOrNone,
  /** Of a disclosure; null of a duty. */
  money: z.nullable(z.strictObject({ people: count, amount: fen })),
  /** What it lacks by the notice, in words. */
  lacks: listOf(text),
  state: z.enum(handInMachine.stateIds),
  stateName: text,
  because: textOrNone,
})

export const handInsContract = {
  /** What waits first, oldest first; then what was decided in the last 30 days. */
  handIns: {
    request: z.strictObject(ofTownship),
    answer: z.strictObject({
      day: civilDay,
      waiting: listOf(handIn),
      decided: listOf(handIn),
      /** Receipts on paper that wait, by village; villages with none are absent. */
      receipts: listOf(
        z.strictObject({ village: identifier, name: text, toCheck: count, toTakeBack: count, toWriteOff: count }),
      ),
    }),
  },
  /** `because` is needed to send back. The same operation again changes nothing. */
  decideHandIn: {
    request: z.strictObject({
      operation: operationId,
      village: identifier,
      year: z.int(),
      of: z.union([z.strictObject({ duty: identifier, began: civilDay }), z.strictObject({ posting: identifier })]),
      verdict: z.enum(['verify', 'sendBack']),
      because: saidOrNone,
    }),
    answer: z.strictObject({ state: z.enum(handInMachine.stateIds), stateName: text }),
  },
  /** 核定单 of the township's villages by village group, of the money taken from `from` to `to`; to be printed. */
  townshipAssessment: {
    request: z.strictObject({ ...ofTownship, from: civilDay, to: civilDay }),
    answer: z.strictObject({ sheet, people: count, amount: fen }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof handInsContract>
export type Answers = AnswersOf<typeof handInsContract>
