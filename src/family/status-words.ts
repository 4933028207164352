import type { Enrolment, Status } from '../cloud/enrollment'
import { sayDay } from '../clock/civil-days'
import type { Tone } from '../components/state-word'

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
  if (deadline !== null && toneOf(status) === 'act') return `最晚 ${sayDay(deadline)}${PAYS.includes(status) ? '交' : '办好'}`
  if (status === 'covered' && benefit !== null) return `管到 ${sayDay(benefit.to)}`
  if ((status === 'waiting' || status === 'paid') && benefit !== null) return `${sayDay(benefit.from)}起能报销`
  if (next !== null) return `${sayDay(next.day)}起：${next.statusName}`
  return `从 ${sayDay(since)}起`
}
