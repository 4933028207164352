import { foldDeltas, isAnythingLeft } from '../domain/jobs'
import { serveTimer } from '../platform/calls'

export const main = serveTimer('counts-job', foldDeltas, isAnythingLeft)
