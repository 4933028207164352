import { z } from 'zod'
import type { FaultPath } from './policy-fault'
import { policyFile } from './schema'
import { glossed } from './word-glosses'

/** What may stand somewhere, as JSON schema has it: drawn from the zod schema, so that it is said once. */
export interface Shape {
  type?: string
  format?: string
  pattern?: string
  const?: unknown
  enum?: readonly unknown[]
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  properties?: Readonly<Record<string, Shape>>
  required?: readonly string[]
  additionalProperties?: Shape | boolean
  items?: Shape
  anyOf?: readonly Shape[]
  $ref?: string
  $defs?: Readonly<Record<string, Shape>>
}

let whole: Shape | null = null

/** The JSON schema of a policy file, for editors too. */
export function policyJsonSchema(): Shape {
  whole ??= z.toJSONSchema(policyFile, { io: 'input', unrepresentable: 'any' }) as Shape
  return whole
}

/** The alternatives that a shape comes to. */
function alternatives(shape: Shape): readonly Shape[] {
  if (shape.$ref !== undefined) {
    const name = shape.$ref.split('/').at(-1)!
    return alternatives(policyJsonSchema().$defs![name]!)
  }
  return shape.anyOf?.flatMap(alternatives) ?? [shape]
}

function step(shape: Shape, key: string | number): readonly Shape[] {
  return alternatives(shape).flatMap((one) => {
    if (one.items !== undefined && typeof key === 'number') return alternatives(one.items)
    const inside = one.properties?.[key] ?? one.additionalProperties
    return typeof inside === 'object' ? alternatives(inside) : []
  })
}

/** Everything that may stand at a path of the file. */
export function shapesAt(path: FaultPath): readonly Shape[] {
  return path.reduce<readonly Shape[]>(
    (shapes, key) => shapes.flatMap((shape) => step(shape, key)),
    alternatives(policyJsonSchema()),
  )
}

/** The keys that an object at a path may have. */
export function keysAt(path: FaultPath): string[] {
  return [...new Set(shapesAt(path).flatMap((shape) => Object.keys(shape.properties ?? {})))]
}

/** Where in the file a key belongs: paths without the places in lists, the shortest first. */
export function homesOf(key: string): string[] {
  return [...(homes().get(key) ?? [])].sort((a, b) => a.split('.').length - b.split('.').length)
}

let known: Map<string, Set<string>> | null = null

function homes(): Map<string, Set<string>> {
  if (known !== null) return known
  const found = new Map<string, Set<string>>()
  let conditionSeen = false
  const visit = (shape: Shape, at: string): void => {
    // All conditions are one, and conditions stand inside conditions: told of under `when`, once.
    const isCondition = shape.$ref !== undefined
    if (isCondition && conditionSeen) return
    conditionSeen ||= isCondition
    const here = isCondition ? 'when' : at
    for (const one of alternatives(shape)) {
      if (one.items) visit(one.items, here)
      if (typeof one.additionalProperties === 'object') visit(one.additionalProperties, here)
      for (const [name, inside] of Object.entries(one.properties ?? {})) {
        found.set(name, (found.get(name) ?? new Set()).add(here))
        visit(inside, here === '' ? name : `${here}.${name}`)
      }
    }
  }
  visit(policyJsonSchema(), '')
  return (known = found)
}

const quoted = (word: unknown): string => (word === null ? '`null`（没有）' : glossed(word, `\`${inYaml(word)}\``))
/** Words that an author has to put in quotation marks, or that are no text. */
const inYaml = (word: unknown): string =>
  typeof word === 'string' && /^(yes|no|\d.*)$/.test(word) ? `"${word}"` : String(word)

/** How one form is written, with an example of its own. */
function formOf(shape: Shape): string {
  if (shape.const !== undefined) return quoted(shape.const)
  if (shape.enum !== undefined) return shape.enum.map(quoted).join('、')
  if (shape.format === 'date') return '一天，写成 `2026-02-28`'
  if (shape.pattern?.includes('days|months')) return '一段时间，写成 `90 days`（天）或 `3 months`（个月）'
  switch (shape.type) {
    case 'string':
      return '一段文字'
    case 'number':
    case 'integer':
      return numberForm(shape)
    case 'boolean':
      return '`true` 或 `false`'
    case 'null':
      return '`null`（没有）'
    case 'array':
      return `列表 \`[…]\`${shape.items ? `，每一项是${formsOf(alternatives(shape.items), 4)}` : ''}`
    case 'object':
      return objectForm(shape)
    default:
      return '任意内容'
  }
}

function numberForm({ type, minimum, exclusiveMinimum, maximum }: Shape): string {
  const least = minimum ?? exclusiveMinimum
  const bounded = least !== undefined && maximum !== undefined && maximum < 10_000
  const range = bounded ? `，${least} 到 ${maximum}` : ''
  const positive = range === '' && least === 0 ? '，不能是负数' : ''
  return `${type === 'integer' ? '整数' : '数字'}（不带单位${range}${positive}）`
}

/** An object as `{ needed: …, may be left out?: … }`. */
function objectForm({ properties, required = [], additionalProperties }: Shape): string {
  if (properties === undefined) {
    return typeof additionalProperties === 'object' ? '`{ 名称: … }`' : '`{ … }`'
  }
  const names = Object.keys(properties)
  const needed = names.filter((name) => required.includes(name))
  const rest = names.filter((name) => !required.includes(name))
  const shown = needed.map(
    (name) => `${name}: ${properties[name]!.const === undefined ? '…' : inYaml(properties[name]!.const)}`,
  )
  if (shown.length > 0)
    return `\`{ ${shown.join(', ')} }\`${rest.length > 0 ? `（还可以加 ${rest.slice(0, 6).join('、')}）` : ''}`
  return `\`{ … }\`，里面用 ${rest.join('、')}`
}

/** All forms that are allowed, each once. */
export function formsOf(shapes: readonly Shape[], most = 8): string {
  const all = [...new Set(shapes.map(formOf))]
  return all.length > most ? `${all.slice(0, most).join('；或 ')} …` : all.join('；或 ')
}
