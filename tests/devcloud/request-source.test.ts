import { FIXTURE_FUNCTIONS, send, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

const JSON_BODY = { 'Content-Type': 'application/json' }
const INVOKE = JSON.stringify({ action: 'functions.invokeFunction', function_name: 'mirror', request_data: '{}' })

describe('devcloud serves this machine only', () => {
  let devcloud: RunningDevcloud
  let host: string
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS])
    host = new URL(devcloud.url).host
  })
  afterAll(() => devcloud.stop())

  const call = (headers: Record<string, string>) =>
    send(devcloud.url, { path: '/functions/mirror', method: 'POST', headers: { ...JSON_BODY, ...headers }, body: '{}' })
  const refused = { status: 403, json: { code: 'INVALID_REQUEST_SOURCE' } }

  test.each(['0.0.0.0', '::', '192.168.1.10', 'example.com'])('it refuses to listen on %s', async (address) => {
    const start = startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS, '--host', address])
    await expect(start).rejects.toThrow(`listens on this machine only (127.0.0.1, ::1, localhost), not on ${address}`)
  })

  test('its own page and a program may call', async () => {
    expect(await call({ Host: host, Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' })).toMatchObject({
      status: 200,
    })
    expect(await call({ Host: host })).toMatchObject({ status: 200 })
    expect(await call({ Host: host.replace('127.0.0.1', 'localhost') })).toMatchObject({ status: 200 })
  })

  test.each(['https://evil.example', 'http://localhost', 'null', 'http://127.0.0.1:1'])(
    'a page of %s may not',
    async (origin) => {
      expect(await call({ Host: host, Origin: origin })).toMatchObject(refused)
    },
  )

  test('another name for this machine is refused, so that a rebound domain gets nothing', async () => {
    expect(await call({ Host: 'evil.example' })).toMatchObject(refused)
    const page = await send(devcloud.url, {
      path: '/',
      method: 'GET',
      headers: { Host: `evil.example:${new URL(devcloud.url).port}` },
    })
    expect(page).toMatchObject(refused)
  })

  test('a plain form cannot post: only JSON is taken', async () => {
    expect(await call({ Host: host, 'Content-Type': 'text/plain' })).toMatchObject({
      status: 400,
      json: { code: 'INVALID_PARAM' },
    })
  })

  test('no page may speak the protocol of the server SDK, its own neither', async () => {
    const admin = (headers: Record<string, string>) =>
      send(devcloud.url, {
        path: '/admin?env=local',
        method: 'POST',
        headers: { Host: host, ...JSON_BODY, ...headers },
        body: INVOKE,
      })
    expect(await admin({ Origin: `http://${host}` })).toMatchObject(refused)
    expect(await admin({ 'Sec-Fetch-Site': 'same-origin' })).toMatchObject(refused)
    expect(await admin({})).toMatchObject({
      status: 200,
      json: { data: { response_data: expect.stringContaining('"function_name":"mirror"') as string } },
    })
  })

  test('it grants no other origin a look: there are no CORS headers', async () => {
    const preflight = await send(devcloud.url, {
      path: '/functions/mirror',
      method: 'OPTIONS',
      headers: { Host: host, Origin: 'https://evil.example' },
    })
    expect(preflight.status).toBe(403)
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  })
})
