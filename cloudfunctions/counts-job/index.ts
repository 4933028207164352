import { answerTimer } from '../shared/timer-call'
import { foldDeltas, isAnythingLeft } from './fold-deltas'

export const main = answerTimer('counts-job', foldDeltas, isAnythingLeft)
