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
})
