export { actionsByName, actionsOf, checkedRequest, definePublicAction } from './action'
export type { AnswersOf, AnyAction, Contract, DefinedAction, RequestsOf } from './action'
export { callContext } from './context'
export type { CallContext } from './context'
export { serveCalls, publicContext } from './serve'
export type { Action } from './serve'
export {
  citation,
  civilDay,
  count,
  dayOrNone,
  fen,
  fenOrNone,
  identifier,
  isKeyOf,
  listOf,
  operationId,
  question,
  said,
  saidOrNone,
  sentence,
  sheet,
  text,
  textOrNone,
  typed,
  word,
} from './shapes'
export { serveTimer } from './timer'
export type { TimerCall } from './timer'
