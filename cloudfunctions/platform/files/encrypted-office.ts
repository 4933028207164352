import { createDecipheriv, createHash } from 'node:crypto'

/**
 * A workbook with a password to open, as Excel has written it since 2010 ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15, “agile”): a
 * key from the password by many rounds of a hash, with it the key of the package, and that in segments of 4,096 bytes.
 */
const BLOCK_KEYS = {
  input: Buffer.from([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79]),
  value: Buffer.from([0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e]),
  key: Buffer.from([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6]),
} as const
const SEGMENT = 4096
const VERSION_AGILE = 4
/** More than any program takes; who asks for more only costs time. */
const ROUNDS_MAX = 1_000_000
const HASHES: ReadonlySet<string> = new Set(['sha1', 'sha256', 'sha384', 'sha512'])

export const isAgile = (info: Buffer): boolean =>
  info.length > 8 && info.readUInt16LE(0) === VERSION_AGILE && info.readUInt16LE(2) === VERSION_AGILE

/** The workbook; null = another password. @throws RangeError for what is not read: another cipher or hash, or damaged */
export function openAgile(info: Buffer, sealed: Buffer, password: string): Buffer | null {
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

/**
 * Streams of a compound file ([MS-CFB]), the container in which Excel and WPS keep a workbook that has a password, and in
 * which .xls files are. Only what is needed to read two streams by their names.
 */
const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const END_OF_CHAIN = 0xfffffffe
const HEADER_FATS = 109
const ENTRY_BYTES = 128
/** Of a stream in the small sectors. */
const SMALL_BELOW = 4096

export const isCompoundFile = (file: Buffer): boolean => file.subarray(0, SIGNATURE.length).equals(SIGNATURE)

/** The streams by name. @throws RangeError when the file is cut off or goes in a circle */
export function compoundStreams(file: Buffer): ReadonlyMap<string, Buffer> {
  const size = 1 << file.readUInt16LE(30)
  const small = 1 << file.readUInt16LE(32)
  const sector = (n: number): Buffer => {
    const from = (n + 1) * size
    if (from + size > file.length + size - 1) throw new RangeError('a sector beyond the end')
    return file.subarray(from, from + size)
  }
  const fat = numbersIn(fatSectors(file, sector, size).map(sector))
  const chain = (first: number) => Buffer.concat(chainOf(fat, first).map(sector))
  const entries = entriesIn(chain(file.readUInt32LE(48)))
  const smallFat = numbersIn([chain(file.readUInt32LE(60))])
  const root = entries.find(({ type }) => type === 5)
  const smalls = root === undefined ? Buffer.alloc(0) : chain(root.first)
  return new Map(
    entries
      .filter(({ type }) => type === 2)
      .map(({ name, first, length }) => {
        const bytes =
          length >= SMALL_BELOW
            ? chain(first)
            : Buffer.concat(chainOf(smallFat, first).map((n) => smalls.subarray(n * small, (n + 1) * small)))
        return [name, bytes.subarray(0, length)]
      }),
  )
}

function fatSectors(file: Buffer, sector: (n: number) => Buffer, size: number): number[] {
  const found: number[] = []
  for (let i = 0; i < HEADER_FATS; i++) found.push(file.readUInt32LE(76 + i * 4))
  for (let next = file.readUInt32LE(68), guard = 0; next < END_OF_CHAIN; guard++) {
    if (guard * size > file.length) throw new RangeError('a circle of sectors')
    const more = numbersIn([sector(next)])
    found.push(...more.slice(0, -1))
    next = more.at(-1)!
  }
  return found.filter((n) => n < END_OF_CHAIN)
}

function numbersIn(sectors: readonly Buffer[]): number[] {
  return sectors.flatMap((bytes) => Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4)))
}

function chainOf(fat: readonly number[], first: number): number[] {
  const found: number[] = []
  for (let at = first; at < END_OF_CHAIN; at = fat[at] ?? END_OF_CHAIN) {
    if (found.length > fat.length) throw new RangeError('a circle of sectors')
    found.push(at)
  }
  return found
}

interface Entry {
  name: string
  type: number
  first: number
  length: number
}

function entriesIn(directory: Buffer): Entry[] {
  return Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, i) => {
    const entry = directory.subarray(i * ENTRY_BYTES, (i + 1) * ENTRY_BYTES)
    const nameBytes = Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2)
    return {
      name: entry.toString('utf16le', 0, nameBytes),
      type: entry[66]!,
      first: entry.readUInt32LE(116),
      length: entry.readUInt32LE(120),
    }
  })
}
