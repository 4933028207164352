import { checkedBucket, checkedBucketAuto } from './buckets'
import { requireAccumulator, requireExpression } from './check-expression'
import { checkedQuery } from './check-query'
import { notEmulated, refused } from './refusals'
import { orderOf } from './update'
import { isDocument } from './values'
import type { Document, Value } from './values'

/** The stages of the SDK that are not here. */
const NOT_EMULATED = new Set(['$geoNear'])

/** Lets through only what is known: https://www.mongodb.com/docs/manual/reference/operator/aggregation-pipeline/ */
export function checkedPipeline(stages: readonly Document[]): Document[] {
  return stages.map((stage) => {
    const [entry, ...more] = Object.entries(stage)
    if (entry === undefined || more.length > 0)
      throw refused('A pipeline stage specification object must contain exactly one field')
    return { [entry[0]]: checkedStage(entry[0], entry[1]) }
  })
}

function checkedStage(name: string, value: Value): Value {
  switch (name) {
    case '$match':
      return checkedQuery(object(name, value))
    case '$group':
      return group(object(name, value))
    case '$bucket':
      return checkedBucket(object(name, value))
    case '$bucketAuto':
      return checkedBucketAuto(object(name, value))
    case '$sort':
      orderOf(object(name, value))
      return value
    case '$project':
    case '$addFields':
      return fields(name, object(name, value))
    case '$limit':
    case '$skip':
      return wholeNumber(name, value, name === '$limit' ? 1 : 0)
    case '$count':
      if (typeof value !== 'string' || value === '' || value.startsWith('$') || value.includes('.'))
        throw refused('the count field must be a name')
      return value
    case '$lookup':
      return lookup(object(name, value))
    case '$unwind':
      return unwind(value)
    case '$sample':
      return { size: wholeNumber(name, object(name, value).size ?? null, 1) }
    case '$sortByCount':
      requireExpression(value)
      return value
    case '$replaceRoot':
      requireExpression(object(name, value).newRoot ?? null)
      return only(name, object(name, value), ['newRoot'])
    default:
      throw NOT_EMULATED.has(name)
        ? notEmulated(`the stage ${name}`)
        : refused(`Unrecognized pipeline stage name: '${name}'`)
  }
}

function object(name: string, value: Value): Document {
  if (!isDocument(value)) throw refused(`the ${name} stage needs an object`)
  return value
}

function wholeNumber(name: string, value: Value, least: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least)
    throw refused(`${name} needs a whole number from ${least}`)
  return value
}

function only(name: string, value: Document, known: readonly string[]): Document {
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw refused(`unknown argument to ${name}: ${unknown}`)
  return value
}

function group(value: Document): Document {
  const { _id, ...accumulators } = value
  if (_id === undefined) throw refused('a group specification must include an _id')
  requireExpression(_id)
  for (const [field, accumulator] of Object.entries(accumulators)) requireAccumulator(field, accumulator)
  return value
}

function fields(name: string, value: Document): Document {
  if (Object.keys(value).length === 0) throw refused(`the ${name} stage needs at least one field`)
  Object.values(value).forEach(requireExpression)
  return value
}

function lookup(value: Document): Document {
  if (typeof value.from !== 'string' || typeof value.as !== 'string') throw refused('$lookup needs from and as')
  if (value.pipeline === undefined) {
    if (typeof value.localField !== 'string' || typeof value.foreignField !== 'string')
      throw refused('$lookup needs localField and foreignField')
    return only('$lookup', value, ['from', 'as', 'localField', 'foreignField'])
  }
  if (!Array.isArray(value.pipeline)) throw refused('the pipeline of $lookup has to be a list')
  requireExpression(value.let ?? null)
  const pipeline = checkedPipeline(value.pipeline.map((stage) => object('$lookup', stage)))
  return only('$lookup', { ...value, pipeline }, ['from', 'as', 'let', 'pipeline'])
}

function unwind(value: Value): Value {
  const path = isDocument(value)
    ? only('$unwind', value, ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays']).path
    : value
  if (typeof path !== 'string' || !path.startsWith('$')) throw refused('the path of $unwind begins with $')
  return value
}
