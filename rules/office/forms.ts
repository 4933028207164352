/** Papers that the product can draw up for a duty, by the name that a policy file uses. */
export const FORM_KINDS = {
  weeklyList: '缴费人员名单',
  collectionRegister: '缴费登记',
  declarationList: '申报扣款清单',
  assessmentSlip: '核定单（按村组）',
  progressReport: '征缴进度',
  posting: '公示',
} as const
export type FormKind = keyof typeof FORM_KINDS
