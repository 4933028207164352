import type { Answers, Requests } from '../../cloudfunctions/rules-engine/contract'
import { askingOf } from './ask-function'

/** Asks the function `rules-engine`. */
export const askRulesEngine = askingOf<Requests, Answers>('rules-engine')
