import { clausesOf, valuesOf } from '../language/conditions-of'
import type { FaultPath, PlacedFault } from '../language/policy-fault'
import type { PolicyFile } from '../language/schema'

/** What a resident pays in a year, in yuan, in any place since the years that notices speak of. */
const LIKELY_FEE = { least: 50, most: 3_000 }
/** Before 2015 the national least was under what is likely today. */
const LIKELY_SINCE = 2015
/** A fee that moved by more than this since last year is worth a second look. */
const YEARLY_CHANGE = 1 / 3
/** A subsidy so far above the fee is no notice's way of saying “all of it”. */
const FAR_ABOVE = 2

type Amount = { path: FaultPath; fen: number }

/** The amounts that a value comes to, those of its tiers too. */
function amountsIn(value: unknown, path: FaultPath): Amount[] {
  if (typeof value === 'number') return [{ path, fen: value }]
  if (typeof value !== 'object' || value === null || !('byTier' in value)) return []
  return Object.entries(value.byTier as object).flatMap(([tier, cell]) => amountsIn(cell, [...path, 'byTier', tier]))
}

const amountsOf = (file: PolicyFile, decision: 'contribution' | 'subsidy'): Amount[] =>
  clausesOf(file)
    .filter((found) => found.decision === decision)
    .flatMap(valuesOf)
    .flatMap(({ value, path }) => amountsIn(value, path))

const yuan = (fen: number): string => `${fen / 100}元`

/** Amounts that no notice of this year is likely to say; `lastYear` is the place's file of the year before, if any. */
export function amountsAreLikely(file: PolicyFile, lastYear: PolicyFile | null): PlacedFault[] {
  return [
    ...feesAreLikely(file, lastYear),
    ...subsidiesFit(file),
    ...percentages(file),
    ...chargesAreLikely(file),
    ...ceilingIsLikely(file),
    ...insideTheFee(file),
  ]
}

function feesAreLikely(file: PolicyFile, lastYear: PolicyFile | null): PlacedFault[] {
  const before = lastYear === null ? [] : amountsOf(lastYear, 'contribution').map(({ fen }) => fen)
  const [least, most] = [Math.min(...before) * (1 - YEARLY_CHANGE), Math.max(...before) * (1 + YEARLY_CHANGE)]
  return amountsOf(file, 'contribution').flatMap(({ fen, path }): PlacedFault[] => {
    const unlikely = fen > LIKELY_FEE.most * 100 || (file.year >= LIKELY_SINCE && fen < LIKELY_FEE.least * 100)
    if (unlikely)
      return [
        {
          code: 'FEE_UNLIKELY',
          path,
          message: `个人缴费标准 ${yuan(fen)} 不像真的：${before.length > 0 ? `去年是 ${before.map(yuan).join('、')}。` : ''}请对照通知，看是不是多打或少打了一个零。`,
          allowed: `${LIKELY_FEE.least} 到 ${LIKELY_FEE.most} 元；不写“元”，也不按分写`,
          example: `没有资助的人会被要求交 ${yuan(fen)}。`,
        },
      ]
    if (before.length === 0 || (fen >= least && fen <= most)) return []
    return [
      {
        code: 'FEE_UNLIKE_LAST_YEAR',
        path,
        severity: 'warning',
        message: `个人缴费标准 ${yuan(fen)}，和去年（${before.map(yuan).join('、')}）差了三分之一以上，请再核对一次。`,
      },
    ]
  })
}

function subsidiesFit(file: PolicyFile): PlacedFault[] {
  const fees = amountsOf(file, 'contribution').map(({ fen }) => fen)
  const most = Math.max(...fees)
  if (fees.length === 0) return []
  return [...amountsOf(file, 'subsidy'), ...additionsOf(file)]
    .filter(({ fen }) => fen > most)
    .map(({ fen, path }) => ({
      code: 'SUBSIDY_ABOVE_FEE',
      path,
      severity: fen > most * FAR_ABOVE ? 'fault' : 'warning',
      message: `资助 ${yuan(fen)}，比个人缴费标准（${yuan(most)}）还多。`,
      allowed: '不超过缴费标准的金额；全额资助写 `full`',
      example: `缴费标准 ${yuan(most)} 的人，资助最多只会算 ${yuan(most)}。`,
    }))
}

