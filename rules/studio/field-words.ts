import type { YearField } from './year-fields'

/** What each value of a policy file is called on a form, for somebody who has never seen one: by its last two keys. */
const BY_TWO: Readonly<Record<string, string>> = {
  'paid.from': '缴费日在这一天或以后',
  'paid.to': '缴费日在这一天或以前',
  'born.from': '出生日在这一天或以后',
  'born.to': '出生日在这一天或以前',
  'died.from': '死亡日在这一天或以后',
  'died.to': '死亡日在这一天或以前',
  'event.from': '事情发生在这一天或以后',
  'event.to': '事情发生在这一天或以前',
  'asOf.from': '从这一天起',
  'asOf.to': '到这一天为止',
  'certified.after': '身份认定在这一天以后',
  'certifiedLater.after': '身份认定在这一天以后',
  'age.atLeast': '年满几周岁',
  'age.under': '不满几周岁',
  'age.on': '年龄算到哪一天',
  'elapsed.atMost': '多久以内',
  'elapsed.moreThan': '超过多久',
  'missed.atLeast': '断保满几年',
  'missed.atMost': '断保不超过几年',
  'repaid.atLeast': '补缴满几年',
  'childRank.atLeast': '从家里第几个孩子起',
  'childRank.atMost': '到家里第几个孩子止',
  'dayOfMonth.from': '每月几号起',
  'dayOfMonth.to': '每月几号止',
  'daysOfMonth.from': '每月几号起',
  'daysOfMonth.to': '每月几号止',
  'disabledSoldierGrade.from': '伤残几级起',
  'disabledSoldierGrade.to': '伤残几级止',
  'loyal.adds': '每连续参保一年提高（元）',
  'loyal.after': '连续参保满几年以后',
  'loyal.since': '连续年数从哪一年度起算',
  'loyal.from': '从哪一年起给',
  'noClaims.adds': '零报销一年提高（元）',
  'noClaims.since': '零报销从哪一年度起算',
  'perMissed.from': '断保从第几年起',
  'perMissed.adds': '每多断保一年加多久',
  'repair.takes': '每补缴一年减多久',
  'floor.fromMissed': '断保满几年的另有最少数',
  'floor.least': '最少不少于多久',
  'gives.floor': '最少多少元',
}

const BY_LAST: Readonly<Record<string, string>> = {
  from: '从哪一天起',
  to: '到哪一天止',
  by: '最迟哪一天',
  fixed: '固定等待多久',
  length: '多久',
  percent: '百分之几',
  since: '从哪一年度起算',
  perHead: '每人补助（元）',
  raisedBy: '比上年提高（元）',
  capPercent: '累计最多百分之几',
  original: '封顶线（元）',
  sharePercent: '要完成百分之几',
  people: '任务人数',
  total: '任务合计人数',
  workingDays: '几个工作日以内',
  issued: '发文日期',
  confirmedBy: '最迟哪一天确认',
  lastDays: '最后的日子',
  title: '通知标题',
  number: '文号',
  quote: '通知的原话',
  says: '通知的大意',
  why: '哪里没有说清（我们自己的话）',
  phone: '电话',
  basis: '依据的文件',
  remarks: '备注（我们自己的话）',
}

const BY_KIND: Readonly<Record<YearField['kind'], string>> = {
  number: '多少元',
  length: '多久',
  day: '哪一天',
  words: '写了什么',
}

/** Within which a value is no plain one. */
const BEFORE: Readonly<Record<string, string>> = {
  reading: '暂时按这样算：',
  alternatives: '另一种理解：',
  not: '这些除外：',
}

export function fieldLabel(path: string, kind: YearField['kind']): string {
  const steps = path.split('.').filter((step) => !/^\d+$/.test(step))
  const [last = '', one = ''] = [...steps].reverse()
  const tier = steps[steps.indexOf('byTier') + 1]
  const before = steps.flatMap((step) => BEFORE[step] ?? [])
  if (steps.includes('byTier') && tier !== undefined) before.unshift(`${tier}：`)
  return `${before.join('')}${BY_TWO[`${one}.${last}`] ?? BY_LAST[last] ?? BY_KIND[kind]}`
}
