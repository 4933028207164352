import { Budget, LIMITS } from '../../../cloudfunctions/platform/files/budget'
import type { Work } from '../../../cloudfunctions/platform/files/budget'
import { zipOf } from '../../../cloudfunctions/platform/files/zip-write'
import { madeWorkbook, partsOf } from './made-workbook'
import type { MadeBook } from './made-workbook'
import { readThrough } from './read-through'

/** Files made to hang or to kill whoever reads them. Each ends in a refusal, and what it cost is counted, not timed. */
async function refusal(file: Buffer): Promise<{ code: string; found?: string; spent: Record<Work, number> }> {
  const budget = new Budget()
  const [outcome] = await Promise.allSettled([readThrough(file, null, budget)])
  if (outcome?.status !== 'rejected') throw new Error('it was read')
  const error = (outcome.reason as { error?: { code: string; found?: string } }).error
  if (error === undefined) throw outcome.reason
  return { ...error, spent: budget.spent }
}

const SMALL: MadeBook = { sheets: [{ rows: [['姓名'], ['甲']] }] }

function withPart(name: string, xml: string, book: MadeBook = SMALL): Buffer {
  return zipOf(partsOf(book).map((part) => (part.name === name ? { name, bytes: Buffer.from(xml) } : part)))
}

const sheetOf = (inner: string): Buffer => withPart('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${inner}`)

test('a row that nobody closes is read once, and refused', async () => {
  const unclosed = sheetOf(`<row r="1">${'<c r="A1"><v>1</v>'.repeat(1)}${'<c>'.repeat(200_000)}`)
  expect(await refusal(unclosed)).toMatchObject({ code: 'FILE_UNREADABLE' })
  const open = sheetOf(`<row r="1">${' '.repeat(2_000_000)}`)
  const { code, spent } = await refusal(open)
  expect(code).toBe('FILE_UNREADABLE')
  expect(spent.steps).toBeLessThan(1_000)
})

test('a tag that nobody closes is waited for so long and no longer', async () => {
  const { code, spent } = await refusal(sheetOf(`<row r="1" x="${'a'.repeat(2_000_000)}`))
  expect(code).toBe('FILE_UNREADABLE')
  expect(spent.steps).toBeLessThan(1_000)
})

test('millions of shared texts end at the bound', async () => {
  const texts = `<sst>${'<si><t/></si>'.repeat(6_500_000)}</sst>`
  const { code, spent } = await refusal(withPart('xl/sharedStrings.xml', texts))
  expect(code).toBe('FILE_TOO_LARGE')
  expect(spent.texts).toBeLessThanOrEqual(LIMITS.texts + 1)
  expect(spent.bytes).toBeLessThan(30_000_000)
})

test('long shared texts end at the bound of their characters', async () => {
  const texts = `<sst>${`<si><t>${'宽'.repeat(30_000)}</t></si>`.repeat(600)}</sst>`
  expect(await refusal(withPart('xl/sharedStrings.xml', texts))).toMatchObject({ code: 'FILE_TOO_LARGE' })
})

test('a part that swells a thousandfold ends after some megabytes', async () => {
  const { code, found, spent } = await refusal(sheetOf(' '.repeat(60_000_000)))
  expect([code, found]).toEqual(['FILE_TOO_LARGE', 'bytes'])
  expect(spent.bytes).toBeLessThan(20_000_000)
})

test('a hundred thousand merges that lie over one another end at the bound', async () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>1</v></c></row>`)
  const merges = '<mergeCell ref="A1:IV1048576"/>'.repeat(100_000)
  const sheet = `${rows.join('')}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`
  const { code, spent } = await refusal(sheetOf(sheet))
  expect(code).toBe('FILE_TOO_LARGE')
  expect(spent.steps).toBeLessThanOrEqual(LIMITS.steps + 300)
})

test('an entity is not what a document type says, and markup may not be as deep as it likes', async () => {
  const laughs = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;">]>'
  const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&m;</v></c></row></sheetData></worksheet>'
  const { rows } = await readThrough(withPart('xl/worksheets/sheet1.xml', laughs.replace(/\[.*\]/, '') + sheet))
  expect(rows[0]?.cells[0]?.text).toBe('&m;')
  const { code } = await refusal(withPart('xl/styles.xml', '<a>'.repeat(100_000)))
  expect(code).toBe('FILE_UNREADABLE')
})

describe('a zip that two readers see differently', () => {
  const file = madeWorkbook(SMALL)
  const end = file.length - 22
  const directory = file.readUInt32LE(end + 16)

  test('by a ZIP64 record that names another directory', async () => {
    const long = Buffer.alloc(56)
    long.writeUInt32LE(0x06064b50, 0)
    long.writeBigUInt64LE(44n, 4)
    long.writeBigUInt64LE(1n, 32)
    long.writeBigUInt64LE(46n, 40)
    long.writeBigUInt64LE(BigInt(directory), 48)
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(BigInt(end), 8)
    locator.writeUInt32LE(1, 16)
    const both = Buffer.concat([file.subarray(0, end), long, locator, file.subarray(end)])
    expect(await refusal(both)).toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('that says the same in its ZIP64 record is read', async () => {
    const long = Buffer.alloc(56)
    long.writeUInt32LE(0x06064b50, 0)
    long.writeBigUInt64LE(44n, 4)
    long.writeBigUInt64LE(BigInt(file.readUInt16LE(end + 10)), 32)
    long.writeBigUInt64LE(BigInt(end - directory), 40)
    long.writeBigUInt64LE(BigInt(directory), 48)
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(BigInt(end), 8)
    const both = Buffer.concat([file.subarray(0, end), long, locator, file.subarray(end)])
    expect((await readThrough(both)).rows).toHaveLength(2)
  })

  test('by a second directory behind the first, by a second part of a name, by parts over one another', async () => {
    const twice = Buffer.concat([file, file.subarray(directory)])
    const doubled = zipOf([...partsOf(SMALL), ...partsOf(SMALL).slice(-1)])
    const over = Buffer.from(file)
    over.writeUInt32LE(0, directory + 42)
    const second = directory + 46 + over.readUInt16LE(directory + 28)
    over.writeUInt32LE(0, second + 42)
    for (const one of [twice, doubled, over]) expect(await refusal(one)).toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('by another name in front of a part, by other bytes than were packed', async () => {
    const renamed = Buffer.from(file)
    renamed.write('X', 30, 'latin1')
    const changed = Buffer.from(file)
    changed.writeUInt32LE(1, directory + 16)
    expect(await refusal(renamed)).toMatchObject({ code: 'FILE_UNREADABLE' })
    const sheetCrc = withOtherCrc(file, directory)
    expect(await refusal(sheetCrc)).toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('of thousands of parts', async () => {
    const many = Array.from({ length: 4_000 }, (_, i) => ({ name: `xl/media/${i}.bin`, bytes: Buffer.alloc(0) }))
    expect(await refusal(zipOf([...partsOf(SMALL), ...many]))).toMatchObject({
      code: 'FILE_TOO_LARGE',
      found: 'entries',
    })
  })
})

/** Of all parts, so that of one which is read too. */
function withOtherCrc(file: Buffer, directory: number): Buffer {
  const changed = Buffer.from(file)
  for (let at = directory; changed.readUInt32LE(at) === 0x02014b50; at += 46 + changed.readUInt16LE(at + 28))
    changed.writeUInt32LE((changed.readUInt32LE(at + 16) ^ 1) >>> 0, at + 16)
  return changed
}

test('four thousand entries of an old file on one chain cost the length of the file once', async () => {
  const { code, spent } = await refusal(chainOfEntries(4_000))
  expect(code).toBe('FILE_TOO_LARGE')
  expect(spent.bytes).toBeLessThan(12_000_000)
  const few = await refusal(chainOfEntries(900))
  expect(few.code).toBe('FILE_OLD_XLS')
  expect(few.spent.bytes).toBeLessThan(12_000_000)
})

/** A compound file of 4 MB whose every stream is the whole file. */
function chainOfEntries(entries: number): Buffer {
  const size = 512
  const directorySectors = Math.ceil((entries * 128) / size)
  const dataSectors = 8_000
  const fats = Math.ceil((directorySectors + dataSectors + 64) / 128)
  const file = Buffer.alloc(size * (1 + fats + directorySectors + dataSectors))
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file)
  file.writeUInt16LE(9, 30)
  file.writeUInt16LE(6, 32)
  file.writeUInt32LE(fats, 48)
  file.writeUInt32LE(0xfffffffe, 60)
  file.writeUInt32LE(0xfffffffe, 68)
  for (let i = 0; i < 109; i++) file.writeUInt32LE(i < fats ? i : 0xffffffff, 76 + i * 4)
  const next = (sector: number, to: number): void => {
    file.writeUInt32LE(to, size + sector * 4)
  }
  for (let i = 0; i < directorySectors; i++) next(fats + i, i === directorySectors - 1 ? 0xfffffffe : fats + i + 1)
  const data = fats + directorySectors
  for (let i = 0; i < dataSectors; i++) next(data + i, i === dataSectors - 1 ? 0xfffffffe : data + i + 1)
  for (let i = 0; i < entries; i++) {
    const at = size * (1 + fats) + i * 128
    file.write(`stream${i}`, at, 'utf16le')
    file.writeUInt16LE(2 * (`stream${i}`.length + 1), at + 64)
    file[at + 66] = i === 0 ? 5 : 2
    file.writeUInt32LE(data, at + 116)
    file.writeUInt32LE(dataSectors * size, at + 120)
  }
  return file
}

test('a compound file that goes in a circle is refused', async () => {
  const file = chainOfEntries(10)
  const fats = file.readUInt32LE(48)
  file.writeUInt32LE(fats, 512 + fats * 4)
  expect(await refusal(file)).toMatchObject({ code: 'FILE_UNREADABLE' })
})

test('a password that asks for a million rounds is refused before the first', async () => {
  const { openOffice } = await import('../../../cloudfunctions/platform/files/encrypted-office')
  const key =
    '<keyData saltSize="16" blockSize="16" keyBits="256" hashAlgorithm="SHA512" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" saltValue="AA=="/><p:encryptedKey spinCount="1000000" saltSize="16" blockSize="16" keyBits="256" hashAlgorithm="SHA512" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" saltValue="AA=="/>'
  const info = Buffer.concat([Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]), Buffer.from(key)])
  expect(() => openOffice(info, Buffer.alloc(16), 'x')).toThrow('too many rounds')
})

describe('text', () => {
  test('a quoted field of 12 MB is refused by name', async () => {
    const file = Buffer.from(`姓名,证件号码\n"${'很长'.repeat(2_000_000)}",1\n`)
    const { code, spent } = await refusal(file)
    expect(code).toBe('FILE_FIELD_TOO_LONG')
    expect(spent.steps).toBeLessThan(100_000)
  })

  test('a field of 12 MB without quotes is refused too', async () => {
    expect(await refusal(Buffer.from(`姓名,${'9'.repeat(12_000_000)}`))).toMatchObject({ code: 'FILE_FIELD_TOO_LONG' })
  })

  test('millions of quotes that nobody closes are fields of one row, of which some are kept and the rest is told', async () => {
    const budget = new Budget()
    const { rows, notes } = await readThrough(Buffer.from(`a,b,c\n${',"x'.repeat(1_000_000)}`), null, budget)
    expect(rows.map(({ cells }) => cells.length)).toEqual([3, 256])
    expect(notes.map(({ code }) => code)).toEqual(['STRAY_QUOTES', 'COLUMNS_CUT'])
    expect(budget.spent.steps).toBeLessThan(4_000_000)
  })

  test('a web page of spans and open tables ends at the bound', async () => {
    const spans = `<table>${'<tr>'}${'<td rowspan=1000 colspan=1000>x'.repeat(300_000)}</table>`
    const budget = new Budget({ steps: 200_000 })
    await expect(readThrough(Buffer.from(spans), null, budget)).rejects.toMatchObject({
      error: { code: 'FILE_TOO_LARGE', found: 'steps' },
    })
    expect((await readThrough(Buffer.from('<table>'.repeat(100_000)))).rows).toEqual([])
  })
})

test('attributes without end, without value and without name are read in one pass', async () => {
  const words = 'a'.repeat(200_000)
  const { rows } = await readThrough(
    withPart(
      'xl/worksheets/sheet1.xml',
      `<worksheet><sheetData><row ${words} r="3"><c ="" '${words}' r="B3"><v>5</v></c></row></sheetData></worksheet>`,
    ),
  )
  expect(rows.map(({ row, cells }) => [row, cells.length])).toEqual([[3, 2]])
})
