import { FIXTURE_FUNCTIONS, newBrowser, post, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

const MEGABYTE = 1024 * 1024

describe('what the platform refuses, devcloud refuses', () => {
  let devcloud: RunningDevcloud
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS, '--timeout-ms', '300'])
  })
  afterAll(() => devcloud.stop())

  const call = async (name: string, data: unknown) => (await newBrowser(devcloud.url)).call(name, data)

  test('a function that is not deployed', async () => {
    expect(await call('no-such', {})).toMatchObject({
      status: 404,
      json: {
        code: 'FUNCTION_NOT_FOUND',
        errCode: -501000,
        message: expect.stringContaining('FunctionName parameter could not be found') as string,
      },
    })
  })

  test.each(['__proto__', 'constructor', '..%2Fdevcloud', '%00', ''])('a function named %j', async (name) => {
    expect(await post(`${devcloud.url}/functions/${name}`, '{}')).toMatchObject({ status: 404 })
  })

  test('an event that is not JSON', async () => {
    expect(await post(`${devcloud.url}/functions/mirror`, '{"ms":')).toMatchObject({
      status: 400,
      json: { code: 'INVALID_PARAM' },
    })
  })

  test('an event above 6 MB, and takes one just below', async () => {
    expect(await call('mirror', 'x'.repeat(6 * MEGABYTE))).toMatchObject({
      status: 413,
      json: { code: 'EXCEED_MAX_PAYLOAD_SIZE' },
    })
    expect(await call('misbehaves', { deed: 'nothing', padding: 'x'.repeat(6 * MEGABYTE - 100) })).toMatchObject({
      status: 200,
      body: 'null',
    })
  })

  test('an answer above 6 MB', async () => {
    expect(await call('misbehaves', { deed: 'huge' })).toMatchObject({
      status: 413,
      json: { code: 'EXCEED_MAX_PAYLOAD_SIZE' },
    })
  })

  test('an answer that is not JSON', async () => {
    expect(await call('misbehaves', { deed: 'circular' })).toMatchObject({
      status: 502,
      json: { code: 'FUNCTIONS_EXECUTE_FAIL' },
    })
  })

  test('a function that takes longer than it may', async () => {
    expect(await call('misbehaves', { deed: 'never' })).toMatchObject({
      status: 504,
      json: { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', errCode: -504003 },
    })
  })

  test('a function that throws: its type is told, its message and its stack are not, not even to the log', async () => {
    const reply = await call('misbehaves', { deed: 'throw' })
    expect(reply).toMatchObject({
      status: 502,
      json: {
        code: 'FUNCTIONS_EXECUTE_FAIL',
        errCode: -504002,
        message: expect.stringContaining('TypeError') as string,
      },
    })
    expect(reply.body).not.toMatch(/360781|\bat /)
    expect(devcloud.log()).toMatch(/TypeError\n\s+at /)
    expect(devcloud.log()).not.toContain('360781')
  })

  test('more time than the platform gives', async () => {
    const start = startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS, '--timeout-ms', '60001'])
    await expect(start).rejects.toThrow('between 1 ms and 60000 ms')
  })
})
