import { copyFileSync } from 'node:fs'
import Sqlite from 'libsql'
import { join } from 'node:path'
import { FIXTURE_FUNCTIONS, startDevcloudProcess } from '../running-devcloud'
import { REQUEST_FAILED, failureOf, indexFile, newFolder, startDatabase } from './cloud-database'
import type { CloudDatabase, Declared } from './cloud-database'

const DUPLICATE = { errCode: REQUEST_FAILED, errMsg: expect.stringContaining('E11000 duplicate key error') as string }

/** What a person does: starts devcloud, works with it, stops it. */
async function session(
  folder: string,
  collections: Declared,
  work: (db: CloudDatabase) => Promise<void>,
): Promise<void> {
  const { db, devcloud } = await startDatabase(collections, folder)
  try {
    await work(db)
  } finally {
    await devcloud.stop()
  }
}

/** How SQLite would go about a statement, asked of a copy of the file that devcloud left. */
function planOf(folder: string, sql: string): string {
  const copy = join(newFolder(), 'copy.sqlite')
  copyFileSync(join(folder, 'database.sqlite'), copy)
  const file = new Sqlite(copy)
  const steps = file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]
  file.close()
  return steps.map(({ detail }) => detail).join('; ')
}

describe('a unique index', () => {
  test('holds for add, set and update, for one field and for two', async () => {
    const unique: Declared = {
      people: {
        indexes: [
          { fields: { card: 1 }, unique: true },
          { fields: { house: 1, seat: 1 }, unique: true },
        ],
      },
    }
    await session(newFolder(), unique, async (db) => {
      const people = db.collection('people')
      await people.add({
        data: [
          { _id: 'a', card: '1', house: 'x', seat: 1 },
          { _id: 'b', card: '2', house: 'x', seat: 2 },
        ],
      })
      expect(await failureOf(people.add({ data: { card: '1', house: 'y', seat: 1 } }))).toMatchObject(DUPLICATE)
      expect((await failureOf(people.add({ data: { card: '3', house: 'x', seat: 2 } }))).errMsg).toContain(
        'index: house_1_seat_1',
      )
      expect(await failureOf(people.doc('b').update({ data: { card: '1' } }))).toMatchObject(DUPLICATE)
      expect(await failureOf(people.doc('b').set({ data: { card: '1' } }))).toMatchObject(DUPLICATE)
      expect(await failureOf(people.where({ house: 'x' }).update({ data: { seat: 9 } }))).toMatchObject(DUPLICATE)
      expect((await people.orderBy('_id', 'asc').get()).data).toEqual([
        { _id: 'a', card: '1', house: 'x', seat: 1 },
        { _id: 'b', card: '2', house: 'x', seat: 2 },
      ])
      await people.add({ data: { _id: 'c', card: 1, house: 'x', seat: '1' } })
    })
  })

  test('takes two missing values for the same, as MongoDB does', async () => {
    await session(newFolder(), { people: { indexes: [{ fields: { card: 1 }, unique: true }] } }, async (db) => {
      await db.collection('people').add({ data: { _id: 'a' } })
      expect(await failureOf(db.collection('people').add({ data: { _id: 'b', card: null } }))).toMatchObject(DUPLICATE)
      await db
        .collection('people')
        .doc('a')
        .update({ data: { card: '1' } })
      await db.collection('people').add({ data: { _id: 'b' } })
      expect(
        await failureOf(
          db
            .collection('people')
            .doc('a')
            .update({ data: { card: db.command.remove() } }),
        ),
      ).toMatchObject(DUPLICATE)
    })
  })

  test('tells no value of the document that was refused', async () => {
    await session(newFolder(), { people: { indexes: [{ fields: { card: 1 }, unique: true }] } }, async (db) => {
      await db.collection('people').add({ data: { card: '360781190001010000' } })
      expect(
        (await failureOf(db.collection('people').add({ data: { card: '360781190001010000' } }))).errMsg,
      ).not.toContain('360781')
    })
  })

  test('keeps plain values only', async () => {
    await session(newFolder(), { people: { indexes: [{ fields: { card: 1 }, unique: true }] } }, async (db) => {
      expect(await failureOf(db.collection('people').add({ data: { card: ['1'] } }))).toMatchObject({
        errCode: REQUEST_FAILED,
      })
    })
  })
})

describe('the file of indexes', () => {
  test('an index that is added or removed is there, or gone, at the next start, and the documents stay', async () => {
    const folder = newFolder()
    const people = [
      { _id: 'a', village: 'east', home: { town: 'A' } },
      { _id: 'b', village: 'west' },
      { _id: 'c', village: 'east' },
    ]
    const eastern = async (db: CloudDatabase) =>
      (await db.collection('people').where({ village: 'east' }).orderBy('_id', 'desc').get()).data.map(({ _id }) => _id)
    await session(folder, { people: {} }, async (db) => {
      await db.collection('people').add({ data: people })
      expect(await eastern(db)).toEqual(['c', 'a'])
    })
    await session(
      folder,
      { people: { indexes: [{ fields: { village: 1, _id: 1 } }, { fields: { 'home.town': 1 } }] } },
      async (db) => {
        expect(await eastern(db)).toEqual(['c', 'a'])
        expect(
          (
            await db
              .collection('people')
              .where({ home: { town: 'A' } })
              .get()
          ).data,
        ).toEqual([people[0]])
        await db
          .collection('people')
          .doc('b')
          .update({ data: { village: 'east' } })
      },
    )
    expect(planOf(folder, 'SELECT doc FROM documents1 WHERE f1 IS 1 AND id > 2 ORDER BY id')).toMatch(
      /SEARCH documents1 USING INDEX documents1_0 \(f1=\? AND id>\?\)$/,
    )
    await session(folder, { people: { indexes: [{ fields: { year: 1 } }] } }, async (db) => {
      expect(await eastern(db)).toEqual(['c', 'b', 'a'])
    })
    expect(() => planOf(folder, 'SELECT f2 FROM documents1')).toThrow('no such column')
  })

  test('a unique index that the documents do not meet keeps devcloud from starting, and changes nothing', async () => {
    const folder = newFolder()
    await session(folder, { people: {} }, async (db) => {
      await db.collection('people').add({ data: [{ card: 'same' }, { card: 'same' }] })
    })
    await expect(
      session(folder, { people: { indexes: [{ fields: { card: 1 }, unique: true }] } }, async () => {}),
    ).rejects.toThrow('people: the unique index card_1 cannot be made')
    await session(folder, { people: {} }, async (db) => {
      expect((await db.collection('people').where({ card: 'same' }).count()).total).toBe(2)
    })
  })

  test.each<[string, object]>([
    ['an index without fields', { people: { indexes: [{ fields: {} }] } }],
    ['a direction that is none', { people: { indexes: [{ fields: { a: 2 } }] } }],
    ['a word that is not known', { people: { indexes: [{ fields: { a: 1 }, uniqe: true }] } }],
    ['a field that is none', { people: { indexes: [{ fields: { 'a"b': 1 } }] } }],
    ['a collection that is none', { 'people;': {} }],
  ])('%s keeps devcloud from starting', async (_name, collections) => {
    const args = [
      '--functions',
      FIXTURE_FUNCTIONS,
      '--data',
      newFolder(),
      '--indexes',
      indexFile(collections as Declared),
    ]
    await expect(startDevcloudProcess(args)).rejects.toThrow('did not start')
  })

  test("a folder of data is one devcloud's", async () => {
    const folder = newFolder()
    await session(folder, {}, async () => {
      await expect(startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS, '--data', folder])).rejects.toThrow(
        'in use by another devcloud',
      )
    })
  })
})
