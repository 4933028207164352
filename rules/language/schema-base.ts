import { z } from 'zod'
import { dayNumber } from '../calendar/civil-day'
import type { PolicyFaultCode } from './policy-fault'

/** What every part of a policy file is made of: strict objects, words, days, amounts, lengths, sources. */

/** All keys of the language, to suggest one for a key that is none. */
export const KNOWN_KEYS = new Set<string>()

export function strict<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  Object.keys(shape).forEach((key) => KNOWN_KEYS.add(key))
  return z.strictObject(shape)
}

/** A refinement's message with the code that a tool branches on. */
export const refusal = (
  code: PolicyFaultCode,
  error: string,
): { error: string; params: { code: PolicyFaultCode } } => ({ error, params: { code } })

export const textShape = z.string().trim().min(1)
export const words = z.union([textShape, z.array(textShape).min(1)]).transform((v) => (typeof v === 'string' ? [v] : v))
export const texts = z.array(textShape)
export const yesNo = z.enum(['yes', 'no'])
export const dayShape = z
  .string()
  .refine((v) => dayNumber(v) !== null, { error: (i) => `“${String(i.input)}”不是一个存在的日子` })
  .meta({ format: 'date' })

export const yuanShape = z
  .number()
  .nonnegative()
  .transform((v) => Math.round(v * 100))
export const length = z
  .string()
  .regex(/^\d+ (days|months)$/, '时间的长度写成 `90 days` 或 `3 months`')
  .transform((v) => ({
    count: Number.parseInt(v, 10),
    unit: v.endsWith('days') ? ('days' as const) : ('months' as const),
  }))

export const source = { cite: textShape, quote: textShape }
/** A sentence told in our own words, of a document that is not at hand in full; the document, where it is another. */
export const told = { says: textShape.optional(), doc: textShape.optional() }
/**
 * A source that may be told (`quote: null`, `says`) instead of quoted; that it is one of the two, `checkSources` sees.
 */
export const cited = { cite: textShape, quote: textShape.nullable(), ...told }

export const open = <V extends z.ZodType>(value: V) =>
  strict({ why: textShape, reading: value.nullable(), alternatives: z.array(value).min(1).optional() })
