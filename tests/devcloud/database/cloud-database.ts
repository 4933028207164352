import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cloud from 'wx-server-sdk'
import { FIXTURE_FUNCTIONS, startDevcloudProcess } from '../running-devcloud'
import { serverSdk } from '../server-sdk'
import type { RunningDevcloud } from '../running-devcloud'

type Sdk = ReturnType<typeof cloud.database>
export type Command = Sdk['command']
export type Stored = Record<string, unknown>

/** What the SDK is at run time. Its own types give every answer as `string | void | …`, for callbacks that nobody uses. */
export interface CloudQuery {
  where(query: object): CloudQuery
  orderBy(field: string, direction: 'asc' | 'desc'): CloudQuery
  skip(count: number): CloudQuery
  limit(count: number): CloudQuery
  field(projection: object): CloudQuery
  get(): Promise<{ data: Stored[] }>
  count(): Promise<{ total: number }>
  update(change: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface CloudDocument {
  field(projection: object): CloudDocument
  get(): Promise<{ data: Stored | null }>
  set(change: { data: object }): Promise<{ _id: string; stats: { updated: number; created: number } }>
  update(change: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface CloudCollection extends CloudQuery {
  doc(id: string | number): CloudDocument
  add(added: { data: object }): Promise<{ _id: string; _ids?: string[] }>
  aggregate(): CloudPipeline
}

export type CloudPipeline = {
  [
    Stage in
      | 'match'
      | 'group'
      | 'sort'
      | 'project'
      | 'addFields'
      | 'lookup'
      | 'unwind'
      | 'limit'
      | 'skip'
      | 'count'
      | 'sample'
      | 'sortByCount'
      | 'replaceRoot'
      | 'bucket'
      | 'bucketAuto'
      | 'geoNear'
  ]: (parameter: unknown) => CloudPipeline
} & { end(): Promise<{ list: Stored[] }> }

export interface CloudTransaction {
  collection(name: string): CloudCollection
  commit(): Promise<unknown>
  rollback(reason?: unknown): Promise<unknown>
}

export interface CloudDatabase extends Pick<Sdk, 'command' | 'RegExp' | 'Geo'> {
  serverDate(options?: { offset: number }): unknown
  collection(name: string): CloudCollection
  createCollection(name: string): Promise<unknown>
  startTransaction(): Promise<CloudTransaction>
  runTransaction<Result>(work: (transaction: CloudTransaction) => Promise<Result>, times?: number): Promise<Result>
}

/** Collections and their indexes, as `indexes.json` has them. */
export type Declared = Record<string, { indexes?: { fields: Record<string, 1 | -1>; unique?: boolean }[] }>

export interface RunningDatabase {
  db: CloudDatabase
  devcloud: RunningDevcloud
  folder: string
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'devcloud-data-'))
}

export function indexFile(collections: Declared): string {
  const file = join(newFolder(), 'indexes.json')
  writeFileSync(file, JSON.stringify({ collections }))
  return file
}

/** The unmodified wx-server-sdk, and a devcloud of its own to speak to. */
export async function startDatabase(collections: Declared, folder = newFolder()): Promise<RunningDatabase> {
  const devcloud = await startDevcloudProcess([
    '--functions',
    FIXTURE_FUNCTIONS,
    '--data',
    folder,
    '--indexes',
    indexFile(collections),
  ])
  return { db: sdkDatabase(devcloud.url), devcloud, folder }
}

export function sdkDatabase(url: string): CloudDatabase {
  serverSdk(url)
  const config: object = { throwOnNotFound: false }
  return cloud.database(config) as unknown as CloudDatabase
}

export interface Failure {
  errCode: number | string
  code?: string
  errMsg: string
}

/** How a call failed; that it does not fail is a failure of the test. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call
  } catch (error) {
    // At commit the SDK throws the platform's error as it is.
    const { errMsg, message, ...failure } = error as Failure & { message?: string }
    return { ...failure, errMsg: errMsg ?? message ?? '' }
  }
  throw new Error('the call did not fail')
}

/** `DATABASE_REQUEST_FAILED`, as wx-server-sdk numbers it. */
export const REQUEST_FAILED = -502001
export const COLLECTION_NOT_EXIST = -502005
