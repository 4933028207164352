import { balancesOf, faultsOf } from '../../../cloudfunctions/domain/payments/ledger'
import type { Entry } from '../../../cloudfunctions/domain/payments/ledger'
import { allBalances, allEntries } from '../../../cloudfunctions/domain/payments/ledger-store'
import { startCountyCloud, type CountyCloud } from '../county-cloud'
import { faultsFound, inOrder, seedTaxSeason } from './tax-season'
import { importTaxFile, taxCsv } from './tax-upload'

const SEED = Number(process.env.SEED ?? 20_260_711)

let county: CountyCloud
beforeAll(async () => {
  county = await startCountyCloud({ only: ['payment'] })
})
afterAll(() => county.stop())

test(`a file of two thousand people with five kinds of faults (SEED=${SEED}): all are found, none besides, and every fen is in one place`, async () => {
  const { file } = await seedTaxSeason(county, { people: 2_000, paid: 60, each: 15, seed: SEED })
  const office = county.as('oCounty')
  const bytes = taxCsv(file.lines)
  const { tally, taxFile, calls } = await importTaxFile(office, 'ruijin', bytes)
  expect(calls.match).toBeGreaterThan(5)
  expect(inOrder(await faultsFound(county, office, taxFile))).toEqual(inOrder(file.faults))
  const exceptions = tally.open.reduce((sum, { rows }) => sum + rows, 0)
  expect(tally).toMatchObject({
    rows: file.lines.length,
    again: 0,
    waiting: 0,
    settled: 0,
    matched: file.lines.length - exceptions,
  })

  const entries: Entry[] = []
  for await (const entry of allEntries(county.db)) entries.push(entry)
  const [kept, counted] = [await allBalances(county.db), balancesOf(entries)]
  for (const [name, fen] of counted)
    if (fen !== (kept.get(name) ?? 0))
      throw new Error(`${name} stands at ${kept.get(name)} fen, its entries say ${fen}`)
  expect(faultsOf(kept)).toEqual([])
  expect(kept.get('arrived:ruijin-2022')).toBe(file.lines.reduce((sum, { amount }) => sum + amount, 0))

  const again = await importTaxFile(office, 'ruijin', bytes)
  expect([again.taxFile, again.tally]).toEqual([taxFile, tally])
})
