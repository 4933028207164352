import { civilDay } from '../calendar/civil-day'
import type { ChannelRule, Policy } from '../language/policy'
import type { Channel } from './assessment'
import { holds } from './conditions'
import { sourceOf } from './explain'
import type { CaseState } from './moment'
import { dayInWords } from './wording'

/** A way to pay, as this person finds it: its steps with their days, and what stands against it. */
export function channelFor(rule: ChannelRule, policy: Policy, m: CaseState): Channel {
  const { id, name, kind, steps, needs, copy } = rule
  return {
    id,
    name,
    kind,
    steps: [...accountSteps(rule), ...steps, ...debitSteps(rule, m)],
    needs,
    copy: copy ?? null,
    ...sourceOf(policy, rule),
    closedBecause: closedBecause(rule, policy, m),
  }
}

function closedBecause({ closed, familyAccount }: ChannelRule, policy: Policy, m: CaseState): string | null {
  if (closed && holds(closed.when, policy, m)) return closed.because
  const payer = payerOf(m.person.told.payer)
  if (familyAccount === undefined || payer === null || familyAccount.payers.includes(payer)) return null
  return `${payer}的个人账户不能用来交：只有${familyAccount.payers.join('、')}的可以。`
}

/** Who pays for this person, where it was told. */
function payerOf(payer: unknown): string | null {
  const relation = typeof payer === 'object' && payer !== null ? (payer as { relation?: unknown }).relation : null
  return typeof relation === 'string' && relation !== '' ? relation : null
}

const accountSteps = ({ familyAccount }: ChannelRule): string[] =>
  familyAccount === undefined
    ? []
    : [`${familyAccount.firstRegister}；可以用${familyAccount.payers.join('、')}职工医保个人账户里的钱。`]

const IF_NOT_WORKING = {
  next: '，遇周末、节假日往后顺延到工作日',
  before: '，遇周末、节假日提前到工作日',
  same: '',
} as const

/** On which day of each month the bank debits, and which comes next: money is paid on that day and no earlier. */
function debitSteps({ debit, debitDays = [] }: ChannelRule, m: CaseState): string[] {
  if (debit === undefined) return []
  const day = debit.day === 'last' ? '最后一天' : `${debit.day}日`
  const asked = m.paid === undefined ? null : civilDay(m.paid)
  const next = asked === null ? undefined : debitDays.find((one) => one >= asked)
  const when = next === undefined ? '具体哪天以银行为准' : `下一次是${dayInWords(next)}`
  return [`每月${day}扣款${IF_NOT_WORKING[debit.ifNotWorking]}；${when}。扣款那天才算缴费。`]
}
