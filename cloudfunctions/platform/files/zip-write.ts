import { deflateRawSync } from 'node:zlib'
import { DEFLATED, crc32 } from './zip'

/** A part to be packed. */
export interface ZipPart {
  name: string
  bytes: Buffer
}

const VERSION = 20
const UTF8_NAMES = 0x0800
/** 1 January 1980: the same parts give the same bytes. */
const DOS_DAY = 0x0021

/** A zip of these parts (PKWARE's APPNOTE.TXT 4.3), each deflated. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const [pieces, directory]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const { name, bytes } of parts) {
    const packed = deflateRawSync(bytes)
    const title = Buffer.from(name, 'utf8')
    const about = Buffer.alloc(26)
    about.writeUInt16LE(VERSION, 0)
    about.writeUInt16LE(UTF8_NAMES, 2)
    about.writeUInt16LE(DEFLATED, 4)
    about.writeUInt16LE(DOS_DAY, 8)
    about.writeUInt32LE(crc32(bytes), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(bytes.length, 18)
    about.writeUInt16LE(title.length, 22)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(at, 10)
    const local = [Buffer.from('PK\x03\x04', 'latin1'), about, title, packed]
    pieces.push(...local)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, where, title)
    at += local.reduce((sum, piece) => sum + piece.length, 0)
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...pieces, entries, Buffer.from('PK\x05\x06', 'latin1'), end])
}
