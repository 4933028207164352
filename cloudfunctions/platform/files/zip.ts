import { createInflateRaw } from 'node:zlib'
import type { Budget } from './budget'
import { unreadable } from './sheet'

/** One part of a zip, as it is packed. */
export interface ZipEntry {
  name: string
  method: number
  encrypted: boolean
  /** Fields of the format's extensions, of the directory. */
  extra: Buffer
  bytes: Buffer
  /** Of what is unpacked. */
  crc: number
}

export const STORED = 0
export const DEFLATED = 8

const LOCAL = 0x04034b50
const DIRECTORY = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const END_BYTES = 22
const LOCATOR_BYTES = 20
const COMMENT_MAX = 0xffff
const ALL_ONES = 0xffffffff
const EXTRA_64 = 0x0001

/** The file begins as a zip does. */
export const isZip = (file: Buffer): boolean => file.length > 3 && file.readUInt32LE(0) === LOCAL

/**
 * The parts of a zip by name (PKWARE's APPNOTE.TXT 4.3), read in the one way in which nothing can be seen by one
 * program and not by another: the directory lies right before its end record, a ZIP64 record says what the plain one
 * says, each part stands in the file under the name of the directory, once, and no two lie over one another.
 * @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE
 */
export function zipEntries(file: Buffer, budget: Budget): ReadonlyMap<string, ZipEntry> {
  try {
    const { count, from, to } = directoryOf(file)
    budget.spend('entries', count)
    const entries = new Map<string, ZipEntry>()
    const ranges: [number, number][] = [[from, file.length]]
    let at = from
    for (let i = 0; i < count; i++) {
      const { entry, range, next } = entryAt(file, at)
      const key = entry.name.replaceAll('\\', '/').toLowerCase()
      if (entries.has(key)) throw unreadable()
      entries.set(key, entry)
      ranges.push(range)
      at = next
    }
    if (at !== to) throw unreadable()
    requireApart(ranges)
    return entries
  } catch (error) {
    throw error instanceof RangeError ? unreadable() : error
  }
}

function directoryOf(file: Buffer): { count: number; from: number; to: number } {
  const end = endRecord(file)
  const plain = [file.readUInt16LE(end + 10), file.readUInt32LE(end + 12), file.readUInt32LE(end + 16)] as const
  const isLong = end >= LOCATOR_BYTES && file.readUInt32LE(end - LOCATOR_BYTES) === LOCATOR_64
  const to = isLong ? Number(file.readBigUInt64LE(end - LOCATOR_BYTES + 8)) : end
  const [count, size, from] = isLong ? longRecord(file, to, plain) : plain
  if (from + size !== to || from < 0) throw unreadable()
  return { count, from, to }
}

/** The ZIP64 record, which may say what the plain one cannot, and nothing else than the plain one. */
function longRecord(file: Buffer, at: number, plain: readonly [number, number, number]): [number, number, number] {
  if (file.readUInt32LE(at) !== END_64) throw unreadable()
  const long = [32, 40, 48].map((offset) => Number(file.readBigUInt64LE(at + offset))) as [number, number, number]
  const unsaid = [0xffff, ALL_ONES, ALL_ONES]
  if (plain.some((value, i) => value !== unsaid[i] && value !== long[i])) throw unreadable()
  return long
}

/** The one whose comment reaches to the end of the file. */
function endRecord(file: Buffer): number {
  for (let at = file.length - END_BYTES; at >= Math.max(0, file.length - END_BYTES - COMMENT_MAX); at--) {
    if (file.readUInt32LE(at) === END && at + END_BYTES + file.readUInt16LE(at + 20) === file.length) return at
  }
  throw unreadable()
}

function entryAt(file: Buffer, at: number): { entry: ZipEntry; range: [number, number]; next: number } {
  if (file.readUInt32LE(at) !== DIRECTORY) throw unreadable()
  const [flags, method, crc] = [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10), file.readUInt32LE(at + 16)]
  const [nameBytes, extraBytes] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30)]
  const nameAt = at + 46
  const name = file.subarray(nameAt, nameAt + nameBytes)
  const extra = file.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes)
  const sizes = {
    plain: file.readUInt32LE(at + 24),
    packed: file.readUInt32LE(at + 20),
    local: file.readUInt32LE(at + 42),
  }
  const { packed, local } = withLongSizes(sizes, extra)
  if (file.readUInt32LE(local) !== LOCAL || file.readUInt16LE(local + 8) !== method) throw unreadable()
  const localName = file.subarray(local + 30, local + 30 + file.readUInt16LE(local + 26))
  const begin = local + 30 + localName.length + file.readUInt16LE(local + 28)
  if (!localName.equals(name) || begin + packed > file.length) throw unreadable()
  return {
    entry: {
      name: name.toString('utf8'),
      method,
      encrypted: (flags & 1) === 1,
      extra,
      bytes: file.subarray(begin, begin + packed),
      crc,
    },
    range: [local, begin + packed],
    next: nameAt + nameBytes + extraBytes + file.readUInt16LE(at + 32),
  }
}

/** Sizes that do not fit stand in a field of their own, in this order (4.5.3). */
function withLongSizes<Sizes extends Record<string, number>>(sizes: Sizes, extra: Buffer): Sizes {
  const long: Record<string, number> = { ...sizes }
  const lacking = Object.keys(sizes).filter((name) => sizes[name] === ALL_ONES)
  for (let at = 0; lacking.length > 0 && at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== EXTRA_64) continue
    lacking.forEach((name, i) => {
      long[name] = Number(extra.readBigUInt64LE(at + 4 + i * 8))
    })
    return long as Sizes
  }
  if (lacking.length > 0) throw unreadable()
  return sizes
}

function requireApart(ranges: readonly [number, number][]): void {
  const sorted = [...ranges].sort(([a], [b]) => a - b)
  if (sorted.some(([, to], i) => to > (sorted[i + 1]?.[0] ?? Infinity))) throw unreadable()
}

/**
 * What a part holds, piece by piece, and at the end whether it is what was packed.
 * @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function* unpacked(entry: ZipEntry, budget: Budget): AsyncGenerator<Buffer> {
  if (entry.encrypted || (entry.method !== STORED && entry.method !== DEFLATED)) throw unreadable()
  let crc = 0
  for await (const piece of entry.method === STORED ? [entry.bytes] : inflated(entry.bytes)) {
    budget.spend('bytes', piece.length)
    crc = crc32(piece, crc)
    yield piece
  }
  if (crc !== entry.crc) throw unreadable()
}

const PIECE = 64 * 1024

async function* inflated(bytes: Buffer): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: PIECE })
  inflate.end(bytes)
  try {
    for await (const piece of inflate) yield piece as Buffer
  } catch (error) {
    throw error instanceof Error && String(Reflect.get(error, 'code')).startsWith('Z_') ? unreadable() : error
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc >>> 0
})

/** CRC-32 as zips have it, of a text in pieces: begun with 0, gone on with what came out. */
export function crc32(bytes: Buffer, before = 0): number {
  let crc = ~before
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}
