import * as fc from 'fast-check'
import type { Officers } from '../../../cloudfunctions/domain/approvals/second-person'
import { hasSecondPerson, objectionTo } from '../../../cloudfunctions/domain/approvals/second-person'

const PEOPLE = ['甲', '乙', '丙', '丁', '戊', '己'] as const

type Officer = Officers extends ReadonlyMap<string, infer Each> ? Each : never
const officer = (openid: string, other: Partial<Officer> = {}): Officer => ({
  openid,
  isInForce: true,
  since: 0,
  by: null,
  second: null,
  ...other,
})
const county = (...all: readonly Officer[]): Officers => new Map(all.map((one) => [one.openid, one]))

/**
 * Random counties: each was appointed by the deployment, by one alone, or by one with another's consent, in any order
 * of time.
 */
const anyCounty = fc
  .tuple(
    ...PEOPLE.map((openid) =>
      fc.record({
        openid: fc.constant(openid),
        isInForce: fc.boolean(),
        since: fc.nat(10),
        by: fc.option(fc.constantFrom(...PEOPLE), { nil: null }),
        second: fc.option(fc.constantFrom(...PEOPLE), { nil: null }),
      }),
    ),
  )
  .map((all) => county(...all.map((one) => (one.by === null ? { ...one, second: null } : one))))
const step = fc.record({ by: fc.constantFrom(...PEOPLE), at: fc.nat(10) })
const anybody = fc.constantFrom(...PEOPLE)

test('whoever may confirm is another, in office, from before the proposal, and neither appointed the other', () => {
  fc.assert(
    fc.property(anyCounty, step, anybody, (officers, first, second) => {
      if (objectionTo(second, first, officers) !== null) return
      const they = officers.get(second)!
      expect(second).not.toBe(first.by)
      expect(they.isInForce && they.since <= first.at).toBe(true)
      expect(they.by === first.by || officers.get(first.by)?.by === second).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('nobody who appoints alone can have two of their people pass a deed, however long the chain', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 2, maxLength: 5 }), (parents) => {
      // 甲 makes everybody, or those whom 甲 made do.
      const made = parents.map((parent, i) =>
        officer(PEOPLE[i + 1] ?? `x${i}`, { by: PEOPLE[Math.min(parent, i)] ?? PEOPLE[0] }),
      )
      const officers = county(officer('甲'), ...made)
      for (const first of officers.keys())
        for (const second of officers.keys()) expect(objectionTo(second, { by: first, at: 1 }, officers)).not.toBeNull()
    }),
  )
})

test('the question is the same from both sides but for the order of time', () => {
  fc.assert(
    fc.property(anyCounty, anybody, anybody, (officers, one, other) => {
      const always = county(...[...officers.values()].map((each) => ({ ...each, since: 0, isInForce: true })))
      expect(objectionTo(one, { by: other, at: 0 }, always)).toBe(objectionTo(other, { by: one, at: 0 }, always))
    }),
    { numRuns: 300 },
  )
})

test('of three whom two appointed together, each finds a second person', () => {
  const officers = county(officer('甲'), officer('乙'), officer('丙', { by: '甲', second: '乙', since: 5 }))
  const may = (second: string, by: string, at = 9) => objectionTo(second, { by, at }, officers)
  expect([may('乙', '甲'), may('甲', '乙'), may('丙', '乙'), may('乙', '丙')]).toEqual([null, null, null, null])
  expect([may('丙', '甲'), may('甲', '丙')]).toEqual(['APPOINTED_EACH_OTHER', 'APPOINTED_EACH_OTHER'])
  expect(may('丙', '乙', 4)).toBe('APPOINTED_LATER')
  expect(may('甲', '甲')).toBe('SAME_PERSON')
  expect(may('外', '甲')).toBe('NOT_IN_OFFICE')
  expect(['甲', '乙', '丙'].map((by) => hasSecondPerson({ by, at: 9 }, officers))).toEqual([true, true, true])
})

test('of a county of one, or of one and the people of one’s own, nobody can confirm', () => {
  const alone = county(officer('甲'), officer('乙', { by: '甲' }), officer('丙', { by: '乙' }))
  for (const by of ['甲', '乙', '丙']) expect(hasSecondPerson({ by, at: 9 }, alone)).toBe(false)
  expect(objectionTo('丙', { by: '甲', at: 9 }, alone)).toBe('SAME_HAND')
})
