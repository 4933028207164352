import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The command as its users start it: a process, a file, an exit status. */

const root = join(__dirname, '../..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assess-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface Answer {
  id: unknown
  fee?: number
  error?: { code: string; message: string; path: string }
}

function run(content: string, fromInput = false): { status: number | null; answers: Answer[]; stderr: string } {
  const file = join(folder, 'cases.json')
  writeFileSync(file, content)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'rules/command/assess.ts', fromInput ? '-' : file],
    { cwd: root, input: content, encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  return { status, answers: JSON.parse(stdout) as Answer[], stderr }
}

const adult = {
  birthDate: '1975-06-10',
  hukou: '瑞金市',
  resident: true,
  employeeInsurance: 'none',
  categories: [],
  situation: null,
}
const one = (change: object, person: object = {}): object => ({
  id: 'x',
  region: 'ruijin',
  year: 2022,
  kind: 'enrol',
  paymentDate: '2022-01-10',
  person: { ...adult, ...person },
  ...change,
})
const codeOf = (input: object): string | undefined => run(JSON.stringify([input])).answers[0]!.error?.code

test('answers in the order asked, in yuan, and ends with 0', () => {
  const { status, answers, stderr } = run(
    JSON.stringify([one({ id: 'a' }), one({ id: 'b' }, { categories: ['城乡低保对象'] })]),
  )
  expect(answers.map(({ id, fee }) => [id, fee])).toEqual([
    ['a', 320],
    ['b', 0],
  ])
  expect([status, stderr]).toEqual([0, ''])
})

test('one case that cannot be taken does not stop the others, and ends with 1', () => {
  const { status, answers } = run(JSON.stringify([one({ id: 'a', region: 'mars' }), one({ id: 'b' })]), true)
  expect(answers[0]).toMatchObject({ id: 'a', error: { code: 'UNKNOWN_REGION', path: 'region' } })
  expect(answers[1]).toMatchObject({ id: 'b', fee: 320 })
  expect(status).toBe(1)
})

test.each<[string, object, string]>([
  ['a year without a policy', one({ year: 2023 }), 'UNKNOWN_YEAR'],
  ['a year that is no number', one({ year: '2022' }), 'UNKNOWN_YEAR'],
  ['a fact that nobody knows', one({}, { shoeSize: 42 }), 'UNKNOWN_FACT'],
  [
    'a fact named like a part of the language',
    { ...one({}), person: JSON.parse('{"__proto__": 1}') as object },
    'UNKNOWN_FACT',
  ],
  ['2022-02-30', one({ paymentDate: '2022-02-30' }), 'BAD_DAY'],
  ['an instant for a day', one({ paymentDate: '2022-02-03T00:00:00Z' }), 'BAD_DAY'],
  ['a birth after the payment', one({}, { birthDate: '2022-02-01' }), 'BIRTH_IN_FUTURE'],
  ['10,000 categories', one({}, { categories: Array.from({ length: 10_000 }, () => '低保') }), 'TOO_MANY'],
  ['a case of a megabyte', one({}, { hukou: '瑞'.repeat(1 << 20) }), 'TOO_LARGE'],
  ['a word for yes or no', one({}, { resident: 'yes' }), 'BAD_TYPE'],
  ['an unknown word for employee insurance', one({}, { employeeInsurance: 'maybe' }), 'UNKNOWN_VALUE'],
  ['no person at all', one({ person: null }), 'BAD_TYPE'],
  ['a duty of the clerks', one({ kind: 'process' }), 'WRONG_KIND'],
])('%s is refused with its code', (_, input, code) => {
  expect(codeOf(input)).toBe(code)
})

test('a file that is no JSON is refused in one line', () => {
  expect(run('{oops')).toMatchObject({ status: 1, answers: { error: { code: 'BAD_JSON' } } })
})

test('`--policies FOLDER` puts that folder’s places beside the product’s, which stay; without it they are unknown', () => {
  const file = join(folder, 'beside.json')
  const yunxi = {
    ...one({ id: 'made up', region: 'national', year: 2026, paymentDate: '2025-11-20' }),
    person: { ...adult, hukou: '云溪县', missedYears: 0, sex: '男' },
  }
  writeFileSync(file, JSON.stringify([yunxi, one({ id: 'product' })]))
  const assessed = (...options: string[]): Answer[] => {
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'rules/command/assess.ts', ...options, file], {
      cwd: root,
      encoding: 'utf8',
    })
    return JSON.parse(stdout) as Answer[]
  }
  expect(assessed('--policies', 'tests/rules/policies').map(({ id, fee }) => [id, fee])).toEqual([
    ['made up', 400],
    ['product', 320],
  ])
  expect(assessed()[0]!.error?.code).toBe('UNKNOWN_REGION')
})
