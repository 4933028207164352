import cloud from 'wx-server-sdk'

/**
 * The function that `npm run deploy -- probe` installs for some minutes: it tries on the platform what no document
 * says, in a collection of its own. Nothing of it is deployed otherwise.
 */
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })

const COLLECTION = 'deploy-probe'
const TIMES = 20
/** Forms of keys that documents of ours have, or might: a field is named after a day, a place, or an id. */
const FIELD_NAMES = ['plain', 'with-hyphen', '2026-01-01', '360781', '瑞金', 'a'.repeat(33), 'k~v', 'a'.repeat(64)]

interface Failure {
  code: string
  message: string
}

interface Store {
  collection(name: string): {
    add(added: { data: object }): Promise<unknown>
    doc(id: string): {
      get(): Promise<{ data: unknown }>
      set(change: { data: object }): Promise<unknown>
      update(change: { data: object }): Promise<unknown>
      remove(): Promise<unknown>
    }
  }
}
type Database = Store & { startTransaction(): Promise<Store & { rollback(): Promise<unknown> }> }

/** By a timer or another server it is called with nothing; only who called is then written down. */
export async function main(event: { probe?: boolean }): Promise<object> {
  const db = cloud.database({ throwOnNotFound: false } as object) as unknown as Database
  const caller = cloud.getWXContext() as Record<string, unknown>
  const called = { openid: caller.OPENID !== undefined && caller.OPENID !== '', source: caller.SOURCE ?? null }
  if (event.probe !== true) {
    await db.collection(COLLECTION).doc('called').set({ data: called })
    return { called }
  }
  return {
    called,
    node: process.version,
    duplicate: await duplicate(db),
    conflict: await conflict(db),
    fieldNames: await fieldNames(db),
    milliseconds: await milliseconds(db),
    calledByTimer: (await db.collection(COLLECTION).doc('called').get()).data,
  }
}

async function duplicate(db: Database): Promise<Failure | null> {
  await db
    .collection(COLLECTION)
    .doc('twice')
    .set({ data: { first: true } })
  return failureOf(() => db.collection(COLLECTION).add({ data: { _id: 'twice' } }))
}

/** Two transactions write one document: which step of the second fails, and how. */
async function conflict(db: Database): Promise<Failure | null> {
  await db
    .collection(COLLECTION)
    .doc('held')
    .set({ data: { at: 0 } })
  const [first, second] = [await db.startTransaction(), await db.startTransaction()]
  try {
    await first
      .collection(COLLECTION)
      .doc('held')
      .update({ data: { at: 1 } })
    return await failureOf(() =>
      second
        .collection(COLLECTION)
        .doc('held')
        .update({ data: { at: 2 } }),
    )
  } finally {
    for (const transaction of [first, second]) await transaction.rollback().catch(() => undefined)
  }
}

/** Of each form whether it is taken: null, or how it is refused. */
async function fieldNames(db: Database): Promise<Record<string, Failure | null>> {
  const tried: Record<string, Failure | null> = {}
  for (const name of FIELD_NAMES) {
    tried[name] = await failureOf(() =>
      db
        .collection(COLLECTION)
        .doc('fields')
        .set({ data: { [name]: 1 } }),
    )
  }
  return tried
}

async function milliseconds(db: Database): Promise<Record<string, number>> {
  const document = db.collection(COLLECTION).doc('timed')
  const write = await median(() => document.set({ data: { at: 1 } }))
  const read = await median(() => document.get())
  return { write, read }
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < TIMES; time++) {
    const begun = performance.now()
    await work()
    took.push(performance.now() - begun)
  }
  return Math.round(took.sort((a, b) => a - b)[TIMES / 2] ?? 0)
}

async function failureOf(work: () => Promise<unknown>): Promise<Failure | null> {
  try {
    await work()
    return null
  } catch (error) {
    const told = error as { errCode?: unknown; code?: unknown; errMsg?: unknown; message?: unknown }
    return { code: String(told.errCode ?? told.code), message: String(told.errMsg ?? told.message).slice(0, 200) }
  }
}
