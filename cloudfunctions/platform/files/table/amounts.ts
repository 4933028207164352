import { chineseNumber, plainCode } from './words'

export type AmountUnit = '元' | '分' | '万元'

/** Fen of one. */
const FEN: Readonly<Record<AmountUnit, bigint>> = { 元: 100n, 分: 1n, 万元: 1_000_000n }
const DIGITS_MAX = 12

/**
 * Fen, exactly and without a double in between; null: not an amount, not of whole fen, or one that can be read in two
 * ways (`320,50`). `unit` is what the column counts in; a cell may name 元 itself.
 */
export function readFen(text: string, unit: AmountUnit): number | null {
  const code = plainCode(text).replace(/[\u2212\u2013\u2014]/g, '-')
  const inBrackets = /^\((.+)\)$/.exec(code)?.[1]
  const [, minus, , rest = ''] = /^(-?)(¥|RMB|CNY|人民币)?(.*)$/.exec(inBrackets ?? code)!
  const signs = [inBrackets !== undefined, minus === '-'].filter(Boolean).length
  const fen = decimal(rest, unit) ?? inNumerals(rest)
  if (fen === null || signs + (fen < 0 ? 1 : 0) > 1) return null
  return signs === 1 && fen > 0 ? -fen : fen
}

function decimal(text: string, unit: AmountUnit): number | null {
  const found = /^(-?)(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d*))?(元整?|圆整?|块)?$/.exec(text)
  if (found === null) return null
  const [, minus, whole = '', fraction = '', named] = found
  const digits = fraction.replace(/0+$/, '')
  const scaled = BigInt(whole.replace(/,/g, '') + digits) * FEN[named === undefined ? unit : '元']
  const divisor = 10n ** BigInt(digits.length)
  if (digits.length > DIGITS_MAX || scaled % divisor !== 0n) return null
  const fen = Number(scaled / divisor)
  return Number.isSafeInteger(fen) ? (minus === '-' && fen > 0 ? -fen : fen) : null
}

/** 叁佰贰拾元整, 三百二十元五角; these always name their unit. */
function inNumerals(text: string): number | null {
  const found = /^([^元圆角分整]+)[元圆](?:([^元圆角分整]+)角)?(?:([^元圆角分整]+)分)?整?$/.exec(text)
  if (found === null) return null
  const [yuan, jiao, fen] = found.slice(1).map((part) => (part === undefined ? 0 : numeral(part)))
  if (yuan == null || jiao == null || fen == null || jiao > 9 || fen > 9) return null
  return yuan * 100 + jiao * 10 + fen
}

const numeral = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : chineseNumber(text))
