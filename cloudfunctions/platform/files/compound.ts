import type { Budget } from './budget'

/**
 * Streams of a compound file ([MS-CFB]), the container in which Excel and WPS keep a workbook that has a password, and
 * in which .xls files are. Only streams that are asked for are put together, and none is longer than its file: entries
 * that share one chain cost nothing.
 */
const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const END_OF_CHAIN = 0xfffffffe
const HEADER_FATS = 109
const ENTRY_BYTES = 128
/** Of a stream in the small sectors. */
const SMALL_BELOW = 4096

export const isCompoundFile = (file: Buffer): boolean => file.subarray(0, SIGNATURE.length).equals(SIGNATURE)

/**
 * The streams of these names that are there. @throws RangeError where the file is cut off or goes in a circle; Refusal
 * FILE_TOO_LARGE
 */
export function compoundStreams(file: Buffer, names: readonly string[], budget: Budget): ReadonlyMap<string, Buffer> {
  const size = 1 << file.readUInt16LE(30)
  const small = 1 << file.readUInt16LE(32)
  if (size < 512 || size > 4096 || small !== 64) throw new RangeError('another size of sectors')
  const sector = (n: number): Buffer => {
    const from = (n + 1) * size
    if (from >= file.length) throw new RangeError('a sector beyond the end')
    return file.subarray(from, from + size)
  }
  const put = (numbers: readonly number[]): Buffer => {
    budget.spend('bytes', numbers.length * size)
    return Buffer.concat(numbers.map(sector))
  }
  const fat = numbersIn(put(fatSectors(file, sector, size)))
  const chain = (first: number): Buffer => put(chainOf(fat, first))
  const entries = entriesIn(chain(file.readUInt32LE(48)), budget)
  const asked = entries.filter(({ type, name }) => type === 2 && names.includes(name))
  const smallFat = asked.some(({ length }) => length < SMALL_BELOW) ? numbersIn(chain(file.readUInt32LE(60))) : []
  const root = entries.find(({ type }) => type === 5)
  const smalls = smallFat.length === 0 || root === undefined ? Buffer.alloc(0) : chain(root.first)
  const ofSmalls = (first: number): Buffer =>
    Buffer.concat(chainOf(smallFat, first).map((n) => smalls.subarray(n * small, (n + 1) * small)))
  return new Map(
    [...new Map(asked.map((entry) => [entry.name, entry])).values()].map(({ name, first, length }) => [
      name,
      (length >= SMALL_BELOW ? chain(first) : ofSmalls(first)).subarray(0, length),
    ]),
  )
}

function fatSectors(file: Buffer, sector: (n: number) => Buffer, size: number): number[] {
  const found: number[] = []
  for (let i = 0; i < HEADER_FATS; i++) found.push(file.readUInt32LE(76 + i * 4))
  for (let next = file.readUInt32LE(68), guard = 0; next < END_OF_CHAIN; guard++) {
    if (guard * size > file.length) throw new RangeError('a circle of sectors')
    const more = numbersIn(sector(next))
    for (const one of more.slice(0, -1)) found.push(one)
    next = more.at(-1)!
  }
  const used = found.filter((n) => n < END_OF_CHAIN)
  // Each lists its own sectors: more of them than the file has say the same twice.
  if (used.length > file.length / size) throw new RangeError('a table longer than its file')
  return used
}

function numbersIn(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4))
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

function entriesIn(directory: Buffer, budget: Budget): Entry[] {
  const count = Math.floor(directory.length / ENTRY_BYTES)
  budget.spend('entries', count)
  return Array.from({ length: count }, (_, i) => {
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
