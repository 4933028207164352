import { costsOf } from './ask'
import { functionFolder, putFile } from './function-folder'
import { newBrowser, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const TAKES_ITS_TIME =
  'exports.main = async ({ ms }, context) => { await new Promise((done) => setTimeout(done, ms)); return context }'
const NEVER = 'exports.main = () => new Promise(() => {})'
const TAKES_MEMORY =
  'exports.main = async ({ mb }) => { const held = Buffer.alloc(mb * 1024 * 1024, 1); await null; return held.length }'
const config = (limits: object) => JSON.stringify({ permissions: { openapi: [] }, triggers: [], ...limits })

describe('a function has the limits of its own configuration', () => {
  let devcloud: RunningDevcloud
  let folder: string
  let call: (name: string, data?: unknown) => Promise<{ status: number; json: unknown; headers: Headers }>
  beforeAll(async () => {
    folder = functionFolder({
      'plain/index.js': TAKES_ITS_TIME,
      'patient/index.js': TAKES_ITS_TIME,
      'patient/config.json': config({ timeout: 20, memorySize: 512 }),
      'brief/index.js': NEVER,
      'brief/config.json': config({ timeout: 1 }),
      'small/index.js': TAKES_MEMORY,
      'small/config.json': config({ memorySize: 128, timeout: 20 }),
      'edited/index.js': TAKES_ITS_TIME,
    })
    devcloud = await startDevcloudProcess(['--functions', folder, '--timeout-ms', '300'])
    const browser = await newBrowser(devcloud.url)
    call = (name, data = {}) => browser.call(name, data)
  })
  afterAll(() => devcloud.stop())

  test('one that says nothing has the time of all', async () => {
    expect(await call('plain', { ms: 1_000 })).toMatchObject({
      status: 504,
      json: { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', message: expect.stringContaining('300 ms') as string },
    })
    expect(await call('plain', { ms: 0 })).toMatchObject({ json: { time_limit_in_ms: 300, memory_limit_in_mb: 256 } })
  })

  test('one that says so has more, and is told of it', async () => {
    expect(await call('patient', { ms: 1_000 })).toMatchObject({
      status: 200,
      json: { time_limit_in_ms: 20_000, memory_limit_in_mb: 512 },
    })
  })

  test('one that takes longer than it says is given up', async () => {
    expect(await call('brief')).toMatchObject({
      status: 504,
      json: { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', message: expect.stringContaining('1000 ms') as string },
    })
  })

  test('a change of its configuration holds from the next call on; one that is wrong leaves it the limits of all', async () => {
    putFile(folder, 'edited/config.json', config({ timeout: 7 }))
    expect(await call('edited', { ms: 0 })).toMatchObject({ json: { time_limit_in_ms: 7_000 } })
    putFile(folder, 'edited/config.json', config({ timeout: 'seven' }))
    expect(await call('edited', { ms: 0 })).toMatchObject({ json: { time_limit_in_ms: 300 } })
    expect(devcloud.log()).toContain('timeout is a number of whole seconds from 1 to 60')
  })

  test('the memory that it took is measured, and said when it is more than it has', async () => {
    const costs = async (mb: number) => {
      const id = (await call('small', { mb })).headers.get('x-request-id') ?? ''
      return (await costsOf(devcloud.url, { requestId: id }))[0]
    }
    const large = await costs(200)
    expect(large?.memoryMb).toBeGreaterThanOrEqual(190)
    expect(devcloud.log()).toMatch(
      new RegExp(`${large?.requestId}: the process grew by \\d+ MB during this call of small, which has 128 MB`),
    )
    const little = await costs(1)
    expect(little?.memoryMb).toBeLessThan(128)
    expect(devcloud.log()).not.toContain(`${little?.requestId}: the process`)
  })
})

test.each([
  [{ timeout: 0 }, 'timeout is at least 1 s'],
  [{ timeout: 61 }, 'timeout is at most 60 s'],
  [{ timeout: '3' }, 'timeout is a number of whole seconds'],
  [{ memorySize: 64 }, 'memorySize is at least 128 MB'],
  [{ memorySize: 256.5 }, 'memorySize is a number of whole megabytes'],
])('a configuration of %j keeps devcloud from starting', async (limits, why) => {
  const folder = functionFolder({ 'plain/index.js': NEVER, 'plain/config.json': config(limits) })
  await expect(startDevcloudProcess(['--functions', folder])).rejects.toThrow(`config.json: ${why}`)
})
