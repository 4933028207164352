import { addDays, dayInWords } from '../../client/days'
import type { Course, CourseStep, Enrolment, Status } from '../../client/functions'
import type { Tone } from '../../ui/text'

const TONES: Readonly<Record<Status, Tone>> = {
  registrationNeeded: 'act',
  ownPartPending: 'act',
  notYetOpen: 'wait',
  due: 'act',
  exempt: 'act',
  overdue: 'stop',
  suspended: 'stop',
  paid: 'good',
  waiting: 'wait',
  covered: 'good',
  ended: 'calm',
  withdrawn: 'calm',
  refunded: 'calm',
  employee: 'calm',
  outside: 'calm',
  paidUnsettled: 'good',
  undetermined: 'open',
}

/** The tone of a status; of one that this version of the program does not know, that it is open. */
export function toneOf(status: Status): Tone {
  return TONES[status] ?? 'open'
}

const PAYS: readonly Status[] = ['due', 'ownPartPending', 'overdue', 'suspended']

/** The one day that matters now; nothing where the sentence above names that day itself. */
export function dayLine(enrolment: Enrolment): string {
  const words = dayWords(enrolment)
  const [day] = /\d{4}年\d{1,2}月\d{1,2}日/.exec(words) ?? []
  return day !== undefined && enrolment.sentence.includes(day) ? '' : words
}

function dayWords({ status, deadline, benefit, next, since }: Enrolment): string {
  if (deadline !== null && toneOf(status) === 'act')
    return `最晚 ${dayInWords(deadline)}${PAYS.includes(status) ? '交' : '办好'}`
  if (status === 'covered' && benefit !== null) return `管到 ${dayInWords(benefit.to)}`
  if ((status === 'waiting' || status === 'paid') && benefit !== null) return `${dayInWords(benefit.from)}起能报销`
  if (next !== null) return `${dayInWords(next.day)}起：${next.statusName}`
  return `从 ${dayInWords(since)}起`
}

export type When = 'past' | 'now' | 'ahead'

/**
 * When each step is, seen from today. The server said what holds today and what comes next, so a phone whose clock is
 * wrong is set right: today is not before the status began, nor after it will have ended.
 */
export function whenOf(
  steps: readonly CourseStep[],
  { since, next }: Course['summary'],
  phoneDay: string,
): readonly When[] {
  const last = next === null ? null : addDays(next.day, -1)
  const day = phoneDay < since ? since : last !== null && phoneDay > last ? last : phoneDay
  return steps.map(({ from, to }) => (from > day ? 'ahead' : to !== null && to < day ? 'past' : 'now'))
}
