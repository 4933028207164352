import { conditionsOf, type DecisionName } from './conditions-of'
import type { PlacedFault } from './policy-fault'
import type { PolicyFile } from './schema'

/** The order in which the engine decides (`rules/engine/decide.ts`): a decision sees the results of those before it. */
export const DECISION_ORDER = [
  'eligible',
  'contribution',
  'subsidy',
  'exempt',
  'window',
  'waitingPeriod',
  'waitFrom',
  'benefitPeriod',
  'benefitStart',
  'benefitEnd',
  'registration',
  'payable',
  'refund',
  'suspension',
] as const satisfies readonly DecisionName[]

export const DECISION_WORDS: Readonly<Record<DecisionName, string>> = {
  eligible: '能不能参保',
  contribution: '缴费标准',
  subsidy: '资助',
  exempt: '免等待',
  window: '缴费时段',
  waitingPeriod: '等待期',
  waitFrom: '等待期从哪天数',
  benefitPeriod: '享受期',
  benefitStart: '待遇起始日',
  benefitEnd: '待遇截止日',
  registration: '参保登记',
  payable: '能不能缴费',
  refund: '退费',
  suspension: '停保',
}

/** Which decision a condition on a result waits for. */
const RESULT_OF: Readonly<Record<string, DecisionName>> = {
  eligible: 'eligible',
  subsidised: 'subsidy',
  fee: 'subsidy',
  exempt: 'exempt',
  window: 'window',
  cover: 'benefitStart',
  registerFirst: 'registration',
}

const placeOf = (name: DecisionName): number => DECISION_ORDER.indexOf(name)

/** No decision looks at a result that is found after it: of nobody would it ever hold. */
export function resultsInOrder(file: PolicyFile): PlacedFault[] {
  return conditionsOf(file).flatMap(({ condition, path, decision }) =>
    Object.keys(condition).flatMap((key): PlacedFault[] => {
      if (decision === null) return []
      if (key === 'asOf' && decision !== 'suspension') return [onlyForSuspension([...path, key])]
      const from = RESULT_OF[key]
      if (from === undefined || placeOf(from) < placeOf(decision)) return []
      const order = DECISION_ORDER.map((name) => DECISION_WORDS[name]).join('→')
      const seen = Object.keys(RESULT_OF).filter((one) => placeOf(RESULT_OF[one]!) < placeOf(decision))
      return [
        {
          code: 'DECIDED_LATER',
          path: [...path, key],
          at: 'key',
          message: `定${DECISION_WORDS[decision]}（\`${decision}\`）时还不知道 \`${key}\`：${DECISION_WORDS[from]}要到后面才定，这个条件永远不会成立。顺序是：${order}。`,
          allowed:
            seen.length > 0
              ? `前面已经定下的：${seen.map((one) => `\`${one}\``).join('、')}`
              : '只能看人的情况和日期，前面还没有定下什么',
        },
      ]
    }),
  )
}

function onlyForSuspension(path: PlacedFault['path']): PlacedFault {
  return {
    code: 'DECIDED_LATER',
    path,
    at: 'key',
    message: '`asOf`（查询的那一天）只有停保（`suspension`）才看得到；这里要看缴费那天，写 `paid`。',
    allowed: '`paid: { from: …, to: … }`',
  }
}
