import { randomUUID } from 'node:crypto'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import type { Answers } from '../../../cloudfunctions/county/contract'
import { openedFile } from '../../../cloudfunctions/platform/files/encrypted-zip'
import { startVillageCounty, type VillageCounty } from '../clerk/village-county'
import { readThrough } from '../../platform/files/read-through'

const KEY = '给税务局的口令2022'
const SEASON = { region: 'suixian', year: 2022 } as const
const office = 'oCountySuixian'

let county: VillageCounty
let houses: string[][]
beforeAll(async () => {
  county = await startVillageCounty([], ['county'])
  const place = { region: 'suixian', village: 'suixian-1-1', hukou: '随县' }
  houses = [
    await county.household(21, 2, { ...place, group: '1组' }),
    await county.household(22, 1, { ...place, group: '2组' }),
    await county.household(23, 1, { ...place, group: '2组' }),
  ]
  await county.openSeason('suixian', office)
})
afterAll(() => county.stop())

const ask = <Action extends keyof Answers>(action: Action, data: object): Promise<Answers[Action]> =>
  county.as(office).ask<Answers[Action]>('county', action, data)

async function make(kind: 'tax' | 'agency'): Promise<Answers['makeOutward']> {
  for (;;) {
    const made = await ask('makeOutward', { ...SEASON, kind })
    if (made.done) return made
  }
}

/** The workbook under its key: its bytes, and what stands in its sheets. */
async function workbook(outward: string): Promise<{ bytes: Buffer; rows: string[][] }> {
  const { file, parts } = await ask('outwardWorkbook', { operation: randomUUID(), outward, key: KEY })
  expect(parts).toBe(1)
  const { base64 } = await ask('exportPart', { region: 'suixian', file, part: 0 })
  const zip = Buffer.from(base64, 'base64')
  expect(() => openedFile(zip, null)).toThrow()
  const bytes = openedFile(zip, KEY).file
  const { rows } = await readThrough(bytes)
  return { bytes, rows: rows.map(({ cells }) => cells.map((cell) => cell?.text ?? '')) }
}

async function answer(outward: string, rows: readonly string[]): Promise<Answers['readOutwardAnswer']> {
  const file = randomUUID()
  const base64 = Buffer.from(['姓名,身份证号,处理结果,退回原因', ...rows, '合计,,,'].join('\r\n')).toString('base64')
  await ask('putOutwardPart', { region: 'suixian', file, part: 0, parts: 1, base64 })
  const laid = await ask('outwardColumns', { outward, file, key: null, chosen: null })
  expect(laid.readable).toBe(true)
  return ask('readOutwardAnswer', { outward, file, called: '回执.csv', key: null, choice: laid.choice })
}

