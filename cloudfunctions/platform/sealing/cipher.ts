import type { KeyObject } from 'node:crypto'
import { randomFillSync } from 'node:crypto'

/** Authenticated encryption of one field under one key. */
export interface FieldCipher {
  /** Initialisation vector, tag and cipher text in one. */
  encrypt(plain: string, purpose: string): Buffer
  /** null: damaged, of another key or of another purpose. */
  decrypt(sealed: Buffer, purpose: string): string | null
}

export interface CipherSuite {
  isAvailable(): boolean
  withKey(key: KeyObject): FieldCipher
  /** Hash of the blind index's HMAC. */
  indexHash: string
}

const POOL_BYTES = 16 * 1024

const pool = Buffer.allocUnsafe(POOL_BYTES)
let used = POOL_BYTES

/**
 * Writes random bytes into `target` from its beginning. Drawn in bulk: asking the system each time costs more than
 * sealing.
 */
export function fillRandom(target: Buffer, bytes: number): void {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  pool.copy(target, 0, used, used + bytes)
  pool.fill(0, used, used + bytes)
  used += bytes
}
