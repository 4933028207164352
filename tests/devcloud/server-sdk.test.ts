import { FIXTURE_FUNCTIONS, post, startDevcloudProcess } from './running-devcloud'
import { serverSdk } from './server-sdk'
import type { RunningDevcloud } from './running-devcloud'
import type { ServerSdk } from './server-sdk'

describe('the unmodified wx-server-sdk', () => {
  let devcloud: RunningDevcloud
  let sdk: ServerSdk
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS])
    sdk = serverSdk(devcloud.url)
  })
  afterAll(() => devcloud.stop())

  test('calls a function, with the data given and nothing added', async () => {
    const data = { name: '母亲', nested: { list: [1, null, '二'] } }
    expect(await sdk.call('mirror', data)).toMatchObject({ event: data, context: { function_name: 'mirror' } })
  })

  test('calls a function that calls a function', async () => {
    expect(await sdk.call('relay', { name: 'mirror', data: { deep: 1 } })).toMatchObject({ event: { deep: 1 } })
  })

  test.each([
    ['a function that throws', 'misbehaves', { deed: 'throw' }, 'FUNCTIONS_EXECUTE_FAIL'],
    ['a function that is not deployed', 'no-such', {}, 'FUNCTION_NOT_FOUND'],
    ['an answer above 6 MB', 'misbehaves', { deed: 'huge' }, 'EXCEED_MAX_PAYLOAD_SIZE'],
  ])('is told of %s by its code, without a stack', async (_what, name, data, code) => {
    const failure = await sdk.failureOf(name, data)
    expect(failure.code).toBe(code)
    expect(failure.errMsg).not.toMatch(/\n\s+at |360781/)
  })

  test.each([
    ['{"action":', 'INVALID_PARAM'],
    ['[]', 'INVALID_PARAM'],
    ['{"action":"database.getDocument"}', 'INVALID_ACTION'],
    ['{"action":"__proto__"}', 'INVALID_ACTION'],
    ['{"action":"functions.invokeFunction","function_name":["mirror"]}', 'INVALID_PARAM'],
  ])('protocol: %s is answered with %s', async (body, code) => {
    expect(await post(`${devcloud.url}/admin`, body)).toMatchObject({
      status: 200,
      json: { code, requestId: expect.any(String) as string },
    })
  })
})
