import type { KeyObject } from 'node:crypto'

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
