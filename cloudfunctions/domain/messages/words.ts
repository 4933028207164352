import type { MessageKind } from '../enrolments'
import type { CivilDay } from '../../../rules'
import { dayInWords } from '../../../rules'

interface Words {
  title: string
  text: string
}

type Facts = { year: number; about: CivilDay }

const insurance = (year: number): string => `${year}年度城乡居民医保`

/**
 * What is worth a message, and its words. A status that is not here comes about by someone's own deed, or asks for
 * nothing.
 */
const WORDS: Readonly<Partial<Record<MessageKind, (facts: Facts) => Words>>> = {
  seven: ({ year, about }) => ({
    title: '缴费快截止了',
    text: `${insurance(year)}还没有缴费，最后一天是${dayInWords(about)}，还有7天。`,
  }),
  one: ({ year, about }) => ({
    title: '明天缴费截止',
    text: `${insurance(year)}还没有缴费，最后一天是${dayInWords(about)}。`,
  }),
  confirmInFourteen: ({ year, about }) => ({
    title: '请办新生儿免缴确认',
    text: `${insurance(year)}：孩子免缴，但家长每年要办一次“新生儿免缴确认”，最后一天是${dayInWords(about)}。已经办过的，请让村里记一下。`,
  }),
  confirmInThree: ({ year, about }) => ({
    title: '免缴确认还剩3天',
    text: `${insurance(year)}：孩子免缴，但家长每年要办一次“新生儿免缴确认”，最后一天是${dayInWords(about)}。已经办过的，请让村里记一下。`,
  }),
  asked: ({ year, about }) => ({
    title: '村里提醒缴费',
    text: `${insurance(year)}还没有办好，请在${dayInWords(about)}以前缴费或登记；已经在别处缴了的，请告诉村里。`,
  }),
  policy: ({ year, about }) => ({
    title: '政策有变化',
    text: `从${dayInWords(about)}起，${insurance(year)}按新发布的政策算，结果和原来不一样。点开看现在交多少、从哪天享受。`,
  }),
  otherScheme: ({ year, about }) => ({
    title: '请和村里核对',
    text: `${dayInWords(about)}收到一份名单，上面的情况和您家登记的不一样，关系到${insurance(year)}（可能在别处也参了保）。请和村里核对；核对清楚以前，什么也不会改。`,
  }),
  due: ({ year, about }) => ({ title: '可以缴费了', text: `从${dayInWords(about)}起可以缴${insurance(year)}的费用。` }),
  registrationNeeded: ({ year, about }) => ({
    title: '可以办参保登记了',
    text: `从${dayInWords(about)}起可以办${insurance(year)}：先登记，再缴费。`,
  }),
  ownPartPending: ({ year, about }) => ({
    title: '可以缴费了',
    text: `从${dayInWords(about)}起可以缴${insurance(year)}的个人部分；缴了个人部分，资助的部分才会到账。`,
  }),
  exempt: ({ year, about }) => ({
    title: '不用缴费，请登记',
    text: `从${dayInWords(about)}起可以办${insurance(year)}的参保登记，个人不用缴费。`,
  }),
  overdue: ({ year, about }) => ({
    title: '已过集中缴费期',
    text: `${insurance(year)}到${dayInWords(about)}还没有缴费，已算欠缴。点开看现在补缴的办法。`,
  }),
  suspended: ({ year, about }) => ({
    title: '已停保',
    text: `${insurance(year)}没有缴费，从${dayInWords(about)}起停保。点开看怎样恢复。`,
  }),
  covered: ({ year, about }) => ({
    title: '开始享受待遇',
    text: `${insurance(year)}从${dayInWords(about)}起享受待遇。`,
  }),
  ended: ({ year, about }) => ({
    title: '待遇期结束',
    text: `${insurance(year)}的待遇到${dayInWords(about)}前一天结束。`,
  }),
}

/** The words of a message; null where there is nothing to tell. */
export function messageWords(kind: MessageKind, facts: Facts): Words | null {
  return WORDS[kind]?.(facts) ?? null
}

/** Whether a status is worth a message to whoever looks after the person. */
export const isNotified = (kind: MessageKind): boolean => WORDS[kind] !== undefined
