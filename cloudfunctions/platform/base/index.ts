export { framesOf, openCloud, writePlatformLog } from './cloud'
export { lastFour, maskedName, maskedPhone } from './masking'
export { Refusal, whatWasFound } from './refusal'
export type { CallAnswer, CallError } from './refusal'
