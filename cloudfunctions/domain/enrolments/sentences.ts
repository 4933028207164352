import { factName } from './facts'
import type { EventFacts, EventKind, StatusId } from './states'
import { STATUS_NAMES } from './states'
import type { Absence } from '../people'
import { ABSENCES } from '../people'
import { dayInWords, formatYuan } from '../../../rules'

/** What a sentence on an enrolment may say. */
export interface SentenceFacts {
  /** fen owed, or paid; null = not settled. */
  fee: number | null
  deadline: string | null
  /** What the calendar brings next. */
  next: { day: string; status: StatusId } | null
  benefit: { from: string; to: string } | null
  /** Payment is possible today; null = not settled. */
  payable: boolean | null
  /** Where to register; null = the notice names no place. */
  at: string | null
  /** Why they are out; null = they are not. */
  why: Absence | null
  /**
   * Facts without which something is not settled, in words: what the person may tell, and what an office or the
   * register says.
   */
  missing: { toTell: readonly string[]; toCertify: readonly string[] }
  isPaid: boolean
  /** Paid today, the money would bring no day of benefits in this year. */
  forNothing: boolean
}

const OFFICE = '村里或医保经办机构'
const UNSETTLED = '要交多少，还定不了'
const by = (day: string | null): string => (day === null ? '' : `，最晚${dayInWords(day)}`)
const until = (benefit: SentenceFacts['benefit']): string =>
  benefit === null ? '' : `，到${dayInWords(benefit.to)}为止`
const starts = ({ benefit }: SentenceFacts): string =>
  benefit === null
    ? '待遇从哪一天开始，通知没有写明，请问医保经办机构'
    : `从${dayInWords(benefit.from)}起享受待遇${until(benefit)}`
const refundable = (fee: number | null): string =>
  fee === null || fee === 0 ? '' : `已经缴的${formatYuan(fee)}能不能退，请问${OFFICE}。`
const inVain = ({ forNothing }: SentenceFacts): string =>
  forNothing ? `现在才缴，等到能报销时这一年已经过完，缴以前请先问${OFFICE}。` : ''
const isMissing = ({ missing: { toTell, toCertify } }: SentenceFacts): boolean => toTell.length + toCertify.length > 0

function tell({ missing: { toTell, toCertify } }: SentenceFacts): string {
  const told = toTell.length === 0 ? '' : `请先补充：${toTell.join('、')}。`
  return toCertify.length === 0 ? told : `${told}还缺：${toCertify.join('、')}，请到${OFFICE}登记。`
}

function stillPayable(said: SentenceFacts): string {
  const { payable, fee } = said
  if (payable === false) return `按通知已不能补缴；有特殊情形的，请问${OFFICE}。`
  const can =
    payable === true
      ? `现在还可以补缴，${fee === null ? UNSETTLED : `要交${formatYuan(fee)}`}。`
      : isMissing(said)
        ? '还能不能补缴，要看下面这些情况。'
        : `还能不能补缴，请问${OFFICE}。`
  return `${can}${inVain(said)}${tell(said)}`
}

/** One sentence for each status: what it means today, or what to do next. */
const TODAY: Readonly<Record<StatusId, (said: SentenceFacts) => string>> = {
  notYetOpen: ({ next }) =>
    next === null
      ? '还没到缴费时间，现在不用做什么。'
      : `还没到缴费时间，现在不用做什么；${dayInWords(next.day)}起再来看。`,
  registrationNeeded: (said) =>
    `先到${said.at ?? OFFICE}办参保登记，再缴费${by(said.deadline)}；${said.fee === null ? UNSETTLED : `要交：${formatYuan(said.fee)}`}。${inVain(said)}${tell(said)}`,
  ownPartPending: (said) =>
    `${tell(said)}${isMissing(said) ? '再' : '先'}缴个人部分${said.fee === null ? `${by(said.deadline)}；${UNSETTLED}` : `：${formatYuan(said.fee)}${by(said.deadline)}`}；缴了这部分，资助的部分才会落实。`,
  due: (said) =>
    said.fee === null
      ? `可以缴费了${by(said.deadline)}；${UNSETTLED}。${tell(said)}`
      : `${tell(said)}${isMissing(said) ? '再' : '请'}缴费：${formatYuan(said.fee)}${by(said.deadline)}。${inVain(said)}`,
  exempt: (said) => `不用交钱，办好参保登记就行${by(said.deadline)}。${tell(said)}`,
  overdue: (said) => `集中缴费的时间过了，还没有缴费。${stillPayable(said)}`,
  suspended: (said) => `没有缴费，已经停保，现在看病不能报销。${stillPayable(said)}`,
  paid: (said) => `${said.fee === 0 ? '已登记，不用交钱' : `已缴${formatYuan(said.fee ?? 0)}`}，${starts(said)}。`,
  waiting: (said) => `已缴费，正在等待期，现在看病还不能报销；${starts(said)}。`,
  covered: ({ benefit }) => `正在享受待遇，看病可以报销${until(benefit)}。`,
  ended: ({ benefit, fee }) =>
    benefit === null
      ? `${fee === 0 ? '已登记' : '钱已经交了'}，但是按通知，不能享受这一年的待遇，看病不能报销。${fee === 0 ? `请问${OFFICE}怎么办。` : refundable(fee)}`
      : `这一年的待遇到${dayInWords(benefit.to)}已经结束。`,
  withdrawn: ({ why, isPaid, fee }) =>
    `${why === null ? '' : `因${ABSENCES[why]}，`}已退出这一年的居民医保。${isPaid ? refundable(fee) : ''}记错了请找${OFFICE}更正。`,
  refunded: () => `缴的费已经退回，这一年不再享受居民医保待遇。还想参保的，请问${OFFICE}。`,
  employee: () => '正在参加职工医保，不用再缴居民医保。已经不在职工医保的，请找村里更正。',
  outside: () => '按通知不在这里的参保范围。情况有变化或者写得不对，请补充情况，或请村里更正。',
  paidUnsettled: (said) =>
    `${said.fee === 0 ? '已登记，不用交钱' : '已缴费'}，待遇从哪一天开始还定不了，请问医保经办机构。${tell(said)}`,
  undetermined: (said) =>
    isMissing(said)
      ? `现在知道的情况还不够，能不能参保、要交多少，还定不了。${tell(said)}`
      : `能不能参保、要交多少，还定不了，请问${OFFICE}。`,
}

