import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { staticFiles } from '../../devcloud/static-files'
import { FIXTURE_FUNCTIONS, send, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

/** A browser build in miniature, with a secret beside it and a link that leads to the secret. */
function site(): string {
  const root = mkdtempSync(join(tmpdir(), 'devcloud-site-'))
  const served = join(root, 'h5')
  mkdirSync(join(served, 'js'), { recursive: true })
  writeFileSync(join(root, 'secret.txt'), 'secret')
  writeFileSync(join(served, 'index.html'), '<!doctype html><title>参保通</title>')
  writeFileSync(join(served, 'js', 'app.js'), `// ${'瑞金'.repeat(500)}`)
  writeFileSync(join(served, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  symlinkSync(join(root, 'secret.txt'), join(served, 'link.txt'))
  return served
}

describe('the folder of the browser build', () => {
  let devcloud: RunningDevcloud
  let host: string
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS, '--static', site()])
    host = new URL(devcloud.url).host
  })
  afterAll(() => devcloud.stop())

  const get = (path: string, headers: Record<string, string> = {}) =>
    send(devcloud.url, { path, method: 'GET', headers: { Host: host, ...headers } })

  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/js/app.js', 'text/javascript; charset=utf-8'],
    ['/logo.svg', 'image/svg+xml'],
  ])('%s comes as %s', async (path, type) => {
    const reply = await get(path)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe(type)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test("the app's own pages open at their address", async () => {
    expect((await get('/pages/check/index?region=ruijin')).body).toContain('参保通')
  })

  test('a script that is missing is missing, not a page', async () => {
    expect(await get('/js/none.js')).toMatchObject({ status: 404, json: { code: 'NOT_FOUND' } })
  })

  test.each(['/../secret.txt', '/..%2Fsecret.txt', '/js/..%2F..%2Fsecret.txt', '/link.txt', '/%00', '/%E0%A4%A'])(
    'nothing outside the folder: %s',
    async (path) => {
      const reply = await get(path)
      expect(reply.body).not.toContain('secret')
    },
  )

  test('text is compressed for who takes it, and not sent again when unchanged', async () => {
    const plain = await get('/js/app.js')
    const zipped = await get('/js/app.js', { 'Accept-Encoding': 'br, gzip' })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(Number(zipped.headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')))
    expect((await get('/js/app.js', { 'If-None-Match': plain.headers.get('etag') ?? '' })).status).toBe(304)
  })

  test("the first page makes the browser a person, so that its first two calls are one person's", async () => {
    expect((await get('/')).headers.get('set-cookie')).toMatch(/^devcloud_\d+=o/)
  })

  test('pages are read, not written', async () => {
    expect(await send(devcloud.url, { path: '/', method: 'PUT', headers: { Host: host } })).toMatchObject({
      status: 400,
    })
  })
})

test('a page of a demonstration says in itself when it was served; a script does not', async () => {
  const at = Date.parse('2021-12-10T09:00:00+08:00')
  const folder = site()
  writeFileSync(join(folder, 'index.html'), '<!doctype html><head><title>参保通</title></head>')
  const server = createServer(
    (request, response) => void staticFiles(folder, () => at)(request, response, request.url!),
  )
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const bodyOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  expect(await bodyOf('/pages/home/index')).toContain(`<meta name="served-at" content="${at}"></head>`)
  expect(await bodyOf('/js/app.js')).not.toContain('served-at')
  await new Promise((closed) => server.close(closed))
})
