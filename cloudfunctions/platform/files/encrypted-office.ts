import { createDecipheriv, createHash } from 'node:crypto'

/**
 * A workbook with a password to open, as Excel has written it since 2010 ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15,
 * “agile”): a key from the password by many rounds of a hash, with it the key of the package, and that in segments of
 * 4,096 bytes.
 */
const BLOCK_KEYS = {
  input: Buffer.from([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79]),
  value: Buffer.from([0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e]),
  key: Buffer.from([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6]),
} as const
const SEGMENT = 4096
const VERSION_AGILE = 4
/** Office takes 100,000; who asks for more only costs time. */
const ROUNDS_MAX = 200_000
const INFO_MAX = 64 * 1024
const HASHES: ReadonlySet<string> = new Set(['sha1', 'sha256', 'sha384', 'sha512'])

/**
 * The workbook; null = another password.
 * @throws RangeError for what is not read: another way of encrypting, or damaged
 */
export function openOffice(info: Buffer, sealed: Buffer, password: string): Buffer | null {
  if (info.length > INFO_MAX) throw new RangeError('no such description')
  return isAgile(info) ? openAgile(info, sealed, password) : openStandard(info, sealed, password)
}

/** One of the two ways in which Office has encrypted workbooks of the present form. */
export const isKnownWay = (info: Buffer): boolean => isAgile(info) || isStandard(info)

const isAgile = (info: Buffer): boolean =>
  info.length > 8 && info.readUInt16LE(0) === VERSION_AGILE && info.readUInt16LE(2) === VERSION_AGILE

function openAgile(info: Buffer, sealed: Buffer, password: string): Buffer | null {
  const xml = info.toString('utf8', 8)
  const data = termsOf(/<keyData\s([^>]*)>/.exec(xml)?.[1])
  const own = /<(?:\w+:)?encryptedKey\s([^>]*)>/.exec(xml)?.[1]
  const terms = termsOf(own)
  const rounds = Number(attribute(own, 'spinCount'))
  if (!Number.isInteger(rounds) || rounds > ROUNDS_MAX) throw new RangeError('too many rounds')
  let hash = digest(terms.hash, terms.salt, Buffer.from(password, 'utf16le'))
  const counter = Buffer.alloc(4)
  for (let i = 0; i < rounds; i++) {
    counter.writeUInt32LE(i)
    hash = digest(terms.hash, counter, hash)
  }
  const unlock = (name: string, block: Buffer) =>
    decrypt(fitted(digest(terms.hash, hash, block), terms.keyBytes), terms.salt, bytesOf(own, name), terms.blockBytes)
  const verifier = digest(
    terms.hash,
    unlock('encryptedVerifierHashInput', BLOCK_KEYS.input).subarray(0, terms.salt.length),
  )
  if (!verifier.equals(unlock('encryptedVerifierHashValue', BLOCK_KEYS.value).subarray(0, verifier.length))) return null
  const key = unlock('encryptedKeyValue', BLOCK_KEYS.key).subarray(0, data.keyBytes)
  return openPackage(sealed, key, data)
}

interface Terms {
  hash: string
  salt: Buffer
  keyBytes: number
  blockBytes: number
}

function termsOf(element: string | undefined): Terms {
  const hash = attribute(element, 'hashAlgorithm').toLowerCase().replace('-', '')
  const keyBytes = Number(attribute(element, 'keyBits')) / 8
  if (
    attribute(element, 'cipherAlgorithm') !== 'AES' ||
    attribute(element, 'cipherChaining') !== 'ChainingModeCBC' ||
    !HASHES.has(hash) ||
    ![16, 24, 32].includes(keyBytes)
  ) {
    throw new RangeError('another cipher')
  }
  return { hash, keyBytes, blockBytes: Number(attribute(element, 'blockSize')), salt: bytesOf(element, 'saltValue') }
}

