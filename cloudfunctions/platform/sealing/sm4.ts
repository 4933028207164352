import type { KeyObject } from 'node:crypto'
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  getCiphers,
  getHashes,
  timingSafeEqual,
} from 'node:crypto'
import type { CipherSuite, FieldCipher } from './cipher'
import { fillRandom } from './cipher'

const IV_BYTES = 16
const TAG_BYTES = 32
const HEAD_BYTES = IV_BYTES + TAG_BYTES
const SM4_KEY_BYTES = 16
const CIPHER = 'sm4-ctr'
const HASH = 'sm3'

/**
 * The national ciphers: SM4 (GB/T 32907) in counter mode, then HMAC with SM3 (GB/T 32905) over purpose, IV and cipher
 * text. OpenSSL 1.1.1 and 3.0, which Node 16 to 20 come with, have no sm4-gcm.
 */
export const SM4: CipherSuite = {
  isAvailable: () => getCiphers().includes(CIPHER) && getHashes().includes(HASH),
  withKey,
  indexHash: HASH,
}

function withKey(key: KeyObject): FieldCipher {
  const forText = createSecretKey(derived(key, 'sm4-ctr').subarray(0, SM4_KEY_BYTES))
  const forTag = createSecretKey(derived(key, 'hmac-sm3'))
  return {
    encrypt(plain, purpose) {
      const head = Buffer.allocUnsafe(HEAD_BYTES)
      fillRandom(head, IV_BYTES)
      const iv = head.subarray(0, IV_BYTES)
      const text = createCipheriv(CIPHER, forText, iv).update(plain, 'utf8')
      tagOf(forTag, purpose, iv, text).copy(head, IV_BYTES)
      return Buffer.concat([head, text])
    },
    decrypt(sealed, purpose) {
      if (sealed.length < HEAD_BYTES) return null
      const iv = sealed.subarray(0, IV_BYTES)
      const text = sealed.subarray(HEAD_BYTES)
      if (!timingSafeEqual(tagOf(forTag, purpose, iv, text), sealed.subarray(IV_BYTES, HEAD_BYTES))) return null
      return createDecipheriv(CIPHER, forText, iv).update(text).toString('utf8')
    },
  }
}

/** One key of the ring gives two, so that text and tag share none. */
function derived(key: KeyObject, use: string): Buffer {
  return createHmac(HASH, key).update(`canbao ${use}`).digest()
}

function tagOf(key: KeyObject, purpose: string, iv: Buffer, text: Buffer): Buffer {
  // The IV's length is fixed and a purpose holds no NUL: what is what cannot be mistaken.
  return createHmac(HASH, key).update(`${purpose}\0`).update(iv).update(text).digest()
}
