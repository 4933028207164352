import { FACTS, type FactName } from '../language/facts'
import { identityInWords } from '../language/identity-words'
import type { Policy } from '../language/policy'
import type { QuestionOption } from './assessment'
import { formatYuan } from './wording'

type Option = Pick<QuestionOption, 'value' | 'label'> & Partial<QuestionOption>

const YES_NO: readonly Option[] = [
  { value: true, label: '是' },
  { value: false, label: '不是' },
]

/** How a fact's answers read where the policy has no words of its own; the ordinary answer stands first. */
const USUAL: Readonly<Partial<Record<FactName, readonly Option[]>>> = {
  resident: [
    { value: true, label: '长住' },
    { value: false, label: '不长住' },
  ],
  residencePermit: [
    { value: true, label: '办了' },
    { value: false, label: '没有办' },
  ],
  employeeInsurance: [
    { value: 'none', label: '没有' },
    { value: 'active', label: '有', hint: '正在交，或者退休了不用再交、还在享受的，都算' },
    { value: 'should', label: '有单位，但单位没有交' },
  ],
  sex: [
    { value: '男', label: '男' },
    { value: '女', label: '女' },
  ],
  childRank: [
    { value: 1, label: '老大' },
    { value: 2, label: '老二' },
    { value: 3, label: '老三及以后' },
  ],
  exemptionConfirmed: [
    { value: true, label: '办过了' },
    { value: false, label: '还没有' },
  ],
  registered: [
    { value: false, label: '还没有' },
    { value: true, label: '办过了' },
  ],
  lostWorkAbility: [
    { value: false, label: '没有' },
    { value: true, label: '有' },
  ],
  nationality: [
    { value: '中国', label: '内地居民' },
    { value: '港澳台', label: '港澳台居民' },
    { value: '外国', label: '外国人' },
  ],
}

const complete = ({ value, label, hint = null, group = null }: Option): QuestionOption => ({
  value,
  label,
  hint,
  group,
})

/** The answers that a question offers. Each leads on; nothing is typed. */
export function optionsFor(policy: Policy, fact: FactName): QuestionOption[] {
  const own = policy.asks[fact]?.options
  if (own) return own.map(complete)
  if (fact === 'categories')
    return Object.entries(policy.identities).map(([value, { group, hint }]) =>
      complete({ value, label: value, group, hint: lineOf(value, hint ?? null) }),
    )
  if (fact === 'situation')
    return [
      ...Object.entries(policy.situations).map(([value, { label }]) => complete({ value, label })),
      complete({ value: null, label: '都没有' }),
    ]
  if (fact === 'enrolmentHistory') return historyOptions(policy).map(complete)
  if (fact === 'missedYears') return missedOptions(policy)
  if (fact === 'repaidYears') return repaidOptions(policy)
  if (fact === 'tier') return policy.tiers.map((value) => complete({ value, label: value }))
  const usual = USUAL[fact] ?? (FACTS[fact].type === 'flag' ? YES_NO : [])
  return usual.map(complete)
}

/** What it is, in people's words, and what the notice adds. */
function lineOf(identity: string, hint: string | null): string | null {
  const says = identityInWords(identity)?.says
  return says === undefined ? hint : hint === null ? says : `${says}。${hint}`
}

/** The year is named: 去年 is another one in December than in January. */
const historyOptions = ({ year }: Policy): Option[] => [
  { value: '续保', label: `${year - 1} 年参加了` },
  { value: '中断续保', label: `以前参加过，${year - 1} 年没有` },
  { value: '新参保', label: '从来没有参加过' },
]

/** From the year before back to the first that counts; whoever was never insured missed none. */
function missedOptions({ year, lapse }: Policy): QuestionOption[] {
  const counted = Math.max(1, year - (lapse?.since ?? year - 1))
  const missed = Array.from({ length: counted }, (_, i) => {
    const years = i + 1
    const last = years === counted ? '或更久' : ''
    return { value: years, label: years === 1 && counted === 1 ? `${year - 1} 年没有参加` : `断了${years}年${last}` }
  })
  return [{ value: 0, label: `${year - 1} 年参加了` }, ...missed, { value: null, label: '从来没有参加过' }].map(
    complete,
  )
}

/** As many years as paying back can still shorten the longest wait by, each with its price. */
function repaidOptions({ year, lapse, decisions }: Policy): QuestionOption[] {
  const { clauses } = decisions.contribution
  const price = clauses[clauses.length - 1]?.gives
  const most = Math.max(1, year - (lapse?.since ?? year - 1))
  return Array.from({ length: most + 1 }, (_, years) =>
    complete({
      value: years,
      label: years === 0 ? '不补' : `补${years}年${typeof price === 'number' ? ` ${formatYuan(price * years)}` : ''}`,
    }),
  )
}