function openPackage(sealed: Buffer, key: Buffer, { hash, salt, blockBytes }: Terms): Buffer {
  const length = Number(sealed.readBigUInt64LE(0))
  const pieces: Buffer[] = []
  const counter = Buffer.alloc(4)
  for (let at = 8, n = 0; at < sealed.length; at += SEGMENT, n++) {
    counter.writeUInt32LE(n)
    const piece = sealed.subarray(at, at + SEGMENT)
    pieces.push(
      decrypt(
        key,
        digest(hash, salt, counter),
        piece.subarray(0, piece.length - (piece.length % blockBytes)),
        blockBytes,
      ),
    )
  }
  return Buffer.concat(pieces).subarray(0, length)
}

const digest = (hash: string, ...parts: readonly Buffer[]): Buffer =>
  createHash(hash).update(Buffer.concat(parts)).digest()

/** Cut, or filled up with 0x36. */
function fitted(bytes: Buffer, length: number): Buffer {
  return bytes.length >= length
    ? bytes.subarray(0, length)
    : Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x36)])
}

function decrypt(key: Buffer, iv: Buffer, text: Buffer, blockBytes: number): Buffer {
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, fitted(iv, blockBytes)).setAutoPadding(false)
  return Buffer.concat([decipher.update(text), decipher.final()])
}

function attribute(element: string | undefined, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(element ?? '')?.[1]
  if (found === undefined) throw new RangeError(`no ${name}`)
  return found
}

const bytesOf = (element: string | undefined, name: string): Buffer => Buffer.from(attribute(element, name), 'base64')

const VERSIONS_STANDARD: ReadonlySet<number> = new Set([2, 3, 4])
const STANDARD_ROUNDS = 50_000
/** AES of 128, 192 and 256 bits, and SHA-1, as Windows numbers them. */
const AES_NUMBERS: Readonly<Record<number, number>> = { 0x660e: 16, 0x660f: 24, 0x6610: 32 }
const SHA1_BYTES = 20

const isStandard = (info: Buffer): boolean =>
  info.length > 12 && VERSIONS_STANDARD.has(info.readUInt16LE(0)) && info.readUInt16LE(2) === 2

/** As Excel 2007 and some others write it ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9, “standard”). */
function openStandard(info: Buffer, sealed: Buffer, password: string): Buffer | null {
  const headerBytes = info.readUInt32LE(8)
  const keyBytes = AES_NUMBERS[info.readUInt32LE(12 + 8)]
  if (keyBytes === undefined) throw new RangeError('another cipher')
  const verifier = 12 + headerBytes
  const salt = info.subarray(verifier + 4, verifier + 20)
  const key = standardKey(salt, password, keyBytes)
  const told = inBlocks(key, info.subarray(verifier + 20, verifier + 36))
  const hash = inBlocks(key, info.subarray(verifier + 40, verifier + 72)).subarray(0, SHA1_BYTES)
  if (!digest('sha1', told).equals(hash)) return null
  const whole = sealed.subarray(8, sealed.length - ((sealed.length - 8) % 16))
  return inBlocks(key, whole).subarray(0, Number(sealed.readBigUInt64LE(0)))
}

function standardKey(salt: Buffer, password: string, bytes: number): Buffer {
  const counter = Buffer.alloc(4)
  let hash = digest('sha1', salt, Buffer.from(password, 'utf16le'))
  for (let i = 0; i < STANDARD_ROUNDS; i++) {
    counter.writeUInt32LE(i)
    hash = digest('sha1', counter, hash)
  }
  hash = digest('sha1', hash, Buffer.alloc(4))
  const halves = [0x36, 0x5c].map((fill) => {
    const block = Buffer.alloc(64, fill)
    hash.forEach((byte, i) => {
      block[i]! ^= byte
    })
    return digest('sha1', block)
  })
  return Buffer.concat(halves).subarray(0, bytes)
}

function inBlocks(key: Buffer, text: Buffer): Buffer {
  const decipher = createDecipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  return Buffer.concat([decipher.update(text), decipher.final()])
}
