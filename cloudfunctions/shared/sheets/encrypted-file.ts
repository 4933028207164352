import { inflateRawSync } from 'node:zlib'
import { Refusal } from '../refusal'
import { AES_EXTRA, AES_METHOD, openAesEntry } from './aes-zip'
import { isAgile, openAgile } from './agile-encryption'
import { compoundStreams, isCompoundFile } from './compound-file'
import { unreadable } from './sheet'
import { tooLarge } from './zip-limits'

/** A file in clear, and whether it came encrypted. */
export interface OpenedFile { file: Buffer; encrypted: boolean }

const INFLATED_MAX = 60 * 1024 * 1024
const DIRECTORY_ENTRY = 0x02014b50
const ZIP = Buffer.from('PK\x03\x04', 'latin1')
/** .7z and .rar, of which nothing is read. */
const OTHERS: readonly Buffer[] = [Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), Buffer.from('Rar!', 'latin1')]

/**
 * Opens what an office has encrypted: a workbook with a password (.xlsx), or a zip of one sheet with AES. Everything else is
 * handed on as it is. The key is used and forgotten.
 * @throws Refusal FILE_ENCRYPTED: a key is needed; FILE_KEY_WRONG; FILE_ENCRYPTION_UNREAD: says what to do instead; FILE_UNREADABLE, FILE_TOO_LARGE
 */
export function openedFile(file: Buffer, key: string | null): OpenedFile {
  if (OTHERS.some((start) => file.subarray(0, start.length).equals(start))) throw unread('这是 .7z 或 .rar 压缩包')
  try {
    if (isCompoundFile(file)) return openedWorkbook(file, key)
    return file.subarray(0, ZIP.length).equals(ZIP) ? openedZip(file, key) : { file, encrypted: false }
  } catch (error) {
    if (error instanceof RangeError) throw Reflect.get(error, 'code') === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : unreadable()
    throw error
  }
}

/** An .xls, which has no package, is told apart by whoever reads it. */
function openedWorkbook(file: Buffer, key: string | null): OpenedFile {
  const streams = compoundStreams(file)
  const [info, sealed] = [streams.get('EncryptionInfo'), streams.get('EncryptedPackage')]
  if (info === undefined || sealed === undefined) return { file, encrypted: false }
  if (!isAgile(info)) throw unread('这个表格的密码是旧的加密方式')
  return { file: openAgile(info, sealed, requireKey(key)) ?? wrongKey(), encrypted: true }
}

interface Entry { name: string; encrypted: boolean; method: number; extra: Buffer; bytes: Buffer }

function openedZip(file: Buffer, key: string | null): OpenedFile {
  const entries = entriesOf(file)
  if (!entries.some(({ encrypted }) => encrypted)) return { file, encrypted: false }
  const sheets = entries.filter(({ name }) => /\.(xlsx|csv|txt)$/i.test(name))
  const [sheet] = sheets
  if (sheet === undefined || sheets.length > 1) throw unread(`压缩包里有 ${sheets.length} 张表，应当只放一张 .xlsx 或 .csv`)
  if (sheet.method !== AES_METHOD) throw unread('这个压缩包用的是老式 ZipCrypto 加密，很容易被破解')
  const at = extraOf(sheet.extra)
  const packed = openAesEntry(sheet.bytes, sheet.extra[at + 8]!, requireKey(key)) ?? wrongKey()
  return { file: sheet.extra.readUInt16LE(at + 9) === 0 ? packed : inflateRawSync(packed, { maxOutputLength: INFLATED_MAX }), encrypted: true }
}

/** Where the part about AES begins. */
function extraOf(extra: Buffer): number {
  for (let at = 0; at + 11 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) if (extra.readUInt16LE(at) === AES_EXTRA) return at
  throw unreadable()
}

/** After PKWARE's APPNOTE.TXT 4.3.12. */
function entriesOf(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end === -1) throw unreadable()
  let at = file.readUInt32LE(end + 16)
  return Array.from({ length: file.readUInt16LE(end + 10) }, () => {
    if (file.readUInt32LE(at) !== DIRECTORY_ENTRY) throw unreadable()
    const [flags, method, size, local] = [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)]
    const [nameBytes, extraBytes, noteBytes] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)]
    const name = file.toString('utf8', at + 46, at + 46 + nameBytes)
    const extra = file.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes)
    at += 46 + nameBytes + extraBytes + noteBytes
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    return { name, encrypted: (flags & 1) === 1, method, extra, bytes: file.subarray(begin, begin + size) }
  })
}

function requireKey(key: string | null): string {
  if (key !== null) return key
  throw new Refusal({ code: 'FILE_ENCRYPTED', path: 'key', message: '这个文件加了密，没有读取。请填写报送部门给的密码，再读取一次；密码只用这一次，不会保存。' })
}

function wrongKey(): never {
  throw new Refusal({ code: 'FILE_KEY_WRONG', path: 'key', message: '密码不对，或者文件损坏了，没有读取。请核对密码（分大小写），还不行的请报送部门重新报送。' })
}

function unread(found: string): Refusal {
  return new Refusal({
    code: 'FILE_ENCRYPTION_UNREAD', path: 'file', found,
    message: `${found}，没有读取。请报送部门改成下面一种再报：用 Excel 或 WPS 另存为 .xlsx 并设“打开密码”；或者把一张表压缩成 .zip，加密方式选 AES-256。`,
  })
}
