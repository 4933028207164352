import { costsOf } from '../../devcloud/ask'
import { operation, startClerkCounty } from './clerk-county'
import type { ClerkCounty } from './clerk-county'

/** The most that it may ask of the database; these may fall, and never rise. The platform counts each request. */
const BOUNDS = [
  { people: 1, reads: 10, writes: 12 },
  { people: 4, reads: 10, writes: 21 },
  { people: 8, reads: 10, writes: 33 },
] as const

describe('what money at the door costs the database', () => {
  let county: ClerkCounty
  const houses = new Map<number, string[]>()
  beforeAll(async () => {
    county = await startClerkCounty()
    for (const { people } of BOUNDS) houses.set(people, await county.household(people, people))
    await county.openSeason('ruijin', 'oCounty')
    // Of a season that has begun: its totals are spread over so many balances, and the first to reach one opens it.
    await county.seed(
      'balances',
      Array.from({ length: 64 }, (_, i) => ({ _id: `premium:ruijin-2022#${String(i).padStart(2, '0')}`, fen: 0 })),
    )
    // The first call of an instance looks whether its keys are the database's; that is not the deed's.
    await county.as('oClerkEast').refusal('payment', 'quote', { region: 'nowhere' })
  })
  afterAll(() => county.stop())

  test.each(BOUNDS)('taken for $people: at most $reads reads and $writes writes', async ({ people, reads, writes }) => {
    const enrolments = houses.get(people)!
    await county.take(county.as('oClerkEast'), enrolments, { operation: operation() })
    const { requests } = (await costsOf(county.url, { function: 'payment', action: 'takeCash' })).at(-1)!
    expect(requests.reads).toBeLessThanOrEqual(reads)
    expect(requests.writes).toBeLessThanOrEqual(writes)
    expect(requests).toMatchObject({ starts: 1, commits: 1 })
    await county.soundLedger()
  })
})
