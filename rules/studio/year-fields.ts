import { isAlias, isMap, isPair, isScalar, parseDocument, visit, type Pair, type Scalar } from 'yaml'
import { dayNumber } from '../calendar/civil-day'
import { NOT_LOOKED_AT } from '../checker'
import { DAY_FORM, isOfTheYear, LENGTH_FORM } from '../checker/next-year'

/** One value of a policy file that changes from year to year. */
export interface YearField {
  /** Where it stands: keys and places, joined by dots. */
  path: string
  kind: 'number' | 'day' | 'length' | 'words'
  /** As it is written in the file; of words without quotation marks. */
  value: string
}

/** What belongs together: a clause with its sentence, or a section. */
export interface YearGroup {
  /** The path of the clause or section. */
  path: string
  /** Its id; null = a section without one. */
  id: string | null
  cite: string | null
  /** What the clause gives, where that is a word of the language; null = a figure, or no clause. */
  gives: string | null
  /** No line of it is marked as not looked at. */
  looked: boolean
  fields: YearField[]
}

/** Why a value cannot be taken: what may stand there, in Chinese. */
export class BadYearValue extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message)
  }
}

interface Found extends YearField {
  scalar: Scalar
  group: string
  id: string | null
  cite: string | null
  gives: string | null
  /** The end of its line, where a mark stands. */
  end: number
}

/** The values of the year, by clause and section, in the order of the file. */
export function yearGroups(text: string): YearGroup[] {
  const groups = new Map<string, YearGroup>()
  for (const { group, id, cite, gives, path, kind, value, end } of valuesOfTheYear(text)) {
    const known = groups.get(group) ?? { path: group, id, cite, gives, looked: true, fields: [] }
    groups.set(group, known)
    known.fields.push({ path, kind, value })
    if (isMarked(text, end)) known.looked = false
  }
  return [...groups.values()]
}

/**
 * The file with other values, and without the marks of the groups that were looked at.
 * @throws BadYearValue
 */
export function withYearValues(
  text: string,
  values: readonly { path: string; value: string }[],
  looked: readonly string[],
): string {
  const found = valuesOfTheYear(text)
  const edits = values.map(({ path, value }) => {
    const field = found.find((one) => one.path === path)
    if (field === undefined) throw new BadYearValue(path, '这份政策里没有这一项。请刷新后再试。')
    return { from: field.scalar.range![0], to: field.scalar.range![1], as: written(field, value.trim()) }
  })
  const ends = found.filter(({ group }) => looked.includes(group)).map(({ end }) => end)
  const marks = [...new Set(ends)].flatMap((end) => {
    const from = text.lastIndexOf('\n', end - 1) + 1
    const at = text.slice(from, end).lastIndexOf(NOT_LOOKED_AT)
    return at < 0 ? [] : [{ from: from + text.slice(from, from + at).trimEnd().length, to: end, as: '' }]
  })
  return [...edits, ...marks]
    .sort((one, other) => other.from - one.from)
    .reduce((all, { from, to, as }) => all.slice(0, from) + as + all.slice(to), text)
}

const FORMS: Readonly<Record<YearField['kind'], { fits: (value: string) => boolean; says: string }>> = {
  number: { fits: (value) => /^\d{1,8}(\.\d{1,2})?$/.test(value), says: '这里写数字，不带单位，如 400' },
  day: { fits: (value) => dayNumber(value) !== null, says: '这里写日期，如 2026-12-31' },
  length: { fits: (value) => LENGTH_FORM.test(value), says: '这里写时间长短，如 90 days 或 3 months' },
  words: { fits: (value) => value !== '' && value.length <= 2_000, says: '这里写通知里的原话，最多 2000 字' },
}

function written({ kind, path }: YearField, value: string): string {
  const { fits, says } = FORMS[kind]
  if (!fits(value)) throw new BadYearValue(path, `${says}。收到的是“${value.slice(0, 40)}”。`)
  return kind === 'words' ? JSON.stringify(value) : value
}

function isMarked(text: string, end: number): boolean {
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end).includes(NOT_LOOKED_AT)
}

function valuesOfTheYear(text: string): Found[] {
  const found: Found[] = []
  visit(parseDocument(text, { schema: 'core' }), {
    Scalar(key, scalar, path) {
      if (key === 'key' || !scalar.range || isAlias(scalar)) return
      const pair = [...path].reverse().find((node): node is Pair => isPair(node))
      const name = pair && isScalar(pair.key) ? String(pair.key.value) : ''
      if (!isOfTheYear({ scalar, key: name })) return
      const steps = stepsOf([...path, scalar])
      const clause = [...path].reverse().find((node) => isMap(node) && (node.has('id') || node.has('cite')))
      const depth = clause === undefined ? 1 : stepsOf(path.slice(0, path.indexOf(clause) + 1)).length
      const of = (which: string): string | null =>
        isMap(clause) && clause.has(which) ? String(clause.get(which)) : null
      const newline = text.indexOf('\n', Math.max(scalar.range[0], scalar.range[1] - 1))
      found.push({
        scalar,
        path: steps.join('.'),
        group: steps.slice(0, depth).join('.'),
        id: of('id'),
        cite: of('cite'),
        gives: isMap(clause) && typeof clause.get('gives') === 'string' ? of('gives') : null,
        kind: kindOf(scalar.value),
        value: String(scalar.value),
        end: newline < 0 ? text.length : newline,
      })
    },
  })
  return found
}

const kindOf = (value: unknown): YearField['kind'] =>
  typeof value === 'number'
    ? 'number'
    : DAY_FORM.test(String(value))
      ? 'day'
      : LENGTH_FORM.test(String(value))
        ? 'length'
        : 'words'

/** The keys and places that lead to a node. */
function stepsOf(path: readonly unknown[]): (string | number)[] {
  return path.flatMap((node, i): (string | number)[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : []
    const parent = path[i - 1]
    const items = typeof parent === 'object' && parent !== null && 'items' in parent ? parent.items : null
    return Array.isArray(items) && !isMap(parent) ? [items.indexOf(node)] : []
  })
}
