import { costsOf } from '../../devcloud/ask'
import { startOrdersCounty } from './orders-county'
import type { OrdersCounty } from './orders-county'

/**
 * The most that each call may ask of the database, starts and commits counted, for people of whom nothing was asked before
 * (whose amount the ledger knows: 13 for one). These may fall, and never rise: the platform counts each request,
 * and a family waits for them one after another.
 */
const BOUNDS = [
  { people: 1, openid: 'oDaughter', quote: 7, placeOrder: 17, prepay: 5, order: 4 },
  { people: 4, openid: 'oMother1', quote: 7, placeOrder: 26, prepay: 5, order: 4 },
] as const

describe('what a family’s order costs the database', () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty()
    // The first call of an instance reads whether its keys are the database's.
    await county.ask('oNeighbour', 'orders', { before: null })
  })
  afterAll(() => county.stop())

  /** WeChat's own answers are no requests of the database. */
  const spent = async (action: string) => {
    const { total, wechat = 0 } = (await costsOf(county.url, { function: 'payment', action })).at(-1)!.requests
    return total! - wechat
  }

  test.each(BOUNDS)('for $people, from the quote to the cashier', async ({ people: count, openid, ...bounds }) => {
    const people = await county.family(
      openid,
      Array.from({ length: count }, () => ({})),
    )
    const { order } = await county.place(openid, people, { way: 'wechat' })
    await county.ask(openid, 'prepay', { order })
    await county.ask(openid, 'order', { order })
    for (const [action, bound] of Object.entries(bounds)) {
      expect(`${action} ${Math.max(bound, await spent(action))}`).toBe(`${action} ${bound}`)
    }
    await county.soundLedger()
  })

  test('somebody whose amount the ledger knows already costs less', async () => {
    const people = await county.family('oSonInLaw', [{}])
    const first = await county.place('oSonInLaw', people, { way: 'wechat' })
    await county.ask('oSonInLaw', 'cancelOrder', { order: first.order })
    await county.place('oSonInLaw', people, { way: 'wechat' })
    expect(await spent('placeOrder')).toBeLessThanOrEqual(13)
  })
})
