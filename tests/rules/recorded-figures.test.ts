import fc from 'fast-check'
import { assess, assessedAmounts } from '../../rules'
import { placeNames, someone } from './made-people'

describe.each(placeNames)('what a record keeps of an assessment in %s', (_, policy) => {
  test('is what the whole assessment says of the same person, clause for clause', () => {
    fc.assert(
      fc.property(someone(policy), ({ told, day }) => {
        const { answers, recommended, reasons } = assess(policy, told, day)
        const stands = { ...recommended, ...answers }
        expect(assessedAmounts(policy, told, day)).toEqual({
          baseFee: stands.baseFee ?? null,
          subsidy: stands.subsidy ?? null,
          fee: stands.fee ?? null,
          category: stands.subsidyCategory ?? null,
          fundedBy: stands.fundedBy ?? null,
          clauses: [...new Set(reasons.map(({ clause }) => clause))],
        })
      }),
      { numRuns: 60 },
    )
  })

  test('says of a figure that hangs on what nobody told that it is not settled', () => {
    const { baseFee, fee } = assessedAmounts(policy, {}, `${policy.year - 1}-12-10`)
    if (policy.tiers.length > 0) expect({ baseFee, fee }).toEqual({ baseFee: null, fee: null })
    else expect(baseFee).toBeGreaterThan(0)
  })
})
