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
  return new Map(entries.filter(({ type }) => type === 2).map(({ name, first, length }) => {
    const bytes = length >= SMALL_BELOW ? chain(first) : Buffer.concat(chainOf(smallFat, first).map((n) => smalls.subarray(n * small, (n + 1) * small)))
    return [name, bytes.subarray(0, length)]
  }))
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

interface Entry { name: string; type: number; first: number; length: number }

function entriesIn(directory: Buffer): Entry[] {
  return Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, i) => {
    const entry = directory.subarray(i * ENTRY_BYTES, (i + 1) * ENTRY_BYTES)
    const nameBytes = Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2)
    return { name: entry.toString('utf16le', 0, nameBytes), type: entry[66]!, first: entry.readUInt32LE(116), length: entry.readUInt32LE(120) }
  })
}
