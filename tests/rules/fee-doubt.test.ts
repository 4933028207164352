import {
  assess,
  collectionDays,
  feeDoubt,
  policies,
  policyFor,
  readFacts,
  type CivilDay,
  type FactName,
  type Facts,
} from '../../rules'

const told: Facts = { birthDate: '1955-06-10', resident: true, employeeInsurance: 'none', categories: [] }
const HUKOU: Readonly<Record<string, string>> = {
  ruijin: '瑞金市',
  kelan: '岢岚县',
  fangtai: '方太乡',
  suixian: '随县',
  banan: '重庆市',
}

/** An ordinary person of each place on the last day of its collection, who skips some questions. */
function doubtOf(region: string, year: number, skipped: FactName[], facts: Facts = {}) {
  const policy = policyFor(region, year)
  const day: CivilDay = collectionDays(policy).closes
  const known = Object.fromEntries(
    Object.entries({ ...told, hukou: HUKOU[region], ...facts }).filter(([name]) => !skipped.includes(name as FactName)),
  )
  return {
    policy,
    day,
    known: readFacts(policy, known),
    doubt: feeDoubt(policy, readFacts(policy, known), day, skipped),
  }
}

describe('a number that hangs on what somebody could not tell', () => {
  test('is the most that it can be, and each identity that would lower it stands with what it comes to', () => {
    const { doubt } = doubtOf('kelan', 2022, ['categories'])
    expect(doubt?.most).toBe(32000)
    expect(doubt?.less.map(({ fee }) => fee)).toEqual([0, 3200, 4000])
    expect(doubt?.less[2]?.if).toContain('低保对象')
  })

  test('says of employee insurance that one is not to pay here at all', () => {
    const { doubt } = doubtOf('ruijin', 2022, ['employeeInsurance'])
    expect(doubt).toEqual({ most: 32000, less: [{ fee: null, if: ['有没有职工医保：有'] }] })
  })

  test('is never below what any of the answers comes to, in no place', () => {
    for (const { region, year } of policies()) {
      const { policy, day, known, doubt } = doubtOf(region, year, ['categories'])
      const fees = Object.keys(policy.identities).flatMap((name) => {
        const { answers, recommended } = assess(policy, readFacts(policy, { ...known, categories: [name] }), day)
        return answers.eligible === false ? [] : (answers.fee ?? recommended.fee ?? [])
      })
      for (const fee of fees) expect(doubt?.most ?? Infinity).toBeGreaterThanOrEqual(fee)
      expect(new Set(fees.filter((fee) => fee !== doubt?.most)).size).toBeLessThanOrEqual(doubt?.less.length ?? 0)
    }
  })

  test('is certain where nothing was skipped, and where what was skipped changes nothing', () => {
    expect(doubtOf('ruijin', 2022, []).doubt).toBeNull()
    expect(doubtOf('ruijin', 2022, ['registered']).doubt).toBeNull()
  })
})
