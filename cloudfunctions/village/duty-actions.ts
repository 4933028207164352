import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { listDuties } from './list-duties'
import { makePaper, paperPiece } from './make-paper'
import { markDuty } from './mark-duty'

export const DUTY_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['duties', action(requests.duties, listDuties)],
  ['markDuty', action(requests.markDuty, markDuty)],
  ['makePaper', action(requests.makePaper, makePaper)],
  ['paperPiece', action(requests.paperPiece, paperPiece)],
]
