import { NOT_LOOKED_AT } from './index'

/** A file for a place that has none: every key that is needed, with a value to be replaced and marked so. */
export function blankPolicy(region: string, year: number): string {
  const [last, here] = [year - 1, year]
  return `# 一份新的政策文件。逐行对照通知填写，填好一行就删掉行末的记号。
region: ${region}
year: ${year}
name: 某县
within: 某省某市
places: [某县]
tiers: []

document:
  title: 通知的标题
  number: 文号
  issued: ${last}-09-01
  issuer: 发文单位
  status: inForce
  basis: []
  remarks: []
fiscalSubsidy: null

identities:
  低保对象: { aliases: [城乡低保对象, 最低生活保障对象], group: 民政部门认定的 }
situations: {}
situationsOpen: false
asks: {}

decisions:
  eligible:
    clauses:
      - { id: employee-insured, when: { employeeInsurance: active }, gives: "no", cite: 第几条, quote: 原文 }
      - { id: resident, gives: "yes", cite: 第几条, quote: 原文 }
  contribution:
    clauses:
      - { id: resident, gives: 400, cite: 第几条, quote: 原文 }
  subsidy:
    combine: { rule: silent, why: 通知没有说一个人有几种身份时按哪一种资助 }
    clauses:
      - { id: dibao, kind: 定额资助, when: { identity: 低保对象 }, gives: 300, cite: 第几条, quote: 原文 }
  window:
    clauses:
      - { id: before, when: { paid: { to: ${last}-09-30 } }, gives: before, cite: 第几条, quote: 原文 }
      - { id: open, when: { paid: { to: ${here}-02-28 } }, gives: open, cite: 第几条, quote: 原文 }
      - { id: year-over, when: { paid: { from: ${here + 1}-01-01 } }, gives: closed, cite: 第几条, quote: 原文 }
      - { id: late, gives: late, cite: 第几条, quote: 原文 }
  waitingPeriod:
    clauses:
      - { id: in-time, when: { window: open }, gives: none, cite: 第几条, quote: 原文 }
      - { id: late, when: { window: late }, gives: 3 months, cite: 第几条, quote: 原文 }
  benefitPeriod:
    clauses:
      - { id: year, gives: { from: ${here}-01-01, to: ${here}-12-31 }, cite: 第几条, quote: 原文 }
  benefitStart:
    clauses:
      - { id: in-time, when: { window: open }, gives: benefitPeriod.from, cite: 第几条, quote: 原文 }
      - { id: late, when: { window: late }, gives: afterWaiting, cite: 第几条, quote: 原文 }
  registration:
    clauses:
      - { id: nobody, gives: { first: "no" }, cite: 第几条, quote: 原文 }
  payable:
    clauses:
      - { id: before, when: { window: before }, gives: "no", cite: 第几条, quote: 原文 }
      - { id: closed, when: { window: closed }, gives: "no", cite: 第几条, quote: 原文 }
      - { id: accepted, gives: "yes", cite: 第几条, quote: 原文 }

matters: []
warnings: []
channels: []
contacts: []
notes: []
office: { milestones: [], duties: [], rosters: [] }
`
    .split('\n')
    .map((line) => (/原文|某|标题|文号|发文单位|issued/.test(line) ? `${line}  ${NOT_LOOKED_AT}` : line))
    .join('\n')
}
