import { advanceTaxFiles } from '../domain/reconciliation'
import { serveTimer } from '../platform/calls'

export const main = serveTimer('tax-watch', advanceTaxFiles)
