/**
 * What the SDK's database is at run time; its own types give every answer as `string | void | …`, for callbacks that
 * nobody uses.
 */
export interface Database extends DocumentStore {
  command: Command
  startTransaction(): Promise<StartedTransaction>
}

/** As the SDK has it: single documents by their ids only. */
export interface StartedTransaction extends DocumentStore {
  commit(): Promise<unknown>
  rollback(): Promise<unknown>
}

/** As `inTransaction` hands it out: with the database's operators, for updates. */
export interface Transaction extends StartedTransaction {
  command: Command
}

/** A database or a transaction: what single documents are read from and written to. */
export interface DocumentStore {
  collection(name: string): Collection
}

export interface Query {
  where(condition: object): Query
  orderBy(field: string, direction: 'asc' | 'desc'): Query
  skip(count: number): Query
  limit(count: number): Query
  field(projection: object): Query
  get(): Promise<{ data: unknown[] }>
  count(): Promise<{ total: number }>
  update(change: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface Collection extends Query {
  doc(id: string): DocumentReference
  add(added: { data: object }): Promise<{ _id: string }>
}

export interface DocumentReference {
  /** `data` is null when there is none. */
  get(): Promise<{ data: unknown }>
  set(change: { data: object }): Promise<unknown>
  update(change: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

/** The operators in use. No others: the platform's next database promises no more. */
export type Command = Record<
  'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'and' | 'or' | 'inc' | 'push' | 'set',
  (...operands: unknown[]) => Condition
>
interface Condition {
  and(...others: unknown[]): Condition
}

/** The most that the platform hands out at once; without a `limit` it is 100. */
export const READ_LIMIT = 1_000

/** A document by its id; null = none. */
export async function readDocument<Document extends { _id: string }>(
  from: DocumentStore,
  collection: string,
  id: string,
): Promise<Document | null> {
  return (await from.collection(collection).doc(id).get()).data as Document | null
}

/** Writes a document whole, whether or not there was one. */
export async function putDocument<Document extends { _id: string }>(
  to: DocumentStore,
  collection: string,
  { _id, ...data }: Document,
): Promise<void> {
  await to.collection(collection).doc(_id).set({ data })
}

/**
 * Adds a document, unless its id or a unique value is taken already: then false. In a transaction it throws instead,
 * as the platform ends a transaction with such a fault.
 */
export async function addDocument<Document extends { _id: string }>(
  db: Database,
  collection: string,
  document: Document,
): Promise<boolean> {
  try {
    await db.collection(collection).add({ data: document })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Every document that a query finds, in the order of ids, read in pages. For few: a household, a village. */
export async function readAll<Document extends { _id: string }>(
  db: Database,
  collection: string,
  equal: Record<string, unknown>,
): Promise<Document[]> {
  const found: Document[] = []
  for (;;) {
    const last = found.at(-1)
    const condition = last === undefined ? equal : { ...equal, _id: db.command.gt(last._id) }
    const page = (await db.collection(collection).where(condition).orderBy('_id', 'asc').limit(READ_LIMIT).get())
      .data as Document[]
    found.push(...page)
    if (page.length < READ_LIMIT) return found
  }
}

/** Whether a write was refused because its id or a unique value is another document's. */
export function isDuplicate(error: unknown): boolean {
  return messageOf(error).includes('E11000')
}

/**
 * What the SDK tells of a failure: `errMsg`, and at commit `message`. Never shown or logged: it may quote a document.
 */
export function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  return ['errMsg', 'message', 'code', 'errCode'].map((field) => String(Reflect.get(error, field) ?? '')).join(' ')
}

/** Something that lists go by, latest first. */
interface Dated {
  _id: string
  at: number
}

/** Where a list goes on: the last that was shown. */
export const placeOf = ({ at, _id }: Dated): string => `${at}~${_id}`

/** A page of a collection, latest first; those of one moment in the order of ids. `after`: a {@link placeOf}. */
export async function pageLatestFirst<Document extends Dated>(
  db: Database,
  collection: string,
  equal: Record<string, unknown>,
  after: string | null,
  count: number,
): Promise<Document[]> {
  const { and, or, lt } = db.command
  const [moment, id] =
    after === null ? [NaN, ''] : [Number(after.slice(0, after.indexOf('~'))), after.slice(after.indexOf('~') + 1)]
  const condition = Number.isNaN(moment) ? equal : and([equal, or([{ at: lt(moment) }, { at: moment, _id: lt(id) }])])
  return (
    await db.collection(collection).where(condition).orderBy('at', 'desc').orderBy('_id', 'desc').limit(count).get()
  ).data as Document[]
}
