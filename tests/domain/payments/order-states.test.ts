import fc from 'fast-check'
import { orderMachine, paymentOutcome } from '../../../cloudfunctions/domain/payments/order-machine'
import type { OrderEventKind, OrderState } from '../../../cloudfunctions/domain/payments/order-machine'

fc.configureGlobal({ seed: Number(process.env.CANBAO_SEED ?? 20_220_331) })

/** Where each event leads, said once more and from the other side: by state. What is not here must be refused. */
const EXPECTED: Readonly<Record<OrderState, Partial<Record<OrderEventKind, OrderState>>>> = {
  placed: {
    returnElsewhere: 'closed',
    handOver: 'handedOver',
    prepay: 'prepaid',
    pay: 'paid',
    payInQuestion: 'inQuestion',
    cancel: 'closed',
    expire: 'closed',
  },
  handedOver: {
    handOver: 'handedOver',
    sayPaid: 'handedOver',
    pay: 'paid',
    payInQuestion: 'inQuestion',
    arrive: 'arrived',
    cancel: 'closed',
    expire: 'closed',
  },
  prepaid: {
    returnElsewhere: 'closed',
    prepay: 'prepaid',
    pay: 'paid',
    payInQuestion: 'inQuestion',
    cancel: 'closed',
    expire: 'closed',
  },
  paid: { payTwice: 'paid', arrive: 'arrived', startReturn: 'returning', forceVoid: 'closed' },
  arrived: { payTwice: 'arrived', startReturn: 'returning' },
  inQuestion: { payTwice: 'inQuestion', forceCount: 'paid', forceReturn: 'returning', forceVoid: 'closed' },
  returning: { payTwice: 'returning', return: 'returned' },
  returned: { payTwice: 'returned' },
  closed: { returnElsewhere: 'closed', payAfterClose: 'paid', payInQuestion: 'inQuestion' },
}
const { states, events, stateIds, eventIds } = orderMachine
const pairs = stateIds.flatMap((state) =>
  eventIds.map((event) => [states[state], events[event].name, state, event] as const),
)

test.each(pairs)('an order that is “%s” and “%s”', (_, __, state, event) => {
  expect(orderMachine.next(state, event)).toBe(EXPECTED[state][event] ?? null)
})

describe('money that comes for an order of 640 yuan', () => {
  const order = { state: 'prepaid' as OrderState, total: 64_000, transactions: ['t1'], free: true }

  test('as asked: it is paid', () => expect(paymentOutcome(order, { amount: 64_000, transaction: 't2' })).toBe('pay'))
  test('the same notification again changes nothing', () =>
    expect(paymentOutcome(order, { amount: 64_000, transaction: 't1' })).toBe('known'))
  test('a fen too little: a person looks at it', () =>
    expect(paymentOutcome(order, { amount: 63_999, transaction: 't2' })).toBe('payInQuestion'))
  test('late, after the order was closed, and nobody else paid: it counts', () =>
    expect(paymentOutcome({ ...order, state: 'closed' }, { amount: 64_000, transaction: 't2' })).toBe('payAfterClose'))
  test('late, and the father was paid for by someone else meanwhile: a person looks at it', () =>
    expect(paymentOutcome({ ...order, state: 'closed', free: false }, { amount: 64_000, transaction: 't2' })).toBe(
      'payInQuestion',
    ))
  test('a second payment for a paid order: the order stands', () =>
    expect(paymentOutcome({ ...order, state: 'paid' }, { amount: 64_000, transaction: 't2' })).toBe('payTwice'))

  test('whatever comes to whatever order, it has an outcome, and the outcome is an edge of the table', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stateIds),
        fc.boolean(),
        fc.nat(100_000),
        fc.constantFrom('t1', 't2'),
        (state, free, amount, transaction) => {
          const outcome = paymentOutcome({ ...order, state, free }, { amount, transaction })
          expect(outcome === 'known' || orderMachine.may(state, outcome)).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

test('what is forced is by a person of the county alone, and is named so', () => {
  expect(eventIds.filter((kind) => events[kind].forced === true)).toEqual(
    eventIds.filter((kind) => kind.startsWith('force')),
  )
})
