import { clausesOf, conditionsOf, valuesOf, type ConditionIn } from './conditions-of'
import { inYaml } from './meant-value'
import type { FaultPath, PlacedFault } from './policy-fault'
import type { Length } from './condition'
import type { PolicyFile } from './schema'

/** Longest time that a notice can mean; beyond it days cannot be reckoned with. */
const MOST = { days: 3_660, months: 120 } as const

const RANGES = ['born', 'event', 'paid', 'asOf', 'disabledSoldierGrade', 'dayOfMonth'] as const

/** Ranges that run backwards, limits that cross, conditions without a limit, readings that cannot be compared. */
export function boundsMakeSense(file: PolicyFile): PlacedFault[] {
  return [
    ...conditionsOf(file).flatMap(({ condition, path }) => [
      ...RANGES.flatMap((key) => rangeFaults(condition, key, [...path, key])),
      ...ageFaults(condition, [...path, 'age']),
      ...COUNTS.flatMap((key) => countFaults(condition, key, [...path, key])),
      ...elapsedFaults(condition, [...path, 'elapsed']),
    ]),
    ...lengthFaults(file),
    ...readingFaults(file),
  ]
}

type Range = { from?: string | number; to?: string | number }

function rangeFaults(condition: ConditionIn, key: string, path: FaultPath): PlacedFault[] {
  const range = condition[key] as Range | undefined
  if (range === undefined) return []
  const { from, to } = range
  if (from === undefined && to === undefined)
    return [
      {
        code: 'BOUND_MISSING',
        path,
        message: `\`${key}\` 没有写从哪里到哪里，等于没有这个条件。`,
        allowed: '`{ from: … }`、`{ to: … }` 或两个都写',
      },
    ]
  if (from === undefined || to === undefined || from <= to) return []
  return [
    {
      code: 'RANGE_REVERSED',
      path,
      message: `\`${key}\` 写反了：从 ${from} 开始，到 ${to} 就结束了，没有人会符合。`,
      suggestion: `${key}: { from: ${to}, to: ${from} }`,
    },
  ]
}

function ageFaults(condition: ConditionIn, path: FaultPath): PlacedFault[] {
  const age = condition.age as { atLeast?: number; under?: number; on: string } | undefined
  if (age === undefined) return []
  const { atLeast, under, on } = age
  if (atLeast === undefined && under === undefined)
    return [
      {
        code: 'BOUND_MISSING',
        path,
        message: '`age` 只写了按哪一天算，没有写多大年纪。',
        allowed: `\`{ atLeast: 60, on: ${on} }\`（满60周岁）或 \`{ under: 18, on: ${on} }\`（不满18周岁）`,
      },
    ]
  if (atLeast === undefined || under === undefined || atLeast < under) return []
  return [
    {
      code: 'BOUNDS_CROSSED',
      path,
      message: `没有人既满${atLeast}周岁又不满${under}周岁。`,
      suggestion: `age: { atLeast: ${under}, under: ${atLeast}, on: ${on} }`,
    },
  ]
}

const COUNTS = ['childRank', 'missed'] as const
const COUNT_WORDS = { childRank: '第几个孩子', missed: '断保年数' } as const

function countFaults(condition: ConditionIn, key: (typeof COUNTS)[number], path: FaultPath): PlacedFault[] {
  const bounds = condition[key] as { atLeast?: number; atMost?: number } | undefined
  if (bounds === undefined) return []
  const { atLeast, atMost } = bounds
  const what = COUNT_WORDS[key]
  if (atLeast === undefined && atMost === undefined)
    return [
      {
        code: 'BOUND_MISSING',
        path,
        message: `\`${key}\`（${what}）没有写多少，等于没有这个条件。`,
        allowed: '`{ atLeast: … }`（至少，含）、`{ atMost: … }`（最多，含）或两个都写',
      },
    ]
  if (atLeast === undefined || atMost === undefined || atLeast <= atMost) return []
  return [
    {
      code: 'BOUNDS_CROSSED',
      path,
      message: `没有人的${what}既不少于${atLeast}又不多于${atMost}。`,
      suggestion: `${key}: { atLeast: ${atMost}, atMost: ${atLeast} }`,
    },
  ]
}

