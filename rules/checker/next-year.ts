import { isAlias, isPair, isScalar, parseDocument, visit, type Scalar } from 'yaml'
import { NOT_LOOKED_AT } from './index'

/** Keys whose text is this year's notice's own. */
const OF_THE_NOTICE = ['quote', 'says', 'title', 'number', 'issued', 'why', 'basis', 'remarks', 'phone']
export const DAY_FORM = /^(\d{4})-(\d{2}-\d{2})$/
export const LENGTH_FORM = /^\d+ (days|months)$/

interface Found {
  scalar: Scalar
  key: string
}

/**
 * Next year's file from an earlier one: its days moved by the years between, and each line that holds a day, an amount,
 * a length or words of the notice marked as not looked at, which the checker lists until somebody has.
 */
export function nextYearsText(text: string, year: number): string {
  const doc = parseDocument(text, { schema: 'core' })
  const by = year - Number(doc.get('year'))
  const found: Found[] = []
  visit(doc, {
    Scalar(key, scalar, path) {
      if (key === 'key') return
      const pair = [...path].reverse().find(isPair)
      found.push({ scalar, key: pair && isScalar(pair.key) ? String(pair.key.value) : '' })
    },
  })
  const values = found.filter(({ scalar }) => scalar.range && !isAlias(scalar))
  const ends = new Set(values.filter(isOfTheYear).map(({ scalar }) => endOfLine(text, scalar)))
  const marks = [...ends].map((end): Edit => ({ from: end, to: end, as: `  ${NOT_LOOKED_AT}` }))
  // From the end, so that the places before stay where they are.
  return [...values.flatMap(({ scalar, key }) => edit(scalar, key, by, year)), ...marks]
    .sort((one, other) => other.from - one.from)
    .reduce((all, { from, to, as }) => all.slice(0, from) + as + all.slice(to), text)
}

/** Whether a value is of the year: a day, an amount, a length, or words of its notice. */
export function isOfTheYear({ scalar: { value }, key }: Found): boolean {
  if (key === 'year' || key === 'region') return false
  if (typeof value === 'number') return true
  return typeof value === 'string' && (DAY_FORM.test(value) || LENGTH_FORM.test(value) || OF_THE_NOTICE.includes(key))
}

interface Edit {
  from: number
  to: number
  as: string
}

function edit({ value, range }: Scalar, key: string, by: number, year: number): Edit[] {
  const [from, to] = range!
  if (key === 'year' && typeof value === 'number') return [{ from, to, as: String(year) }]
  const day = typeof value === 'string' ? DAY_FORM.exec(value) : null
  if (!day) return []
  const moved = `${Number(day[1]) + by}-${day[2] === '02-29' ? '02-28' : day[2]!}`
  return [{ from, to, as: moved }]
}

/** A mark may stand behind a line, but not inside a text that goes on over the next. */
function endOfLine(text: string, { range }: Scalar): number {
  const end = text.indexOf('\n', Math.max(range![0], range![1] - 1))
  return end < 0 ? text.length : end
}