const additionsOf = ({ decisions: { subsidy } }: PolicyFile): Amount[] =>
  (subsidy.additions ?? []).flatMap(({ gives }, i) =>
    amountsIn(gives, ['decisions', 'subsidy', 'additions', i, 'gives']),
  )

/** What is paid beside the contribution is the public part or a year paid back: of the size of a fee. */
function chargesAreLikely({ charges = [] }: PolicyFile): PlacedFault[] {
  return charges.flatMap(({ gives, name }, i): PlacedFault[] =>
    typeof gives !== 'number' || gives <= LIKELY_FEE.most * 100
      ? []
      : [
          {
            code: 'AMOUNT_UNLIKELY',
            path: ['charges', i, 'gives'],
            message: `${name} ${yuan(gives)} 不像真的：请对照通知，看是不是多打了零。`,
            allowed: `不超过 ${LIKELY_FEE.most} 元；不写“元”，也不按分写`,
            example: `要交这一项的人，会被要求多交 ${yuan(gives)}。`,
          },
        ],
  )
}

/** What is inside a contribution is less than all of it. */
function insideTheFee({ decisions: { contribution } }: PolicyFile): PlacedFault[] {
  return contribution.clauses.flatMap(({ gives, includes = [] }, i): PlacedFault[] => {
    const sum = includes.reduce((all, one) => all + one.yuan, 0)
    if (typeof gives !== 'number' || sum === 0 || sum < gives) return []
    return [
      {
        code: 'AMOUNT_UNLIKELY',
        path: ['decisions', 'contribution', 'clauses', i, 'includes'],
        message: `个人缴费标准是 ${yuan(gives)}，里面却包含 ${yuan(sum)}：\`includes\` 只写缴费标准里面的一部分。`,
        allowed: `加起来比 ${yuan(gives)} 少；另外再交的钱写在 \`charges\``,
      },
    ]
  })
}

/** The ceiling of 大病保险 is some hundred thousand yuan; what is written in 万 is ten thousand times too little. */
const LEAST_CEILING = 10_000

function ceilingIsLikely({ ceiling }: PolicyFile): PlacedFault[] {
  if (ceiling === undefined) return []
  const { original, capPercent } = ceiling
  const faults: PlacedFault[] = []
  if (original < LEAST_CEILING * 100)
    faults.push({
      code: 'AMOUNT_UNLIKELY',
      path: ['ceiling', 'original'],
      message: `大病保险封顶线 ${yuan(original)} 不像真的：金额按元写，30万元写成 300000。`,
      suggestion: String((original / 100) * 10_000),
      example: `封顶线最多只会提高 ${yuan(Math.round((original * capPercent) / 100))}。`,
    })
  if (capPercent < 1)
    faults.push({
      code: 'PERCENT_AS_SHARE',
      path: ['ceiling', 'capPercent'],
      message: `\`capPercent: ${capPercent}\` 是百分之${capPercent}，多半要写成 ${asPercent(capPercent)}。`,
      suggestion: asPercent(capPercent),
      example: `连续参保的人，封顶线最多只会提高 ${yuan(Math.round((original * capPercent) / 100))}。`,
    })
  return faults
}

const asPercent = (share: number): string => String(Math.round(share * 10_000) / 100)

/** 0.8 is meant as eighty percent. */
function percentages(file: PolicyFile): PlacedFault[] {
  return clausesOf(file)
    .flatMap(valuesOf)
    .flatMap(({ value, path }): PlacedFault[] => {
      const percent = (value as { percent?: unknown } | null)?.percent
      if (typeof percent !== 'number' || percent >= 1) return []
      return [
        {
          code: 'PERCENT_AS_SHARE',
          path: [...path, 'percent'],
          message: `\`percent: ${percent}\` 是百分之${percent}，多半要写成 ${asPercent(percent)}。`,
          suggestion: asPercent(percent),
          example: `缴费标准 400元 的人只资助 ${yuan(Math.round(400 * percent))}。`,
        },
      ]
    })
}
