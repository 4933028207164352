import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabase } from '../../../devcloud/database'
import { PlatformError } from '../../../devcloud/platform-error'
import { failureOf, indexFile, newFolder, sdkDatabase, startDatabase } from './cloud-database'
import type { CloudDatabase, Failure, RunningDatabase } from './cloud-database'

/** wx-server-sdk has no number for these codes of the platform: their message tells them apart, and at commit the code itself. */
const told = (message: string) => ({ errMsg: expect.stringContaining(message) as string })
const CONFLICT = told('TransactionConflict')
const OVER = told('TransactionNotExist')

describe('a transaction of the SDK', () => {
  let running: RunningDatabase
  let db: CloudDatabase
  beforeAll(async () => {
    running = await startDatabase({ accounts: { indexes: [{ fields: { card: 1 }, unique: true }] }, log: {} })
    db = running.db
  })
  afterAll(() => running.devcloud.stop())

  let made = 0
  /** An account of its own for each test. */
  const newAccount = async (fen = 100) => {
    const _id = `account-${++made}`
    await db.collection('accounts').add({ data: { _id, fen, card: _id } })
    return _id
  }
  const fenOf = async (id: string) => (await db.collection('accounts').doc(id).get()).data?.fen

  test('what it writes is seen by nobody before it commits, and by all then', async () => {
    const [from, to] = [await newAccount(), await newAccount()]
    const transaction = await db.startTransaction()
    await transaction
      .collection('accounts')
      .doc(from)
      .update({ data: { fen: db.command.inc(-30) } })
    await transaction
      .collection('accounts')
      .doc(to)
      .update({ data: { fen: db.command.inc(30) } })
    await transaction.collection('log').add({ data: { _id: `${from}-${to}` } })
    expect((await transaction.collection('accounts').doc(from).get()).data).toMatchObject({ fen: 70 })
    expect([await fenOf(from), await fenOf(to)]).toEqual([100, 100])
    expect((await db.collection('log').doc(`${from}-${to}`).get()).data).toBeNull()
    await transaction.commit()
    expect([await fenOf(from), await fenOf(to)]).toEqual([70, 130])
    expect((await db.collection('log').doc(`${from}-${to}`).get()).data).not.toBeNull()
  })

  test('a rollback leaves no trace', async () => {
    const id = await newAccount()
    const transaction = await db.startTransaction()
    await transaction.collection('accounts').doc(id).remove()
    await transaction
      .collection('accounts')
      .doc('new')
      .set({ data: { fen: 1, card: 'new' } })
    expect((await transaction.collection('accounts').doc(id).get()).data).toBeNull()
    await transaction.rollback()
    expect(await fenOf(id)).toBe(100)
    expect(await fenOf('new')).toBeUndefined()
  })

  test('set, update and remove tell how many there were', async () => {
    const id = await newAccount()
    const transaction = await db.startTransaction()
    const accounts = transaction.collection('accounts')
    expect((await accounts.doc(id).update({ data: { fen: 1 } })).stats.updated).toBe(1)
    expect((await accounts.doc('nobody').update({ data: { fen: 1 } })).stats.updated).toBe(0)
    expect((await accounts.doc(id).set({ data: { fen: 2, card: id } })).stats.updated).toBe(1)
    expect((await accounts.doc('nobody').remove()).stats.removed).toBe(0)
    expect((await accounts.doc(id).remove()).stats.removed).toBe(1)
    expect((await accounts.doc(id).update({ data: { fen: 1 } })).stats.updated).toBe(0)
    await transaction.commit()
    expect(await fenOf(id)).toBeUndefined()
  })

  test('it reads what was when it began, whatever others write meanwhile', async () => {
    const [changed, removed] = [await newAccount(), await newAccount()]
    const transaction = await db.startTransaction()
    await db
      .collection('accounts')
      .doc(changed)
      .update({ data: { fen: 1 } })
    await db
      .collection('accounts')
      .doc(changed)
      .update({ data: { fen: 2 } })
    await db.collection('accounts').where({ _id: removed }).remove()
    await db.collection('accounts').add({ data: { _id: 'latecomer', card: 'latecomer' } })
    const read = async (id: string) => (await transaction.collection('accounts').doc(id).get()).data
    expect(await read(changed)).toMatchObject({ fen: 100 })
    expect(await read(removed)).toMatchObject({ fen: 100 })
    expect(await read('latecomer')).toBeNull()
    await transaction.rollback()
    expect(await fenOf(changed)).toBe(2)
  })

  test('of two that write one document the second fails at once, and the first goes on', async () => {
    const id = await newAccount()
    const [first, second] = [await db.startTransaction(), await db.startTransaction()]
    await first
      .collection('accounts')
      .doc(id)
      .update({ data: { fen: db.command.inc(1) } })
    expect(
      await failureOf(
        second
          .collection('accounts')
          .doc(id)
          .update({ data: { fen: db.command.inc(10) } }),
      ),
    ).toMatchObject(CONFLICT)
    expect(await failureOf(second.commit())).toMatchObject(OVER)
    await first.commit()
    expect(await fenOf(id)).toBe(101)
  })

  test.each<[string, (db: CloudDatabase, id: string) => Promise<unknown>]>([
    [
      'changed',
      (db, id) =>
        db
          .collection('accounts')
          .doc(id)
          .update({ data: { fen: 7 } }),
    ],
    [
      'changed among many',
      (db, id) =>
        db
          .collection('accounts')
          .where({ card: id })
          .update({ data: { fen: 7 } }),
    ],
    [
      'replaced',
      (db, id) =>
        db
          .collection('accounts')
          .doc(id)
          .set({ data: { fen: 7, card: id } }),
    ],
    ['removed', (db, id) => db.collection('accounts').doc(id).remove()],
  ])('it cannot write what was %s since it began', async (_name, change) => {
    const id = await newAccount()
    const transaction = await db.startTransaction()
    await transaction.collection('accounts').doc(id).get()
    await change(db, id)
    expect(
      await failureOf(
        transaction
          .collection('accounts')
          .doc(id)
          .set({ data: { fen: 8, card: id } }),
      ),
    ).toMatchObject(CONFLICT)
  })

  test('two that add the same _id: the second fails at once', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()]
    await first.collection('log').add({ data: { _id: 'same' } })
    expect(await failureOf(second.collection('log').add({ data: { _id: 'same' } }))).toMatchObject(CONFLICT)
    await first.commit()
    expect((await db.collection('log').where({ _id: 'same' }).count()).total).toBe(1)
  })

  test('two that take the same unique value: the second fails at once', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()]
    await first.collection('accounts').add({ data: { _id: 'card-a', card: 'shared' } })
    expect(
      await failureOf(second.collection('accounts').add({ data: { _id: 'card-b', card: 'shared' } })),
    ).toMatchObject(CONFLICT)
    await first.commit()
  })

  test("a unique value that is another's is refused, and the transaction is over", async () => {
    const id = await newAccount()
    const transaction = await db.startTransaction()
    const failure = await failureOf(
      transaction
        .collection('accounts')
        .doc('double')
        .set({ data: { card: id } }),
    )
    expect(failure.errMsg).toContain('E11000 duplicate key error collection: accounts index: card_1')
    expect(await failureOf(transaction.commit())).toMatchObject(OVER)
  })

  test('a unique value can move from one document to another', async () => {
    const id = await newAccount()
    await db.runTransaction(async (transaction) => {
      await transaction.collection('accounts').doc(id).remove()
      await transaction.collection('accounts').add({ data: { _id: `${id}-heir`, card: id } })
    })
    expect((await db.collection('accounts').where({ card: id }).get()).data).toEqual([{ _id: `${id}-heir`, card: id }])
  })

  test('a write outside waits for the transaction that holds the document', async () => {
    const id = await newAccount()
    const transaction = await db.startTransaction()
    await transaction
      .collection('accounts')
      .doc(id)
      .update({ data: { fen: db.command.inc(1) } })
    const outside = db
      .collection('accounts')
      .doc(id)
      .update({ data: { fen: db.command.inc(10) } })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await fenOf(id)).toBe(100)
    await transaction.commit()
    await outside
    expect(await fenOf(id)).toBe(111)
  })

  test('where, and so every query, is refused in it', async () => {
    const transaction = await db.startTransaction()
    expect(await failureOf(transaction.collection('accounts').where({ fen: 100 }).get())).toMatchObject(
      told('where is not allowed in a transaction'),
    )
    await transaction.rollback()
  })

  test('after commit and after rollback it is over', async () => {
    for (const end of ['commit', 'rollback'] as const) {
      const transaction = await db.startTransaction()
      await transaction[end]()
      expect(await failureOf(transaction.collection('log').add({ data: {} }))).toMatchObject(OVER)
      expect(await failureOf(transaction.commit())).toMatchObject(OVER)
    }
  })

  test('runTransaction answers what its work answers, and rolls back when it throws', async () => {
    const id = await newAccount()
    const work = (fails: boolean) =>
      db.runTransaction(async (transaction) => {
        await transaction
          .collection('accounts')
          .doc(id)
          .update({ data: { fen: db.command.inc(1) } })
        if (fails) throw new Error('changed my mind')
        return 'done'
      })
    await expect(work(true)).rejects.toThrow('changed my mind')
    expect(await fenOf(id)).toBe(100)
    expect(await work(false)).toBe('done')
    expect(await fenOf(id)).toBe(101)
  })

  test('runTransaction gives the reason of a rollback', async () => {
    const work = db.runTransaction(async (transaction) => {
      await transaction.rollback('not enough')
    })
    await expect(work).rejects.toBe('not enough')
  })

  test('ten transfers at once, each tried again after a conflict, lose no money', async () => {
    const [from, to] = [await newAccount(1_000), await newAccount(0)]
    const transfer = async (): Promise<void> => {
      for (;;) {
        try {
          return await db.runTransaction(async (transaction) => {
            const accounts = transaction.collection('accounts')
            const left = Number((await accounts.doc(from).get()).data?.fen)
            await accounts.doc(from).update({ data: { fen: left - 10 } })
            await accounts.doc(to).update({ data: { fen: db.command.inc(10) } })
          })
        } catch (error) {
          if (!(error as Failure).errMsg.includes('TransactionConflict')) throw error
        }
      }
    }
    await Promise.all(Array.from({ length: 10 }, transfer))
    expect([await fenOf(from), await fenOf(to)]).toEqual([900, 100])
  })
})

