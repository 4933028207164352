import type { Assessment } from '../../rules'
import { sayDay } from '../clock/civil-days'
import { headline, shortAnswer } from './headline'
import { yuan } from './money-words'

export const SHARE_TITLE = '参保通：居民医保该交多少，一查就知道'

/** One line over the forwarded page, with the answer and nobody's name. */
export function shareTitle(assessment: Assessment): string {
  const { regionName, year } = assessment.policy
  return `${regionName}${year}年度居民医保：${shortAnswer(assessment)}`
}

/** The answer as a message for the family. No facts of the person go in, only the name typed and the result. */
export function shareText(name: string, assessment: Assessment): string {
  const { policy, answers, deadline, day } = assessment
  const { words, unit, below } = headline(assessment)
  const called = name.trim() === '' ? '' : `${name.trim()}：`
  const lines = [
    `${called}${policy.regionName}${policy.year}年度居民医保`,
    `${unit === '' ? words : `该交 ${words} ${unit}`}${below === '' ? '' : `（${below.replace(/。$/, '')}）`}`,
    equationWords(answers),
    day === null ? '' : `按${sayDay(day)}交费算`,
    deadline === null ? '' : `最晚${sayDay(deadline)}交`,
    benefitWords(answers),
    '依据当地通知试算，以经办机构核定为准。',
  ]
  return lines.filter((line) => line !== '').join('\n')
}

function equationWords({ baseFee, subsidy, fee }: Assessment['answers']): string {
  if (baseFee === undefined || subsidy === undefined || fee === undefined) return ''
  return `标准${yuan(baseFee)}元 − 资助${yuan(subsidy)}元 = 应缴${yuan(fee)}元`
}

function benefitWords({ benefitStart, benefitEnd }: Assessment['answers']): string {
  if (benefitStart === null) return '今年没有报销待遇'
  return benefitStart && benefitEnd ? `${sayDay(benefitStart)}至${sayDay(benefitEnd)}可以报销` : ''
}
