import type { AnswerField, Assessment, WindowStatus } from '../../rules'
import { yuan } from './money-words'

/** The one thing to know, in the biggest letters of the screen. */
export interface Headline {
  kind: 'owed' | 'free' | 'refused' | 'open'
  /** 320, 不用交钱, 不能参保, 金额待核定. */
  words: string
  /** 元, where the words are a number. */
  unit: string
  /** One line below; '' = none. */
  below: string
  /** The field whose reason answers 为什么. */
  field: AnswerField
}

export function headline({ answers, recommended, undetermined }: Assessment): Headline {
  const { eligible, payable, fee } = answers
  if (eligible === false) return { kind: 'refused', words: '不能参保', unit: '', below: '不在这份通知的参保范围里。', field: 'eligible' }
  if (payable === false && waitsForRegistration(answers)) {
    return { kind: 'refused', words: '先去登记', unit: '', below: `登记好才能交。${feeThen('登记好', fee)}`, field: 'payable' }
  }
  if (payable === false) return { kind: 'refused', words: '这天不能交', unit: '', below: feeThen('能交的时候', fee), field: 'payable' }
  if (fee !== undefined) return feeHeadline(fee, premise(undetermined))
  const reading = recommended.fee
  const below = reading === undefined ? '通知没有说清，或者还差您的情况。' : `按本程序的读法是 ${yuan(reading)} 元，以经办机构核定为准。`
  return { kind: 'open', words: '金额待核定', unit: '', below, field: 'fee' }
}

const SHUT: readonly (WindowStatus | undefined)[] = ['before', 'dayClosed', 'suspended', 'closed']

/** The day would do; only the registration is missing. */
function waitsForRegistration({ registerFirst, windowStatus }: Assessment['answers']): boolean {
  return registerFirst === true && !SHUT.includes(windowStatus)
}

function feeThen(when: string, fee: number | undefined): string {
  if (fee === undefined) return ''
  return fee === 0 ? `${when}，不用交钱。` : `${when}，该交 ${yuan(fee)} 元。`
}

function feeHeadline(fee: number, below: string): Headline {
  if (fee === 0) return { kind: 'free', words: '不用交钱', unit: '', below: below || '个人缴费部分由资助全部抵掉了。', field: 'fee' }
  return { kind: 'owed', words: yuan(fee), unit: '元', below, field: 'fee' }
}

/** The amount holds only if this does: said right below it, so that nobody takes the number alone. */
function premise(undetermined: Assessment['undetermined']): string {
  for (const [field, words] of [['eligible', '能不能参保'], ['payable', '这天能不能交']] as const) {
    const matter = undetermined.find((one) => one.field === field)
    if (matter?.kind === 'silent') return `但${words}，通知没有说清，以经办机构核定为准。`
    if (matter?.kind === 'notTold') return `但${words}，还差您的情况，定不下来。`
  }
  return ''
}

/** The answer in a few words, for the list of saved checks. */
export function shortAnswer(assessment: Assessment): string {
  const { words, unit } = headline(assessment)
  return unit === '' ? words : `${words} ${unit}`
}
