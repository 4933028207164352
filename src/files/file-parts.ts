import Taro from '@tarojs/taro'
import type { CallAnswer } from '../../cloudfunctions/rules-engine/contract'

/** Letters of base64 a part: 48 KB of a file, well below the 100 KB that one call may hold. A multiple of four, so that each part stands alone. */
const PART_LETTERS = 65_536

/** A file in base64, as the parts that a function takes one by one. */
export function partsOf(base64: string): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(base64.length / PART_LETTERS)) }, (_, i) => base64.slice(i * PART_LETTERS, (i + 1) * PART_LETTERS))
}

/** The bytes of a file that came in parts. */
export function bytesOf(parts: readonly string[]): Uint8Array {
  const pieces = parts.map((part) => new Uint8Array(Taro.base64ToArrayBuffer(part)))
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Fetches a file that a function hands out in so many parts. @throws Error when a part is refused, NoAnswer */
export async function fetchParts(parts: number, ask: (part: number) => Promise<CallAnswer<{ base64: string }>>): Promise<Uint8Array> {
  const pieces: string[] = []
  for (let part = 0; part < parts; part++) {
    const answer = await ask(part)
    if (!answer.ok) throw new Error(answer.error.code)
    pieces.push(answer.data.base64)
  }
  return bytesOf(pieces)
}
