import { RulesError } from '../../rules'
import { UNFORESEEN, type TroubleWords } from '../components/trouble'

/** What the rules refused, in their own words; anything else is a fault of ours. */
export function troubleFrom(error: unknown): TroubleWords {
  if (!(error instanceof RulesError)) return UNFORESEEN
  return { code: error.code, message: error.message, todo: '请回到首页重新选择地方，再答一遍。' }
}
