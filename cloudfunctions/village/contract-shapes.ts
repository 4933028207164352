import * as z from 'zod/mini'
import { identifier, listOf, operationId, text, textOrNone, typed } from '../enrollment/contract-shapes'

/** Shapes that several actions of `village` share. */

export const fen = z.int().check(z.nonnegative(), z.maximum(1_000_000_000))
export const count = z.int().check(z.nonnegative())
/** Which desk: a village, and the insured year. */
export const at = { village: identifier, year: z.int() }
/** The same of something that is done, once. */
export const deedAt = { operation: operationId, ...at }
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
