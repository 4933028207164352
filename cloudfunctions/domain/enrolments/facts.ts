import type { FactName } from '../../../rules'

interface FactRow {
  /** What people call it. */
  name: string
  /**
   * Who may tell it before payment. `person`: whoever it is about, those who look after them, the clerk. `agency`: it
   * corrects it; with papers, or an office says so.
   */
  by: 'person' | 'agency'
}

const person = (name: string): FactRow => ({ name, by: 'person' })
const agency = (name: string): FactRow => ({ name, by: 'agency' })

/** Every fact that the rules know. What the ledger, an office or the register says, nobody tells of themself. */
export const FACT_ROWS: Readonly<Record<FactName, FactRow>> = {
  birthDate: agency('出生日期'),
  hukou: agency('户口所在地'),
  nationality: agency('哪里的居民'),
  permit: agency('证件种类'),
  residencePermit: person('居住证'),
  resident: person('是否常住'),
  employeeInsurance: person('职工医保'),
  student: person('学生身份'),
  school: person('学校'),
  schoolStart: person('开学日期'),
  tier: person('缴费档次'),
  categories: agency('身份认定'),
  lostWorkAbility: agency('丧失劳动能力认定'),
  disabledSoldierGrade: agency('残疾军人等级'),
  institution: agency('供养机构'),
  situation: person('特殊情形'),
  situationDate: person('特殊情形的日期'),
  enrolmentHistory: person('以前的参保情况'),
  missedYears: person('断保几年'),
  repaidYears: person('补缴几年'),
  sex: agency('性别'),
  childRank: person('家里第几个孩子'),
  exemptionConfirmed: agency('新生儿免缴确认'),
  insuredYears: agency('参保年份'),
  employeeYears: agency('职工医保年份'),
  waitRunsTo: agency('上年等待期满日'),
  deathDate: agency('死亡日期'),
  employeeFrom: agency('参加职工医保的日期'),
  paidTwice: agency('重复缴费'),
  zeroClaimYears: agency('没有报销的年份'),
  bonusBefore: agency('封顶线已提高的数'),
  registered: agency('参保登记'),
  categoryFrom: agency('认定开始日期'),
  categoryEndedOn: agency('认定结束日期'),
  arrivalDate: agency('到账日期'),
  cashTo: agency('现金交给谁'),
  payFor: agency('为哪一年缴费'),
  assessed: agency('补缴核定'),
  lastInsuredYear: agency('上次参保年度'),
  previousPayment: agency('上次缴费'),
  hypotheticalBaseFee: agency('假设的缴费标准'),
  payer: agency('缴费人'),
  personalPartPaid: agency('个人部分'),
  pension: agency('养老金'),
  kind: agency('类别'),
}

export const factName = (fact: string): string => FACT_ROWS[fact as FactName]?.name ?? fact

/** Facts of a correction that have a way of their own to be recorded, or are no facts of a person. */
export const NOT_CORRECTABLE: ReadonlySet<FactName> = new Set<FactName>([
  'categories',
  'categoryFrom',
  'categoryEndedOn',
  'registered',
  'hypotheticalBaseFee',
  'personalPartPaid',
  'payer',
  'kind',
  'pension',
  'arrivalDate',
  'payFor',
  'cashTo',
])
