import { createHmac } from 'node:crypto'
import { Refusal } from '../base'
import { AES_256_GCM } from './aes-256-gcm'
import type { CipherSuite, FieldCipher } from './cipher'
import { readKey, readKeyRing, requireApart } from './key-ring'
import { SM4 } from './sm4'

/** Encryption of single fields, and the index that finds by them. Decision 0006 says why so. */
export interface Sealing {
  /** `cipher.keyId.base64url(iv + tag + cipher text)`. Each time another text. The purpose (`'name'`, `'phone'`, …) is bound to it. */
  seal(plain: string, purpose: string): string
  /** @throws Refusal SEALED_UNREADABLE: damaged, sealed for another purpose, or by a key that is not in the ring */
  open(sealed: string, purpose: string): string
  /** The same for the same text, purpose and index key; tells nothing of the text without the key. 43 characters of base64url. */
  blindIndex(plain: string, purpose: string): string
  /** Sealed by a key that is no longer the first, or by another cipher than the configured. */
  needsResealing(sealed: string): boolean
}

/** Names as a deployment sets them in the console of its functions. */
export interface SealingEnvironment {
  /** `k2:<base64 of 32 bytes>,k1:<base64 …>`: the first seals, every one opens. */
  CANBAO_SEALING_KEYS?: string | undefined
  /** base64 of 32 bytes. */
  CANBAO_INDEX_KEY?: string | undefined
  /** `aes-256-gcm` when absent, or `sm4`. */
  CANBAO_CIPHER?: string | undefined
}

const SUITES: ReadonlyMap<string, CipherSuite> = new Map([
  ['aes-256-gcm', AES_256_GCM],
  ['sm4', SM4],
])
const DEFAULT_CIPHER = 'aes-256-gcm'

/** @throws Refusal KEYS_MISSING, KEYS_MALFORMED, CIPHER_UNKNOWN, CIPHER_UNAVAILABLE */
export function sealingFrom(environment: SealingEnvironment): Sealing {
  const [cipher, suite] = chosenSuite(environment.CANBAO_CIPHER)
  const ring = readKeyRing('CANBAO_SEALING_KEYS', environment.CANBAO_SEALING_KEYS)
  const indexKey = readKey('CANBAO_INDEX_KEY', environment.CANBAO_INDEX_KEY)
  requireApart('CANBAO_INDEX_KEY', indexKey, ring)

  const openers = new Map<string, FieldCipher>()
  for (const [name, { isAvailable, withKey }] of SUITES) {
    if (!isAvailable()) continue
    for (const [id, key] of ring) openers.set(`${name}.${id}`, withKey(key))
  }
  const mark = `${cipher}.${String([...ring.keys()][0])}`
  const sealer = openers.get(mark)
  if (sealer === undefined) throw unavailable(cipher)

  return {
    seal: (plain, purpose) => `${mark}.${sealer.encrypt(plain, purpose).toString('base64url')}`,
    open: (sealed, purpose) => opened(openers, sealed, purpose),
    blindIndex: (plain, purpose) =>
      createHmac(suite.indexHash, indexKey).update(`${purpose}\0${plain}`).digest('base64url'),
    needsResealing: (sealed) => !sealed.startsWith(`${mark}.`),
  }
}

let ofThisProcess: Sealing | undefined

/** With the keys of this process's environment, read when first needed. */
export function sealing(): Sealing {
  ofThisProcess ??= sealingFrom(process.env)
  return ofThisProcess
}

function chosenSuite(wanted: string | undefined): readonly [string, CipherSuite] {
  const cipher = wanted === undefined || wanted === '' ? DEFAULT_CIPHER : wanted
  const suite = SUITES.get(cipher)
  if (suite === undefined) {
    throw new Refusal({
      code: 'CIPHER_UNKNOWN',
      message: `环境变量 CANBAO_CIPHER 写的加密方法系统不认识。请系统管理员改为 ${[...SUITES.keys()].join(' 或 ')}。`,
      path: 'CANBAO_CIPHER',
    })
  }
  if (!suite.isAvailable()) throw unavailable(cipher)
  return [cipher, suite]
}

function opened(openers: ReadonlyMap<string, FieldCipher>, sealed: string, purpose: string): string {
  const end = sealed.lastIndexOf('.')
  const opener = openers.get(sealed.slice(0, end))
  const text = sealed.slice(end + 1)
  const bytes = Buffer.from(text, 'base64url')
  // Node reads base64 leniently; only the one spelling that `seal` writes is taken.
  const plain = opener === undefined || bytes.toString('base64url') !== text ? null : opener.decrypt(bytes, purpose)
  if (plain !== null) return plain
  throw new Refusal({
    code: 'SEALED_UNREADABLE',
    message:
      '有一项加密保存的个人信息打不开：内容损坏了，或者加密它的密钥不在系统的密钥表里。请联系系统管理员核对密钥。',
  })
}

function unavailable(cipher: string): Refusal {
  return new Refusal({
    code: 'CIPHER_UNAVAILABLE',
    message: `环境变量 CANBAO_CIPHER 要用 ${cipher}，但云函数的运行环境没有这种加密方法。请系统管理员换用有它的运行环境，或改回 ${DEFAULT_CIPHER}。`,
    path: 'CANBAO_CIPHER',
  })
}
