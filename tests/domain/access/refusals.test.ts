import type { CallContext } from '../../../cloudfunctions/platform/calls/context'
import { metered, NO_USAGE } from '../../../cloudfunctions/platform/database/metered'
import type { MeteredDatabase } from '../../../cloudfunctions/platform/database/metered'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import type { LinksCounty } from '../family/links-county'
import { startLinksCounty } from '../family/links-county'

const COUNTED = 1_000

describe('KIND: refusals are counted by user, action and day, and write no more than a bound', () => {
  let county: LinksCounty
  beforeAll(async () => {
    county = await startLinksCounty(1)
  })
  afterAll(() => county.stop())

  const refused = (openid: string, action = 'household') =>
    county.as(openid).refusal('enrollment', action, { household: 'house-0' })
  const lines = (openid: string) => county.stored<AuditDocument>('audit', { openid, outcome: 'refused' })
  const counts = async () =>
    (await county.stored<{ _id: string; count: number }>('attempts')).filter(({ _id }) => _id.startsWith('refused~'))

  test('150 refused calls of a stranger leave ten lines, one for the hundredth, and one count', async () => {
    for (let i = 0; i < 15; i++) await Promise.all(Array.from({ length: 10 }, () => refused('oStranger')))
    const kept = await lines('oStranger')
    expect(kept.length).toBeGreaterThanOrEqual(10)
    expect(kept.length).toBeLessThanOrEqual(12)
    expect(await counts()).toMatchObject([{ count: 150 }])
  })

  test('past the bound nothing is written at all', async () => {
    const [one] = await counts()
    await county.db
      .collection('attempts')
      .doc(one!._id)
      .update({ data: { count: COUNTED } })
    const before = (await lines('oStranger')).length
    for (let i = 0; i < 5; i++) expect(await refused('oStranger')).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await lines('oStranger')).toHaveLength(before)
    expect(await counts()).toMatchObject([{ count: COUNTED }])
  })

  test('another user and another day are counted from the first', async () => {
    await refused('oNeighbour')
    expect(await lines('oNeighbour')).toMatchObject([{ why: 'NOT_ALLOWED', action: 'household' }])
    await county.setClock('2021-12-11T09:00:00+08:00')
    await refused('oStranger')
    expect((await lines('oStranger')).filter(({ day }) => day === '2021-12-11')).toHaveLength(1)
  })

  type Limit = (context: CallContext, action: string) => Promise<void>
  /** As the process of another instance has it. */
  const instance = async (): Promise<Limit> => {
    let limit: Limit | undefined
    await jest.isolateModulesAsync(async () => {
      limit = (await import('../../../cloudfunctions/domain/access/call-limits')).limitCalls
    })
    return limit!
  }

  describe('KIND: calls of a user are limited by action and day, and cost whoever uses it as meant no request', () => {
    const context = (db: MeteredDatabase, openid: string, today = '2021-12-10') =>
      ({ db, today, caller: { openid, address: null } }) as unknown as CallContext
    const called = async (limit: Limit, calls: number, db: MeteredDatabase, openid: string, today?: string) => {
      for (let i = 0; i < calls; i++) await limit(context(db, openid, today), `action-${i % 2}`)
    }

    test('49 calls of one instance ask the database nothing; each fifty more at most three requests', async () => {
      const db = metered(county.db)
      const counter = await instance()
      await called(counter, 49, db, 'oFrequent')
      expect(db.usage).toEqual(NO_USAGE)
      await called(counter, 1, db, 'oFrequent')
      expect(db.usage.reads + db.usage.writes).toBeLessThanOrEqual(3)
    })

    test('whoever goes past the limit is stopped by every instance till the next day, and then costs nothing', async () => {
      const db = metered(county.db)
      const [one, other] = [await instance(), await instance()]
      await called(one, 3_000, db, 'oFlood')
      const rest = called(other, 4_000, db, 'oFlood')
      await expect(rest).rejects.toMatchObject({ error: { code: 'TOO_MANY_CALLS', found: '2021-12-11' } })
      const before = { ...db.usage }
      for (const counter of [other, other])
        await expect(called(counter, 1, db, 'oFlood')).rejects.toMatchObject({ error: { code: 'TOO_MANY_CALLS' } })
      expect(db.usage).toEqual(before)
      await called(other, 10, db, 'oFlood', '2021-12-11')
      await called(other, 10, db, 'oSomebodyElse', '2021-12-11')
    })
  })
})
