import { tell } from '../../devcloud/ask'
import { operation, startClerkCounty } from './clerk-county'
import type { ClerkCounty } from './clerk-county'

const CLERKS = 6

/** As many at once as the platform will not take, each with a household of their own. */
describe('money at many doors while the platform takes few requests at once', () => {
  let county: ClerkCounty
  const houses: string[][] = []
  beforeAll(async () => {
    county = await startClerkCounty()
    for (let n = 1; n <= CLERKS; n++) houses.push(await county.household(n, 1))
    await county.openSeason('ruijin', 'oCounty')
  })
  afterAll(() => county.stop())

  const fee = 32_000
  const take = (enrolments: readonly string[], operationId: string) =>
    county
      .as('oClerkBoth')
      .call<{ receipts: unknown[] }>('payment', 'takeCash', {
        operation: operationId,
        enrolments,
        way: 'cash',
        total: fee,
        slip: null,
        heard: [],
      })

  test('every clerk is served, or told that the system is busy: never that it is broken, and never charged twice', async () => {
    expect(await county.feesOf(houses[0]!)).toBe(fee)
    await tell(county.url, '/network', { latencyMs: 10, throttle: 2 })
    const operations = houses.map(() => operation())
    const answers = await Promise.all(houses.map((house, n) => take(house, operations[n]!)))
    const codes = answers.map((answer) => (answer.ok ? 'done' : answer.error.code))
    expect(codes.filter((code) => code !== 'done' && code !== 'BUSY')).toEqual([])
    expect(codes).toContain('done')
    await tell(county.url, '/network', { latencyMs: 0, throttle: null })
    for (const [n, house] of houses.entries()) expect(await take(house, operations[n]!)).toMatchObject({ ok: true })
    expect(await county.stored('orders')).toHaveLength(CLERKS)
    await county.soundLedger()
  })

  test('a quota that is used up is BUSY too, with the platform’s code for whoever helps', async () => {
    await tell(county.url, '/network', { quota: 0 })
    const answer = await take(houses[0]!, operation())
    await tell(county.url, '/network', { quota: null })
    expect(answer).toMatchObject({ ok: false, error: { code: 'BUSY', found: '-501003' } })
  })
})
