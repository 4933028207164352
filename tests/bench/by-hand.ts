import type { Figures, Facts } from '../../rules'

/**
 * What somebody would write by hand for one county, without a policy file: the peer that the rules are timed
 * against. Days are compared as text; the wait is counted with Date.
 */

const MS_PER_DAY = 86_400_000
const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * MS_PER_DAY).toISOString().slice(0, 10)

function turned(birth: string, years: number): string {
  const day = `${Number(birth.slice(0, 4)) + years}${birth.slice(4)}`
  return Number.isNaN(Date.parse(day)) || new Date(Date.parse(day)).toISOString().slice(0, 10) !== day
    ? day.replace('02-29', '02-28')
    : day
}

function plusMonths(day: string, months: number): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(y, m + months, 0)).getUTCDate()
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10)
}

const SPECIAL = new Set([
  '新生儿',
  '流动人员子女',
  '军人退役',
  '大学生毕业返乡',
  '人员新迁入',
  '出国人员回国',
  '服刑人员期满释放',
  '宗教教职人员',
])
const RUIJIN_FULL = new Set([
  '特困供养人员',
  '孤儿',
  '城乡低保对象',
  '返贫致贫人口',
  '脱贫不稳定人口',
  '边缘易致贫人口',
  '重度残疾学生和儿童',
  '丧失劳动能力的重度残疾成年人',
  '城镇低收入家庭的未成年人',
  '城镇低收入家庭的60周岁以上的老年人',
  '城镇已失业又未纳入职工基本医疗保险的14类退役士兵',
])

function ruijinSubsidised(p: Facts, day: string): boolean {
  return (p.categories ?? []).some(
    (c) =>
      RUIJIN_FULL.has(c) ||
      (c === '重度残疾成年人' && p.lostWorkAbility === true) ||
      (c === '城镇低收入家庭成员' && (day < turned(p.birthDate!, 18) || day >= turned(p.birthDate!, 60))),
  )
}

export function ruijinByHand(p: Facts, day: string): Figures {
  const eligible = p.employeeInsurance === 'active' ? false : p.hukou === '瑞金市' || p.resident === true
  const subsidised = ruijinSubsidised(p, day)
  const subsidy = subsidised || p.student === '高校大学生' ? 32_000 : 0
  const lapsed = p.situation === '职工医保中断缴费' && p.situationDate! <= day && day <= plusMonths(p.situationDate!, 3)
  const windowStatus: Figures['windowStatus'] =
    day < '2021-11-03'
      ? 'before'
      : day > '2022-12-31'
        ? 'closed'
        : day <= '2022-03-31'
          ? 'open'
          : lapsed || SPECIAL.has(p.situation ?? '') || subsidised
            ? 'special'
            : 'late'
  const payable = eligible && windowStatus !== 'before' && windowStatus !== 'closed'
  let start: string | null | undefined
  if (windowStatus === 'open') start = '2022-01-01'
  else if (windowStatus === 'special')
    start = p.situation === '新生儿' && day <= plusDays(p.birthDate!, 90) ? p.birthDate! : day
  else if (windowStatus === 'late') start = plusDays(day, 90)
  if (start && start < p.birthDate!) start = p.birthDate!
  return {
    eligible,
    payable,
    baseFee: 32_000,
    subsidy,
    fee: 32_000 - subsidy,
    windowStatus,
    benefitStart: !payable || (start && start > '2022-12-31') ? null : start,
  }
}

type Row = readonly [first: number, second: number]
const BANAN: Readonly<Record<string, Row>> = {
  特困人员: [320, 320],
  城乡孤儿: [320, 320],
  事实无人抚养儿童: [320, 320],
  '在乡重点优抚对象（不含1-6级残疾军人）': [320, 320],
  享受国家定期抚恤的年满60周岁农村籍退役人员: [320, 320],
  在乡老复员退伍军人: [320, 645],
  家庭困难的大学生: [224, 320],
  因病致贫家庭重病患者: [224, 320],
  计划生育奖扶对象: [256, 256],
  '计划生育家庭特别扶助（含农村独生子女四级残疾扶助）对象及其子女': [320, 320],
  计划生育手术并发症人员: [320, 320],
  城乡低保对象: [288, 320],
  '三、四级残疾人员': [160, 160],
  返贫致贫人口: [224, 320],
  脱贫不稳定户: [224, 320],
  边缘易致贫户: [224, 320],
  突发严重困难户: [224, 320],
  低保边缘户: [224, 320],
  未纳入低收入人口监测范围的稳定脱贫人口: [100, 100],
  '城乡重度（一、二级）残疾人员': [320, 320],
}

export function bananByHand(p: Facts, day: string): Figures {
  const eligible = p.employeeInsurance !== 'active' && (p.hukou === '重庆市' || p.residencePermit === true)
  const second = p.tier === '二档'
  const student = p.student === '在渝高校大学生'
  const base = (student ? (second ? 655 : 280) : second ? 695 : 320) * 100
  let subsidy = 0
  for (const c of p.categories ?? [])
    subsidy = Math.max(subsidy, Math.min(base, (BANAN[c]?.[second ? 1 : 0] ?? 0) * 100))
  const sixty = student ? plusDays(p.schoolStart!, 60) : ''
  const newborn = p.situation === '新生儿' && day >= p.birthDate! && day <= plusDays(p.birthDate!, 90)
  const windowStatus: Figures['windowStatus'] = student
    ? day < p.schoolStart!
      ? 'before'
      : day <= sixty
        ? 'open'
        : 'closed'
    : newborn && p.birthDate! >= '2022-01-01' && p.birthDate! <= '2022-12-31'
      ? 'newborn'
      : day < '2021-12-15'
        ? 'before'
        : day <= '2022-02-28'
          ? 'open'
          : newborn && p.birthDate! < '2022-01-01'
            ? 'newborn'
            : day <= '2022-09-30'
              ? 'midyear'
              : 'closed'
  const payable = eligible && windowStatus !== 'before' && windowStatus !== 'closed'
  let start: string | null | undefined
  if (student) start = '2021-09-01'
  else if (windowStatus === 'open') start = '2022-01-01'
  else if (windowStatus === 'newborn') start = p.birthDate! < '2022-01-01' ? '2022-01-01' : p.birthDate!
  if (start && start < p.birthDate!) start = p.birthDate!
  return {
    eligible,
    payable,
    baseFee: base,
    subsidy,
    fee: base - subsidy,
    windowStatus,
    benefitStart: payable ? start : null,
  }
}