test('who owes what goes to the tax office, is confirmed or sent back by person, and stands in the next file until it is taken over', async () => {
  const { outward, people } = await make('tax')
  expect(people).toBe(4)
  expect((await make('tax')).outward).toBeNull()
  const file = outward!
  const first = await workbook(file)
  expect((await workbook(file)).bytes.equals(first.bytes)).toBe(true)
  const at = first.rows.findIndex(([head]) => head === '序号')
  const persons = first.rows.slice(at + 1, at + 5).map((cells) => ({ name: cells[2]!, number: cells[4]! }))
  expect(first.rows.slice(at + 1, at + 6).map((cells) => cells[8])).toEqual(['320', '320', '320', '320', '1280'])
  const slip = first.rows.findIndex(([title]) => title?.endsWith('核定单（按村组）'))
  expect(first.rows.slice(slip + 5, slip + 8).map((cells) => cells.slice(2, 7))).toEqual([
    ['1组', '1', '2', '0', '640'],
    ['2组', '2', '2', '0', '640'],
    ['', '', '4', '0', '1280'],
  ])

  const [a, b, c] = persons
  const words = [
    `${a!.name},${a!.number},成功,`,
    `${b!.name},${b!.number},退回,已在外省缴费`,
    `某人,${c!.number},成功,`,
  ]
  expect(
    await county
      .as(office)
      .refusal('county', 'readOutwardAnswer', {
        ...{ outward: file, file: 'not-there-1', called: '回执.csv', key: null, choice: null },
      }),
  ).toMatchObject({ code: 'OUTWARD_STATE' })
  expect(await ask('sendOutward', { operation: 'send-0001', outward: file })).toMatchObject({
    state: 'sent',
    waiting: 4,
  })
  const read = await answer(file, words)
  expect(read).toMatchObject({ done: true, of: 2, answer: { rows: 5, confirmed: 1, sentBack: 1, left: 2, unclear: 1 } })
  expect(read.answer.unclearRows).toMatchObject([{ line: 4, why: '号码对得上，姓名对不上', result: '成功' }])
  expect(await answer(file, words)).toMatchObject({ done: true, answer: { confirmed: 1, sentBack: 1 } })
  const shown = await ask('outwardFile', { outward: file })
  expect(shown.file).toMatchObject({ state: 'sentBack', confirmed: 1, sentBack: 1, waiting: 2 })
  expect(shown.answers).toHaveLength(1)

  const next = await make('tax')
  expect(next.people).toBe(1)
  const { lines } = await ask('outwardLines', { outward: file, state: 'sentBack', after: null })
  expect(lines).toMatchObject([{ stateName: '被退回', reason: '已在外省缴费', again: 2, fee: 32_000 }])
  expect(JSON.stringify(lines)).not.toContain(b!.number)
  const audit = await county.stored<AuditDocument>('audit', { openid: office, action: 'outwardWorkbook' })
  expect(audit.map(({ outcome, why }) => [outcome, why])).toEqual([
    ['revealed', 'tax'],
    ['revealed', 'tax'],
  ])
})

test('the agency’s system is told who joined and who left; a file that was not handed over is set aside and told anew', async () => {
  expect((await make('agency')).outward).toBeNull()
  await county
    .as(office)
    .ask('enrollment', 'recordAbsence', {
      ...{ operation: 'died-0001', resident: houses[2]![0]!.replace(/-2022$/, ''), why: 'died', since: '2021-12-01' },
    })
  const first = await make('agency')
  expect(first).toMatchObject({ people: 1, done: true })
  const { rows } = await workbook(first.outward!)
  expect(rows.find(([n]) => n === '1')!.slice(13, 16)).toEqual(['已退出', '去世', '2021-12-01'])
  expect(await ask('discardOutward', { operation: 'discard-0001', outward: first.outward })).toMatchObject({
    state: 'discarded',
  })
  expect(
    await county.as(office).refusal('county', 'sendOutward', { operation: 'send-0002', outward: first.outward }),
  ).toMatchObject({ code: 'OUTWARD_STATE' })
  const second = await make('agency')
  expect(second.outward).toBe('suixian-2022-agency-2')
  expect(
    (await ask('outwardFiles', { ...SEASON, kind: 'agency' })).files.map(({ number, stateName }) => [
      number,
      stateName,
    ]),
  ).toEqual([
    [2, '做好了，还没有送'],
    [1, '作废'],
  ])
})

test('it is the county’s of the place, and nobody’s number lies in clear', async () => {
  for (const openid of ['oClerkSuixian', 'oCounty', 'oAuditor', 'oMother1'])
    for (const [action, data] of [
      ['makeOutward', { ...SEASON, kind: 'tax' }],
      ['outwardFiles', { ...SEASON, kind: 'tax' }],
      ['outwardFile', { outward: 'suixian-2022-tax-1' }],
      ['outwardLines', { outward: 'suixian-2022-tax-1', state: null, after: null }],
      ['outwardWorkbook', { operation: 'walk-0001', outward: 'suixian-2022-tax-1', key: KEY }],
    ] as const)
      expect(await county.as(openid).refusal('county', action, data)).toMatchObject({ code: 'NOT_ALLOWED' })
  for (const collection of ['outward-files', 'outward-lines', 'outward-answers'])
    expect(JSON.stringify(await county.stored(collection))).not.toMatch(/\d{17}[\dX]|甲|外省/)
})
