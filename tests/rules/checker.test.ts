import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPolicyText } from '../../rules/checker'
import { checkFolder } from '../../rules/command/check-folder'
import { readSource } from '../../rules/language/read-policy'
import { faultText, type PolicyFault } from '../../rules/language/policy-fault'

/** Somebody who is no programmer writes a place's file: what they get wrong is found where they wrote it. */

const FAULTY = join(__dirname, 'faulty')
const POLICIES = join(__dirname, '../../rules/policies')

/** The file, the code, the text on whose line it is found, and what the message (or its help) says. */
type Row = [file: string, code: string, mark: string, says: string, severity: 'fault' | 'warning']
const TABLE: Row[] = [
  ['01-key-at-the-wrong-level', 'MISPLACED_KEY', 'eligible: { clauses: [] }', '`decisions` 下面', 'fault'],
  ['02-insurance-misspelt', 'WORD_NEVER_TOLD', 'employeeInsurance: activ', 'activ', 'fault'],
  ['03-history-in-other-words', 'WORD_NEVER_TOLD', '断保 }, gives', '', 'fault'],
  ['04-fee-by-window', 'DECIDED_LATER', 'gives: 500', '缴费时段要到后面才定', 'fault'],
  ['05-days-reversed', 'RANGE_REVERSED', 'from: 2026-02-28', '', 'fault'],
  ['06a-ages-crossed', 'BOUNDS_CROSSED', 'under: 50', '', 'fault'],
  ['06b-age-without-bound', 'BOUND_MISSING', 'age: { on: paid }', '', 'fault'],
  ['07-day-against-itself', 'SAME_DAY_COMPARED', 'elapsed:', '', 'fault'],
  ['08-last-years-period', 'PERIOD_OF_OTHER_YEAR', 'from: 2025-01-01', '', 'fault'],
  ['09-fee-40000', 'FEE_UNLIKELY', 'gives: 40000', '', 'fault'],
  ['10-subsidy-above-fee', 'SUBSIDY_ABOVE_FEE', 'gives: 2500', '', 'fault'],
  ['11-nobody-says-when', 'HOLE', '  benefitStart:', '待遇从哪天算起', 'fault'],
  ['12-asks-of-nothing', 'UNKNOWN_FACT', 'income', '', 'fault'],
  ['13-no-option-says-it', 'WORD_NEVER_TOLD', 'student: 大学生', '没有人说得出来', 'fault'],
  ['14-about-misspelt', 'UNKNOWN_FIELD', 'feee', '', 'fault'],
  [
    '15-behind-one-that-always-holds',
    'DEAD_CLAUSE',
    '{ id: open, when: { paid: { to: 2026-02-28 } }',
    'any-day',
    'fault',
  ],
  ['16-region-with-blank', 'BAD_VALUE', 'region: 云溪', 'beijing-110105', 'fault'],
  [
    '17-start-before-the-period',
    'START_BEFORE_PERIOD',
    '{ id: lapsed, when: { enrolmentHistory: 中断续保 }, gives: afterWaiting',
    '2026-01-01',
    'warning',
  ],
  ['18-start-in-2029', 'START_OUTSIDE_PERIOD', 'gives: 2029-01-01', '', 'fault'],
  ['19-no-clause-for-the-rest', 'NO_LAST_CLAUSE', '{ id: late, when: { paid: { to: 2026-06-30 } }', '', 'fault'],
  ['20-comma-in-a-quote', 'QUOTE_CUT', '财政资助200元', '英文逗号', 'fault'],
  ['21a-400-yuan', 'BAD_VALUE', 'gives: 400元', '', 'fault'],
  ['21b-three-months', 'BAD_VALUE', 'gives: 3个月', '', 'fault'],
  ['21c-day-in-words', 'BAD_VALUE', '2025年9月30日', '', 'fault'],
  ['22-student-true', 'BAD_VALUE', 'student: true', '', 'fault'],
  ['23-no-combine', 'MISSING_KEY', '  subsidy:', 'combine', 'fault'],
  ['24-word-not-known', 'BAD_VALUE', 'firstOfNextYear', '', 'fault'],
  ['25-hardly-begun', 'MISSING_KEY', 'region: yunxi', 'within', 'fault'],
  ['31-full-width-colon', 'FULL_WIDTH_COLON', 'gives：400', '', 'fault'],
  ['32-reading-repeated', 'READING_REPEATED', 'alternatives: [paid]', '', 'fault'],
  ['33-days-and-months', 'UNITS_MIXED', '60 days', '', 'fault'],
  ['34-length-too-long', 'LENGTH_TOO_LONG', '99999999 months', '', 'fault'],
  ['35-no-day-at-all', 'NO_FIXED_DAY', '  window:', '', 'fault'],
  ['36-last-years-window', 'DAY_OF_OTHER_YEAR', '2025-02-28', '', 'fault'],
  ['37-percent-as-share', 'PERCENT_AS_SHARE', 'percent: 0.5', '', 'fault'],
  ['38-window-never-given', 'WORD_NEVER_TOLD', 'extended', '', 'fault'],
  ['39-tab', 'YAML_SYNTAX', '\t  clauses:', '', 'fault'],
  ['40-wait-for-nobody', 'HOLE', '  waitingPeriod:', '要不要等', 'fault'],
  [
    '41-ids-of-last-year',
    'DEAD_CLAUSE',
    '{ id: late, when: { window: late, paid: { to: 2026-01-31 } }',
    '永远不会成立',
    'fault',
  ],
  ['42-key-twice', 'DUPLICATE_KEY', 'tiers: [一档]', '', 'fault'],
  ['43-day-that-is-none', 'BAD_VALUE', '2026-02-30', '', 'fault'],
  ['44-not-looked-at', 'NOT_LOOKED_AT', '# 未核对', '', 'fault'],
  ['45-option-for-nothing', 'OPTION_UNUSED', 'asks:', '', 'warning'],
  ['46-window-after-the-year', 'WINDOW_AFTER_PERIOD', '2027-01-01', '', 'fault'],
  ['50-three-at-once', 'BAD_VALUE', 'gives: 400元', '', 'fault'],
]

