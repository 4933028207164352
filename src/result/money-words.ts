import type { Fen } from '../../rules'

/** 32000 → 320; 32050 → 320.50. Never rounded. */
export function yuan(fen: Fen): string {
  const whole = Math.trunc(fen / 100)
  const rest = Math.abs(fen % 100)
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, '0')}`
}
