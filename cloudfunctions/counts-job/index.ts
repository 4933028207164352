import { foldDeltas, isAnythingLeft } from '../domain/jobs'
import { answerTimer } from '../platform/calls'

export const main = answerTimer('counts-job', foldDeltas, isAnythingLeft)
