/** What an enrolment can be on a day, and how people say it. */
export const STATUS_NAMES = {
  registrationNeeded: '待登记',
  ownPartPending: '待缴个人部分',
  notYetOpen: '未到缴费时间',
  due: '待缴费',
  exempt: '免缴待登记',
  overdue: '欠缴',
  suspended: '停保',
  paid: '已缴费',
  waiting: '等待期',
  covered: '享受待遇',
  ended: '待遇期满',
  /** Paid or enrolled, and the notice or what is known does not say from when benefits run. */
  paidUnsettled: '已参保，待遇待核定',
  withdrawn: '已退出',
  refunded: '已退费',
  employee: '职工医保参保',
  outside: '不在参保范围',
  undetermined: '待核定',
} as const
export type StatusId = keyof typeof STATUS_NAMES
export const STATUS_IDS = Object.keys(STATUS_NAMES) as readonly StatusId[]

/** Paid or enrolled without owing, and in force. */
export const INSURED: ReadonlySet<StatusId> = new Set<StatusId>(['paid', 'waiting', 'covered', 'ended', 'paidUnsettled'])
/** Still to be paid, registered or settled, so far as the notice lets it. */
export const UNINSURED: ReadonlySet<StatusId> = new Set<StatusId>(['registrationNeeded', 'ownPartPending', 'notYetOpen', 'due', 'exempt', 'overdue', 'suspended', 'undetermined'])