describe('a transaction and the clock', () => {
  const database = { now: Date.parse('2022-01-01T00:00:00Z') }
  const opened = openDatabase({ folder: newFolder(), indexes: indexFile({ accounts: {} }), now: () => database.now })
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const parameters = JSON.parse(body) as { action: string }
      opened
        .answer(parameters.action, parameters)
        .catch((error: unknown) => ({
          code: error instanceof PlatformError ? error.code : 'SYS_ERR',
          message: String(error),
        }))
        .then(
          (answer) =>
            response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ ...answer, requestId: 'r' })),
          () => response.destroy(),
        )
    })
  })
  let db: CloudDatabase
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    db = sdkDatabase(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
    opened.close()
  })

  test('it ends after 30 seconds, and lets go of what it held', async () => {
    const slow = await db.startTransaction()
    await slow
      .collection('accounts')
      .doc('a')
      .set({ data: { by: 'slow' } })
    database.now += 30_000
    expect((await slow.collection('accounts').doc('a').get()).data).toEqual({ _id: 'a', by: 'slow' })
    database.now += 1
    await db.runTransaction((quick) =>
      quick
        .collection('accounts')
        .doc('a')
        .set({ data: { by: 'quick' } }),
    )
    expect(await failureOf(slow.commit())).toMatchObject(OVER)
    expect((await db.collection('accounts').doc('a').get()).data).toEqual({ _id: 'a', by: 'quick' })
  })

  test("the server's date is the host's clock", async () => {
    await db
      .collection('accounts')
      .doc('b')
      .set({ data: { at: db.serverDate(), before: db.serverDate({ offset: -1_000 }) } })
    expect((await db.collection('accounts').doc('b').get()).data).toEqual({
      _id: 'b',
      at: new Date(database.now),
      before: new Date(database.now - 1_000),
    })
  })
})
