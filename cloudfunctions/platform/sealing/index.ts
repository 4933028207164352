export { countSeals, resealDocument } from './reseal-document'
export type { SealCount, SealedFields } from './reseal-document'
export { sealing } from './sealing'
export type { DocumentSealing, Sealing } from './sealing'
