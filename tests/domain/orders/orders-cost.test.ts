import { costsOf } from '../../devcloud/ask'
import { startOrdersCounty } from './orders-county'
import type { OrdersCounty } from './orders-county'

/**
 * The most that each call may ask of the database, starts and commits counted, for people of whom nothing was asked
 * before (whose amount the ledger knows: 10 for one). These may fall, and never rise: the platform counts each request,
 * and a family waits for them one after another. A process that has read the village and the ways of paying lately
 * does not ask for them again; the first of each asks two more.
 */
const BOUNDS = [
  { people: 1, openid: 'oDaughter', quote: 6, placeOrder: 12, prepay: 4, order: 3 },
  { people: 4, openid: 'oMother1', quote: 6, placeOrder: 22, prepay: 4, order: 3 },
] as const
/** From the first look to WeChat's cashier, for one. */
const WHOLE_WAY = 22

/** Balances that the season's first orders open: a total is spread over so many. */
const SHARDS = 64

describe('what a family’s order costs the database', () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty()
    await county.seed(
      'balances',
      Array.from({ length: SHARDS }, (_, i) => ({ _id: `premium:ruijin-2022#${String(i).padStart(2, '0')}`, fen: 0 })),
    )
    // The first call of an instance reads whether its keys are the database's, and what it remembers from then on.
    const neighbours = await county.family('oNeighbour', [{}])
    await county.place('oNeighbour', neighbours, { way: 'wechat' })
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
    if (count === 1) {
      const [seen, placed, prepaid] = [await spent('quote'), await spent('placeOrder'), await spent('prepay')]
      expect(seen + placed + prepaid).toBeLessThanOrEqual(WHOLE_WAY)
    }
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
    expect(await spent('placeOrder')).toBeLessThanOrEqual(10)
  })
})
