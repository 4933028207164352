import type { CallAnswer } from '../../../cloudfunctions/platform/base/refusal'
import type { OrderDocument } from '../../../cloudfunctions/domain/payments/documents'
import { allEntries } from '../../../cloudfunctions/domain/payments/ledger-store'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import { enrolmentOf, named, operation, startOrdersCounty } from './orders-county'
import type { Person } from '../county-cloud'
import type { OrdersCounty, OrderView } from './orders-county'

const REQUESTS = 1_000
/** In the air together: as many as one server's sockets take on a busy machine. */
const AT_ONCE = 250
const PAYER = 'oDaughter'

describe(`${REQUESTS} requests at one moment`, () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty({ only: ['payment', 'payment-notice'], timeoutMs: 60_000 })
    payer = county.as(PAYER)
  })
  afterAll(() => county.stop())

  let payer: Person
  const request = (person: Resident, id: string) => ({
    operation: id,
    people: named([person]),
    way: 'wechat',
    channel: null,
    total: 32_000,
    heard: [],
  })
  const rush = async (person: Resident, ids: readonly string[]): Promise<CallAnswer<OrderView>[]> => {
    const began = performance.now()
    const told: CallAnswer<OrderView>[] = []
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      told.push(
        ...(await Promise.all(
          ids
            .slice(from, from + AT_ONCE)
            .map((id) => payer.call<OrderView>('payment', 'placeOrder', request(person, id))),
        )),
      )
    }
    const refused = told.flatMap((answer) => (answer.ok ? [] : [answer.error.code]))
    const codes = [...new Set(refused)].map((code) => `${code} ${refused.filter((one) => one === code).length}`)
    console.log(
      `${ids.length} orders at once: ${((performance.now() - began) / 1_000).toFixed(1)} s; refused: ${codes.join(', ') || 'none'}`,
    )
    return told
  }
  const assessments = async (person: Resident) => {
    let count = 0
    for await (const { _id } of allEntries(county.db)) if (_id.startsWith(`assess~${enrolmentOf(person)}~`)) count++
    return count
  }
  const ordersFor = async (person: Resident) =>
    (await county.stored<OrderDocument>('orders')).filter(({ lines }) => lines[0]!.resident === person.id)

  test('with one operation id are one order', async () => {
    const [person] = await county.family(PAYER, [{}])
    const told = await rush(person!, Array<string>(REQUESTS).fill(operation()))
    const orders = told.flatMap((answer) => (answer.ok ? [answer.data.order] : []))
    expect(orders).toHaveLength(REQUESTS)
    expect(new Set(orders).size).toBe(1)
    expect(await ordersFor(person!)).toHaveLength(1)
    expect(await assessments(person!)).toBe(1)
  })

  test('with different ids for one person are one order, and paid it is one charge', async () => {
    const [person] = await county.family(PAYER, [{}])
    const told = await rush(
      person!,
      Array.from({ length: REQUESTS }, () => operation()),
    )
    expect(told.filter(({ ok }) => ok)).toHaveLength(1)
    const [order, ...others] = await ordersFor(person!)
    expect(others).toEqual([])
    expect(await county.claim(person!)).toMatchObject({ order: order!._id, state: 'held' })
    await Promise.all(Array.from({ length: 20 }, () => payer.call('payment', 'prepay', { order: order!._id })))
    await county.fault('twice')
    await county.pay(order!)
    await Promise.all(Array.from({ length: 20 }, () => payer.call('payment', 'checkOrder', { order: order!._id })))
    expect(await county.order(order!._id)).toMatchObject({ state: 'paid', transactions: [expect.any(String)] })
    const balances = await county.soundLedger()
    expect([...balances].filter(([name]) => name.startsWith('transit:')).reduce((sum, [, fen]) => sum + fen, 0)).toBe(
      32_000,
    )
    expect((await county.enrolment(person!)).events).toHaveLength(1)
  })
})
