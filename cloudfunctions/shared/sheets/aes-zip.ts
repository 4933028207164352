import { createCipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

/**
 * One entry of a zip encrypted with AES as WinZip, 7-Zip and others do it (AE-1 and AE-2,
 * https://www.winzip.com/en/support/aes-encryption/): PBKDF2-HMAC-SHA1 of 1,000 rounds, AES in counter mode, and a tag of
 * ten bytes of HMAC-SHA1 over what is encrypted.
 */
const ROUNDS = 1_000
const VERIFIER_BYTES = 2
const TAG_BYTES = 10
const BLOCK = 16
/** By the strength that the entry names: AES-128, 192 and 256. */
const KEY_BYTES: Readonly<Record<number, 16 | 24 | 32>> = { 1: 16, 2: 24, 3: 32 }

export const AES_METHOD = 99
export const AES_EXTRA = 0x9901

/** The entry as it was packed; null = another key. @throws RangeError when it is cut off or its strength is unknown */
export function openAesEntry(sealed: Buffer, strength: number, key: string): Buffer | null {
  const keyBytes = KEY_BYTES[strength]
  if (keyBytes === undefined || sealed.length < keyBytes / 2 + VERIFIER_BYTES + TAG_BYTES) throw new RangeError('no AES entry')
  const salt = sealed.subarray(0, keyBytes / 2)
  const body = sealed.subarray(salt.length + VERIFIER_BYTES, -TAG_BYTES)
  const keys = keysOf(key, salt, keyBytes)
  const right = keys.verifier.equals(sealed.subarray(salt.length, salt.length + VERIFIER_BYTES))
  return right && timingSafeEqual(tagOf(keys.tag, body), sealed.subarray(-TAG_BYTES)) ? inCounterMode(keys.cipher, body) : null
}

function keysOf(key: string, salt: Buffer, bytes: 16 | 24 | 32): { cipher: Buffer; tag: Buffer; verifier: Buffer } {
  const all = pbkdf2Sync(Buffer.from(key, 'utf8'), salt, ROUNDS, 2 * bytes + VERIFIER_BYTES, 'sha1')
  return { cipher: all.subarray(0, bytes), tag: all.subarray(bytes, 2 * bytes), verifier: all.subarray(2 * bytes) }
}

const tagOf = (key: Buffer, body: Buffer): Buffer => createHmac('sha1', key).update(body).digest().subarray(0, TAG_BYTES)

/** The counter begins at 1 and counts from its first byte on, which is not how Node's `ctr` counts: so its blocks are made here. */
function inCounterMode(key: Buffer, text: Buffer): Buffer {
  const counters = Buffer.alloc(Math.ceil(text.length / BLOCK) * BLOCK)
  for (let at = 0, n = 1; at < counters.length; at += BLOCK, n++) counters.writeUInt32LE(n, at)
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  const stream = Buffer.concat([cipher.update(counters), cipher.final()])
  return Buffer.from(text.map((byte, i) => byte ^ stream[i]!))
}

const STRENGTH_256 = 3
const DEFLATED = 8
const VERSION_AES = 51
/** Bit 0: encrypted; bit 11: the name is UTF-8. */
const FLAGS = 0x0801

/** A zip of one file under a key, AES-256 (AE-2). Each time other bytes. */
export function aesZip(name: string, file: Buffer, key: string): Buffer {
  const salt = randomBytes(BLOCK)
  const keys = keysOf(key, salt, 32)
  const body = inCounterMode(keys.cipher, deflateRawSync(file))
  const sealed = Buffer.concat([salt, keys.verifier, body, tagOf(keys.tag, body)])
  const title = Buffer.from(name, 'utf8')
  const extra = Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, STRENGTH_256, DEFLATED, 0])
  const about = Buffer.alloc(26)
  about.writeUInt16LE(VERSION_AES, 0)
  about.writeUInt16LE(FLAGS, 2)
  about.writeUInt16LE(AES_METHOD, 4)
  about.writeUInt32LE(sealed.length, 14)
  about.writeUInt32LE(file.length, 18)
  about.writeUInt16LE(title.length, 22)
  about.writeUInt16LE(extra.length, 24)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, title, extra, sealed])
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x33\x00', 'latin1'), about, Buffer.alloc(14), title, extra])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}
