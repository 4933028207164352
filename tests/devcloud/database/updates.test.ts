import { COLLECTION_NOT_EXIST, REQUEST_FAILED, failureOf, startDatabase } from './cloud-database'
import type { CloudDatabase, Command, RunningDatabase } from './cloud-database'

type Change = (_: Command, db: CloudDatabase) => object

describe('a write of the SDK', () => {
  let running: RunningDatabase
  let db: CloudDatabase
  beforeAll(async () => {
    running = await startDatabase({
      people: {},
      things: { indexes: [{ fields: { village: 1 } }, { fields: { paidOn: -1 } }] },
    })
    db = running.db
  })
  afterAll(() => running.devcloud.stop())

  /** What becomes of a document. */
  const after = async (before: object, change: Change) => {
    const { _id } = await db.collection('things').add({ data: before })
    await db
      .collection('things')
      .doc(_id)
      .update({ data: change(db.command, db) })
    const { data } = await db.collection('things').doc(_id).get()
    delete data?._id
    return data
  }

  test.each<[string, object, Change, object]>([
    ['sets a field', { a: 1 }, () => ({ a: 2, b: '新' }), { a: 2, b: '新' }],
    ['sets null', { a: 1 }, () => ({ a: null }), { a: null }],
    ['merges an object into an object', { a: { b: 1, c: 2 } }, () => ({ a: { b: 3 } }), { a: { b: 3, c: 2 } }],
    ['set replaces an object', { a: { b: 1, c: 2 } }, (_) => ({ a: _.set({ b: 3 }) }), { a: { b: 3 } }],
    ['makes the objects on the way', { a: 1 }, () => ({ 'x.y.z': 1 }), { a: 1, x: { y: { z: 1 } } }],
    ['sets a member of a list by its number', { a: [1, 2, 3] }, () => ({ 'a.1': 9 }), { a: [1, 9, 3] }],
    ['fills a list with null up to the number', { a: [1] }, () => ({ 'a.3': 9 }), { a: [1, null, null, 9] }],
    ['sets a field of an object in a list', { a: [{ b: 1 }] }, () => ({ 'a.0.b': 2 }), { a: [{ b: 2 }] }],
    ['inc', { a: 1 }, (_) => ({ a: _.inc(2) }), { a: 3 }],
    ['inc of what is missing', {}, (_) => ({ a: { b: _.inc(-2) } }), { a: { b: -2 } }],
    ['mul', { a: 1.5 }, (_) => ({ a: _.mul(4) }), { a: 6 }],
    ['mul of what is missing is 0', {}, (_) => ({ a: _.mul(4) }), { a: 0 }],
    ['min takes the lesser', { a: 5, b: 5 }, (_) => ({ a: _.min(3), b: _.min(7) }), { a: 3, b: 5 }],
    ['max takes the greater', { a: 5, b: 5 }, (_) => ({ a: _.max(3), b: _.max(7) }), { a: 5, b: 7 }],
    ['max of what is missing', {}, (_) => ({ a: _.max(3) }), { a: 3 }],
    ['max orders by type: a text is above a number', { a: 5 }, (_) => ({ a: _.max('x' as never) }), { a: 'x' }],
    ['remove', { a: 1, b: 2 }, (_) => ({ a: _.remove() }), { b: 2 }],
    ['remove of what is in an object', { a: { b: 1, c: 2 } }, (_) => ({ 'a.b': _.remove() }), { a: { c: 2 } }],
    ['remove of what is not there', { a: 1 }, (_) => ({ 'x.y': _.remove() }), { a: 1 }],
    ['rename', { a: 1, b: 2 }, (_) => ({ a: _.rename('c') }), { b: 2, c: 1 }],
    ['rename into an object', { a: 1, b: {} }, (_) => ({ a: _.rename('b.c') }), { b: { c: 1 } }],
    ['push one', { a: [1] }, (_) => ({ a: _.push(2) }), { a: [1, 2] }],
    ['push several', { a: [1] }, (_) => ({ a: _.push([2, 3]) }), { a: [1, 2, 3] }],
    ['push to what is missing', {}, (_) => ({ a: _.push([2]) }), { a: [2] }],
    ['push an object', { a: [] }, (_) => ({ a: _.push([{ b: 1 }]) }), { a: [{ b: 1 }] }],
    ['push at a place', { a: [1, 4] }, (_) => ({ a: _.push({ each: [2, 3], position: 1 }) }), { a: [1, 2, 3, 4] }],
    [
      'push at a place from the end',
      { a: [1, 4] },
      (_) => ({ a: _.push({ each: [3], position: -1 }) }),
      { a: [1, 3, 4] },
    ],
    ['push and sort', { a: [5, 1] }, (_) => ({ a: _.push({ each: [3], sort: 1 }) }), { a: [1, 3, 5] }],
    [
      'push and sort objects',
      { a: [{ n: 1 }] },
      (_) => ({ a: _.push({ each: [{ n: 3 }, { n: 2 }], sort: { n: -1 } }) }),
      { a: [{ n: 3 }, { n: 2 }, { n: 1 }] },
    ],
    ['push and keep the first', { a: [5, 1] }, (_) => ({ a: _.push({ each: [3], sort: 1, slice: 2 }) }), { a: [1, 3] }],
    ['push and keep the last', { a: [1, 2] }, (_) => ({ a: _.push({ each: [3], slice: -2 }) }), { a: [2, 3] }],
    ['unshift', { a: [3] }, (_) => ({ a: _.unshift([1, 2]) }), { a: [1, 2, 3] }],
    ['pop', { a: [1, 2, 3] }, (_) => ({ a: _.pop() }), { a: [1, 2] }],
    ['shift', { a: [1, 2, 3] }, (_) => ({ a: _.shift() }), { a: [2, 3] }],
    ['pull a value', { a: [1, 2, 1] }, (_) => ({ a: _.pull(1) }), { a: [2] }],
    ['pull by a condition', { a: [1, 5, 9] }, (_) => ({ a: _.pull(_.gt(4)) }), { a: [1] }],
    ['pull one of several', { a: ['x', 'y', 'z'] }, (_) => ({ a: _.pull(_.in(['x', 'z'])) }), { a: ['y'] }],
    ['pull objects by a field', { a: [{ n: 1, m: 1 }, { n: 2 }] }, (_) => ({ a: _.pull({ n: 1 }) }), { a: [{ n: 2 }] }],
    [
      'pull objects by a condition',
      { a: [{ n: 1 }, { n: 5 }] },
      (_) => ({ a: _.pull({ n: _.gte(5) }) }),
      { a: [{ n: 1 }] },
    ],
    ['pullAll', { a: [1, 2, 3, 1] }, (_) => ({ a: _.pullAll([1, 3]) }), { a: [2] }],
    ['addToSet of what is new', { a: [1] }, (_) => ({ a: _.addToSet(2) }), { a: [1, 2] }],
    ['addToSet of what is there', { a: [{ b: 1 }] }, (_) => ({ a: _.addToSet({ b: 1 }) }), { a: [{ b: 1 }] }],
    ['addToSet of several', { a: [1] }, (_) => ({ a: _.addToSet({ $each: [1, 2, 2] }) }), { a: [1, 2] }],
    [
      'addToSet of several, by the name in the table of its page',
      { a: [1] },
      (_) => ({ a: _.addToSet({ each: [1, 2, 2] }) }),
      { a: [1, 2] },
    ],
    [
      'several at once',
      { a: 1, b: [1], c: 1 },
      (_) => ({ a: _.inc(1), b: _.push(2), c: _.remove(), d: 'x' }),
      { a: 2, b: [1, 2], d: 'x' },
    ],
  ])('%s', async (_name, before, change, expected) => {
    expect(await after(before, change)).toEqual(expected)
  })

  test.each<[string, object, Change, string]>([
    ['inc of a text', { a: 'x' }, (_) => ({ a: _.inc(1) }), 'non-numeric type'],
    ['inc of null', { a: null }, (_) => ({ a: _.inc(1) }), 'non-numeric type'],
    ['inc by a text', { a: 1 }, (_) => ({ a: _.inc('1' as never) }), 'non-numeric argument'],
    ['push to a text', { a: 'x' }, (_) => ({ a: _.push(1) }), 'must be an array but is of type string'],
    ['addToSet to a number', { a: 1 }, (_) => ({ a: _.addToSet(1) }), 'must be an array'],
    ['a field inside a text', { a: 'x' }, () => ({ 'a.b': 1 }), 'Cannot create a field'],
    ['a field inside null', { a: null }, () => ({ 'a.b': 1 }), 'Cannot create a field'],
    ['a named place in a list', { a: [1] }, () => ({ 'a.b': 1 }), 'Cannot create a field'],
    ['a place far beyond a list', { a: [1] }, () => ({ 'a.999999': 1 }), 'Cannot create a field'],
    ['the positional operator', { a: [1] }, () => ({ 'a.$': 1 }), 'positional operator'],
    ['two changes of one field', { a: 1 }, (_) => ({ a: _.inc(1), 'a.b': 1 }), 'would create a conflict'],
    [
      'an operator that is not emulated',
      { a: 1 },
      (_) => ({ a: _.bit({ and: 1 } as never) }),
      'Unknown modifier: $bit',
    ],
    ['an operator inside a value', { a: 1 }, (_) => ({ a: _.set({ $foo: 1 }) }), 'not valid for storage'],
    [
      'addToSet of several, and something more',
      { a: [] },
      (_) => ({ a: _.addToSet({ each: [1], sort: 1 }) }),
      'unexpected fields after $each',
    ],
    [
      'addToSet of several that are no list',
      { a: [] },
      (_) => ({ a: _.addToSet({ each: 1 }) }),
      '$each must be an array',
    ],
    ['another _id', { a: 1 }, (_) => ({ a: _.rename('_id') }), "immutable field '_id'"],
  ])('%s is refused, and nothing changes', async (_name, before, change, message) => {
    const { _id } = await db.collection('things').add({ data: before })
    const failure = await failureOf(
      db
        .collection('things')
        .doc(_id)
        .update({ data: change(db.command, db) }),
    )
    expect(failure).toMatchObject({ errCode: REQUEST_FAILED, errMsg: expect.stringContaining(message) as string })
    expect((await db.collection('things').doc(_id).get()).data).toEqual({ _id, ...before })
  })

  test('a document without an _id gets one of 32 hexadecimal digits', async () => {
    expect((await db.collection('things').add({ data: { a: 1 } }))._id).toMatch(/^[0-9a-f]{32}$/)
  })

  test('the _id is the first field of a document, wherever it stood', async () => {
    await db.collection('people').add({ data: { who: 'last', _id: 'first' } })
    expect(Object.keys((await db.collection('people').doc('first').get()).data ?? {})).toEqual(['_id', 'who'])
    expect(
      (
        await db
          .collection('people')
          .doc('first')
          .set({ data: { who: 'last' } })
      ).stats.updated,
    ).toBe(0)
  })

  test('many are added at once, and nothing when one of them cannot be', async () => {
    await db.collection('people').add({ data: [{ _id: 'many-1' }, { _id: 'many-2' }] })
    const failure = await failureOf(db.collection('people').add({ data: [{ _id: 'many-3' }, { _id: 'many-1' }] }))
    expect(failure).toMatchObject({
      errCode: REQUEST_FAILED,
      errMsg: expect.stringContaining('E11000 duplicate key error collection: people index: _id_') as string,
    })
    expect((await db.collection('people').where({ _id: /^many/ }).count()).total).toBe(2)
  })

  test('an _id may be a number, which is another than its text', async () => {
    await db.collection('people').add({ data: { _id: 7, who: 'number' } })
    await db.collection('people').add({ data: { _id: '7', who: 'text' } })
    expect((await db.collection('people').doc(7).get()).data).toEqual({ _id: 7, who: 'number' })
    expect((await db.collection('people').doc('7').get()).data).toEqual({ _id: '7', who: 'text' })
  })

  test('set makes a document, and then replaces it', async () => {
    const home = db.collection('people').doc('set')
    expect((await home.set({ data: { a: 1, b: 1 } })).stats).toEqual({ updated: 0, created: 1 })
    expect((await home.set({ data: { a: 2 } })).stats).toEqual({ updated: 1, created: 0 })
    expect((await home.get()).data).toEqual({ _id: 'set', a: 2 })
  })

  test('update and remove tell how many there were', async () => {
    const east = db.collection('things').where({ village: 'counted' })
    await db.collection('things').add({
      data: [
        { village: 'counted', n: 1 },
        { village: 'counted', n: 2 },
        { village: 'elsewhere', n: 2 },
      ],
    })
    expect((await east.update({ data: { n: db.command.inc(1) } })).stats.updated).toBe(2)
    expect((await east.update({ data: { n: 3 } })).stats.updated).toBe(1)
    expect((await east.update({ data: { n: 3 } })).stats.updated).toBe(0)
    expect(
      (
        await db
          .collection('things')
          .where({ village: 'nowhere' })
          .update({ data: { n: 3 } })
      ).stats.updated,
    ).toBe(0)
    expect((await east.remove()).stats.removed).toBe(2)
    expect((await east.count()).total).toBe(0)
    expect((await db.collection('things').where({ village: 'elsewhere' }).count()).total).toBe(1)
  })

  test('a document that is not there is neither read nor changed nor removed', async () => {
    const nobody = db.collection('people').doc('nobody')
    expect((await nobody.get()).data).toBeNull()
    expect((await nobody.update({ data: { a: 1 } })).stats.updated).toBe(0)
    expect((await nobody.remove()).stats.removed).toBe(0)
  })

  test('an index follows what is written', async () => {
    const things = db.collection('things')
    const { _id } = await things.add({ data: { village: 'before' } })
    await things.doc(_id).update({ data: { village: 'after' } })
    expect((await things.where({ village: 'before' }).count()).total).toBe(0)
    expect((await things.where({ village: 'after' }).get()).data).toEqual([{ _id, village: 'after' }])
    await things.doc(_id).update({ data: { village: ['after', 'both'] } })
    expect((await things.where({ village: 'both' }).get()).data).toEqual([{ _id, village: ['after', 'both'] }])
    await things.doc(_id).remove()
    expect((await things.where({ village: 'both' }).count()).total).toBe(0)
  })

  test('dates come back as dates, with their milliseconds', async () => {
    const paidOn = new Date('2022-02-28T23:59:59.123+08:00')
    expect(await after({ paidOn: null }, () => ({ paidOn, deep: [{ paidOn }] }))).toEqual({
      paidOn,
      deep: [{ paidOn }],
    })
  })

  test("the server's date is set by the server, with an offset", async () => {
    const begun = Date.now()
    const { _id } = await db
      .collection('things')
      .add({ data: { at: db.serverDate(), later: { at: db.serverDate({ offset: 3_600_000 }) } } })
    await db
      .collection('things')
      .doc(_id)
      .update({ data: { changed: db.serverDate(), list: db.command.push([{ at: db.serverDate() }]) } })
    const { data } = await db.collection('things').doc(_id).get()
    const { at, later, changed, list } = data as { at: Date; later: { at: Date }; changed: Date; list: { at: Date }[] }
    for (const date of [at, changed, list[0]?.at]) {
      expect(date).toBeInstanceOf(Date)
      expect(Math.abs(Number(date) - begun)).toBeLessThan(60_000)
    }
    expect(later.at.getTime() - at.getTime()).toBe(3_600_000)
  })

  test.each([
    [0],
    [-1.5],
    [2 ** 31],
    [1_650_000_000_123],
    [Number.MAX_SAFE_INTEGER],
    [-Number.MAX_SAFE_INTEGER],
    [2 ** 62],
    [1e300],
    [0.1],
  ])('the number %d comes back as it was', async (n) => {
    const { _id } = await db.collection('things').add({ data: { n } })
    expect((await db.collection('things').doc(_id).get()).data).toEqual({ _id, n })
    expect((await db.collection('things').where({ _id, n }).count()).total).toBe(1)
  })

  test('texts, lists and objects come back as they were', async () => {
    const data = {
      text: '"$date" 参保 😀 \u0000\n',
      empty: '',
      list: [[], [1, [2]], {}, null],
      deep: { a: { b: { c: [true, false] } } },
    }
    const { _id } = await db.collection('things').add({ data })
    expect((await db.collection('things').doc(_id).get()).data).toEqual({ _id, ...data })
  })

  test.each<[string, object]>([
    ['a field that begins with $', { $a: 1 }],
    ['one deep inside', { a: [{ b: { $c: 1 } }] }],
    ['a field with a dot', { a: { 'b.c': 1 } }],
    ['a field without a name', { a: { '': 1 } }],
    ['an _id that is an object', { _id: { a: 1 } }],
    ['a regular expression', { a: /x/ }],
  ])('%s cannot be stored', async (_name, data) => {
    expect(await failureOf(db.collection('people').add({ data }))).toMatchObject({ errCode: REQUEST_FAILED })
  })

  test('a collection has to be made first, and only once', async () => {
    expect(await failureOf(db.collection('later').add({ data: { a: 1 } }))).toMatchObject({
      errCode: COLLECTION_NOT_EXIST,
    })
    expect(await failureOf(db.collection('later').get())).toMatchObject({ errCode: COLLECTION_NOT_EXIST })
    await db.createCollection('later')
    await db.collection('later').add({ data: { _id: 'x', a: 1 } })
    expect((await db.collection('later').get()).data).toEqual([{ _id: 'x', a: 1 }])
    expect(await failureOf(db.createCollection('later'))).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      errMsg: expect.stringContaining('Table exist') as string,
    })
  })

  test.each(['a', 'a"; DROP TABLE collections', '集合', 'x'.repeat(34), '__proto__'])(
    'no collection is named %j',
    async (name) => {
      expect(await failureOf(db.createCollection(name))).toMatchObject({ code: 'INVALID_PARAM' })
    },
  )

  test('a read gives 100 documents unless told otherwise, and never more than 1,000', async () => {
    await db.createCollection('crowd')
    await db.collection('crowd').add({ data: Array.from({ length: 1_100 }, (_one, n) => ({ n })) })
    expect((await db.collection('crowd').get()).data).toHaveLength(100)
    expect(
      (
        await db
          .collection('crowd')
          .where({ n: db.command.gte(0) })
          .limit(1_000)
          .get()
      ).data,
    ).toHaveLength(1_000)
    expect((await db.collection('crowd').limit(5_000).get()).data).toHaveLength(1_000)
    expect((await db.collection('crowd').count()).total).toBe(1_100)
    expect(
      (
        await db
          .collection('crowd')
          .where({ n: db.command.gte(50) })
          .update({ data: { m: 1 } })
      ).stats.updated,
    ).toBe(1_050)
  })
})
