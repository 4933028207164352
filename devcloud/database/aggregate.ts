import { Aggregator } from 'mingo'
import { bucket, bucketAuto } from './buckets'
import { checkedPipeline } from './check-pipeline'
import { writeDocument } from './ejson'
import { find } from './find'
import { inKeyOrder } from './key-order'
import { byMingo } from './matcher'
import { readStored, readValue } from './ejson'
import { isDocument } from './values'
import type { Parts } from './operations'
import type { Requests } from './requests'
import type { Document, Value } from './values'

/** A first `match` is asked of the columns; the rest of the pipeline runs here. */
export async function aggregateDocuments(parts: Parts, request: Requests['aggregate']) {
  const at = parts.now()
  const collection = parts.collections.get(request.collectionName)
  const pipeline = checkedPipeline(
    request.stages.map(({ stageKey, stageValue }) => ({ [stageKey]: readValue(stageValue, at) })),
  )
  const first = pipeline[0]?.$match
  const documents = documentsOf(parts, collection.name, isDocument(first) ? first : {})
  const rest = isDocument(first) ? pipeline.slice(1) : pipeline
  const results = byMingo(() => rest.reduce((list, stage) => runStage(parts, stage, list), documents))
  return { data: { list: results.map(writeDocument) } }
}

function documentsOf({ file, collections }: Parts, name: string, query: Document): Document[] {
  return find(file, collections.get(name), query).map((found) => found.document ?? readStored(found.doc))
}

function runStage(parts: Parts, stage: Document, documents: Document[]): Document[] {
  if (isDocument(stage.$bucket)) return bucket(documents, stage.$bucket)
  if (isDocument(stage.$bucketAuto)) return bucketAuto(documents, stage.$bucketAuto)
  const collectionResolver = (name: string) => documentsOf(parts, name, foreignQuery(stage.$lookup ?? null, documents))
  const results = new Aggregator([stage], { collectionResolver }).run<Document>(documents)
  if (!isDocument(stage.$project)) return results
  const order = inKeyOrder(stage.$project)
  return results.map((result, at) => order(result, documents[at] ?? {}))
}

/** Only what a lookup by equality can find is fetched, so that an index serves it. */
function foreignQuery(lookup: Value, documents: readonly Document[]): Document {
  if (!isDocument(lookup) || typeof lookup.localField !== 'string' || typeof lookup.foreignField !== 'string') return {}
  const { localField, foreignField } = lookup
  if (localField.includes('.')) return {}
  const values = documents.flatMap((document) => document[localField] ?? null)
  return values.some((value) => isDocument(value)) ? {} : { [foreignField]: { $in: values } }
}
