import { workOnFiles } from '../domain/reconciliation'
import { answerTimer } from '../platform/calls'

export const main = answerTimer('tax-watch', workOnFiles)
