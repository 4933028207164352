import fc from 'fast-check'
import { assess, civilDay, dayNumber, questions, statusOn, type Facts, type Policy } from '../../rules'
import { judge, outline, type Outline } from '../../rules/engine/judge'
import { readPerson } from '../../rules/engine/person'
import { rulebook } from '../../rules/engine/rulebook'
import { segments, terms } from '../../rules/engine/segments'
import type { AnswerField } from '../../rules/language/words'
import { partOf, payDay, somePolicy, wholePerson } from './generated-policies'
import './made-people'

/**
 * What holds of any policy that the language can say, not only of the files at hand. A few in the gate; many by
 * `CANBAO_POLICIES=1000 CANBAO_PEOPLE=100 npx jest -w 1 tests/rules/generated.test.ts`, and as long as that takes.
 */
const POLICIES = Number(process.env.CANBAO_POLICIES ?? 60)
const PEOPLE = Number(process.env.CANBAO_PEOPLE ?? 40)
const HOUR = 3_600_000
if (process.env.CANBAO_POLICIES !== undefined) jest.setTimeout(HOUR)

/** Each policy with as many people: told wholly, or in part. */
function everybody(
  check: (policy: Policy, told: Facts, day: string) => void,
  { policies = POLICIES, people = PEOPLE, inPart = true } = {},
): void {
  const somebody = payDay.chain((day) =>
    wholePerson(day).chain((all) =>
      (inPart ? fc.oneof(fc.constant(all), partOf(all)) : fc.constant(all)).map((told) => ({ day, told })),
    ),
  )
  fc.assert(
    fc.property(somePolicy, fc.array(somebody, { minLength: people, maxLength: people }), (policy, all) => {
      for (const { told, day } of all) {
        try {
          check(policy, told, day)
        } catch (fault) {
          // Of forty people, the one; of the policy, what bears on them.
          throw new Error(`${JSON.stringify({ day, told })}\n${shortened(policy)}\n${(fault as Error).message}`)
        }
      }
    }),
    { numRuns: policies, endOnFailure: true, reporter: onlyTheCause },
  )
}

const shortened = ({ decisions, charges }: Policy): string =>
  Object.entries({ ...decisions, charges: { clauses: charges } })
    .map(([name, one]) => `${name}: ${JSON.stringify(one).replace(/,"cite":"一","quote":"原文"/g, '')}`)
    .join('\n')

function onlyTheCause<T>({ failed, errorInstance, numRuns }: fc.RunDetails<T>): void {
  if (failed) throw new Error(`policy ${numRuns}: ${String((errorInstance as Error | undefined)?.message)}`)
}

/** Every reading of what a notice leaves open, each as a policy of its own in which that reading is given. */
function readingsOf(policy: Policy, { world }: Outline): Policy[] {
  const found: Policy[] = []
  const decided = {
    exempt: world.exempt,
    window: world.window,
    waitingPeriod: world.waiting,
    contribution: world.contribution,
    benefitPeriod: world.period,
    benefitStart: world.start,
    payable: world.payable,
  }
  for (const [name, { clause }] of Object.entries(decided)) {
    const decision = policy.decisions[name as keyof typeof decided]!
    const clauses = decision.clauses as readonly { id: string; open?: { alternatives?: readonly unknown[] } }[]
    const own = clauses.find(({ id }) => id === clause?.id)
    // Who is not eligible does not pay, whatever `payable` says: then that clause did not decide.
    if (name === 'payable' && world.eligible.value === 'no') continue
    for (const gives of own?.open?.alternatives ?? []) {
      const changed = clauses.map((c) => (c === own ? { ...c, open: undefined, gives } : c))
      found.push({ ...policy, decisions: { ...policy.decisions, [name]: { ...decision, clauses: changed } } })
    }
  }
  return found
}

test('nobody is covered before the period, before birth, after the period, or without paying', () => {
  everybody((policy, told, day) => {
    const { answers, recommended } = assess(policy, told, day)
    const { benefitStart, benefitEnd, payable } = { ...recommended, ...answers }
    if (typeof benefitStart !== 'string' || typeof benefitEnd !== 'string') return
    const periods = policy.decisions.benefitPeriod.clauses.flatMap(({ gives, open }) =>
      [gives, open?.reading, ...(open?.alternatives ?? [])].flatMap((p) => p ?? []),
    )
    expect(periods.some(({ from, to }) => benefitStart >= from && benefitEnd <= to)).toBe(true)
    expect(benefitStart <= benefitEnd).toBe(true)
    if (told.birthDate != null) expect(benefitStart >= told.birthDate).toBe(true)
    expect(payable === false && answers.registerFirst !== true && recommended.registerFirst !== true).toBe(false)
  })
})

test('what is paid is the contribution less the subsidy and what adds up with it, and the charges', () => {
  everybody((policy, told, day) => {
    const { answers, recommended } = assess(policy, told, day)
    const { baseFee, subsidy, fee, charges = [] } = { ...recommended, ...answers }
    if (baseFee === undefined || subsidy === undefined || fee === undefined) return
    expect(fee).toBe(baseFee - subsidy + charges.reduce((sum, { amount }) => sum + amount, 0))
    expect(subsidy >= 0 && subsidy <= baseFee).toBe(true)
  })
})

