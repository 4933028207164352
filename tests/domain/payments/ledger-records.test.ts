import { entryOf } from '../../../cloudfunctions/domain/payments/ledger'
import type { Entry } from '../../../cloudfunctions/domain/payments/ledger'
import {
  allBalances,
  allEntries,
  balanceIn,
  balanceOf,
  writeEntries,
} from '../../../cloudfunctions/domain/payments/ledger-store'
import { inTransaction } from '../../../cloudfunctions/platform/database/transaction'
import { startCountyCloud, type CountyCloud } from '../county-cloud'

const DAY = '2021-12-10'
const SEASON = 'kelan-2022'
const assess = (n: number, fee = 32_000): Entry =>
  entryOf(`assess~person-${n}`, DAY, 'assess', {
    enrolment: `person-${n}`,
    season: SEASON,
    fee,
    subsidy: 28_000,
    funder: 'a',
  })
const PEOPLE = 150

let county: CountyCloud
const write = (...entries: Entry[]) => inTransaction(county.db, (transaction) => writeEntries(transaction, entries))
const stored = async () => {
  const all = []
  for await (const entry of allEntries(county.db)) all.push(entry)
  return all
}

beforeAll(async () => {
  county = await startCountyCloud({ only: [] })
})
afterAll(async () => {
  await county.stop()
})

test('an entry that is written again moves nothing', async () => {
  await write(assess(0))
  await write(assess(0))
  await write(
    assess(0),
    entryOf('pay', DAY, 'pay', { season: SEASON, way: 'wechat', shares: [{ enrolment: 'person-0', amount: 32_000 }] }),
  )
  expect(await stored()).toHaveLength(2)
  expect([
    await balanceOf(county.db, 'receivable:person-0'),
    await balanceOf(county.db, `premium:${SEASON}`),
    await balanceOf(county.db, `transit:wechat:${SEASON}`),
  ]).toEqual([0, 60_000, 32_000])
})

test('another entry under the same id ends the deed, and nothing of it is written', async () => {
  await expect(write(assess(1), assess(0, 1))).rejects.toThrow('the ledger has another entry assess~person-0')
  expect(await stored()).toHaveLength(2)
  expect(await balanceOf(county.db, 'receivable:person-1')).toBe(0)
})

test('a whole county writes to the totals of its season at once: every fen is there, and few wait', async () => {
  await Promise.all(Array.from({ length: PEOPLE }, (_, n) => write(assess(n + 10))))
  expect(await balanceOf(county.db, `premium:${SEASON}`)).toBe((PEOPLE + 1) * 60_000)
  const balances = await allBalances(county.db)
  expect(balances.get(`premium:${SEASON}`)).toBe((PEOPLE + 1) * 60_000)
  expect(balances.get(`subsidy:a:${SEASON}`)).toBe((PEOPLE + 1) * 28_000)
  expect(await inTransaction(county.db, (transaction) => balanceIn(transaction, 'receivable:person-10'))).toBe(32_000)
})
