import { createHmac } from 'node:crypto'
import { Refusal } from '../base'
import { AES_256_GCM } from './aes-256-gcm'
import type { CipherSuite, FieldCipher } from './cipher'
import { readKey, readKeyRing, requireApart } from './key-ring'
import { SM4 } from './sm4'

/**
 * Seals of one document's fields: opened in another document, or as another field, they are unreadable. A purpose is
 * `'name'`, `'phone'`, … or, where two fields of a document had one before places were bound in, `'objection/answer'`.
 */
export interface DocumentSealing {
  /** `cipher.keyId.2.base64url(iv + tag + cipher text)`. Each time another text. */
  seal(plain: string, purpose: string): string
  /**
   * What was sealed here, or by an earlier version for this purpose without a place (decision 0026).
   * @throws Refusal SEALED_UNREADABLE: damaged, of another place, of another purpose, or by a key that is not in the
   * ring
   */
  open(sealed: string, purpose: string): string
  /** As `open`; a text that was written down in clear before the field was sealed is read as it stands. */
  openOrClear(text: string, purpose: string): string
  /**
   * In clear, without a place, sealed by a key that is no longer the first, or by another cipher than the configured.
   */
  needsResealing(sealed: string): boolean
}

/** Encryption of single fields, and the index that finds by them. Decisions 0006 and 0026 say why so. */
export interface Sealing {
  /** The seals of one document. */
  at(collection: string, id: string): DocumentSealing
  /**
   * Without a place, as earlier versions sealed: `cipher.keyId.base64url(…)`. What is kept in a document is sealed
   * `at` it.
   */
  seal(plain: string, purpose: string): string
  /** @throws Refusal SEALED_UNREADABLE: damaged, sealed for another purpose, or by a key that is not in the ring */
  open(sealed: string, purpose: string): string
  /**
   * The same for the same text, purpose and index key; tells nothing of the text without the key. 43 characters of
   * base64url.
   */
  blindIndex(plain: string, purpose: string): string
  /** The ids of the ring's keys; the first seals. */
  readonly keyIds: readonly string[]
  /** How every new seal begins: changes with the first key, the cipher and the version of what is bound in. */
  readonly mark: string
}

/** What a sealed text looks like, of whichever version; what does not is a text in clear. */
const SEALED = /^(aes-256-gcm|sm4)\.([A-Za-z0-9]{1,16})(\.2)?\.[A-Za-z0-9_-]{30,}$/

/** Names as a deployment sets them in the console of its functions. */
export interface SealingEnvironment {
  /** `k2:<base64 of 32 bytes>,k1:<base64 …>`: the first seals, every one opens. */
  CANBAO_SEALING_KEYS?: string | undefined
  /** base64 of 32 bytes. */
  CANBAO_INDEX_KEY?: string | undefined
  /** `aes-256-gcm` when absent, or `sm4`. */
  CANBAO_CIPHER?: string | undefined
  /** `refuse`: no seal without a place is opened any more, for a deployment that has resealed them all. */
  CANBAO_UNBOUND_SEALS?: string | undefined
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
  const first = String([...ring.keys()][0])
  const sealer = openers.get(`${cipher}.${first}`)
  if (sealer === undefined) throw unavailable(cipher)
  const unbound = `${cipher}.${first}`
  const mark = `${unbound}.2`
  const isUnboundRefused = environment.CANBAO_UNBOUND_SEALS === 'refuse'

  const at = (collection: string, id: string): DocumentSealing => {
    const bound = (purpose: string) => JSON.stringify([2, collection, id, purpose])
    const open = (sealed: string, purpose: string): string => {
      if (headOf(sealed).endsWith(VERSION)) return opened(openers, sealed, bound(purpose))
      if (isUnboundRefused) throw unreadable()
      return opened(openers, sealed, purpose.split('/')[0]!)
    }
    return {
      seal: (plain, purpose) => `${mark}.${sealer.encrypt(plain, bound(purpose)).toString('base64url')}`,
      open,
      openOrClear: (text, purpose) => (isSealed(text) ? open(text, purpose) : text),
      needsResealing: (sealed) => headOf(sealed) !== mark,
    }
  }
  return {
    at,
    seal: (plain, purpose) => `${unbound}.${sealer.encrypt(plain, purpose).toString('base64url')}`,
    open: (sealed, purpose) => opened(openers, sealed, purpose),
    blindIndex: (plain, purpose) =>
      createHmac(suite.indexHash, indexKey).update(`${purpose}\0${plain}`).digest('base64url'),
    keyIds: [...ring.keys()],
    mark,
  }
}

/** Behind the key's id: collection, id and field are bound in. */
const VERSION = '.2'

const headOf = (sealed: string): string => sealed.slice(0, Math.max(0, sealed.lastIndexOf('.')))

/** Whether a text is a seal, whoever can open it. */
const isSealed = (text: string): boolean => SEALED.test(text)

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

function opened(openers: ReadonlyMap<string, FieldCipher>, sealed: string, associated: string): string {
  const head = headOf(sealed)
  const opener = openers.get(head.endsWith(VERSION) ? head.slice(0, -VERSION.length) : head)
  const text = sealed.slice(head.length + 1)
  const bytes = Buffer.from(text, 'base64url')
  // Node reads base64 leniently; only the one spelling that `seal` writes is taken.
  const plain = opener === undefined || bytes.toString('base64url') !== text ? null : opener.decrypt(bytes, associated)
  if (plain !== null) return plain
  throw unreadable()
}

function unreadable(): Refusal {
  return new Refusal({
    code: 'SEALED_UNREADABLE',
    message:
      '有一项加密保存的个人信息打不开：内容损坏了、被人挪动过，或者加密它的密钥不在系统的密钥表里。请联系系统管理员核对密钥。',
  })
}

function unavailable(cipher: string): Refusal {
  return new Refusal({
    code: 'CIPHER_UNAVAILABLE',
    message: `环境变量 CANBAO_CIPHER 要用 ${cipher}，但云函数的运行环境没有这种加密方法。请系统管理员换用有它的运行环境，或改回 ${DEFAULT_CIPHER}。`,
    path: 'CANBAO_CIPHER',
  })
}
