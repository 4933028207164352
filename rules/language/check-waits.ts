import { clausesOf, conditionsOf, valuesOf } from './conditions-of'
import type { FaultPath, PlacedFault } from './policy-fault'
import type { Length } from './condition'
import type { WaitSum } from './values'
import type { PolicyFile } from './schema'

/** The nation's sum of a wait: parts that fit together, and a year from which missed ones count. */
export function waitsAddUp(file: PolicyFile): PlacedFault[] {
  const sums = clausesOf(file)
    .filter(({ decision }) => decision === 'waitingPeriod')
    .flatMap(valuesOf)
    .flatMap(({ value, path }) => (isSum(value) ? [{ sum: value, path }] : []))
  return [
    ...sums.flatMap(({ sum, path }) => [...unitsMixed(sum, path), ...floorNeverBites(sum, path)]),
    ...yearsCounted(
      file,
      sums.find(({ sum }) => sum.perMissed ?? sum.floor),
    ),
    ...lapseInThePast(file),
  ]
}

const isSum = (value: unknown): value is WaitSum => typeof value === 'object' && value !== null && 'fixed' in value
const inWords = ({ count, unit }: Length): string => `${count}${unit === 'days' ? '天' : '个月'}`

type Part = [path: FaultPath, length: Length | undefined]

function unitsMixed({ fixed, perMissed, repair, floor }: WaitSum, path: FaultPath): PlacedFault[] {
  const parts: Part[] = [
    [['perMissed', 'adds'], perMissed?.adds],
    [['repair', 'takes'], repair?.takes],
    [['floor', 'least'], floor?.least],
  ]
  return parts.flatMap(([inside, length]): PlacedFault[] =>
    length === undefined || length.unit === fixed.unit
      ? []
      : [
          {
            code: 'UNITS_MIXED',
            path: [...path, ...inside],
            message: `固定等待期是${inWords(fixed)}，这里却是${inWords(length)}：一个按月、一个按天，没有办法加减。`,
            allowed: `都用 \`${fixed.unit}\``,
          },
        ],
  )
}

function floorNeverBites({ fixed, floor }: WaitSum, path: FaultPath): PlacedFault[] {
  if (!floor || floor.least.unit !== fixed.unit || floor.least.count > fixed.count) return []
  return [
    {
      code: 'FLOOR_UNDER_FIXED',
      path: [...path, 'floor', 'least'],
      message: `“不少于${inWords(floor.least)}”管不到任何人：固定等待期（${inWords(fixed)}）已经不比它短。请对照通知。`,
      allowed: `比${inWords(fixed)}长的时间；通知没有这一条就不写 \`floor\``,
      example: `断保${floor.fromMissed}年的人，补缴以后还是等${inWords(fixed)}，这一句从来用不上。`,
    },
  ]
}

/** Years are counted only where the file says from which on. */
function yearsCounted(file: PolicyFile, sum: { path: FaultPath } | undefined): PlacedFault[] {
  const looked = conditionsOf(file).find(({ condition }) => condition.missed !== undefined)
  const path = sum?.path ?? (looked && [...looked.path, 'missed'])
  if (file.lapse !== undefined || path === undefined) return []
  return [
    {
      code: 'LAPSE_UNSAID',
      path,
      message: '这里要数断保几年，文件里却没有写断保怎么数：从哪一年算起、职工医保的年份算不算参保。',
      allowed: '在最外层写 `lapse: { since: 2025, insured: basic, run: last, cite: …, quote: … }`',
      example: '十年没参保的人，答案会把十年都算进去。',
    },
  ]
}

function lapseInThePast({ lapse, year }: PolicyFile): PlacedFault[] {
  if (lapse === undefined || lapse.since < year) return []
  return [
    {
      code: 'DAY_OF_OTHER_YEAR',
      path: ['lapse', 'since'],
      message: `断保从 ${lapse.since} 年度算起，可是这是${year}年度的文件：以前没有一年会算断保。`,
      allowed: `${year - 1} 或更早的年度`,
      example: `${year - 1}年没参保的人，会被当成没有断保。`,
    },
  ]
}
