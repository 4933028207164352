import { planDeposit } from '../../../cloudfunctions/domain/cash/plan-deposit'
import { balancesOf } from '../../../cloudfunctions/domain/payments/ledger'
import type { Refusal } from '../../../cloudfunctions/platform/base'

const MOMENT = { by: 'oClerkEast', now: Date.parse('2021-12-10T09:00:00+08:00'), today: '2021-12-10' }
const item = (order: string, amount: number, season: `${string}-${number}` = 'ruijin-2022') => ({
  order,
  household: 'house-1',
  village: 'ruijin-1-1',
  season,
  day: '2021-12-09',
  amount,
})
const inHand = [item('a', 100), item('b', 250), item('old', 70, 'ruijin-2021')]
const asked = { operation: 'deposit-0001', year: 2022, orders: null, amount: 350, slip: 'S-1' }

test('all cash of a year goes to the bank, and that of another year stays in hand', () => {
  const { deposit, left, entries } = planDeposit(asked, { inHand, before: null }, MOMENT)
  expect(deposit).toMatchObject({
    _id: 'deposit-0001',
    clerk: 'oClerkEast',
    amount: 350,
    items: [inHand[0], inHand[1]],
  })
  expect(left).toEqual([inHand[2]])
  expect([...balancesOf(entries)]).toEqual([
    ['transit:deposit:ruijin-2022', 350],
    ['cash:oClerkEast', -350],
  ])
})

test('sent again it is the deposit of before, and moves nothing', () => {
  const { deposit: before, left } = planDeposit(asked, { inHand, before: null }, MOMENT)
  expect(planDeposit(asked, { inHand: left, before }, MOMENT)).toEqual({ deposit: before, left, entries: [] })
})

test.each([
  ['DEPOSIT_DIFFERS', { amount: 349 }],
  ['NOT_IN_HAND', { orders: ['a', 'gone'] }],
  ['NOT_IN_HAND', { year: 2023 }],
])('%s: %j', (code, other) => {
  expect(() => planDeposit({ ...asked, ...other }, { inHand, before: null }, MOMENT)).toThrow(
    expect.objectContaining({ error: expect.objectContaining({ code }) as unknown }) as Refusal,
  )
})
