import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { inbox, readInbox } from './read-inbox'
import { recordConsents } from './record-consents'

/** Of the caller's own inbox and consents: nothing in a request can name another's. */
export const REMINDER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['inbox', action(requests.inbox, inbox)],
  ['readInbox', action(requests.readInbox, readInbox)],
  ['recordConsents', action(requests.recordConsents, recordConsents)],
]
