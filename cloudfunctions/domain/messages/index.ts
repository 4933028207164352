export { messageTemplates } from './documents'
export type {
  InboxDocument,
  MessagePart,
  MessageTemplate,
  MessageTemplates,
  MessageUse,
  OutboxDocument,
} from './documents'
export {
  addConsent,
  consentsOf,
  inboxOf,
  itemsBefore,
  markRead,
  ownItem,
  removeMessagesAbout,
  removeMessagesOf,
  unreadOf,
} from './inbox'
export {
  IDS_AN_UPDATE,
  ROWS_A_BATCH,
  remindedToday,
  beginPush,
  consentId,
  consentedTo,
  endPush,
  forgetConsent,
  itemsNotPushed,
  queueVillageReminders,
  putIntoInbox,
  putIntoOutbox,
  closeOutboxRows,
  waitingRows,
} from './outbox'
export { isNotified, messageWords } from './words'
