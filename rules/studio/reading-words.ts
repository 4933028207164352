import { dayRuleWords, formatYuan, waitingWords, WINDOW_WORDS } from '../engine/wording'
import type { Length } from '../language/condition'
import type { Amount, DayRule, Period, RegistrationRule, Waiting, WaitSum } from '../language/values'
import type { WindowStatus } from '../language/words'

const YES_NO: Readonly<Record<string, readonly [string, string]>> = {
  eligible: ['可以参保', '不能参保'],
  payable: ['可以缴费', '不能缴费'],
  exempt: ['不设等待期', '要设等待期'],
  suspension: ['停保', '不停保'],
}

/** How the file takes what a notice leaves open, in words. */
export function readingWords(decision: string, reading: unknown): string {
  const yesNo = YES_NO[decision]
  if (yesNo !== undefined) return reading === 'yes' ? yesNo[0] : yesNo[1]
  switch (decision) {
    case 'window':
      return WINDOW_WORDS[reading as WindowStatus]
    case 'waitingPeriod':
      return waitWords(reading as Waiting)
    case 'waitFrom':
    case 'benefitStart':
      return dayRuleWords(reading as DayRule)
    case 'benefitPeriod':
      return `${(reading as Period).from} 至 ${(reading as Period).to}`
    case 'registration':
      return (reading as RegistrationRule).first === 'yes' ? '要先登记' : '不用先登记'
    case 'refund':
      return reading === 'all' ? '全部退还' : '不退'
    case 'contribution':
    case 'subsidy':
      return amountWords(reading as Amount | { byTier: Readonly<Record<string, Amount>> })
    default:
      return typeof reading === 'object' ? JSON.stringify(reading) : String(reading)
  }
}

function amountWords(amount: Amount | { byTier: Readonly<Record<string, Amount>> }): string {
  if (typeof amount === 'number') return formatYuan(amount)
  if (amount === 'full') return '全额'
  if ('percent' in amount) return `按 ${amount.percent}%`
  return Object.entries(amount.byTier)
    .map(([tier, of]) => `${tier} ${amountWords(of)}`)
    .join('，')
}

const isSum = (wait: Waiting): wait is WaitSum => typeof wait === 'object' && 'fixed' in wait
const spell = (length: Length): string => waitingWords(length).replace('等待', '')

function waitWords(wait: Waiting): string {
  if (!isSum(wait)) return waitingWords(wait)
  const { fixed, perMissed, repair, floor } = wait
  return [
    `固定等待 ${spell(fixed)}`,
    ...(perMissed === undefined ? [] : [`断保从第 ${perMissed.from} 年起每多一年加 ${spell(perMissed.adds)}`]),
    ...(repair === undefined ? [] : [`每补缴一年减 ${spell(repair.takes)}`]),
    ...(floor === undefined ? [] : [`断保满 ${floor.fromMissed} 年的不少于 ${spell(floor.least)}`]),
  ].join('，')
}
