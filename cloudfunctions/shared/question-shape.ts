import * as z from 'zod/mini'
import type { FactName } from '../../rules/engine/assessment'

/** One of the rules' own words: the type is theirs, so a word that is new there is not refused here. */
export const word = <Word extends string>() => z.custom<Word>((value) => typeof value === 'string')

const text = z.string()
const textOrNone = z.nullable(text)
const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item))

/** A question of the rules, as functions hand it to a phone. */
export const question = z.strictObject({
  fact: word<FactName>(),
  ask: text,
  hint: textOrNone,
  kind: z.enum(['day', 'choice', 'set', 'number']),
  options: listOf(z.strictObject({ value: z.nullable(z.union([text, z.boolean()])), label: text, hint: textOrNone, group: textOrNone })),
})
