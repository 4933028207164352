import { entryOf, balancesOf, faultsOf, JOURNAL } from '../../../cloudfunctions/domain/payments/ledger'
import type { EntryKind } from '../../../cloudfunctions/domain/payments/ledger'
import { walkHistories } from './ledger-histories'

const DAY = '2021-12-10'
const SEASON = 'kelan-2022'
const shares = [{ enrolment: 'person-1', amount: 32_000 }]
const owes = entryOf('1', DAY, 'assess', { enrolment: 'person-1', season: SEASON, fee: 32_000, subsidy: 0, funder: '' })

test('after every step of some thousands of random seasons debits are credits, and every fen lies in one place', () => {
  const { kinds } = walkHistories(process.env.CANBAO_SEED ?? '20211210', 4_000)
  expect([...kinds].sort()).toEqual((Object.keys(JOURNAL) as EntryKind[]).sort())
})

describe('what must not happen is found', () => {
  const paid = entryOf('2', DAY, 'takeCash', { shares, clerk: 'clerk-1' })
  const deposited = entryOf('3', DAY, 'deposit', { season: SEASON, clerk: 'clerk-1', amount: 32_000 })
  const arrived = entryOf('4', DAY, 'arrive', { season: SEASON, way: 'deposit', amount: 32_000 })

  test('nothing, where all went right', () => {
    expect(faultsOf(balancesOf([owes, paid, deposited, arrived]))).toEqual([])
  })

  test.each([
    ['someone pays twice', [owes, paid, paid], 'receivable:person-1'],
    ['someone pays who owes nothing', [paid], 'receivable:person-1'],
    ['a clerk deposits more than was taken', [owes, paid, deposited, deposited], 'cash:clerk-1'],
    ['more arrives than was on its way', [owes, paid, deposited, arrived, arrived], 'transit:deposit:kelan-2022'],
    [
      'an assessment is taken back twice',
      [
        owes,
        entryOf('5', DAY, 'withdraw', { enrolment: 'person-1', season: SEASON, fee: 32_000, subsidy: 0, funder: '' }),
        entryOf('6', DAY, 'withdraw', { enrolment: 'person-1', season: SEASON, fee: 32_000, subsidy: 0, funder: '' }),
      ],
      'receivable:person-1',
    ],
    [
      'more is returned than is owed back',
      [
        owes,
        paid,
        deposited,
        entryOf('7', DAY, 'refund', { season: SEASON, way: 'deposit', order: 'order-1', amount: 32_000 }),
      ],
      'owedBack:order-1',
    ],
  ] as const)('%s', (_what, entries, account) => {
    expect(faultsOf(balancesOf(entries)).join()).toContain(account)
  })

  test('an entry with one side only', () => {
    expect(faultsOf(balancesOf([{ ...owes, lines: owes.lines.slice(0, 1) }]))).toEqual([
      'debits and credits differ by 32000 fen',
    ])
  })
})

test.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('%p fen cannot be written down', (amount) => {
  expect(() => entryOf('1', DAY, 'holdBack', { season: SEASON, way: 'wechat', order: 'order-1', amount })).toThrow(
    expect.objectContaining({ error: expect.objectContaining({ code: 'BAD_AMOUNT' }) as object }) as Error,
  )
})

test('of somebody who owes nothing only the subsidy is written down', () => {
  const { lines } = entryOf('1', DAY, 'assess', {
    enrolment: 'person-1',
    season: SEASON,
    fee: 0,
    subsidy: 32_000,
    funder: 'a',
  })
  expect(lines).toEqual([
    { account: 'subsidy:a:kelan-2022', debit: 32_000, credit: 0 },
    { account: 'premium:kelan-2022', debit: 0, credit: 32_000 },
  ])
})
