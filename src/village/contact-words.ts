import type { VillageRequests } from '../cloud/village'

/** As the desk's contract has them (`CONTACT_WAYS`, `CONTACT_RESULTS`), in the order in which a clerk comes to them. */
export const WAYS = { door: '上门', phone: '打电话', met: '当面遇到' } as const satisfies Record<VillageRequests['recordContact']['way'], string>
export const RESULTS = { told: '已说明政策', willPay: '答应去缴', nobody: '没有人在或没接通', paidElsewhere: '说已在别处缴了', refuses: '不愿参保', wrongData: '资料不对' } as const satisfies Record<VillageRequests['recordContact']['result'], string>
export type ContactWay = keyof typeof WAYS
export type ContactResult = keyof typeof RESULTS
export const CONTACT_WAY_IDS = Object.keys(WAYS) as readonly ContactWay[]
export const CONTACT_RESULT_IDS = Object.keys(RESULTS) as readonly ContactResult[]
