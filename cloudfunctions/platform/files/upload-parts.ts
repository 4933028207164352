import { createHash } from 'node:crypto'
import { Refusal } from '../base'
import type { Database, Transaction } from '../database'
import { READ_LIMIT, putDocument, readDocument } from '../database'
import { openedFile } from './encrypted-zip'
import { sealing } from '../sealing'

/**
 * Files that come in parts, as a call takes 100 KB at most. Sealed while they lie here; removed when they are read
 * through, and at the owner's next file when a day old. A part that comes twice is the same part.
 */
interface FilePartDocument {
  _id: string
  /** Owner and file. */
  file: string
  part: number
  parts: number
  /** ms since 1970 */
  at: number
  /** base64 of the bytes, sealed. */
  sealed: string
}

interface FilePart {
  part: number
  parts: number
  base64: string
}

const KEPT_MS = 86_400_000
const PARTS = 'file-parts'
/** Some 90 KB each. */
const PARTS_A_READ = 20

/**
 * Puts one part; which are missing still. Parts come in their order, so that only the last is answered by looking which
 * are there: before it those behind are missing, and nothing has to be listed.
 */
export async function putFilePart(
  db: Database,
  owner: string,
  file: string,
  { part, parts, base64 }: FilePart,
  now: number,
): Promise<readonly number[]> {
  if (part >= parts)
    throw new Refusal({
      code: 'BAD_REQUEST',
      message: '文件分段的编号不对，没有收下。请重新选择文件再试。',
      path: 'part',
      found: `${part}/${parts}`,
    })
  if (part === 0) await removeAbandoned(db, owner, now)
  await putPart(db, owner, file, { part, parts, base64 }, now)
  const isLast = part === parts - 1
  return missingOf(isLast ? await partNumbers(db, keyOf(owner, file)) : partsTo(part, parts), parts)
}

const partsTo = (part: number, parts: number): Pick<PartNumber, 'part' | 'parts'>[] =>
  Array.from({ length: part + 1 }, (_, one) => ({ part: one, parts }))

/** The same, and nothing looked for. */
export const putPart = (db: Database, owner: string, file: string, part: FilePart, now: number): Promise<void> =>
  putDocument<FilePartDocument>(db, PARTS, partOf(keyOf(owner, file), part, now))

/** One part in the transaction of what it goes with: without it the file is not whole. */
export function putFilePartIn(
  transaction: Transaction,
  owner: string,
  file: string,
  part: FilePart,
  now: number,
): Promise<void> {
  return putDocument(transaction, 'file-parts', partOf(keyOf(owner, file), part, now))
}

const partOf = (key: string, { part, parts, base64 }: FilePart, now: number): FilePartDocument => ({
  _id: `${key}~${part}`,
  file: key,
  part,
  parts,
  at: now,
  sealed: sealing().at(PARTS, `${key}~${part}`).seal(base64, 'filePart'),
})

/** The whole file. @throws Refusal FILE_INCOMPLETE */
export async function readFile(db: Database, owner: string, file: string): Promise<Buffer> {
  const key = keyOf(owner, file)
  const parts = (await partNumbers(db, key)).sort((a, b) => a.part - b.part)
  const missing = missingOf(parts, parts[0]?.parts ?? 1)
  if (missing.length > 0) {
    throw new Refusal({
      code: 'FILE_INCOMPLETE',
      message: `文件没有传完，缺 ${missing.length} 段，没有读取。请重新选择文件再传一次；已经录入的行不会重复。`,
      path: 'file',
      found: missing.join(),
    })
  }
  const pieces: Buffer[] = []
  for (let from = 0; from < parts.length; from += PARTS_A_READ) {
    const ids = parts.slice(from, from + PARTS_A_READ).map(({ _id }) => _id)
    const read = (
      await db
        .collection(PARTS)
        .where({ _id: db.command.in(ids) })
        .limit(PARTS_A_READ)
        .get()
    ).data as FilePartDocument[]
    if (read.length < ids.length)
      throw new Refusal({
        code: 'FILE_INCOMPLETE',
        message: '文件正在被另一次操作读取，这一次没有读取。请稍等几秒再试。',
        path: 'file',
      })
    pieces.push(...read.sort((a, b) => a.part - b.part).map((one) => Buffer.from(contentOf(one), 'base64')))
  }
  return Buffer.concat(pieces)
}

const PART_BYTES = 48 * 1024

/**
 * The whole file, opened with the key where it came under a password. What was opened takes the place of what came, so
 * that whoever goes on with it later needs no key; the key itself is used and forgotten.
 * @throws Refusal FILE_INCOMPLETE; as {@link openedFile}
 */
export async function readUpload(
  db: Database,
  owner: string,
  file: string,
  { key, now }: { key: string | null; now: number },
): Promise<Buffer> {
  const { file: bytes, encrypted } = openedFile(await readFile(db, owner, file), key)
  if (!encrypted) return bytes
  await removeFile(db, owner, file)
  const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES))
  for (let part = 0; part < parts; part++) {
    const base64 = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64')
    await putDocument<FilePartDocument>(db, PARTS, partOf(keyOf(owner, file), { part, parts, base64 }, now))
  }
  return bytes
}

/** One part of a file that was put here whole; null = there is none. */
export async function readFilePart(db: Database, owner: string, file: string, part: number): Promise<string | null> {
  const found = await readDocument<FilePartDocument>(db, PARTS, `${keyOf(owner, file)}~${part}`)
  return found === null ? null : contentOf(found)
}

const contentOf = ({ _id, sealed }: FilePartDocument): string => sealing().at(PARTS, _id).open(sealed, 'filePart')

/** And what was kept of its rows. */
export async function removeFile(db: Database, owner: string, file: string): Promise<void> {
  const files = [file, keptName(file)].map((name) => keyOf(owner, name))
  await db
    .collection(PARTS)
    .where({ file: db.command.in(files) })
    .remove()
}

/** Under which name the rows of a file wait beside it. */
export const keptName = (file: string): string => `${file}-rows`

const ownerKey = (owner: string): string => createHash('sha256').update(owner).digest('hex').slice(0, 32)
const keyOf = (owner: string, file: string): string => `${ownerKey(owner)}~${file}`

type PartNumber = Pick<FilePartDocument, '_id' | 'part' | 'parts'>

/** Which are there, without what they hold: at most {@link READ_LIMIT}. */
async function partNumbers(db: Database, key: string): Promise<PartNumber[]> {
  return (await db.collection(PARTS).where({ file: key }).field({ part: true, parts: true }).limit(READ_LIMIT).get())
    .data as PartNumber[]
}

function missingOf(present: readonly Pick<PartNumber, 'part' | 'parts'>[], parts: number): readonly number[] {
  const there = new Set(present.filter((part) => part.parts === parts).map(({ part }) => part))
  return Array.from({ length: parts }, (_, i) => i).filter((i) => !there.has(i))
}

async function removeAbandoned(db: Database, owner: string, now: number): Promise<void> {
  const { gt, lt } = db.command
  const own = gt(`${ownerKey(owner)}~`).and(lt(`${ownerKey(owner)}~~`))
  await db
    .collection(PARTS)
    .where({ file: own, at: lt(now - KEPT_MS) })
    .remove()
}
