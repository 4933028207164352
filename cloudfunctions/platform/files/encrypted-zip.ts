import { createCipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Refusal } from '../base'
import { Budget, tooLarge } from './budget'
import { compoundStreams, isCompoundFile } from './compound'
import { isKnownWay, openOffice } from './encrypted-office'
import { unreadable } from './sheet'
import { DEFLATED, STORED, isZip, zipEntries } from './zip'
import type { ZipEntry } from './zip'

/**
 * One entry of a zip encrypted with AES as WinZip, 7-Zip and others do it (AE-1 and AE-2,
 * https://www.winzip.com/en/support/aes-encryption/): PBKDF2-HMAC-SHA1 of 1,000 rounds, AES in counter mode, and a tag
 * of ten bytes of HMAC-SHA1 over what is encrypted.
 */
const ROUNDS = 1_000
const VERIFIER_BYTES = 2
const TAG_BYTES = 10
const BLOCK = 16
/** By the strength that the entry names: AES-128, 192 and 256. */
const KEY_BYTES: Readonly<Record<number, 16 | 24 | 32>> = { 1: 16, 2: 24, 3: 32 }

const AES_METHOD = 99
const AES_EXTRA = 0x9901

/** The entry as it was packed; null = another key. @throws RangeError when it is cut off or its strength is unknown */
function openAesEntry(sealed: Buffer, strength: number, key: string): Buffer | null {
  const keyBytes = KEY_BYTES[strength]
  if (keyBytes === undefined || sealed.length < keyBytes / 2 + VERIFIER_BYTES + TAG_BYTES)
    throw new RangeError('no AES entry')
  const salt = sealed.subarray(0, keyBytes / 2)
  const body = sealed.subarray(salt.length + VERIFIER_BYTES, -TAG_BYTES)
  const keys = keysOf(key, salt, keyBytes)
  const right = keys.verifier.equals(sealed.subarray(salt.length, salt.length + VERIFIER_BYTES))
  return right && timingSafeEqual(tagOf(keys.tag, body), sealed.subarray(-TAG_BYTES))
    ? inCounterMode(keys.cipher, body)
    : null
}

function keysOf(key: string, salt: Buffer, bytes: 16 | 24 | 32): { cipher: Buffer; tag: Buffer; verifier: Buffer } {
  const all = pbkdf2Sync(Buffer.from(key, 'utf8'), salt, ROUNDS, 2 * bytes + VERIFIER_BYTES, 'sha1')
  return { cipher: all.subarray(0, bytes), tag: all.subarray(bytes, 2 * bytes), verifier: all.subarray(2 * bytes) }
}

const tagOf = (key: Buffer, body: Buffer): Buffer =>
  createHmac('sha1', key).update(body).digest().subarray(0, TAG_BYTES)

/**
 * The counter begins at 1 and counts from its first byte on, which is not how Node's `ctr` counts: so its blocks are
 * made here.
 */
function inCounterMode(key: Buffer, text: Buffer): Buffer {
  const counters = Buffer.alloc(Math.ceil(text.length / BLOCK) * BLOCK)
  for (let at = 0, n = 1; at < counters.length; at += BLOCK, n++) counters.writeUInt32LE(n, at)
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  const stream = Buffer.concat([cipher.update(counters), cipher.final()])
  return Buffer.from(text.map((byte, i) => byte ^ stream[i]!))
}

const STRENGTH_256 = 3
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

/** A file in clear, and whether it came encrypted. */
interface OpenedFile {
  file: Buffer
  encrypted: boolean
}

/** .7z and .rar, of which nothing is read. */
const OTHERS: readonly Buffer[] = [Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), Buffer.from('Rar!', 'latin1')]
/** That a zip is a workbook or another document, and not a zip of one. */
const PACKAGE_PARTS = ['[content_types].xml', 'xl/workbook.xml', 'content.xml'] as const

/**
 * Opens what an office has packed: a workbook with a password (.xlsx), a zip of one sheet, with AES or in clear.
 * Everything else is handed on as it is. The key is used and forgotten.
 * @throws Refusal FILE_ENCRYPTED: a key is needed; FILE_KEY_WRONG; FILE_ENCRYPTION_UNREAD: says what to do instead;
 * FILE_UNREADABLE, FILE_TOO_LARGE
 */