export const sentenceToday = (status: StatusId, said: SentenceFacts): string => TODAY[status](said)

/** The name of a status as its person reads it: benefits that never began do not end. */
export function nameOfStatus(status: StatusId, benefit: SentenceFacts['benefit']): string {
  return status === 'ended' && benefit === null ? NO_BENEFIT : STATUS_NAMES[status]
}
const NO_BENEFIT = '没有待遇'

/** One sentence for each stretch of a season; `ahead`: it comes if nothing is done until then. */
const STRETCH: Readonly<Record<StatusId, (ahead: boolean, benefit: SentenceFacts['benefit']) => string>> = {
  notYetOpen: () => '还没到缴费时间。',
  registrationNeeded: () => '可以缴费，要先办参保登记。',
  ownPartPending: () => '可以缴个人部分；缴了以后，资助的部分才落实。',
  due: () => '可以缴费。',
  exempt: () => '不用交钱，可以办参保登记。',
  overdue: (ahead) => (ahead ? '到这天还不缴费，就算欠缴。' : '集中缴费的时间过了，没有缴费。'),
  suspended: (ahead) => (ahead ? '到这天还不缴费，就会停保。' : '没有缴费，停保。'),
  paid: () => '钱已收到或已登记，到日子就能报销。',
  waiting: () => '已缴费，在等待期里，还不能享受待遇。',
  covered: () => '享受居民医保待遇。',
  ended: (_, benefit) => (benefit === null ? '按通知，这一年不能享受待遇。' : '这一年的待遇结束。'),
  withdrawn: () => '退出这一年的居民医保。',
  refunded: () => '缴的费退回，不再享受待遇。',
  employee: () => '参加职工医保，不缴居民医保。',
  outside: () => '不在这里的参保范围。',
  paidUnsettled: () => '已缴费或已登记，待遇从哪一天开始还定不了。',
  undetermined: () => '凭现有的情况定不了，要补充情况或由经办机构核定。',
}

export const sentenceOfStretch = (status: StatusId, ahead: boolean, benefit: SentenceFacts['benefit']): string =>
  STRETCH[status](ahead, benefit)

type Wording = { [Kind in EventKind]: (facts: Extract<EventFacts, { kind: Kind }>) => string }
const names = (facts: object): string => Object.keys(facts).map(factName).join('、')

/** What was done, for the history. */
const DONE: Wording = {
  registered: () => '办了参保登记',
  told: ({ facts }) => `补充了情况：${names(facts)}`,
  corrected: ({ facts }) => `更正了：${names(facts)}`,
  certified: ({ certifications }) =>
    certifications.length === 0
      ? '身份认定更新：没有有效的认定'
      : `身份认定更新：${certifications.map(({ identity }) => identity).join('、')}`,
  paid: ({ amount, way }) => `缴费${formatYuan(amount)}（${way}）`,
  enrolledExempt: () => '办了免缴参保登记',
  paymentVoided: ({ because }) => `缴费（登记）作废：${because}`,
  refunded: ({ amount }) => `退费${formatYuan(amount)}`,
  left: ({ why }) => `因${ABSENCES[why]}退出参保`,
  returned: () => '恢复参保',
  reopened: ({ because }) => `恢复为待缴：${because}`,
}

export function wordsOfEvent<Kind extends EventKind>(event: Extract<EventFacts, { kind: Kind }>): string {
  return (DONE[event.kind] as (facts: Extract<EventFacts, { kind: Kind }>) => string)(event)
}

/** Why a certification that came after payment changes nothing; null = none came. */
export function deferredWords(kept: readonly { identity: string }[] | null): string | null {
  if (kept === null) return null
  const what =
    kept.length === 0 ? '原来的身份认定已经取消' : `身份认定改成了${kept.map(({ identity }) => identity).join('、')}`
  return `缴费以后，${what}。这一年已经缴的费和待遇不变，下一年按那时的认定算。`
}
