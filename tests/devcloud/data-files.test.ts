import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cloud from 'wx-server-sdk'
import { startDevcloudProcess } from './running-devcloud'
import { serverSdk } from './server-sdk'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const folder = () => mkdtempSync(join(tmpdir(), 'devcloud-data-'))
const RESIDENT = {
  _id: 'r1',
  name: '王秀英',
  fen: 32_000,
  large: 4_000_000_000,
  half: 0.5,
  born: new Date('1950-03-04T00:00:00Z'),
  list: [1, '二', null, { deep: true }],
}

function command(name: 'export' | 'import', ...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', `commands/data-${name}.ts`, ...args], {
    encoding: 'utf8',
    cwd: join(__dirname, '../..'),
  })
}

/** Starts a devcloud over the folder, lets the real SDK work, and stops it. */
async function during<T>(data: string, work: () => Promise<T>): Promise<T> {
  const devcloud = await startDevcloudProcess(['--data', data])
  try {
    serverSdk(devcloud.url)
    return await work()
  } finally {
    await devcloud.stop()
  }
}

test('what is exported and imported again is the same to the SDK, to the kind of each value', async () => {
  const [from, to] = [folder(), folder()]
  const lines = join(from, 'data.jsonl')
  const read = async () => (await cloud.database().collection('residents').doc('r1').get()) as { data: unknown }
  const before = await during(from, async () => {
    await cloud.database().createCollection('residents')
    await cloud.database().collection('residents').add({ data: RESIDENT })
    return read()
  })
  expect(command('export', '--data', from, '--out', lines)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^1 documents/) as string,
  })
  expect(JSON.parse(readFileSync(lines, 'utf8'))).toMatchObject({
    collection: 'residents',
    document: {
      fen: { $numberInt: '32000' },
      large: { $numberLong: '4000000000' },
      half: { $numberDouble: '0.5' },
      born: { $date: { $numberLong: String(RESIDENT.born.getTime()) } },
    },
  })
  const [consoles, back] = [folder(), folder()]
  expect(command('export', '--data', from, '--console', consoles)).toMatchObject({ status: 0 })
  expect(JSON.parse(readFileSync(join(consoles, 'residents.json'), 'utf8'))).toEqual({
    ...RESIDENT,
    born: { $date: RESIDENT.born.toISOString() },
  })
  expect(command('import', '--data', back, '--in', consoles)).toMatchObject({ status: 0 })
  expect((await during(back, read)).data).toEqual(RESIDENT)
  expect(command('import', '--data', to, '--in', lines)).toMatchObject({ status: 0 })
  const after = await during(to, read)
  expect(after.data).toEqual(before.data)
  expect(after.data).toEqual(RESIDENT)
})

test('an import adds all or nothing', async () => {
  const data = folder()
  const lines = join(data, 'twice.jsonl')
  const line = (id: string) => JSON.stringify({ collection: 'residents', document: { _id: id } })
  writeFileSync(lines, [line('a'), line('b'), line('a')].join('\n'))
  expect(command('import', '--data', data, '--in', lines)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('没有导入') as string,
  })
  expect(
    await during(data, async () => (await cloud.database().collection('residents').count()) as { total: number }),
  ).toMatchObject({ total: 0 })
})

test.each(['{', '5', '{"collection": "x"}', '{"document": {}}'])('a line like %s is named by its number', (line) => {
  const data = folder()
  const lines = join(data, 'wrong.jsonl')
  writeFileSync(lines, `${JSON.stringify({ collection: 'x', document: { _id: 'a' } })}\n${line}\n`)
  expect(command('import', '--data', data, '--in', lines)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('line 2') as string,
  })
})
