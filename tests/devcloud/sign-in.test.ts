import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FIXTURE_FUNCTIONS, newBrowser, post, send, startDevcloudProcess } from './running-devcloud'
import type { Reply, RunningDevcloud } from './running-devcloud'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const CLERK = 'oVillageClerk'
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

function identitiesFile(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'devcloud-identities-')), 'identities.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}
const PEOPLE = [
  { openid: CLERK, name: '赖<小>妹', about: '黄柏乡的专干' },
  { openid: 'oMotherAtHome', name: '王秀英' },
]

describe('choosing who one is', () => {
  let devcloud: RunningDevcloud
  let host: string
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS, '--identities', identitiesFile(PEOPLE)])
    host = new URL(devcloud.url).host
  })
  afterAll(() => devcloud.stop())

  const choose = (openid: string, headers: Record<string, string> = {}): Promise<Reply> =>
    send(devcloud.url, {
      path: '/sign-in',
      method: 'POST',
      headers: { Host: host, ...FORM, ...headers },
      body: `openid=${encodeURIComponent(openid)}`,
    })
  const openidWith = async (cookie: string) => {
    const reply = await post(`${devcloud.url}/functions/who-calls`, '{"ms":0}', { cookie })
    return (reply.json as { atStart: { OPENID: string } }).atStart.OPENID
  }
  const cookieOf = (reply: Reply) => reply.headers.get('set-cookie')?.split(';', 1)[0] ?? ''

  test('the page names everyone, with nothing a name could smuggle in', async () => {
    const page = await (await fetch(`${devcloud.url}/sign-in`)).text()
    expect(page).toContain('王秀英')
    expect(page).toContain('&#60;小&#62;')
    expect(page).not.toContain('<小>')
  })

  test('who chooses the clerk is the clerk for every function, and the page shows it', async () => {
    const chosen = await choose(CLERK)
    expect(chosen).toMatchObject({ status: 303 })
    expect(await openidWith(cookieOf(chosen))).toBe(CLERK)
    const page = await (await fetch(`${devcloud.url}/sign-in`, { headers: { cookie: cookieOf(chosen) } })).text()
    expect(page).toMatch(new RegExp(`value="${CLERK}" aria-current="true"`))
  })

  test('who chooses nobody is somebody new', async () => {
    const openid = await openidWith(cookieOf(await choose('')))
    expect(openid).toMatch(/^o[\w-]{27}$/)
  })

  test('who chooses nothing at all is somebody new, as ever', async () => {
    expect(await openidWith((await newBrowser(devcloud.url)).cookie)).toMatch(/^o[\w-]{27}$/)
  })

  test('nobody outside the list can be chosen', async () => {
    const reply = await choose('oMayorOfBeijing')
    expect(reply).toMatchObject({ status: 400, json: { code: 'INVALID_PARAM' } })
    expect(cookieOf(reply)).toBe('')
  })

  test('no other page can choose for the browser, and no other address serves', async () => {
    expect(await choose(CLERK, { Origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    expect(await choose(CLERK, { 'Sec-Fetch-Site': 'cross-site' })).toMatchObject({ status: 403 })
    expect(await choose(CLERK, { Host: 'evil.example' })).toMatchObject({ status: 403 })
  })
})

test('without a file of identities there is no such page', async () => {
  const devcloud = await startDevcloudProcess([])
  expect((await fetch(`${devcloud.url}/sign-in`)).status).toBe(404)
  await devcloud.stop()
})

test.each([
  ['an openid that is none', [{ openid: 'x.y', name: '甲' }]],
  ["nobody's name", [{ openid: CLERK }]],
  ['a word unknown', [{ openid: CLERK, name: '甲', password: '1' }]],
])('%s in the file: devcloud does not start', async (_what, content) => {
  await expect(startDevcloudProcess(['--identities', identitiesFile(content)])).rejects.toThrow('identities.json')
})

test('users outlive devcloud when it keeps its data', async () => {
  const data = mkdtempSync(join(tmpdir(), 'devcloud-data-'))
  const arguments_ = ['--functions', FIXTURE_FUNCTIONS, '--data', data]
  const openidIn = (reply: Reply) => (reply.json as { atStart: { OPENID: string } }).atStart.OPENID
  const first = await startDevcloudProcess(arguments_)
  const browser = await newBrowser(first.url)
  const before = openidIn(await browser.call('who-calls', { ms: 0 }))
  await first.stop()
  const second = await startDevcloudProcess(arguments_)
  // Cookies carry the port in their name, and this start has another one.
  const cookie = browser.cookie.replace(/^devcloud_\d+/, `devcloud_${new URL(second.url).port}`)
  expect(openidIn(await post(`${second.url}/functions/who-calls`, '{"ms":0}', { cookie }))).toBe(before)
  await second.stop()
})
