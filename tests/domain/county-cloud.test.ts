import { readDocument } from '../../cloudfunctions/platform/database/database'
import { inTransaction } from '../../cloudfunctions/platform/database/transaction'
import { runIdempotent } from '../../cloudfunctions/platform/database/idempotency'
import { startCountyCloud, VILLAGES } from './county-cloud'
import type { CountyCloud } from './county-cloud'

describe('a county in the cloud', () => {
  let county: CountyCloud
  beforeAll(async () => {
    county = await startCountyCloud()
  })
  afterAll(() => county.stop())

  test('has its villages, and answers whoever is signed in', async () => {
    expect(await county.stored('villages')).toHaveLength(VILLAGES.length)
    expect(await county.as('oDaughter').call('enrollment', 'fly')).toMatchObject({
      ok: false,
      error: { code: 'UNKNOWN_ACTION' },
    })
    expect(await county.as('oDaughter').call('rules-engine', 'policies')).toMatchObject({ ok: true })
  })

  test('eight people who count one thing at once are all counted, by trying again', async () => {
    await county.seed('job-state', [{ _id: 'count', n: 0 } as { _id: string }])
    const one = () =>
      inTransaction(county.db, async (transaction) => {
        const { n } = (await readDocument<{ _id: string; n: number }>(transaction, 'job-state', 'count'))!
        await transaction
          .collection('job-state')
          .doc('count')
          .update({ data: { n: n + 1 } })
      })
    await Promise.all([one(), one(), one(), one(), one(), one(), one(), one()])
    expect(await county.stored('job-state')).toEqual([{ _id: 'count', n: 8 }])
  })

  test('a deed is done once, and its number is not for another deed', async () => {
    let done = 0
    const deed = (action: string) =>
      inTransaction(county.db, (transaction) =>
        runIdempotent(
          transaction,
          { openid: 'oDaughter', operation: 'operation-1', action, at: 1 },
          async () => `made-${++done}`,
        ),
      )
    expect([await deed('register'), await deed('register')]).toEqual(['made-1', 'made-1'])
    await expect(deed('remove')).rejects.toMatchObject({ error: { code: 'OPERATION_REUSED' } })
  })
})