function found(name: string): { text: string; all: readonly PolicyFault[] } {
  const text = readFileSync(join(FAULTY, `${name}.yaml`), 'utf8')
  const reading = checkPolicyText(text, `${name}.yaml`)
  return { text, all: [...(reading.ok ? [] : reading.faults), ...reading.warnings] }
}

test.each(TABLE)('%s: %s is found at its line', (name, code, mark, says, severity) => {
  const { text, all } = found(name)
  expect(text.split(mark)).toHaveLength(2)
  const line = text.slice(0, text.indexOf(mark)).split('\n').length
  const fault = all.find((one) => one.code === code && one.line === line)
  expect({ name, found: all.map((one) => `${one.line} ${one.code}`), fault }).toMatchObject({ fault: { severity } })
  expect(JSON.stringify(fault)).toContain(says)
  // Whoever reads it reads Chinese, and no more is said than a screen holds.
  expect(fault!.message).toMatch(/[\u4e00-\u9fff]{4}/)
  expect(faultText(fault!)).toContain(fault!.excerpt[1])
})

test('every faulty file has a row, and every row a file', () => {
  const files = readdirSync(FAULTY).filter((name) => /^\d/.test(name))
  expect(TABLE.map(([name]) => `${name}.yaml`).sort()).toEqual(files.sort())
})

test('the place that the faulty files were made from has no fault', () => {
  expect(found('good-yunxi-2026').all).toEqual([])
})

const good = readdirSync(POLICIES).filter((name) => name.endsWith('.yaml'))

test.each(good)('%s has no fault', (name) => {
  expect(checkFolder(POLICIES, name)).toMatchObject({ leftOut: [] })
})

describe('the text under the caret', () => {
  test('is what was written, also behind Chinese characters, which are twice as wide', () => {
    const { all } = found('21a-400-yuan')
    const [line, carets] = all[0]!.excerpt
    expect(line).toContain('gives: 400元')
    expect(carets.trim()).toBe('^^^^^')
    expect(all[0]!.suggestion).toBe('400')
  })

  test.each([
    ['21b-three-months', '3 months'],
    ['21c-day-in-words', '2025-09-30'],
    ['22-student-true', 'any'],
    ['20-comma-in-a-quote', 'quote: "每人400元,财政资助200元"'],
    ['31-full-width-colon', 'gives: 400'],
    ['05-days-reversed', 'paid: { from: 2025-10-01, to: 2026-02-28 }'],
    ['02-insurance-misspelt', 'active'],
    ['08-last-years-period', '{ from: 2026-01-01, to: 2026-12-31 }'],
  ])('%s: what was meant is offered', (name, meant) => {
    expect(found(name).all.map(({ suggestion }) => suggestion)).toContain(meant)
  })
})

test('several faults of one file are told at once, each at its line', () => {
  const { all } = found('50-three-at-once')
  expect(all.map(({ code, suggestion }) => [code, suggestion])).toEqual([
    ['UNKNOWN_KEY', 'employeeInsurance'],
    ['BAD_VALUE', '400'],
    ['BAD_VALUE', '2025-09-30'],
  ])
  expect(new Set(all.map(({ line }) => line)).size).toBe(3)
})

test('a person whom nothing gives a start is named, with the day on which they pay', () => {
  const [hole] = found('11-nobody-says-when').all
  expect(hole!.example).toMatch(/20\d\d年.*缴费：可以缴费，却没有一条说待遇从哪天算起/)
})

test('a fee a third off last year’s is worth a second look', () => {
  const lastYear = readFileSync(join(FAULTY, 'good-yunxi-2026.yaml'), 'utf8')
  const text = lastYear.replace('gives: 400,', 'gives: 600,')
  const { file } = readSource(lastYear, 'last')
  expect(checkPolicyText(text, 'this.yaml', file).warnings.map(({ code }) => code)).toEqual(['FEE_UNLIKE_LAST_YEAR'])
})
