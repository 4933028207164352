import { workByEditions } from '../domain/editions'
import { advanceTaxFiles } from '../domain/reconciliation'
import { serveTimer } from '../platform/calls'

export const main = serveTimer('tax-watch', workByEditions(advanceTaxFiles))
