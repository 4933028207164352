import { Aggregator } from 'mingo'
import type { PlatformError } from '../platform-error'
import { requireAccumulator, requireExpression } from './check-expression'
import { notEmulated, refused } from './refusals'
import { compareValues, isDocument, typeName } from './values'
import type { Document, Value } from './values'

/**
 * The stages that sort documents into ranges of a value: WeChat, Aggregate.bucket and Aggregate.bucketAuto, and
 * https://www.mongodb.com/docs/manual/reference/operator/aggregation/bucket/ . mingo's own differ: they give out empty
 * ranges, and drop nulls from lists.
 */
const COUNT: Document = { count: { $sum: 1 } }

export function checkedBucket(value: Document): Document {
  const { boundaries, default: other } = value
  requireParts('$bucket', value, ['groupBy', 'boundaries', 'default', 'output'])
  if (!Array.isArray(boundaries) || boundaries.length < 2) throw wrong('boundaries', 'an array of at least two values')
  boundaries.forEach((bound, at) => {
    const before = boundaries[at - 1]
    if (before === undefined) return
    if (typeName(before) !== typeName(bound)) throw wrong('boundaries', 'all of the same type')
    if (compareValues(before, bound) >= 0) throw wrong('boundaries', 'in ascending order, without one twice')
  })
  if (other !== undefined && rangeOf(boundaries, other) >= 0) {
    throw wrong('default', 'less than the lowest boundary or not below the highest')
  }
  return value
}

export function checkedBucketAuto(value: Document): Document {
  if (value.granularity !== undefined) throw notEmulated('the granularity of $bucketAuto')
  requireParts('$bucketAuto', value, ['groupBy', 'buckets', 'output'])
  const { buckets } = value
  const isPositive = typeof buckets === 'number' && Number.isInteger(buckets) && buckets > 0
  if (!isPositive) throw wrong('buckets', 'a positive whole number')
  return value
}

function wrong(field: string, what: string): PlatformError {
  return refused(`the '${field}' of the stage must be ${what}`)
}

function requireParts(stage: string, value: Document, known: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw refused(`unrecognized option to ${stage}: ${unknown}`)
  const { groupBy = null, output } = value
  if (!isDocument(groupBy) && !(typeof groupBy === 'string' && groupBy.startsWith('$'))) {
    throw wrong('groupBy', 'a $-prefixed path or an expression object')
  }
  requireExpression(groupBy)
  if (output === undefined) return
  if (!isDocument(output)) throw wrong('output', 'an object')
  for (const [field, accumulator] of Object.entries(output)) requireAccumulator(field, accumulator)
}

/** A document for each range that has any, by its lower bound; ranges in the order of their bounds. */
export function bucket(documents: readonly Document[], stage: Document): Document[] {
  const boundaries = stage.boundaries as Value[]
  const members = new Map<Value, Document[]>()
  for (const { key, document } of keyed(documents, stage)) {
    const range = boundaries[rangeOf(boundaries, key)] ?? stage.default
    if (range === undefined) throw refused('$bucket: a document is in no range, and no default was specified')
    const list = members.get(range)
    if (list === undefined) members.set(range, [document])
    else list.push(document)
  }
  return [...members]
    .sort(([left], [right]) => compareValues(left, right))
    .map(([_id, list]) => ({ _id, ...summed(list, stage) }))
}

/** As evenly as equal values allow: each range takes its share, and all that are equal to its last. */
export function bucketAuto(documents: readonly Document[], stage: Document): Document[] {
  const sorted = keyed(documents, stage).sort((left, right) => compareValues(left.key, right.key))
  const ranges = Number(stage.buckets)
  const share = Math.max(1, Math.round(sorted.length / ranges))
  const results: Document[] = []
  for (let from = 0; from < sorted.length;) {
    let to = results.length === ranges - 1 ? sorted.length : Math.min(from + share, sorted.length)
    while (to < sorted.length && compareValues(keyAt(sorted, to), keyAt(sorted, to - 1)) === 0) to++
    const bounds = { min: keyAt(sorted, from), max: keyAt(sorted, Math.min(to, sorted.length - 1)) }
    results.push({
      _id: bounds,
      ...summed(
        sorted.slice(from, to).map(({ document }) => document),
        stage,
      ),
    })
    from = to
  }
  return results
}

interface Keyed {
  key: Value
  document: Document
}

function keyed(documents: readonly Document[], { groupBy = null }: Document): Keyed[] {
  const keys = new Aggregator([{ $replaceRoot: { newRoot: { key: groupBy } } }]).run<Document>([...documents])
  return documents.map((document, at) => ({ key: keys[at]?.key ?? null, document }))
}

function keyAt(sorted: readonly Keyed[], at: number): Value {
  return sorted[at]?.key ?? null
}

function summed(documents: readonly Document[], { output }: Document): Document {
  const group = { _id: null, ...(isDocument(output) ? output : COUNT) }
  const [{ _id, ...sums } = {}] = new Aggregator([{ $group: group }]).run<Document>([...documents])
  return sums
}

/** The number of the range that a value lies in; -1 for none. Its lower bound is in it, its upper one is not. */
function rangeOf(boundaries: readonly Value[], value: Value): number {
  const above = boundaries.findIndex((bound) => compareValues(value, bound) < 0)
  return above - 1 < 0 ? -1 : above - 1
}
