import type { Fen } from '../../rules'

/** 32000 → 320; 32050 → 320.50. Never rounded. */
export function yuan(fen: Fen): string {
  const whole = Math.trunc(fen / 100)
  const rest = Math.abs(fen % 100)
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, '0')}`
}

/** 320 → 32000, 320.5 → 32050; null when it is no amount of yuan with two decimals at most. */
export function fenOf(typed: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,9})(?:[.。](\d{1,2}))?$/.exec(typed.trim().replace(/[,，元]/g, '')) ?? []
  return whole === undefined ? null : Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}
