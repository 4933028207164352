export {
  READ_LIMIT,
  addDocument,
  isDuplicate,
  pageLatestFirst,
  placeOf,
  putDocument,
  readAll,
  readDocument,
} from './database'
export type { Command, Database, Transaction, DocumentStore } from './database'
export { claimOperation, giveOperationBack, runIdempotent } from './idempotency'
export { forgetOldKeys } from './key-check'
export { inPieces, sideBySide } from './lanes'
export { LEASE_MS, releaseLease, acquireLease } from './lease'
export { NO_USAGE, metered } from './metered'
export type { MeteredDatabase, Usage } from './metered'
export { openDatabase } from './open-database'
export { inTransaction } from './transaction'
export { Rounds } from './rounds'
export type { ItemTrouble } from './rounds'
export { rememberedFor } from './remembered'
