import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPolicy, type PolicyFault } from '../../rules/language/read-policy'

/** Someone writes next year's policy file and makes a mistake: the file is refused, with its line and a suggestion. */

const ruijin = readFileSync(join(__dirname, '../../rules/policies/ruijin-2022.yaml'), 'utf8')

function faultsAfter(change: (yaml: string) => string): readonly PolicyFault[] {
  const changed = change(ruijin)
  expect(changed).not.toBe(ruijin)
  const reading = readPolicy(changed, 'ruijin-2022.yaml')
  return reading.ok ? [] : reading.faults
}
const lineWith = (text: string, yaml = ruijin): number => yaml.slice(0, yaml.indexOf(text)).split('\n').length

test('the five files as they are have no fault', () => {
  expect(readPolicy(ruijin, 'ruijin-2022.yaml')).toMatchObject({
    ok: true,
    value: { policy: { region: 'ruijin', year: 2022 } },
  })
})

test('an unknown key is refused where it stands, with the key that was meant', () => {
  const [fault] = faultsAfter((y) =>
    y.replace('employeeInsurance: active }\n        open', 'employeInsurance: active }\n        open'),
  )
  expect(fault).toMatchObject({
    file: 'ruijin-2022.yaml',
    line: lineWith('{ employeeInsurance: active }\n        open'),
    code: 'UNKNOWN_KEY',
    message: '没有 `employeInsurance` 这一项。',
    suggestion: 'employeeInsurance',
  })
})

test('a clause without its quote is refused', () => {
  const [fault] = faultsAfter((y) =>
    y.replace(', cite: 五(一), quote: 2022年度个人缴费标准为每人每年320元', ', cite: 五(一)'),
  )
  expect(fault!.path).toBe('decisions.contribution.clauses.0.quote')
  expect(fault!.line).toBe(lineWith('id: resident, gives: 320'))
})

test('a clause without its number is refused', () => {
  const [fault] = faultsAfter((y) => y.replace('gives: 320, cite: 五(一), quote', 'gives: 320, quote'))
  expect(fault!.path).toBe('decisions.contribution.clauses.0.cite')
})

test('2022-02-30 is refused as a day that does not exist', () => {
  const [fault] = faultsAfter((y) => y.replace('paid: { from: 2023-01-01 }', 'paid: { from: 2022-02-30 }'))
  expect(fault!.message).toContain('2022-02-30')
  expect(fault!.line).toBe(lineWith('id: year-over'))
})

test('a percentage has to say of what', () => {
  const [fault] = faultsAfter((y) =>
    y.replace(
      'when: { identity: 城乡低保对象 }\n        gives: 320',
      'when: { identity: 城乡低保对象 }\n        gives: { percent: 80 }',
    ),
  )
  expect(fault!.path).toBe('decisions.subsidy.clauses.1.gives.of')
  expect(fault!.line).toBe(lineWith('gives: 320\n        cite: 五(二)2'))
})

test('an alias claimed by two identities is refused', () => {
  const [fault] = faultsAfter((y) => y.replace('孤儿: { aliases: [城乡孤儿]', '孤儿: { aliases: [城乡孤儿, 特困人员]'))
  expect(fault).toMatchObject({
    code: 'ALIAS_CLAIMED',
    message: '“特困人员”已经是“特困供养人员”的叫法，一个叫法只能归一项。',
    path: 'identities.孤儿.aliases.1',
  })
})

test('an identity that the file does not define is refused, with the one that was meant', () => {
  const [fault] = faultsAfter((y) => y.replace('when: { identity: 城乡低保对象 }', 'when: { identity: 城乡低保对像 }'))
  expect(fault).toMatchObject({
    code: 'UNKNOWN_WORD',
    message: '“城乡低保对像”不是这份文件里的身份（`identities`）。',
    suggestion: '城乡低保对象',
  })
})

test('a decision that leaves somebody without an answer is refused', () => {
  const [fault] = faultsAfter((y) =>
    y.replace(
      '{ id: late, gives: late, cite: 四',
      '{ id: late, when: { paid: { from: 2022-04-01 } }, gives: late, cite: 四',
    ),
  )
  expect(fault!.code).toBe('NO_LAST_CLAUSE')
  expect(fault!.message).toContain('没有管其余所有人的一条')
})

test('a clause that can never be reached is refused', () => {
  const [fault] = faultsAfter((y) =>
    y.replace('{ id: before, when: { paid: { to: 2021-11-02 } }, gives: before', '{ id: before, gives: before'),
  )
  expect(fault!.code).toBe('CLAUSE_NEVER_REACHED')
  expect(fault!.message).toContain('永远轮不到')
})

test('a clause that gives a value and is open as well is refused', () => {
  const [fault] = faultsAfter((y) =>
    y.replace('gives: 320, cite: 五(一)', 'gives: 320, open: { why: 不清楚, reading: 300 }, cite: 五(一)'),
  )
  expect(fault!.code).toBe('ONE_ANSWER')
  expect(fault!.message).toContain('只能写一个，也必须写一个')
})

test('targets that do not say who counts towards them are refused, and where', () => {
  const [fault] = faultsAfter((y) => y.replace('    counts: paid\n', ''))
  expect(fault!.path).toContain('office.targets.counts')
})

test('targets that do not add up are refused', () => {
  const [fault] = faultsAfter((y) => y.replace(/拔英乡, people: 9031/, '拔英乡, people: 9032'))
  expect(fault!.message).toBe('各行加起来是 548739，不是 548738。')
})

test('a tier without a cell in the table is refused', () => {
  const banan = readFileSync(join(__dirname, '../../rules/policies/banan-2022.yaml'), 'utf8')
  const reading = readPolicy(
    banan.replace('gives: { byTier: { 一档: 288, 二档: 320 } }', 'gives: { byTier: { 一档: 288 } }'),
    'banan-2022.yaml',
  )
  expect(reading).toMatchObject({
    ok: false,
    faults: [
      {
        code: 'TIER_CELL_MISSING',
        message: '“二档”没有写多少：写上金额，或写成 `二档: { open: … }`。',
        line: lineWith('gives: { byTier: { 一档: 288', banan),
      },
    ],
  })
})

test.each([
  [
    'counted from a deed says from which',
    '{ of: village, begins: cashTaken, seen: deposited }',
    '{ of: village }',
    '要用 `begins` 写明从哪件事算起',
  ],
  [
    'that nobody can see to be done is not said to be seen',
    '{ of: village, begins: deposited, paper: declarationList }',
    '{ of: village, begins: deposited, paper: declarationList, seen: deposited }',
    '只用于从收到现金',
  ],
  [
    'of a posting is seen by its posting',
    'paper: posting, seen: posted',
    'paper: posting',
    '公示（`paper: posting`）要同时写 `seen: posted`',
  ],
])('a duty at a desk %s', (_, as, changed, message) => {
  const banan = readFileSync(join(__dirname, '../../rules/policies/banan-2022.yaml'), 'utf8')
  expect(banan).toContain(as)
  const reading = readPolicy(banan.replace(as, changed), 'banan-2022.yaml')
  expect(reading.ok ? [] : reading.faults.map((fault) => fault.message).join()).toContain(message)
})

test('text that is no YAML is refused with its line', () => {
  const [fault] = faultsAfter((y) => y.replace('tiers: []', 'tiers: [[]'))
  expect(fault!.line).toBeGreaterThan(0)
})
