import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser/open-browser'
import { GuidedCheck } from './guided-check'
import { startLocalCloud, type LocalCloud } from './local-cloud'
import { PEOPLE, type Person } from './people'
import { ResultScreen } from './result-screen'
import { openVisitor } from './visitor'

jest.setTimeout(60_000)

let browser: Browser
let cloud: LocalCloud
beforeAll(async () => {
  ;[browser, cloud] = await Promise.all([openBrowser(), startLocalCloud()])
})
afterAll(() => Promise.all([browser.close(), cloud.stop()]))

describe('从首页到结果，通知的原文也打开了', () => {
  it.each<Person>(Object.values(PEOPLE))('$title', async (person) => {
    const { page, complaints, leave } = await openVisitor(browser)
    await page.goto(cloud.url)
    await new GuidedCheck(page).walk(person)

    const result = new ResultScreen(page)
    expect(await result.amount()).toBe(person.amount)
    expect(await result.equation()).toBe(person.equation)
    expect(await result.benefits()).toBe(person.benefits)
    expect(await result.why('amount')).toContain(person.clause)
    if (person.warning !== undefined) expect(await result.warnings()).toContain(person.warning)
    expect(await result.serverLine()).toBe('已同服务器核对，结果一样。')
    expect(complaints).toEqual([])
    await leave()
  })
})
