import * as z from 'zod/mini'
import type { FactName } from '../../../rules/engine/assessment'
import { dayNumber } from '../../../rules'

/** Shapes that several actions of `enrollment` share. */

export const text = z.string()
export const textOrNone = z.nullable(text)
/** A day that exists. */
export const civilDay = text.check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/),
  z.refine((day) => dayNumber(day) !== null),
)
export const dayOrNone = z.nullable(civilDay)
export const fenOrNone = z.nullable(z.int().check(z.nonnegative()))
export const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item))

/** Made on the phone before a request is sent: the same id again means the same deed. */
export const operationId = text.check(z.regex(/^[0-9a-z-]{8,64}$/))
/** A name, a number or an address as typed; trimmed and measured, judged by the use case. */
export const typed = (longest: number) => text.check(z.trim(), z.minLength(1), z.maxLength(longest))
export const identifier = text.check(z.regex(/^[0-9A-Za-z_~-]{1,96}$/))

/** A clause that an answer rests on. */
export const citation = { cite: textOrNone, quote: textOrNone }

/**
 * Whether a string names an entry of a table: by a key of its own, not by one that every object has, as `constructor`.
 */
export const isKeyOf = <Table extends object>(table: Table, name: string): name is keyof Table & string =>
  Object.prototype.hasOwnProperty.call(table, name)

/** One of the rules' own words: the type is theirs, so a word that is new there is not refused here. */
export const word = <Word extends string>() => z.custom<Word>((value) => typeof value === 'string')

const textQuestionShape = z.string()
const textOrNoneQuestionShape = z.nullable(textQuestionShape)
const listOfQuestionShape = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item))

/** A question of the rules, as functions hand it to a phone. */
export const question = z.strictObject({
  fact: word<FactName>(),
  ask: textQuestionShape,
  hint: textOrNoneQuestionShape,
  kind: z.enum(['day', 'choice', 'set', 'number']),
  options: listOfQuestionShape(
    z.strictObject({
      value: z.nullable(z.union([textQuestionShape, z.number(), z.boolean()])),
      label: textQuestionShape,
      hint: textOrNoneQuestionShape,
      group: textOrNoneQuestionShape,
    }),
  ),
})

/** Shapes that several actions of `village` share. */

export const fen = z.int().check(z.nonnegative(), z.maximum(1_000_000_000))
export const count = z.int().check(z.nonnegative())
/** Something said in a few words. */
export const said = typed(200)
export const saidOrNone = z.nullable(said)

/** A paper as a table: to be drawn as a picture, printed, or looked at before the file is fetched. */
export const sheet = z.strictObject({
  title: text,
  /** Lines above the table: place, year, who drew it up and when. */
  lines: listOf(text),
  columns: listOf(text),
  /** One text a column; empty = nothing stands there. */
  rows: listOf(listOf(text)),
  /** Lines below: sums, where to sign, where to seal. */
  foot: listOf(text),
})

/** A sentence of the notice; `cite` and `quote` null = it is ours. */
export const sentence = z.strictObject({ text, cite: textOrNone, quote: textOrNone })