const ALWAYS: readonly AnswerField[] = [
  'eligible',
  'payable',
  'baseFee',
  'subsidy',
  'fee',
  'subsidyCategory',
  'windowStatus',
  'registerFirst',
  'benefitStart',
  'benefitEnd',
]

test('every field is answered, or undetermined with a reason; none vanishes, and none is both', () => {
  everybody((policy, told, day) => {
    const { answers, undetermined } = assess(policy, told, day)
    const open = new Map(undetermined.map((one) => [one.field, one]))
    for (const field of ALWAYS) expect([field, field in answers || open.has(field)]).toEqual([field, true])
    for (const { field, why, kind, facts } of undetermined) {
      expect(why.length).toBeGreaterThan(4)
      expect([field, field in answers]).toEqual([field, false])
      if (kind === 'notTold') expect(facts.length).toBeGreaterThan(0)
    }
  })
})

test('a status is certain where every reading gives it, and open where one differs', () => {
  let [certain, open] = [0, 0]
  everybody(
    (policy, told, day) => {
      const paid = dayNumber(day)!
      for (const asOf of [
        paid,
        paid + 40,
        dayNumber('2025-12-31')!,
        dayNumber('2026-02-10')!,
        dayNumber('2026-09-15')!,
        dayNumber('2027-01-01')!,
      ]) {
        if (asOf < paid) continue
        const on = civilDay(asOf)
        const { answers, recommended, undetermined } = statusOn(policy, told, day, on)
        const book = rulebook(policy)
        const judged = judge(book, readPerson(told, policy, book.vocabulary), paid)
        const blank = [judged.fields.benefitStart, judged.fields.benefitEnd].some(
          (field) => field?.is !== 'known' && (field?.is !== 'open' || field.alternatives === null),
        )
        if (blank) continue
        const standing = answers.status ?? recommended.status
        const others = readingsOf(policy, judged).map((other) => {
          const { answers: a, recommended: r } = statusOn(other, told, day, on)
          return a.status ?? r.status
        })
        const agree = standing !== undefined && others.every((status) => status === standing)
        expect([on, answers.status !== undefined]).toEqual([on, agree])
        expect(undetermined.some(({ field }) => field === 'status')).toBe(!agree)
        if (agree) certain++
        else open++
      }
    },
    { inPart: false },
  )
  expect(Math.min(certain, open)).toBeGreaterThan(20)
})

test('待遇期满 is said of those only whose benefits had begun, and 享受待遇 inside them only', () => {
  everybody((policy, told, day) => {
    for (const asOf of ['2025-10-15', '2026-01-01', '2026-07-15', '2027-01-10']) {
      if (asOf < day) continue
      const { answers, recommended } = assess(policy, told, day)
      const { benefitStart, benefitEnd } = { ...recommended, ...answers }
      const { answers: status } = statusOn(policy, told, day, asOf)
      // A status that every way to tell a fact gives is certain, also where the days are not yet.
      const [begun, ended] = [benefitStart ?? 'open', benefitEnd ?? 'open'].map(String)
      if (status.status === '待遇期满') expect(benefitEnd !== null && (ended === 'open' || ended! < asOf)).toBe(true)
      if (status.status === '享受待遇')
        expect((begun === 'open' || begun! <= asOf) && (ended === 'open' || asOf <= ended!)).toBe(true)
    }
  })
})

test('the next change is the day that trying every single day finds', () => {
  everybody(
    (policy, told, day) => {
      const book = rulebook(policy)
      const person = { ...readPerson(told, policy, book.vocabulary), arrival: undefined }
      const from = dayNumber(day)!
      const to = from + 120
      const [, then] = segments(book, person, from, to)
      let expected: number | null = null
      for (let n = from + 1; n <= to && expected === null; n++)
        if (terms(outline(book, person, n)) !== terms(outline(book, person, from))) expected = n
      expect(then === undefined ? null : civilDay(then.from)).toBe(expected === null ? null : civilDay(expected))
    },
    { people: 3, inPart: false },
  )
})

test('answering the questions one at a time ends at the answer that telling everything at once gives', () => {
  const gist = (policy: Policy, told: Facts, day: string): unknown => {
    const { answers, recommended, undetermined } = assess(policy, told, day)
    return { answers, recommended, undetermined: undetermined.map(({ field, kind }) => `${field} ${kind}`).sort() }
  }
  everybody(
    (policy, all, day) => {
      const recorded: Facts = { waitRunsTo: all.waitRunsTo, arrivalDate: all.arrivalDate }
      let told = recorded
      for (let next = questions(policy, told, day)[0]; next !== undefined; next = questions(policy, told, day)[0]) {
        expect(told[next.fact]).toBeUndefined()
        told = { ...told, [next.fact]: all[next.fact] ?? null }
      }
      expect(gist(policy, told, day)).toEqual(gist(policy, all, day))
    },
    { policies: Math.ceil(POLICIES / 4), people: 2, inPart: false },
  )
})