export function openedFile(file: Buffer, key: string | null, budget = new Budget()): OpenedFile {
  if (OTHERS.some((start) => file.subarray(0, start.length).equals(start))) throw unread('这是 .7z 或 .rar 压缩包')
  try {
    if (isCompoundFile(file)) return openedWorkbook(file, key, budget)
    return isZip(file) ? openedZip(file, key, budget) : { file, encrypted: false }
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error
    throw Reflect.get(error, 'code') === 'ERR_BUFFER_TOO_LARGE' ? tooLarge('bytes') : unreadable()
  }
}

/** An .xls, which has no package, is told apart by whoever reads it. */
function openedWorkbook(file: Buffer, key: string | null, budget: Budget): OpenedFile {
  const streams = compoundStreams(file, ['EncryptionInfo', 'EncryptedPackage'], budget)
  const [info, sealed] = [streams.get('EncryptionInfo'), streams.get('EncryptedPackage')]
  if (info === undefined || sealed === undefined) return { file, encrypted: false }
  if (!isKnownWay(info)) throw unread('这个表格的密码是旧的加密方式')
  return { file: openOffice(info, sealed, requireKey(key)) ?? wrongKey(), encrypted: true }
}

function openedZip(file: Buffer, key: string | null, budget: Budget): OpenedFile {
  const entries = zipEntries(file, budget)
  const encrypted = [...entries.values()].some((entry) => entry.encrypted)
  if (!encrypted && PACKAGE_PARTS.some((part) => entries.has(part))) return { file, encrypted }
  const sheets = [...entries.values()].filter(({ name }) => /\.(xlsx|xls|csv|tsv|txt)$/i.test(name))
  const [sheet] = sheets
  if (sheet === undefined || sheets.length > 1)
    throw unread(`压缩包里有 ${sheets.length} 张表，应当只放一张 .xlsx 或 .csv`)
  return { file: sheet.encrypted ? openedEntry(sheet, key, budget) : plainEntry(sheet, budget), encrypted }
}

function openedEntry({ method, extra, bytes }: ZipEntry, key: string | null, budget: Budget): Buffer {
  if (method !== AES_METHOD) throw unread('这个压缩包用的是老式 ZipCrypto 加密，很容易被破解')
  const at = extraOf(extra)
  const packed = openAesEntry(bytes, extra[at + 8]!, requireKey(key)) ?? wrongKey()
  return inflatedWithin(extra.readUInt16LE(at + 9), packed, budget)
}

const plainEntry = ({ method, bytes }: ZipEntry, budget: Budget): Buffer => inflatedWithin(method, bytes, budget)

/** A file in a zip is held as a whole, unlike the parts of a workbook. */
const HELD_MAX = 60 * 1024 * 1024

function inflatedWithin(method: number, packed: Buffer, budget: Budget): Buffer {
  if (method !== STORED && method !== DEFLATED) throw unreadable()
  if (method === STORED) return packed
  const file = inflateRawSync(packed, { maxOutputLength: Math.min(HELD_MAX, Math.max(1, budget.left('bytes'))) })
  budget.spend('bytes', file.length)
  return file
}

/** Where the part about AES begins. */
function extraOf(extra: Buffer): number {
  for (let at = 0; at + 11 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === AES_EXTRA) return at
  throw unreadable()
}

function requireKey(key: string | null): string {
  if (key !== null) return key
  throw new Refusal({
    code: 'FILE_ENCRYPTED',
    path: 'key',
    message: '这个文件加了密，没有读取。请填写报送部门给的密码，再读取一次；密码只用这一次，不会保存。',
  })
}

function wrongKey(): never {
  throw new Refusal({
    code: 'FILE_KEY_WRONG',
    path: 'key',
    message: '密码不对，或者文件损坏了，没有读取。请核对密码（分大小写），还不行的请报送部门重新报送。',
  })
}

function unread(found: string): Refusal {
  return new Refusal({
    code: 'FILE_ENCRYPTION_UNREAD',
    path: 'file',
    found,
    message: `${found}，没有读取。请报送部门改成下面一种再报：用 Excel 或 WPS 另存为 .xlsx 并设“打开密码”；或者把一张表压缩成 .zip，加密方式选 AES-256。`,
  })
}
