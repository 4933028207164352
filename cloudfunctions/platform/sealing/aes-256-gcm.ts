import type { KeyObject } from 'node:crypto'
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { CipherSuite, FieldCipher } from './cipher'
import { fillRandom } from './cipher'

const IV_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = IV_BYTES + TAG_BYTES
const OPTIONS = { authTagLength: TAG_BYTES }

/** AES-256-GCM, NIST SP 800-38D: a random IV of 96 bits, a tag of 128, the purpose as associated data. */
export const AES_256_GCM: CipherSuite = { isAvailable: () => true, withKey, indexHash: 'sha256' }

function withKey(key: KeyObject): FieldCipher {
  return {
    encrypt(plain, purpose) {
      const head = Buffer.allocUnsafe(HEAD_BYTES)
      fillRandom(head, IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, head.subarray(0, IV_BYTES), OPTIONS)
      cipher.setAAD(Buffer.from(purpose))
      const text = cipher.update(plain, 'utf8')
      cipher.final()
      cipher.getAuthTag().copy(head, IV_BYTES)
      return Buffer.concat([head, text])
    },
    decrypt(sealed, purpose) {
      if (sealed.length < HEAD_BYTES) return null
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), OPTIONS)
      cipher.setAAD(Buffer.from(purpose))
      cipher.setAuthTag(sealed.subarray(IV_BYTES, HEAD_BYTES))
      const text = cipher.update(sealed.subarray(HEAD_BYTES))
      try {
        cipher.final()
      } catch {
        return null
      }
      return text.toString('utf8')
    },
  }
}
