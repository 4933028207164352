import * as z from 'zod'
import { between, happens, pick } from '../../../commands/demo-data/dice'
import type { Dice } from '../../../commands/demo-data/dice'

/** What of a JSON schema is known here; anything else gets any value. */
interface Schema {
  type?: string | readonly string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  enum?: readonly unknown[]
  const?: unknown
  pattern?: string
}

/** What one function may be asked: each action with its request's schema. */
export type Asked = readonly { action: string; schema: Schema }[]

export const askedOf = (contract: Readonly<Record<string, { request: z.core.$ZodType }>>): Asked =>
  Object.entries(contract).map(([action, { request }]) => ({
    action,
    schema: z.toJSONSchema(request, { unrepresentable: 'any', io: 'input' }) as Schema,
  }))

function nested(levels: number): unknown {
  let value: unknown = []
  for (let i = 0; i < levels; i++) value = [value]
  return value
}

function circle(): object {
  const one: Record<string, unknown> = {}
  one.self = one
  return one
}

/** Whatever a program may send, of which nothing is meant well. */
const HOSTILE: readonly (() => unknown)[] = [
  ...[null, undefined, true, false, 0, -0, -1, 0.5, 1e308, NaN, Infinity, Number.MAX_SAFE_INTEGER + 2].map(
    (value) => () => value,
  ),
  ...['', ' ', '\u0000', '\ud800', '\u202e甲', '𠮷', '＝1+1', '=cmd', '\n', '0', '-1', '2021-02-30', '9999-12-31'],
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', '../../etc', '$where', "' or 1=1"],
].map((one) => (typeof one === 'function' ? one : () => one))
const LARGE: readonly (() => unknown)[] = [
  ...['a', ' ', '1', '甲', '\\', '"', '-'].flatMap((letter) => [50, 5_000, 30_000].map((n) => () => letter.repeat(n))),
  () => 'x'.repeat(150_000),
  () => Array.from({ length: 3_000 }, (_, i) => i),
  () => Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i])),
  () => nested(500),
  () => nested(20_000),
  circle,
  () => 1n,
  () => () => 1,
  () => Symbol('s'),
  () => new Date(NaN),
  () => Buffer.from('x'),
]
const SHAPED: readonly (() => unknown)[] = [
  () => [],
  () => [[]],
  () => ({}),
  () => ({ $gt: '' }),
  () => ({ $ne: null }),
  () => ({ $regex: '(a+)+$' }),
  () => JSON.parse('{"__proto__":{"ok":true}}') as unknown,
  () => ({ toString: null, constructor: null }),
  () => ({ length: -1 }),
]
/** Of values that nobody means well: those that are long or deep, and those that are objects. */
const SHARE = { large: 0.06, shaped: 0.25, wholeEvent: 0.08, fits: 0.08, unknown: 0.04, again: 0.4 } as const

function hostile(roll: Dice): unknown {
  const from = happens(SHARE.large, roll) ? LARGE : happens(SHARE.shaped, roll) ? SHAPED : HOSTILE
  return pick(from, roll)()
}

/** Something that fits its schema. */
function sampled(schema: Schema, known: readonly string[], roll: Dice): unknown {
  const { const: only, enum: words, anyOf, oneOf } = schema
  if (only !== undefined) return only
  if (words !== undefined) return pick(words, roll)
  const choice = anyOf ?? oneOf
  if (choice !== undefined) return sampled(pick(choice, roll), known, roll)
  const type = Array.isArray(schema.type) ? pick(schema.type as string[], roll) : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sampled(inner, known, roll)]),
      )
    case 'array':
      return Array.from({ length: between(0, 3, roll) }, () => sampled(schema.items ?? {}, known, roll))
    case 'string':
      return text(schema.pattern, known, roll)
    case 'integer':
    case 'number':
      return pick([0, 1, 2_022, 32_000, 1_000_000_000], roll)
    case 'boolean':
      return happens(0.5, roll)
    case 'null':
      return null
    default:
      return hostile(roll)
  }
}

function text(pattern: string | undefined, known: readonly string[], roll: Dice): string {
  if (pattern?.includes('{4}-') === true) return pick(['2021-12-10', '2022-02-29', '0000-00-00', '9999-12-31'], roll)
  if (pattern === '^[0-9a-z-]{8,64}$') return `malformed-${between(0, 9_999_999, roll)}`
  return pick(known, roll)
}

/** The value with one thing in it changed to what nobody means well, or left out, or with one more. */
function spoilt(value: unknown, roll: Dice): unknown {
  if (Array.isArray(value) && value.length > 0 && happens(0.8, roll)) {
    const at = between(0, value.length - 1, roll)
    return value.map((one: unknown, i) => (i === at ? spoilt(one, roll) : one))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return hostile(roll)
  const names = Object.keys(value)
  const name = names.length === 0 || happens(0.1, roll) ? String(hostileName(roll)) : pick(names, roll)
  if (happens(0.15, roll)) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name))
  const entries = new Map(Object.entries(value)) as Map<string, unknown>
  entries.set(name, spoilt(entries.get(name), roll))
  return Object.fromEntries(entries)
}

const hostileName = (roll: Dice): string => pick(['__proto__', 'constructor', '', 'x'.repeat(300), '$set', 'a.b'], roll)

/** One event for a function, as nobody means it: of any shape, of a known action's with faults, or one that fits. */
export function payload(asked: Asked, known: readonly string[], roll: Dice): unknown {
  if (asked.length === 0 || happens(SHARE.wholeEvent, roll))
    return happens(0.5, roll) ? hostile(roll) : spoilt({ action: 'x', data: {} }, roll)
  const { action, schema } = pick(asked, roll)
  const fitting = sampled(schema, known, roll)
  if (happens(SHARE.fits, roll)) return { action, data: fitting }
  let data = spoilt(fitting, roll)
  while (happens(SHARE.again, roll)) data = spoilt(data, roll)
  return { action: happens(SHARE.unknown, roll) ? hostile(roll) : action, data }
}
