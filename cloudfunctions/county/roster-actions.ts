import type { CallContext } from '../shared/call-context'
import type { Action } from '../shared/call-envelope'

export const ROSTER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = []
