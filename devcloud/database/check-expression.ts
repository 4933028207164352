import { refused } from './refusals'
import { isDocument } from './values'
import type { Value } from './values'

/** The expressions that `db.command.aggregate` offers, but `meta`, which needs a text index. */
const EXPRESSIONS = new Set(
  `abs add ceil divide exp floor ln log log10 mod multiply pow sqrt subtract trunc
  arrayElemAt arrayToObject concatArrays filter in indexOfArray isArray map range reduce reverseArray size slice zip
  and not or cmp eq gt gte lt lte ne cond ifNull switch
  dateFromParts dateFromString dayOfMonth dayOfWeek dayOfYear isoDayOfWeek isoWeek isoWeekYear millisecond minute month second hour week year dateToString
  literal mergeObjects objectToArray let
  allElementsTrue anyElementTrue setDifference setEquals setIntersection setIsSubset setUnion
  concat indexOfBytes indexOfCP split strLenBytes strLenCP strcasecmp substr substrBytes substrCP toLower toUpper
  avg max min sum stdDevPop stdDevSamp first last`
    .split(/\s+/)
    .map((name) => `$${name}`),
)

const ACCUMULATORS = new Set(
  ['sum', 'avg', 'min', 'max', 'first', 'last', 'push', 'addToSet', 'stdDevPop', 'stdDevSamp', 'mergeObjects'].map(
    (name) => `$${name}`,
  ),
)

/** Refuses what is not known, wherever it stands in an expression. */
export function requireExpression(expression: Value): void {
  if (Array.isArray(expression)) return expression.forEach(requireExpression)
  if (!isDocument(expression)) return
  const entries = Object.entries(expression)
  const operator = entries.map(([key]) => key).find((key) => key.startsWith('$'))
  if (operator === undefined) return entries.forEach(([, value]) => requireExpression(value))
  if (entries.length > 1) throw refused('an object representing an expression must have exactly one field')
  if (!EXPRESSIONS.has(operator)) throw refused(`Unrecognized expression '${operator}'`)
  const operand = expression[operator] ?? null
  if (operator === '$literal') return
  // The named parts of `cond`, `filter`, `switch`, … are expressions or lists of them.
  if (isDocument(operand) && !Object.keys(operand).some((key) => key.startsWith('$')))
    Object.values(operand).forEach(requireExpression)
  else requireExpression(operand)
}

export function requireAccumulator(field: string, accumulator: Value): void {
  const [entry, ...more] = isDocument(accumulator) ? Object.entries(accumulator) : []
  if (entry === undefined || more.length > 0) throw refused(`The field '${field}' must be an accumulator object`)
  if (!ACCUMULATORS.has(entry[0])) throw refused(`unknown group operator '${entry[0]}'`)
  requireExpression(entry[1])
}
