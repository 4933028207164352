import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { glance, readThrough } from './read-through'
import { madeWorkbook } from './made-workbook'

/** A workbook under a password as Excel 2007 writes it, made here after [MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.10. */
const sha1 = (...parts: Buffer[]): Buffer => createHash('sha1').update(Buffer.concat(parts)).digest()
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const padded = (bytes: Buffer, to: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)])

function underPassword(file: Buffer, password: string): { info: Buffer; sealed: Buffer } {
  const [salt, verifier] = [randomBytes(16), randomBytes(16)]
  let hash = sha1(salt, Buffer.from(password, 'utf16le'))
  for (let i = 0; i < 50_000; i++) hash = sha1(uint32(i), hash)
  const last = sha1(hash, uint32(0))
  const key = sha1(Buffer.from(Buffer.alloc(64, 0x36).map((byte, i) => byte ^ (last[i] ?? 0)))).subarray(0, 16)
  const encrypt = (bytes: Buffer): Buffer => {
    const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false)
    return Buffer.concat([cipher.update(bytes), cipher.final()])
  }
  const header = Buffer.concat([[0x24, 0, 0x660e, 0x8004, 128, 0x18, 0, 0].map(uint32), Buffer.alloc(2)].flat())
  const info = Buffer.concat([
    Buffer.from([3, 0, 2, 0]),
    uint32(0x24),
    uint32(header.length),
    header,
    uint32(16),
    salt,
    encrypt(verifier),
    uint32(20),
    encrypt(padded(sha1(verifier), 32)),
  ])
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(file.length))
  return { info, sealed: Buffer.concat([size, encrypt(padded(file, 16))]) }
}

const SECTOR = 512
const END = 0xfffffffe

/** A compound file of streams that each fill whole sectors ([MS-CFB]). */
function compoundOf(streams: readonly (readonly [string, Buffer])[]): Buffer {
  const bodies = streams.map(([, bytes]) =>
    padded(bytes.length < 4096 ? Buffer.concat([bytes, Buffer.alloc(4096)]) : bytes, SECTOR),
  )
  const counts = bodies.map((body) => body.length / SECTOR)
  const total = 2 + counts.reduce((sum, count) => sum + count, 0)
  const fat = Buffer.alloc(SECTOR, 0xff)
  fat.writeUInt32LE(0xfffffffd, 0)
  fat.writeUInt32LE(END, 4)
  const directory = Buffer.alloc(SECTOR)
  let first = 2
  const entry = (at: number, name: string, type: number, start: number, length: number): void => {
    directory.write(name, at * 128, 'utf16le')
    directory.writeUInt16LE(2 * (name.length + 1), at * 128 + 64)
    directory[at * 128 + 66] = type
    directory.writeUInt32LE(start, at * 128 + 116)
    directory.writeUInt32LE(length, at * 128 + 120)
  }
  entry(0, 'Root Entry', 5, END, 0)
  streams.forEach(([name, bytes], i) => {
    entry(i + 1, name, 2, first, Math.max(4096, bytes.length))
    for (let n = 0; n < counts[i]!; n++) fat.writeUInt32LE(n === counts[i]! - 1 ? END : first + n + 1, (first + n) * 4)
    first += counts[i]!
  })
  if (total > SECTOR / 4) throw new RangeError('one sector of the table is enough for a small file')
  const head = Buffer.alloc(SECTOR)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head)
  head.writeUInt16LE(9, 30)
  head.writeUInt16LE(6, 32)
  head.writeUInt32LE(1, 48)
  head.writeUInt32LE(END, 60)
  head.writeUInt32LE(END, 68)
  for (let i = 0; i < 109; i++) head.writeUInt32LE(i === 0 ? 0 : 0xffffffff, 76 + i * 4)
  return Buffer.concat([head, fat, directory, ...bodies])
}

test('a workbook under a password of Excel 2007 is read with it, and not without it, and not with another', async () => {
  const { info, sealed } = underPassword(madeWorkbook({ sheets: [{ rows: [['姓名'], ['甲']] }] }), '密码1')
  const file = compoundOf([
    ['EncryptionInfo', info],
    ['EncryptedPackage', sealed],
  ])
  await expect(readThrough(file)).rejects.toMatchObject({ error: { code: 'FILE_ENCRYPTED' } })
  await expect(readThrough(file, '密码2')).rejects.toMatchObject({ error: { code: 'FILE_KEY_WRONG' } })
  expect(glance((await readThrough(file, '密码1')).rows)).toEqual(['1: 姓名', '2: 甲'])
})

test('an old .xls is told from a workbook under a password', async () => {
  const file = compoundOf([['Workbook', Buffer.alloc(5_000)]])
  await expect(readThrough(file)).rejects.toMatchObject({ error: { code: 'FILE_OLD_XLS' } })
})
