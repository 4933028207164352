import { FIXTURE_FUNCTIONS, newBrowser, post, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

interface WhoCalls {
  atStart: { OPENID?: string; APPID?: string }
  afterWait: { OPENID?: string }
  inTimer?: string
  userInfo?: { openId: string }
}

describe('who calls a function', () => {
  let devcloud: RunningDevcloud
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS])
  })
  afterAll(() => devcloud.stop())

  const identityIn = async (browser: Awaited<ReturnType<typeof newBrowser>>, ms: number) =>
    (await browser.call('who-calls', { ms })).json as WhoCalls

  test('two people calling 200 times at once are never taken for each other', async () => {
    const [mother, son] = await Promise.all([newBrowser(devcloud.url), newBrowser(devcloud.url)])
    const [motherIs, sonIs] = [(await identityIn(mother, 0)).atStart.OPENID, (await identityIn(son, 0)).atStart.OPENID]
    expect(motherIs).toMatch(/^o[\w-]{27}$/)
    expect(sonIs).toMatch(/^o[\w-]{27}$/)
    expect(motherIs).not.toBe(sonIs)

    const calls = Array.from({ length: 200 }, async (_, at) => {
      const [browser, expected] = at % 2 === 0 ? [mother, motherIs] : [son, sonIs]
      const seen = await identityIn(browser, (at * 7) % 40)
      return [seen.atStart.OPENID, seen.afterWait.OPENID, seen.inTimer, seen.userInfo?.openId].every(
        (openid) => openid === expected,
      )
    })
    expect((await Promise.all(calls)).filter((kept) => kept)).toHaveLength(200)
  })

  test('a request cannot say who it is from', async () => {
    const browser = await newBrowser(devcloud.url)
    const honest = await identityIn(browser, 0)
    const claimed = { ms: 0, userInfo: { openId: 'oMayor' }, WX_OPENID: 'oMayor', OPENID: 'oMayor' }
    const seen = (await browser.call('who-calls', claimed)).json as WhoCalls
    expect(seen.atStart.OPENID).toBe(honest.atStart.OPENID)
    expect(seen.userInfo?.openId).toBe(honest.atStart.OPENID)
  })

  test('a forged cookie makes a new person, not the one it names', async () => {
    const victim = await newBrowser(devcloud.url)
    const openid = (await identityIn(victim, 0)).atStart.OPENID ?? ''
    const name = victim.cookie.split('=', 1)[0] ?? ''
    for (const forged of [`${name}=${openid}.forged`, `${name}=${openid}`, `${name}=${openid}.`]) {
      const reply = await post(`${devcloud.url}/functions/who-calls`, '{"ms":0}', { cookie: forged })
      expect((reply.json as WhoCalls).atStart.OPENID).toMatch(/^o/)
      expect((reply.json as WhoCalls).atStart.OPENID).not.toBe(openid)
      expect(reply.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    }
  })

  test('a function cannot make itself someone else', async () => {
    const browser = await newBrowser(devcloud.url)
    const openid = (await identityIn(browser, 0)).atStart.OPENID
    expect((await browser.call('misbehaves', { deed: 'impersonate' })).json).toBe(openid)
  })

  test('a function that another calls through the SDK runs without a user', async () => {
    const browser = await newBrowser(devcloud.url)
    const seen = (await browser.call('relay', { name: 'who-calls', data: { ms: 0 } })).json as WhoCalls
    expect(seen.atStart.APPID).toMatch(/^wx/)
    expect(seen.atStart.OPENID).toBeUndefined()
    expect(seen.userInfo).toBeUndefined()
  })
})
