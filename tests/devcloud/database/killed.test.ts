import { once } from 'node:events'
import { newFolder, startDatabase } from './cloud-database'
import type { CloudDatabase } from './cloud-database'

const KILLS = 20
const WRITERS = 1_000
/** A quarter of the writers move money between two accounts in one transaction, the others add a document each. */
const TRANSFERS = WRITERS / 4
const ACCOUNTS = 50
const FEN = 1_000
/** The SDK warns of a call after 3 s, and of one that lost its cloud too, for it never stops that clock. */
const SDK_WARNS_WITHIN_MS = 3_500

const DECLARED = { accounts: {}, transfers: {}, notes: { indexes: [{ fields: { round: 1 as const } }] } }

/** What the writers were told is done: their promises came back. */
interface Acknowledged {
  notes: Set<string>
  transfers: Set<string>
}

/** 1,000 writers at once, all of whom lose their cloud somewhere in the middle. */
async function writeUntilKilled(
  db: CloudDatabase,
  round: number,
  acknowledged: Acknowledged,
  progress: () => void,
): Promise<void> {
  const note = async (n: number) => {
    const _id = `${round}-${n}`
    await db.collection('notes').add({ data: { _id, round, text: '参保'.repeat(20) } })
    acknowledged.notes.add(_id)
  }
  const transfer = async (n: number) => {
    const _id = `${round}-${n}`
    await db.runTransaction(async (transaction) => {
      const accounts = transaction.collection('accounts')
      await accounts.doc(`account-${n % ACCOUNTS}`).update({ data: { fen: db.command.inc(-1) } })
      await accounts.doc(`account-${(n + 7) % ACCOUNTS}`).update({ data: { fen: db.command.inc(1) } })
      await transaction.collection('transfers').add({ data: { _id } })
    })
    acknowledged.transfers.add(_id)
  }
  const writers = Array.from({ length: WRITERS }, (_one, n) =>
    (n % (WRITERS / TRANSFERS) === 0 ? transfer(n) : note(n)).then(progress),
  )
  await Promise.allSettled(writers)
}

async function everyId(db: CloudDatabase, collection: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for (let last = ''; ;) {
    const { data } = await db
      .collection(collection)
      .where({ _id: db.command.gt(last) })
      .orderBy('_id', 'asc')
      .limit(1_000)
      .field({ _id: true })
      .get()
    for (const { _id } of data) ids.add(String(_id))
    last = String(data[data.length - 1]?._id)
    if (data.length < 1_000) return ids
  }
}

test(`killed ${KILLS} times in the middle of ${WRITERS} writes at once, it has every acknowledged write and no half transaction`, async () => {
  // The SDK warns of each call that outlives its cloud.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  const folder = newFolder()
  const acknowledged: Acknowledged = { notes: new Set(), transfers: new Set() }
  let interrupted = 0
  for (let round = 0; round <= KILLS; round++) {
    const { db, devcloud } = await startDatabase(DECLARED, folder)
    if (round === 0)
      await db
        .collection('accounts')
        .add({ data: Array.from({ length: ACCOUNTS }, (_one, n) => ({ _id: `account-${n}`, fen: FEN })) })

    const notes = await everyId(db, 'notes')
    const transfers = await everyId(db, 'transfers')
    expect([...acknowledged.notes].filter((id) => !notes.has(id))).toEqual([])
    expect([...acknowledged.transfers].filter((id) => !transfers.has(id))).toEqual([])
    const accounts = (await db.collection('accounts').get()).data
    expect(accounts.reduce((sum, { fen }) => sum + Number(fen), 0)).toBe(ACCOUNTS * FEN)
    // Each transfer that is there moved its money, and no other did.
    const moved = new Map<string, number>()
    for (const id of transfers) {
      const n = Number(id.split('-')[1])
      for (const [account, by] of [
        [n % ACCOUNTS, -1],
        [(n + 7) % ACCOUNTS, 1],
      ] as const)
        moved.set(`account-${account}`, (moved.get(`account-${account}`) ?? 0) + by)
    }
    expect(accounts.map(({ _id, fen }) => [_id, Number(fen) - FEN])).toEqual(
      accounts.map(({ _id }) => [_id, moved.get(String(_id)) ?? 0]),
    )
    if (round === KILLS) {
      await devcloud.stop()
      break
    }

    const ended = once(devcloud.process, 'exit')
    const transfersBefore = acknowledged.transfers.size
    // Every second time among the transactions: they end after the single writes, which are one request each.
    const isTimeToKill = (writes: number, transferred: number) =>
      round % 2 === 0 ? writes === 20 + round * 15 : transferred === 1 + round
    let done = 0
    await writeUntilKilled(db, round, acknowledged, () => {
      done++
      if (isTimeToKill(done, acknowledged.transfers.size - transfersBefore)) devcloud.process.kill('SIGKILL')
    })
    if (done < WRITERS) interrupted++
    if (devcloud.process.exitCode === null && devcloud.process.signalCode === null) devcloud.process.kill('SIGKILL')
    await ended
  }
  // The last warnings come while nobody listens; after the test they would count against the whole run.
  await new Promise((resolve) => {
    setTimeout(resolve, SDK_WARNS_WITHIN_MS)
  })
  expect(interrupted).toBe(KILLS)
  expect(acknowledged.notes.size).toBeGreaterThan(KILLS * 10)
  expect(acknowledged.transfers.size).toBeGreaterThanOrEqual(KILLS)
})
