import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { writeAudit } from '../../../cloudfunctions/domain/access/audit'
import type { AuditDay } from '../../../cloudfunctions/domain/access/audit-days'
import { closeAuditDays, digestOfDay } from '../../../cloudfunctions/domain/access/audit-days'
import { verifyAudit } from '../../../cloudfunctions/domain/access/verify-audit'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'

const ROOT = join(__dirname, '../../..')
let county: CountyCloud
beforeAll(async () => {
  county = await startCountyCloud({ only: ['enrollment'] })
})
afterAll(() => county.stop())

const at = (day: string, clock = '09:00') => Date.parse(`${day}T${clock}:00+08:00`)
const looked = (day: string, target: string) =>
  writeAudit(county.db, {
    deed: null,
    at: at(day),
    day,
    openid: 'oClerkEast',
    action: 'revealField',
    target,
    region: 'ruijin',
    outcome: 'revealed',
    why: 'idNumber:contact',
  })
const days = async () => (await county.stored<AuditDay>('audit-days')).sort((a, b) => (a._id < b._id ? -1 : 1))

test('the night closes each day that is over, one without lines too, once, with the digest of the day before', async () => {
  expect(await closeAuditDays(county.db, at('2021-12-10'))).toBe(0)
  for (const [day, target] of [
    ['2021-12-10', 'person-1'],
    ['2021-12-10', 'person-2'],
    ['2021-12-12', 'person-3'],
  ] as const)
    await looked(day, target)
  expect(await closeAuditDays(county.db, at('2021-12-10', '23:59'))).toBe(0)
  expect(await closeAuditDays(county.db, at('2021-12-11', '00:05'))).toBe(0)
  const closed = await Promise.all([1, 2].map(() => closeAuditDays(county.db, at('2021-12-13', '01:00'))))
  expect(closed[0]! + closed[1]!).toBe(3)
  const chain = await days()
  expect(chain.map(({ _id, lines }) => [_id, lines])).toEqual([
    ['2021-12-10', 2],
    ['2021-12-11', 0],
    ['2021-12-12', 1],
  ])
  expect(chain.map(({ before }) => before)).toEqual(['', chain[0]!.digest, chain[1]!.digest])
  expect(await verifyAudit(county.db)).toMatchObject({ days: 3, lines: 3, faults: [] })
})

test('lines of a day whose term is over may be gone; of any other that is a fault', async () => {
  await county.db.collection('audit').where({ day: '2021-12-10' }).remove()
  expect((await verifyAudit(county.db)).faults).toEqual([{ day: '2021-12-10', fault: 'linesGone' }])
  expect((await verifyAudit(county.db, { keptFrom: '2021-12-11' })).faults).toEqual([])
})

test('a chain that somebody made anew is not of the deployment’s key, nor what was exported', async () => {
  for (const target of ['person-4', 'person-5']) await looked('2021-12-13', target)
  await closeAuditDays(county.db, at('2021-12-14', '01:00'))
  const before = (await days()).at(-1)!
  const { _id, ...remade } = { ...before, lines: 0, linesDigest: createHash('sha256').digest('base64url') }
  const put = (data: object) => county.db.collection('audit-days').doc(_id).set({ data })
  await county.db.collection('audit').where({ day: _id }).remove()
  await put({ ...remade, digest: digestOfDay({ _id, ...remade }) })
  const exported = new Map([[_id, before.digest]])
  expect((await verifyAudit(county.db, { exported, keptFrom: '2021-12-11' })).faults).toEqual([
    { day: '2021-12-13', fault: 'markWrong' },
    { day: '2021-12-13', fault: 'exportDiffers' },
  ])
  await county.db.collection('audit-days').doc(_id).remove()
  expect((await verifyAudit(county.db, { exported, keptFrom: '2021-12-11' })).faults).toEqual([
    { day: '2021-12-13', fault: 'dayMissing' },
  ])
})

test('KIND: a line that is edited in the database file is seen, and the command names the day', async () => {
  await looked('2021-12-13', 'person-6')
  await closeAuditDays(county.db, at('2021-12-14', '01:00'))
  const file = join(county.folder, 'digests.csv')
  writeFileSync(
    file,
    (await days()).map(({ _id, lines, before, digest }) => [_id, lines, before, digest].join()).join('\r\n'),
  )
  await county.devcloud.stop()
  const verify = () =>
    spawnSync(
      'npx',
      ['tsx', 'commands/verify-audit.ts', '--data', county.folder, '--against', file, '--kept-from', '2021-12-11'],
      { cwd: ROOT, encoding: 'utf8' },
    )
  const sound = verify()
  expect([sound.status, sound.stderr]).toEqual([0, ''])
  edit(join(county.folder, 'database.sqlite'), 'person-6', 'person-7')
  const found = verify()
  expect(found.status).toBe(1)
  expect(JSON.parse(found.stdout)).toMatchObject({ faults: [{ day: '2021-12-13', fault: 'linesDiffer' }] })
  expect(found.stderr).toContain('2021-12-13 记录和当天封存时不一样')
})

/** As somebody does who has the file and no business with it. */
function edit(file: string, from: string, to: string): void {
  const database = new Libsql(file)
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and sql like '%doc TEXT%'")
    .all() as { name: string }[]
  for (const { name } of tables)
    database.prepare(`update "${name}" set doc = replace(doc, ?, ?) where doc like ?`).run(from, to, `%${from}%`)
  database.close()
}
