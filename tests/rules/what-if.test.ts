import fc from 'fast-check'
import { join } from 'node:path'
import { assess, civilDay, dayNumber, RulesError, type CivilDay, type Facts, type Policy } from '../../rules'
import { Decider, NO_BENEFITS, NOT_SETTLED, PeopleColumns, type Standing } from '../../rules/what-if'
import { policiesIn } from '../../rules/command/policies-in'
import { valueWords } from '../../rules/engine/wording'
import { places, someone } from './made-people'

/** A county decided by kinds of people: whoever is asked for whom, each stands where `assess` puts them. */

const tested = policiesIn(join(__dirname, 'policies')).policies
const everywhere = [...places, ...tested].map((policy): [string, Policy] => [
  `${policy.region} ${policy.year}${policy.edition ? ` ${policy.edition.from ?? 'first'}` : ''}`,
  policy,
])

interface Case {
  told: Facts
  day: CivilDay
}

/** Few kinds of people, each on many days: only there do kinds stand for others. */
function manyAlike(policy: Policy, kinds: number, each: number): Case[] {
  const models = fc.sample(someone(policy), kinds)
  const shifts = fc.sample(fc.tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -900, max: 900 })), each)
  return models.flatMap(({ told, day }) => [
    { told, day },
    ...shifts.map(([later, older]): Case => {
      const birth = Math.min(dayNumber(told.birthDate!)! - older, dayNumber(day)! + later)
      return { told: { ...told, birthDate: civilDay(birth) }, day: civilDay(dayNumber(day)! + later) }
    }),
  ])
}

type Told = Omit<Standing, 'clauses'> & { start: number }

function assessed(policy: Policy, { told, day }: Case): Told | string {
  try {
    const { answers, recommended } = assess(policy, told, day)
    const at = { ...recommended, ...answers } as Record<string, unknown>
    const wait = at.waitingMonths === undefined ? 'waitingDays' : 'waitingMonths'
    const start = at.benefitStart as CivilDay | null | undefined
    const value = <V>(name: string): V | null => (at[name] ?? null) as V | null
    return {
      refused: null,
      eligible: value('eligible'),
      payable: value('payable'),
      baseFee: value('baseFee'),
      subsidy: value('subsidy'),
      fee: value('fee'),
      windowStatus: value('windowStatus'),
      wait: at[wait] === undefined ? null : valueWords(wait, at[wait]),
      benefitEnd: value('benefitEnd'),
      start: start === undefined ? NOT_SETTLED : start === null ? NO_BENEFITS : dayNumber(start)!,
    }
  } catch (error) {
    if (!(error instanceof RulesError)) throw error
    return error.code
  }
}

function mismatches(policy: Policy, cases: readonly Case[], decider = new Decider(policy)): unknown[] {
  const people = new PeopleColumns()
  for (const { told, day } of cases) people.add(told, day)
  const { standingOf, startOf } = decider.decide(people)
  return cases.flatMap((one, row) => {
    const { clauses: _, ...standing } = decider.standings[standingOf[row]!]!
    const found = standing.refused ?? { ...standing, start: startOf[row]! }
    const expected = assessed(policy, one)
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ one, found, expected }]
  })
}

test.each(everywhere)('people alike but for their days stand in %s where each would stand alone', (_name, policy) => {
  const cases = manyAlike(policy, 10, 24)
  const decider = new Decider(policy)
  // A county comes a part at a time, and what a kind comes to is kept from part to part.
  const parts = [0, 1].map((part) => cases.filter((_one, i) => i % 2 === part))
  expect(parts.flatMap((part) => mismatches(policy, part, decider)).slice(0, 2)).toEqual([])
  expect(decider.work.asked).toBeLessThan(cases.length)
})
