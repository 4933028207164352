import { zipOf } from '../../cloudfunctions/platform/files/zip-write'
import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import { madeWorkbook, partsOf } from '../platform/files/made-workbook'
import { attempt } from './ill-will'
import type { Call, SeasonRun } from './season-run'
import { COUNTY } from './township'

const PART_BYTES = 48 * 1024
const BOOK = { sheets: [{ rows: [['姓名'], ['甲']] }] }

function withSheet(inner: string): Buffer {
  const bytes = Buffer.from(`<worksheet><sheetData>${inner}`)
  const name = 'xl/worksheets/sheet1.xml'
  return zipOf(partsOf(BOOK).map((part) => (part.name === name ? { name, bytes } : part)))
}

function withoutEnd(): Buffer {
  const file = madeWorkbook(BOOK)
  return file.subarray(0, file.length - 40)
}

/** Files made to hang or to kill whoever reads them, as small as they come. */
const FILES: Readonly<Record<string, () => Buffer>> = {
  'a row that nobody closes': () => withSheet(`<row r="1">${' '.repeat(200_000)}`),
  'a tag that nobody closes': () => withSheet(`<row r="1" x="${'a'.repeat(200_000)}`),
  'a part that swells': () => withSheet(' '.repeat(20_000_000)),
  'markup without a floor': () => withSheet('<a>'.repeat(100_000)),
  'a zip without its end': withoutEnd,
  'a field that nobody closes': () => Buffer.from(`姓名,身份证件号码\r\n"${'甲'.repeat(40_000)}`),
  'no text at all': () => Buffer.alloc(2_000, 0),
}

/** Somebody sends the county such a file as the tax office's: it is refused, and the county's next file is read. */
export async function handInHostile(run: SeasonRun): Promise<void> {
  const name = run.pick(Object.keys(FILES))
  const bytes = FILES[name]!()
  const deed = (action: keyof Requests, data: object): Call => ({ who: COUNTY[1], name: 'payment', action, data })
  const { region } = run.town.policy
  const file = run.operation()
  const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES))
  for (let part = 0; part < parts; part++) {
    const base64 = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64')
    await attempt(run, deed('putTaxPart', { region, file, part, parts, base64 }))
  }
  const answer = await attempt<Answers['readTaxFile']>(run, deed('readTaxFile', { region, file }))
  if (answer.ok && answer.data.done) run.fail(`a file with ${name} was read to its end`)
  run.count(`hostile file: ${name}`)
}
