import { randomUUID } from 'node:crypto'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { Person } from '../county-cloud'
import type { FileLine } from './tax-faults'

export type Tally = NonNullable<Answers['matchTaxRows']['tally']>

const PART_BYTES = 48 * 1024
const HEADINGS = '序号,缴费人姓名,身份证件号码,费款所属期起,实缴金额（元）,缴款日期,入库日期,电子税票号码,行政区划'
const yuan = (fen: number) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

/** As a tax office hands it out: a title, headings of its own, sums below. */
export function taxCsv(lines: readonly FileLine[], year = 2022): Buffer {
  const rows = lines.map(({ name, idNumber, amount, paidOn, arrivedOn, voucher, place }, i) =>
    [i + 1, name, `"${idNumber}"`, `${year}-01-01`, yuan(amount), paidOn, arrivedOn, voucher, place].join(','),
  )
  return Buffer.from(
    [
      '城乡居民基本医疗保险费缴费明细',
      HEADINGS,
      ...rows,
      `合计,,,,${yuan(lines.reduce((sum, { amount }) => sum + amount, 0))},,,,`,
    ].join('\r\n'),
  )
}

export async function putTaxFile(person: Person, region: string, bytes: Buffer): Promise<string> {
  const file = randomUUID()
  const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES))
  for (let part = 0; part < parts; part++) {
    const base64 = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64')
    await person.ask('payment', 'putTaxPart', { region, file, part, parts, base64 })
  }
  return file
}

export interface Imported {
  taxFile: string
  read: Answers['readTaxFile']
  tally: Tally
  calls: { read: number; match: number }
}

/** Uploads, reads and matches to the end, as the county's screen does. */
export async function importTaxFile(
  person: Person,
  region: string,
  bytes: Buffer,
  after: (call: string) => void = () => undefined,
): Promise<Imported> {
  const file = await putTaxFile(person, region, bytes)
  after('putTaxPart')
  const calls = { read: 0, match: 0 }
  let read: Answers['readTaxFile']
  do {
    read = await person.ask('payment', 'readTaxFile', { region, file })
    calls.read++
    after('readTaxFile')
  } while (!read.done)
  return { ...(await matchTaxFile(person, read.taxFile, calls, after)), taxFile: read.taxFile, read, calls }
}

export async function matchTaxFile(
  person: Person,
  taxFile: string,
  calls = { read: 0, match: 0 },
  after: (call: string) => void = () => undefined,
): Promise<{ tally: Tally }> {
  for (;;) {
    const answer = await person.ask<Answers['matchTaxRows']>('payment', 'matchTaxRows', { taxFile })
    calls.match++
    after('matchTaxRows')
    if (answer.tally !== null) return { tally: answer.tally }
  }
}
