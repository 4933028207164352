/** A place that never was: half the fee from the county, fees of 400, a month's wait from the first of the month. */
export const SIXTH_PLACE = `
region: sixth
year: 2026
name: 云溪县
within: 某省某市
places: [云溪]
tiers: []
identities:
  低保对象: { group: 民政部门认定的 }
  渔业退捕渔民: { aliases: [退捕渔民], group: 农业农村部门认定的 }
situations: {}
situationsOpen: false
asks: {}
decisions:
  eligible:
    clauses:
      - { id: employee, when: { employeeInsurance: active }, gives: "no", cite: 一, quote: 职工除外 }
      - { id: all, gives: "yes", cite: 一, quote: 全体居民 }
  contribution: { clauses: [{ id: all, gives: 400, cite: 二, quote: 每人400元 }] }
  subsidy:
    combine: { rule: highest, cite: 二, quote: 就高 }
    clauses:
      - { id: dibao, kind: 定额资助, when: { identity: 低保对象 }, gives: 250, cite: 二, quote: 低保250元 }
      - { id: fishers, kind: 按比例资助, when: { identity: 渔业退捕渔民 }, gives: { percent: 50, of: contribution }, cite: 二, quote: 退捕渔民资助一半 }
  window:
    clauses:
      - { id: before, when: { paid: { to: 2025-09-30 } }, gives: before, cite: 三, quote: 10月1日开始 }
      - { id: open, when: { paid: { to: 2026-02-28 } }, gives: open, cite: 三, quote: 2月底截止 }
      - { id: late, gives: late, cite: 三, quote: 逾期等待2个月 }
  waitingPeriod:
    clauses:
      - { id: open, when: { window: open }, gives: none, cite: 三, quote: 不设等待期 }
      - { id: late, when: { window: late }, gives: 2 months, cite: 三, quote: 逾期等待2个月 }
  benefitPeriod: { clauses: [{ id: year, gives: { from: 2026-01-01, to: 2026-12-31 }, cite: 三, quote: 自然年度 }] }
  benefitStart:
    clauses:
      - { id: open, when: { window: open }, gives: benefitPeriod.from, cite: 三, quote: 自然年度 }
      - { id: late, when: { window: late }, gives: afterWaiting, cite: 三, quote: 逾期等待2个月 }
  registration: { clauses: [{ id: none, gives: { first: "no" }, cite: 四, quote: 无需登记 }] }
  payable:
    clauses:
      - { id: before, when: { window: before }, gives: "no", cite: 三, quote: 10月1日开始 }
      - { id: accepted, gives: "yes", cite: 三, quote: 2月底截止 }
matters: []
document: { title: 云溪县通知, number: null, issued: 2025-09-20, issuer: 云溪县, status: inForce, basis: [], remarks: [] }
fiscalSubsidy: null
warnings: []
channels: []
contacts: []
notes: []
office: { milestones: [], duties: [], rosters: [] }
`
