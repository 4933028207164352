import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPolicyText } from '../../rules/checker'
import { overlapsOf } from '../../rules/checker/overlaps'
import { policiesIn } from '../../rules/command/policies-in'
import type { PolicyFault } from '../../rules/language/policy-fault'
import { readSource } from '../../rules/language/read-policy'

/** One slip each in a good file: it is found where it was made, and what was meant is offered. */

const YUNXI = readFileSync(join(__dirname, 'faulty/good-yunxi-2026.yaml'), 'utf8')
const NATIONAL = readFileSync(join(__dirname, 'policies/national-2026.yaml'), 'utf8')

/** What stood there, what was written, the code, and what is offered or said of it. */
type Slip = [was: string, written: string, code: string, offered: string]

function found(text: string, [was, written]: Slip): { line: number; all: readonly PolicyFault[] } {
  expect(text.split(was).length).toBeGreaterThan(1)
  const changed = text.replace(was, written)
  const at = text.indexOf(was) + [...written].findIndex((letter, i) => letter !== was[i])
  const reading = checkPolicyText(changed, 'slip.yaml')
  return {
    line: changed.slice(0, at).split('\n').length,
    all: [...(reading.ok ? [] : reading.faults), ...reading.warnings],
  }
}

function isToldAtItsLine(text: string, slip: Slip): void {
  const [, , code, offered] = slip
  const { line, all } = found(text, slip)
  const fault = all.find((one) => one.code === code && one.line === line)
  expect({ found: all.map((one) => `${one.line} ${one.code}`), line, fault: fault?.code }).toMatchObject({
    fault: code,
  })
  expect(JSON.stringify([fault!.message, fault!.suggestion, fault!.allowed])).toContain(offered)
  // Whoever reads it reads Chinese: no sentence of a library, no type of a programmer.
  expect(fault!.message).toMatch(/[\u4e00-\u9fff]{3}/)
  expect(fault!.message).not.toMatch(/Invalid|expected|undefined|NaN|\d{5,}\.\d|\d\.\d{4,}/)
}

const OF_SHAPE: Slip[] = [
  ['gives: 250', 'gives: "250"', 'BAD_VALUE', '"250"'],
  ['gives: 2 months', 'gives: 2 month', 'BAD_VALUE', '2 months'],
  ['gives: 2 months', 'gives: 60天', 'BAD_VALUE', '60 days'],
  ['gives: 2 months', 'gives: 60', 'BAD_VALUE', '60 days'],
  ['to: 2025-09-30', 'to: 2025/9/30', 'BAD_VALUE', '2025-09-30'],
  ['percent: 50,', 'percent: 50% ,', 'BAD_VALUE', '"50"'],
  ['percent: 50,', 'percent: 500,', 'BAD_VALUE', '0 到 100'],
  ['{ percent: 50, of: contribution }', '50%', 'BAD_VALUE', '{ percent: 50, of: contribution }'],
  ['gives: 400', 'gives: 四百', 'BAD_VALUE', '"400"'],
  ['gives: 400', 'gives: -400', 'BAD_VALUE', '不能是负数'],
  ['year: 2026', 'year: 二〇二六', 'BAD_VALUE', '2026'],
  ['status: inForce', 'status: 正式', 'BAD_VALUE', 'inForce'],
  ['rule: highest', 'rule: 就高', 'BAD_VALUE', 'highest'],
  ['gives: late', 'gives: 逾期补缴', 'BAD_VALUE', 'late'],
  ['notes: []', 'notes: [{ topic: 退费, text: 不退, cite: 五, quote: 不退 }]', 'BAD_VALUE', 'refund'],
  ['employeeInsurance: active', 'employeeInsurance: true', 'BAD_VALUE', 'active'],
  ['identity: 渔业退捕渔民 }', 'identity: 渔业退捕渔民, age: 60 }', 'BAD_VALUE', '{ atLeast: 60, on: paid }'],
  ['identity: 渔业退捕渔民 }', 'identity: 渔业退捕渔民, sex: female }', 'BAD_VALUE', '男'],
  ['identity: 渔业退捕渔民 }', 'identity: 渔业退捕渔民, age: { over: 60, on: paid } }', 'UNKNOWN_KEY', 'atLeast'],
  ['identity: 渔业退捕渔民 }', '身份: 渔业退捕渔民 }', 'UNKNOWN_KEY', 'identity'],
  ['quote: 全体居民 }', 'quote: 全体居民', 'YAML_SYNTAX', '没有配上 }'],
  ['aliases: [退捕渔民]', 'aliases: [低保对象]', 'ALIAS_CLAIMED', '自己就是一项'],
]
test.each(OF_SHAPE)('%s written as %s: %s', (...slip) => isToldAtItsLine(YUNXI, slip))

