import type { Assessment, AnswerField, WarningCode } from '../../rules'

/** Something to be heard before any money moves. */
export interface PaymentWarning { code: string; message: string }

/** Of what the rules warn of, what bears on paying at all; the rest is told where it belongs (a channel, a note). */
const OF_THE_RULES: ReadonlySet<WarningCode> = new Set<WarningCode>([
  'COVER_NEVER_STARTS', 'STUDENT_PAID_AT_HOME', 'DRAFT_POLICY', 'UNDATED_POLICY', 'IDENTITY_NOT_VALID_ON_DAY', 'HYPOTHETICAL',
])

/** What of an answer someone pays for. Where it is a reading, they hear so. */
const PAID_FOR: ReadonlySet<string> = new Set<AnswerField>(['eligible', 'registerFirst', 'payable', 'fee', 'benefitStart', 'benefitEnd'])

export function warningsOf({ warnings, undetermined, timeline }: Assessment): readonly PaymentWarning[] {
  const told = warnings.filter(({ code }) => OF_THE_RULES.has(code)).map(({ code, message }) => ({ code, message }))
  const open = undetermined.filter(({ field }) => PAID_FOR.has(field)).map(({ field, why }) => ({ code: `UNDETERMINED_${field}`, message: `${why}${/[。！？]$/.test(why) ? '' : '。'}` }))
  const wait = timeline.find(({ kind }) => kind === 'waiting')
  const waits = wait === undefined ? [] : [{ code: 'WAIT', message: `今天缴费，要先等待到${wait.to}，这段时间看病不能报销。` }]
  return [...told, ...waits, ...open]
}

/** For whoever pays for a stranger: they are shown neither dates nor what the person is. */
export const UNSEEN: PaymentWarning = {
  code: 'UNSEEN',
  message: '您没有绑定这个人，所以看不到待遇从哪天开始，也看不到在别处有没有缴过。请先和本人核对清楚，再付款。',
}
