import fc from 'fast-check'
import {
  civilDay,
  dayNumber,
  policies,
  policyFor,
  questions,
  type CivilDay,
  type Policy,
  type Facts,
} from '../../rules'
import { optionsFor } from '../../rules/engine/question-options'

/** The same people each time, so that a gate says the same twice; CANBAO_SEED brings others. */
fc.configureGlobal({ seed: Number(process.env.CANBAO_SEED ?? 20_220_331) })

/** People made up for a place: every fact told, each as likely ordinary as not. */

export const places = policies().map(({ region, year }) => policyFor(region, year))
export const placeNames = places.map((policy): [string, Policy] => [`${policy.name} ${policy.year}`, policy])

const ordinaryOr = <T>(ordinary: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(ordinary) }, { weight: 1, arbitrary: other })

function season({ year }: Policy): { from: number; to: number } {
  return { from: dayNumber(`${year - 1}-08-15`)!, to: dayNumber(`${year + 1}-02-10`)! }
}

export const someDay = (policy: Policy): fc.Arbitrary<CivilDay> => {
  const { from, to } = season(policy)
  return fc.integer({ min: from, max: to }).map(civilDay)
}

/** Days of birth: anybody's, and often in the season itself, where newborn rules bite. */
function births(day: number): fc.Arbitrary<CivilDay> {
  const newborn = fc.integer({ min: day - 150, max: day })
  return fc
    .oneof(
      { weight: 3, arbitrary: fc.integer({ min: dayNumber('1930-01-01')!, max: day }) },
      { weight: 1, arbitrary: newborn },
    )
    .map(civilDay)
}

const ofOptions = (
  policy: Policy,
  fact: Parameters<typeof optionsFor>[1],
): fc.Arbitrary<string | number | boolean | null> => {
  const values = optionsFor(policy, fact).map(({ value }) => value)
  return values.length > 0 ? fc.constantFrom(...values) : fc.constant(null)
}

const oneOf = (words: readonly string[]): fc.Arbitrary<string | null> =>
  words.length === 0 ? fc.constant(null) : fc.constantFrom(...words)

export const identitiesOf = (policy: Policy): string[] => Object.keys(policy.identities)

/** A person and a day of payment, everything told that a question could ask. */
export function someone(policy: Policy): fc.Arbitrary<{ told: Facts; day: CivilDay }> {
  return someDay(policy).chain((text) => {
    const day = dayNumber(text)!
    const event = fc.integer({ min: day - 200, max: day }).map(civilDay)
    const text_ = (fact: Parameters<typeof optionsFor>[1]): fc.Arbitrary<string | null> =>
      ofOptions(policy, fact).map((v) => (typeof v === 'string' ? v : null))
    return fc.record({
      day: fc.constant(text),
      told: fc.record({
        birthDate: births(day),
        hukou: text_('hukou'),
        resident: fc.boolean(),
        residencePermit: fc.boolean(),
        nationality: ordinaryOr<string | null>('中国', text_('nationality')),
        permit: text_('permit'),
        employeeInsurance: ordinaryOr('none', fc.constantFrom('active', 'should')),
        categories: ordinaryOr<string[]>(
          [],
          identitiesOf(policy).length === 0
            ? fc.constant([])
            : fc.uniqueArray(fc.constantFrom(...identitiesOf(policy)), { maxLength: 3 }),
        ),
        categoryFrom: ordinaryOr<CivilDay | null>(null, event),
        lostWorkAbility: fc.boolean(),
        disabledSoldierGrade: ordinaryOr<number | null>(null, fc.integer({ min: 1, max: 10 })),
        institution: text_('institution'),
        student: ordinaryOr<string | null>(null, text_('student')),
        school: text_('school'),
        schoolStart: fc.constantFrom('2021-08-28', '2021-09-01', '2021-09-06'),
        situation: ordinaryOr<string | null>(null, oneOf(Object.keys(policy.situations))),
        situationDate: event,
        enrolmentHistory: fc.constantFrom('续保', '中断续保', '新参保'),
        registered: fc.boolean(),
        tier: text_('tier'),
      }),
    })
  })
}

/** What a person would answer to the questions asked, one at a time, until none is left. */
export function answeredOneByOne(policy: Policy, all: Facts, day: CivilDay): { told: Facts; asked: string[] } {
  let told: Facts = {}
  const asked: string[] = []
  for (let next = questions(policy, told, day)[0]; next !== undefined; next = questions(policy, told, day)[0]) {
    if (asked.includes(next.fact)) throw new Error(`asked twice for ${next.fact}`)
    asked.push(next.fact)
    told = { ...told, [next.fact]: all[next.fact] ?? null }
  }
  return { told, asked }
}

/** The identities of a made-up person as an office would have certified them. */
export function certificationsOf({
  categories,
  categoryFrom,
}: Facts): { identity: string; from: CivilDay | null; ended: null; certifier: string }[] {
  return (categories ?? []).map((identity) => ({
    identity,
    from: typeof categoryFrom === 'string' ? categoryFrom : null,
    ended: null,
    certifier: '民政局',
  }))
}
