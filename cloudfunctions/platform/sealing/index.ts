export { resealDocument } from './reseal-document'
export type { SealedFields } from './reseal-document'
export { sealing } from './sealing'
export type { Sealing } from './sealing'
