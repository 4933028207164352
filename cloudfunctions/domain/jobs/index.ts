export { pushByWechat } from './deliveries'
export { foldDeltas, isAnythingLeft } from './fold-counts'
export { workOneTick } from './night'
export type { TickReport } from './night'
