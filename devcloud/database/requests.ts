import * as z from 'zod'
import { readDocument } from './ejson'
import { invalidParameter } from './refusals'
import { requireId } from './storable'
import type { Document, Id } from './values'

/** What the SDK sends with each action. What it adds of its own (`env`, `seqId`, …) is left aside. */
const ejson = z.string()
const transactionId = z.string().optional()
const place = { collectionName: z.string(), transactionId }
const selection = { ...place, query: ejson.optional(), queryType: z.enum(['DOC', 'WHERE']) }

/** In functions: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/read.html */
export const LIMIT_DEFAULT = 100
export const LIMIT_MAX = 1000

export const requests = {
  insert: z.object({ ...place, data: z.array(ejson).min(1) }),
  get: z.object({
    ...selection,
    order: ejson.optional(),
    projection: ejson.optional(),
    offset: z.int().nonnegative().default(0),
    limit: z.int().positive().max(LIMIT_MAX).default(LIMIT_DEFAULT),
  }),
  count: z.object({ collectionName: z.string(), query: ejson.optional() }),
  modify: z.object({
    ...selection,
    data: ejson,
    multi: z.boolean().default(true),
    merge: z.boolean(),
    upsert: z.boolean(),
  }),
  remove: z.object({ ...selection, multi: z.boolean().default(true) }),
  aggregate: z.object({
    collectionName: z.string(),
    stages: z.array(z.object({ stageKey: z.string(), stageValue: ejson })),
  }),
  end: z.object({ transactionId: z.string() }),
}

export type Requests = { [Name in keyof typeof requests]: z.output<(typeof requests)[Name]> }

export function readRequest<Schema extends z.ZodType>(schema: Schema, parameters: unknown): z.output<Schema> {
  const read = schema.safeParse(parameters)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw invalidParameter(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`)
}

/** The SDK sends no query, or an empty text, for all of a collection. */
export function queryOf(text: string | undefined, now: number): Document {
  return text === undefined || text === '' ? {} : readDocument(text, now)
}

export function documentIdOf(text: string | undefined, now: number): Id {
  return requireId(queryOf(text, now)._id)
}
