import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cloud from 'wx-server-sdk'
import { exportDocuments } from '../../../devcloud/database/dump'
import { loadDocuments } from '../../../devcloud/database/load'
import type { Loaded } from '../../../devcloud/database/load'
import { startDevcloudProcess } from '../running-devcloud'
import { serverSdk } from '../server-sdk'

const PEOPLE = 4_500

const folder = () => mkdtempSync(join(tmpdir(), 'devcloud-load-'))
const indexes = join(folder(), 'indexes.json')
writeFileSync(
  indexes,
  JSON.stringify({
    collections: {
      people: { indexes: [{ fields: { card: 1 }, unique: true }, { fields: { village: 1, _id: 1 } }] },
      empty: {},
    },
  }),
)

function* people(count: number): Generator<Loaded> {
  for (let n = 0; n < count; n++) {
    yield {
      collection: 'people',
      document: {
        _id: `p${String(n).padStart(5, '0')}`,
        card: `c${(n * 7) % count}`,
        village: n % 3 === 0 ? null : `v${n % 10}`,
        list: [n],
      },
    }
  }
}

test('what was loaded is found through the real SDK, by its indexes too, and a card stays one person’s', async () => {
  const data = folder()
  const counts: number[] = []
  expect(loadDocuments(data, indexes, people(PEOPLE), (count) => counts.push(count))).toBe(PEOPLE)
  expect(counts).toEqual([2_000, 4_000, 4_500])
  const devcloud = await startDevcloudProcess(['--data', data, '--indexes', indexes])
  try {
    serverSdk(devcloud.url)
    const collection = cloud.database().collection('people')
    expect(await collection.where({ village: 'v7' }).count()).toMatchObject({
      total: Array.from({ length: PEOPLE }).filter((_one, n) => n % 3 !== 0 && n % 10 === 7).length,
    })
    expect(await collection.where({ card: 'c14' }).get()).toMatchObject({ data: [{ _id: 'p00002', list: [2] }] })
    await expect(collection.add({ data: { _id: 'new', card: 'c14' } })).rejects.toMatchObject({
      errMsg: expect.stringContaining('E11000') as string,
    })
    await expect(cloud.database().collection('empty').count()).resolves.toMatchObject({ total: 0 })
  } finally {
    await devcloud.stop()
  }
})

test('two people with one card are not loaded', () => {
  const twice = [...people(3)].map(({ collection, document }) => ({
    collection,
    document: { ...document, card: 'same' },
  }))
  expect(() => loadDocuments(folder(), indexes, twice)).toThrow(/unique index card_1/)
})

test('a folder that has a database is left as it is', () => {
  const data = folder()
  loadDocuments(data, indexes, people(10))
  expect(() => loadDocuments(data, indexes, people(20))).toThrow(/has a database already/)
  expect(exportDocuments(data, join(data, 'all.jsonl'))).toBe(10)
})