function elapsedFaults(condition: ConditionIn, path: FaultPath): PlacedFault[] {
  const elapsed = condition.elapsed as { from: string; to: string; atMost?: Length; moreThan?: Length } | undefined
  if (elapsed === undefined) return []
  const { from, to, atMost, moreThan } = elapsed
  const faults: PlacedFault[] = []
  if (from === to)
    faults.push({
      code: 'SAME_DAY_COMPARED',
      path,
      message: `\`elapsed\` 从 \`${from}\` 算到 \`${to}\`，是同一天，中间总是 0 天。`,
      allowed: '`from` 写 `birth`（出生）、`event`（事情发生）、`schoolStart`（开学）、`previousPayment`（上次缴费）',
    })
  if (atMost === undefined && moreThan === undefined)
    faults.push({
      code: 'BOUND_MISSING',
      path,
      message: '`elapsed` 没有写多长时间以内或以上。',
      allowed: '`atMost: 90 days`（90天以内，含90天）或 `moreThan: 90 days`（超过90天）',
    })
  if (atMost && moreThan && atMost.unit === moreThan.unit && atMost.count <= moreThan.count)
    faults.push({
      code: 'BOUNDS_CROSSED',
      path,
      message: `没有哪一天既超过${inWords(moreThan)}又不超过${inWords(atMost)}。`,
    })
  return faults
}

const inWords = ({ count, unit }: Length): string => `${count}${unit === 'days' ? '天' : '个月'}`

const isLength = (value: unknown): value is Length =>
  typeof value === 'object' && value !== null && 'count' in value && 'unit' in value

/** Every length of the file, wherever it stands. */
function lengthFaults(file: PolicyFile): PlacedFault[] {
  const faults: PlacedFault[] = []
  const visit = (node: unknown, path: FaultPath): void => {
    if (typeof node !== 'object' || node === null) return
    if (isLength(node)) {
      if (node.count > MOST[node.unit])
        faults.push({
          code: 'LENGTH_TOO_LONG',
          path,
          message: `${inWords(node)}太长，多半是多打了数字。`,
          allowed: `最多 ${MOST.months} 个月，或 ${MOST.days} 天`,
        })
      return
    }
    for (const [key, value] of Object.entries(node)) visit(value, [...path, Array.isArray(node) ? Number(key) : key])
  }
  visit(file.decisions, ['decisions'])
  return faults
}

/** An open clause's readings are all different, and lengths of one clause are counted in one unit. */
function readingFaults(file: PolicyFile): PlacedFault[] {
  return clausesOf(file).flatMap((found) => {
    const { open } = found.clause
    if (open === undefined) return []
    const values = valuesOf(found)
    const faults: PlacedFault[] = []
    const seen = new Set<string>()
    for (const { value, path } of values) {
      const text = JSON.stringify(value)
      if (seen.has(text))
        faults.push({
          code: 'READING_REPEATED',
          path,
          message: `“${inYaml(isLength(value) ? inWords(value) : value)}”前面已经写过：\`alternatives\` 只写和 \`reading\` 不同的理解。`,
        })
      seen.add(text)
    }
    const lengths = values.flatMap(({ value, path }) => {
      const length = isLength(value) ? value : (value as { fixed?: unknown } | null)?.fixed
      return isLength(length) ? [{ value: length, path }] : []
    })
    const strange = lengths.find(({ value }) => value.unit !== lengths[0]!.value.unit)
    if (strange)
      faults.push({
        code: 'UNITS_MIXED',
        path: strange.path,
        message: `同一条里一个按天、一个按月（${lengths.map(({ value }) => inWords(value)).join('、')}），没有办法比较。`,
        allowed: '都用 `days`，或都用 `months`',
      })
    return faults
  })
}
