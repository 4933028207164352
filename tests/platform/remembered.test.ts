import { metered, rememberedFor } from '../../cloudfunctions/platform/database'
import type { Database, MeteredDatabase } from '../../cloudfunctions/platform/database'
import { startDatabase } from '../devcloud/database/cloud-database'
import type { RunningDatabase } from '../devcloud/database/cloud-database'

interface Village {
  _id: string
  name: string
}

describe('what a process remembers of the database for a while', () => {
  let running: RunningDatabase
  let db: MeteredDatabase
  let now = 0
  beforeAll(async () => {
    running = await startDatabase({ villages: {} })
    db = metered(running.db as unknown as Database)
    await running.db.collection('villages').add({ data: { _id: 'east', name: '东村' } })
  })
  afterAll(() => running.devcloud.stop())

  test('a village is asked for once; renamed it has the new name when the time is over, or who asks afresh', async () => {
    const { read, recall } = rememberedFor<Village>('villages', 1_000, () => now)
    const nameOf = async (of: typeof recall) => (await of(db, ['east'])).get('east')?.name
    await recall(db, ['east'])
    await running.db
      .collection('villages')
      .doc('east')
      .update({ data: { name: '东风村' } })
    const before = db.usage.reads
    expect(await nameOf(recall)).toBe('东村')
    expect(db.usage.reads).toBe(before)
    now += 1_000
    expect(await nameOf(recall)).toBe('东风村')
    await running.db
      .collection('villages')
      .doc('east')
      .update({ data: { name: '东湖村' } })
    expect([await nameOf(read), await nameOf(recall)]).toEqual(['东湖村', '东湖村'])
  })

  test('one that is not there is asked for again, and there when it is made', async () => {
    const { recall } = rememberedFor<Village>('villages', 1_000, () => now)
    expect([...(await recall(db, ['west', 'east'])).keys()]).toEqual(['east'])
    await running.db.collection('villages').add({ data: { _id: 'west', name: '西村' } })
    expect([...(await recall(db, ['west', 'east'])).keys()].sort()).toEqual(['east', 'west'])
  })
})