const OF_SENSE: Slip[] = [
  ['to: 2026-12-31', 'to: 2027-12-31', 'PERIOD_TOO_LONG', '{ from: 2026-01-01, to: 2026-12-31 }'],
  ['situations: {}', 'situations: { 退役军人: { label: 退役 } }', 'OPTION_UNUSED', '不会问'],
  ['\nsituations: {}', '\n  移民: { group: 水利部门认定的 }\nsituations: {}', 'OPTION_UNUSED', 'notSubsidised'],
  ['percent: 50,', 'percent: 0.29,', 'PERCENT_AS_SHARE', '29'],
  [
    'window: late }, gives: 2 months',
    'window: late, paid: { from: 2026-04-01 } }, gives: 2 months',
    'HOLE',
    '要不要等',
  ],
  ['identity: 渔业退捕渔民 }', 'identity: 渔业退捕渔民, childRank: {} }', 'BOUND_MISSING', '第几个孩子'],
]
test.each(OF_SENSE)('%s written as %s makes no sense: %s', (...slip) => {
  const { all } = found(YUNXI, slip)
  const fault = all.find(({ code }) => code === slip[2])
  expect(all.map(({ code }) => code)).toContain(slip[2])
  expect(JSON.stringify([fault!.message, fault!.suggestion, fault!.allowed])).toContain(slip[3])
})

const SUM = 'perMissed: { adds: 1 months, from: 2 }'
const OF_THE_MECHANISM: Slip[] = [
  [SUM, 'perMissed: { adds: 30 days, from: 2 }', 'UNITS_MIXED', 'months'],
  ['least: 6 months', 'least: 2 months', 'FLOOR_UNDER_FIXED', '比3个月长'],
  ['since: 2019', 'since: 2029', 'DAY_OF_OTHER_YEAR', '没有一年会算断保'],
  ['capPercent: 20', 'capPercent: 0.2', 'PERCENT_AS_SHARE', '20'],
  ['original: 300000', 'original: 30', 'AMOUNT_UNLIKELY', '300000'],
  ['gives: 700', 'gives: 70000', 'AMOUNT_UNLIKELY', '多打了零'],
  ['gives: 100\n', 'gives: 1000\n', 'SUBSIDY_ABOVE_FEE', 'full'],
  ['childRank: { atLeast: 3 }', 'childRank: { atLeast: 3, atMost: 2 }', 'BOUNDS_CROSSED', '{ atLeast: 2, atMost: 3 }'],
  ['atLeast: 60, on: 2025-12-31', 'atLeast: 60, on: 2024-12-31', 'DAY_OF_OTHER_YEAR', '2025-12-31'],
  ['died: { to: 2025-12-31 }', 'died: { to: 2024-12-31 }', 'DAY_OF_OTHER_YEAR', '2025-12-31'],
]
test.each(OF_THE_MECHANISM)('in the nation’s mechanism, %s written as %s: %s', (...slip) =>
  isToldAtItsLine(NATIONAL, slip),
)

test('years missed are counted only where the file says from which year on', () => {
  const without = NATIONAL.replace(/\nlapse:\n(?: {2}.*\n)+/, '\n')
  const reading = checkPolicyText(without, 'slip.yaml')
  expect(reading.ok ? [] : reading.faults.map(({ code }) => code)).toEqual(['LAPSE_UNSAID'])
})

describe('clauses that run into each other', () => {
  const warned = (was: string, written: string): readonly PolicyFault[] => {
    expect(YUNXI).toContain(was)
    return checkPolicyText(YUNXI.replace(was, written), 'slip.yaml').warnings
  }
  const LATE = '- { id: late, gives: late, cite: 三, quote: 逾期等待2个月 }'

  test('two windows that share some days are told, with the days', () => {
    const shared = `- { id: longer, when: { paid: { from: 2026-02-15, to: 2026-03-31 } }, gives: extended, cite: 三, quote: 二 }\n      ${LATE}`
    const [warning] = warned(LATE, shared)
    expect(warning).toMatchObject({ code: 'CLAUSES_OVERLAP', severity: 'warning' })
    expect(warning!.message).toContain('2026-02-15 到 2026-02-28 缴费的')
    expect(warning!.excerpt[0]).toContain('id: longer')
  })

  test('windows that follow each other, and one inside another, are not', () => {
    const next = `- { id: longer, when: { paid: { from: 2026-03-01, to: 2026-03-31 } }, gives: extended, cite: 三, quote: 二 }\n      ${LATE}`
    expect(warned(LATE, next).map(({ code }) => code)).not.toContain('CLAUSES_OVERLAP')
    expect(warned('id: before,', 'id: before,')).toEqual([])
  })

  test('ages that share a year are told; 不满 ends a year before', () => {
    const fee = 'contribution: { clauses: [{ id: all, gives: 400, cite: 二, quote: 每人400元 }] }'
    const bands = (under: number): string =>
      `contribution: { clauses: [{ id: young, when: { age: { under: ${under}, on: paid } }, gives: 300, cite: 二, quote: 少 }, { id: old, when: { age: { atLeast: 60, on: paid } }, gives: 350, cite: 二, quote: 老 }, { id: all, gives: 400, cite: 二, quote: 每人400元 }] }`
    expect(warned(fee, bands(61))[0]!.message).toContain('60 周岁的')
    expect(warned(fee, bands(60))).toEqual([])
  })

  test('the list for the author names everywhere that the order decides, with somebody each', () => {
    const { policies } = policiesIn(join(__dirname, 'policies'), { only: 'half-price-2026.yaml' })
    expect(readSource(YUNXI, 'good').file).not.toBeNull()
    for (const { example } of overlapsOf(policies[0]!)) expect(example).toMatch(/都符合，照先写的“.+”算/)
  })
})
