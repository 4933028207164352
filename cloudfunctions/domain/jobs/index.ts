export { pushByWechat } from './deliveries'
export { foldDeltas, isAnythingLeft } from './fold-counts'
export { runTick } from './night'
export type { TickReport } from './night'
