import { inflateRawSync } from 'node:zlib'
import { Refusal } from '../refusal'
import { unreadable } from './sheet'

const INFLATED_MAX = 30 * 1024 * 1024
const ENTRIES_MAX = 200
const END_RECORD = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const END_RECORD_BYTES = 22
const COMMENT_MAX = 0xffff
const STORED = 0
const DEFLATED = 8

/**
 * Refuses a zip that would swell: what it says of its sizes is not believed, each entry is inflated up to what is left
 * of the limit. Formats after PKWARE's APPNOTE.TXT 4.3.
 * @throws Refusal FILE_TOO_LARGE, FILE_UNREADABLE
 */
export function requireModestZip(file: Buffer): void {
  let left = INFLATED_MAX
  try {
    for (const { deflated, bytes } of entriesOf(file)) {
      left -= deflated ? inflateRawSync(bytes, { maxOutputLength: Math.max(1, left) }).length : bytes.length
      if (left < 0) throw tooLarge()
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof RangeError && Reflect.get(error, 'code') === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw unreadable()
  }
}

export interface ZipEntry { name: string; deflated: boolean; bytes: Buffer }

/** What a zip holds, as it is packed. @throws Refusal FILE_TOO_LARGE, FILE_UNREADABLE; RangeError when it is cut off */
export function entriesOf(file: Buffer): ZipEntry[] {
  const end = endRecord(file)
  const count = file.readUInt16LE(end + 10)
  if (count > ENTRIES_MAX) throw tooLarge()
  let at = file.readUInt32LE(end + 16)
  return Array.from({ length: count }, () => {
    if (file.readUInt32LE(at) !== DIRECTORY_ENTRY) throw unreadable()
    const [method, size, local] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)]
    if (method !== STORED && method !== DEFLATED) throw unreadable()
    const name = file.toString('utf8', at + 46, at + 46 + file.readUInt16LE(at + 28))
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    return { name, deflated: method === DEFLATED, bytes: file.subarray(begin, begin + size) }
  })
}

function endRecord(file: Buffer): number {
  for (let at = file.length - END_RECORD_BYTES; at >= Math.max(0, file.length - END_RECORD_BYTES - COMMENT_MAX); at--) {
    if (file.readUInt32LE(at) === END_RECORD) return at
  }
  throw unreadable()
}

export function tooLarge(): Refusal {
  return new Refusal({ code: 'FILE_TOO_LARGE', message: '这个文件展开后太大了，没有录入。请只留下要导入的那张表，去掉图片和其他工作表，另存后再导入。', path: 'file' })
}
