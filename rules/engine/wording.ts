import { dayNumber, inWords, type DayNumber } from '../calendar/civil-day'
import type { Length } from '../language/condition'
import type { DayRule, Wait } from '../language/values'
import type { AnswerField, Fen, NamedAmount, WindowStatus } from '../language/words'
import type { FactName } from '../language/facts'

/** Plain Chinese for the values of an answer. */

export function formatYuan(fen: Fen): string {
  return fen % 100 === 0 ? `${fen / 100}元` : `${(fen / 100).toFixed(2)}元`
}

export const dayInWords = (day: string | DayNumber): string => inWords(typeof day === 'string' ? dayNumber(day)! : day)

export const WINDOW_WORDS: Readonly<Record<WindowStatus, string>> = {
  before: '还没有到缴费时间',
  open: '在集中征缴期内',
  dayClosed: '在征缴期里，但这几天不办理缴费',
  suspended: '系统暂停缴费',
  extended: '在延长的缴费时间内',
  special: '属于特殊情形，不受集中征缴期限制',
  newborn: '按新生儿办理',
  midyear: '属于中途参保',
  late: '已过集中征缴期，可以补缴，但有等待期',
  closed: '已经过了缴费时间',
}

export const FIELD_WORDS: Readonly<Record<AnswerField, string>> = {
  eligible: '能不能参保',
  payable: '这一天能不能缴费',
  tier: '档次',
  baseFee: '缴费标准',
  subsidy: '资助金额',
  fee: '应缴金额',
  subsidyCategory: '按哪一类资助',
  windowStatus: '属于哪一种缴费时间',
  waitingDays: '等待期',
  waitingMonths: '等待期',
  benefitStart: '待遇从哪一天开始',
  benefitEnd: '待遇到哪一天',
  registerFirst: '要不要先登记',
  waitEnds: '等待期到哪一天满',
  charges: '另外要交的钱',
  additions: '可以叠加的补助',
  ceilingBonus: '大病保险封顶线提高多少',
  refund: '退多少钱',
  fundedBy: '资助由谁出',
  status: '参保状态',
  suspended: '是否停保',
  benefitActive: '是否享受待遇',
}

export const FACT_WORDS: Readonly<Partial<Record<FactName, string>>> = {
  birthDate: '出生日期',
  hukou: '户口在哪里',
  resident: '是不是常住',
  residencePermit: '有没有居住证',
  nationality: '哪里的居民',
  permit: '证件',
  employeeInsurance: '有没有职工医保',
  sex: '性别',
  childRank: '是家里第几个孩子',
  missedYears: '断保几年',
  repaidYears: '补缴几年',
  exemptionConfirmed: '有没有办新生儿免缴确认',
  categories: '有没有困难、优抚等认定',
  categoryFrom: '认定从哪一天起',
  situation: '有没有特殊情况',
  situationDate: '事情发生的日期',
  student: '是不是学生',
  school: '学校',
  schoolStart: '开学日期',
  tier: '选哪一档',
  enrolmentHistory: '以前参加过没有',
  registered: '登记过没有',
  lostWorkAbility: '是否丧失劳动能力',
  disabledSoldierGrade: '残疾军人等级',
  institution: '供养机构',
}

const lengthWords = ({ count, unit }: Length): string => `${count}${unit === 'days' ? '天' : '个月'}`

export const waitingWords = (wait: Wait): string => (wait === 'none' ? '不设等待期' : `等待${lengthWords(wait)}`)

const NAMED_DAY_WORDS: Readonly<Record<string, string>> = {
  birth: '从出生那天起',
  event: '从事情发生那天起',
  paid: '从缴费那天起',
  arrived: '从缴费到账那天起',
  'benefitPeriod.from': '从享受期第一天起',
  afterWaiting: '等待期满那天起',
  previousWait: '从上一年度的等待期满那天起',
  schoolStart: '从开学那天起',
  previousPayment: '从上次缴费那天起',
}

export function dayRuleWords(rule: DayRule): string {
  if (typeof rule === 'object') {
    if ('later' in rule) return `${rule.later.map(dayRuleWords).join('、')}，取晚的一天`
    const bare = (day: string): string => (NAMED_DAY_WORDS[day] ?? day).replace(/^从|起$/g, '')
    if ('firstOfNextMonth' in rule) return `从${bare(rule.firstOfNextMonth)}的次月1日起`
    const { count, unit } = rule.length
    const from = bare(rule.after)
    return count === 1 && unit === 'days' ? `从${from}的第二天起` : `从${from}起，满${lengthWords(rule.length)}后`
  }
  return NAMED_DAY_WORDS[rule] ?? `从${dayInWords(rule)}起`
}

/** A field's value in words, for readings and alternatives. */
export function valueWords(field: AnswerField | string, value: unknown): string {
  if (value === null) return field === 'subsidyCategory' ? '不按任何一类' : '没有待遇'
  if (value === undefined) return '不定'
  switch (field) {
    case 'eligible':
      return value ? '可以参保' : '不能参保'
    case 'payable':
      return value ? '可以缴费' : '不能缴费'
    case 'registerFirst':
      return value ? '要先登记' : '不用先登记'
    case 'baseFee':
    case 'subsidy':
    case 'fee':
      return formatYuan(value as Fen)
    case 'windowStatus':
      return WINDOW_WORDS[value as WindowStatus]
    case 'waitingDays':
    case 'waitingMonths':
      if (value === 0) return '不用等'
      return typeof value === 'object'
        ? waitingWords(value as Wait)
        : `等待${String(value)}${field === 'waitingDays' ? '天' : '个月'}`
    case 'ceilingBonus':
    case 'refund':
      return formatYuan(value as Fen)
    case 'waitEnds':
      return dayInWords(value as string)
    case 'charges':
    case 'additions':
      return (value as readonly NamedAmount[]).map(({ name, amount }) => `${name}${formatYuan(amount)}`).join('、')
    case 'benefitStart':
    case 'benefitEnd':
      return typeof value === 'string' && dayNumber(value) !== null ? dayInWords(value) : dayRuleWords(value as DayRule)
    case 'suspended':
      return value ? '停保' : '不停保'
    default:
      return String(value)
  }
}
