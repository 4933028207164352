import { answerTimer } from '../shared/timer-call'
import { workOnFiles } from './work-on-files'

export const main = answerTimer('tax-watch', workOnFiles)
