import type { Page } from 'playwright-core'
import { CLERK, enrolmentOf, FORMER_CLERK, openClerkCounty, OTHER_CLERK, START, type ClerkCounty } from './clerk-county'
import { ClerkScreens } from './clerk-screens'
import { readThrough } from '../platform/files/read-through'
import { downloaded } from './downloaded'
import { readCodeOn } from './scan-code'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

let clerks: ClerkCounty
let page: Page
let screens: ClerkScreens
let leave: () => Promise<void>
beforeAll(async () => {
  clerks = await openClerkCounty()
  const visit = await openVisitor(clerks.browser)
  leave = visit.leave
  await onNewPage(visit.page)
  await signInAs(page, clerks.county.url, CLERK)
})
afterAll(async () => {
  await leave()
  await clerks.close()
})

/** The phone is on the county's day; its clock goes on, for a canvas is drawn only where time passes. */
async function onNewPage(opened: Page): Promise<void> {
  page = opened
  page.setDefaultTimeout(60_000)
  await page.clock.install({ time: START })
  screens = new ClerkScreens(page, sayYesInBrowser(page))
}

describe('谁看得到“村里的工作”', () => {
  it.each([
    ['村民', 'oStranger'],
    ['任期到了的村干部', FORMER_CLERK],
  ])('%s看不到', async (_who, openid) => {
    const visit = await openVisitor(clerks.browser)
    await visit.page.clock.setFixedTime(START)
    await signInAs(visit.page, clerks.county.url, openid)
    await visit.page.locator('#home-family:visible').click()
    await visit.page.locator('#family-ways:visible').waitFor()
    await visit.page.waitForLoadState('networkidle')
    expect(await visit.page.locator('#go-village').count()).toBe(0)
    await visit.leave()
  })
})

describe('村干部的一天：挨户收钱，中间断网', () => {
  it('早上：还没交的人数最大，点一下就是名单；没网要用的自动带上', async () => {
    await screens.open()
    expect(await screens.unpaid()).toBe(13)
    await screens.openList()
    await screens.takenAlong(6)
    expect(await screens.rows().count()).toBe(6)
    await screens.search('0609')
    expect(await screens.rows().count()).toBe(1)
    await screens.search('2组')
    expect(await screens.rows().count()).toBe(3)
    await screens.search('')
  })

  it('第一户，有网：念过该念的才能收，收了就有收据号', async () => {
    await screens.openHousehold('0204')
    expect(await screens.part('door-total').innerText()).toContain('640')
    await screens.part('go-collect').click()
    await screens.part('collect-take').click()
    expect(await screens.part('heard-wrong').innerText()).toContain('先念给他们听')
    await page.goBack()
    await screens.collect()
    expect(await screens.receipt()).toBe('kelan-2022-1-1-00001')
    await screens.nextHousehold()
  })

  it('第二、三户，没网：照带上的收，给暂记条，说明还不是收据；每一屏都说几笔没上传', async () => {
    await page.context().setOffline(true)
    await screens.openHousehold('040X')
    expect(await screens.part('along').innerText()).toContain('没有网')
    await screens.collect()
    expect(await screens.part('provisional').innerText()).toContain('还不是收据')
    await screens.nextHousehold()
    await screens.openHousehold('0609')
    await screens.collect()
    await screens.part('provisional').waitFor()
    expect(await screens.part('taken-waiting').innerText()).toContain('2 笔没上传，共 1280 元')
    expect(await clerks.county.stored('orders')).toHaveLength(1)
  })

  it('手机关了再开，一笔也不丢：首页就看得到', async () => {
    const context = page.context()
    await page.close()
    await context.setOffline(false)
    await context.route('**/functions/**', (route) => route.abort())
    await onNewPage(await context.newPage())
    await page.goto(clerks.county.url)
    expect(await screens.part('home-work').innerText()).toContain('2 笔没上传')
    await screens.part('home-work').click()
    expect(await screens.part('taken-waiting').innerText()).toContain('2 笔没上传')
  })

  it('别的村干部先收了第三户；网一来自动上传：第二户记上一次，第三户没记上，退了钱再登记', async () => {
    const other = clerks.county.as(OTHER_CLERK)
    const alone = enrolmentOf(3)
    const { total, people } = await other.ask<{ total: number; people: { warnings: { code: string }[] }[] }>(
      'payment',
      'owedAtDesk',
      { enrolments: [alone] },
    )
    await other.ask('payment', 'takeCash', {
      operation: 'other-clerk-first',
      enrolments: [alone],
      way: 'cash',
      total,
      slip: null,
      heard: people.flatMap(({ warnings }) => warnings.map(({ code }) => code)),
    })

    await page.context().unroute('**/functions/**')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await screens.part('taken-refused').waitFor()
    await screens.part('taken-waiting').waitFor({ state: 'detached' })
    expect(await clerks.county.stored('orders')).toHaveLength(3)
    await screens.part('taken-refused').click()
    expect(await page.locator('.refused-why:visible').innerText()).toContain('已经缴过了')
    await screens.giveBack()
    await screens.part('all-sent').waitFor()
    expect(await clerks.county.stored('cash-conflicts', { state: 'returned' })).toHaveLength(1)
    await screens.part('back-to-desk').click()
    await screens.here()
    expect(await screens.unpaid()).toBe(13 - 2 - 3 - 1)
  })

  it('存银行：金额照存款单填，对不上不让登记；存完手里是零', async () => {
    await screens.part('go-deposit').click()
    expect(await screens.part('cash-total').innerText()).toContain('1600')
    await screens.deposit('1500', 'bank-0001')
    expect(await screens.part('deposit-amount-2022-wrong').innerText()).toContain('对不上')
    await screens.deposit('1600', 'bank-0001')
    expect(await screens.part('deposit-done').innerText()).toContain('手里还有 0 元')
    await screens.backToToday()
  })

  it('办该办的：收缴登记看一眼、取表、打印，登记办好了；表里名字是全的，谁取了留下记录', async () => {
    await screens.part('go-duties').click()
    const register = screens.part('paper-collectionRegister')
    await register.locator('.paper-look').click()
    await register.locator('.sheet-row').nth(1).waitFor()
    expect(await register.innerText()).toContain('***')
    const { name, bytes } = await downloaded(page, () => register.locator('.paper-file').click())
    expect(name).toMatch(/^2022年度城乡居民医保.*\.xlsx$/)
    const cells = JSON.stringify((await readThrough(bytes)).rows)
    expect(cells.match(/kelan-2022-1-1-0000\d/g)).toHaveLength(6)
    expect(cells).not.toContain('***')
    await register.locator('.paper-print').click()
    const printed = await downloaded(page, () => screens.part('keep-pdf').click())
    expect(printed.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(await clerks.county.stored('audit', { action: 'makePaper', outcome: 'revealed' })).not.toHaveLength(0)
    await screens.markDone('collection-register', '村委会柜子里')
    await screens.backToToday()
  })

  it('公示：编好、贴出去、有人提意见就答复，期满收起来，盖章备案', async () => {
    await screens.part('go-postings').click()
    expect(await screens.part('to-post-people').innerText()).toMatch(/^6\s*人，1920 元/)
    await screens.part('draw-up-send').click()
    await screens.postingHere()
    expect(await screens.part('posted').innerText()).toMatch(/1\. .\*\*\*\s*第1组 2021-12-10\s*320\.00 元/)
    await screens.putUp('村委会门口', START.slice(0, 10))
    await screens.object('乙丑', '我家交了两个人')
    await screens.answer('两个人都在第二页')
    await screens.part('close-posting-send').click()
    await screens.part('posting-sealed').click()
    await screens.part('file-posting-send').click()
    await screens.part('file-posting').waitFor({ state: 'detached' })
    expect(await screens.postingState()).toBe('已备案')
    await screens.backToToday()
  })

  it('收据本：号码连着；一张从打印到核销，一张没盖章的查出来就无效、收回来', async () => {
    await screens.part('today-receipts').click()
    await screens.part('papers').waitFor()
    expect(await screens.part('book').innerText()).toContain('开到第 3 号')
    expect(await screens.part('book').innerText()).toContain('一张不缺')
    const whole = await screens.openPaper(1)
    for (const [event, state] of [
      ['print', '已打印'],
      ['issue', '已发放'],
      ['register', '已登记'],
    ] as const)
      await screens.movePaper(whole, event, state)
    await screens.checkPaper(whole, { sealed: true, matches: true, complete: true }, '已复核')
    for (const [event, state] of [
      ['takeBack', '已回收'],
      ['writeOff', '已核销'],
    ] as const)
      await screens.movePaper(whole, event, state)
    const unsealed = await screens.openPaper(2)
    for (const [event, state] of [
      ['print', '已打印'],
      ['issue', '已发放'],
      ['register', '已登记'],
    ] as const)
      await screens.movePaper(unsealed, event, state)
    await screens.checkPaper(unsealed, { sealed: false, matches: true, complete: true }, '无效')
    expect(await unsealed.innerText()).toContain('未加盖公章')
    const spoilt = await screens.openPaper(3)
    await screens.movePaper(spoilt, 'print', '已打印')
    await screens.voidPaper(spoilt, '写错了名字')
    expect(await spoilt.innerText()).toContain('无效：写错了名字')
    await screens.backToToday()
  })

  it('刷卡收一户，收据马上有；家庭码印出来，手机扫得出', async () => {
    await screens.openList()
    await screens.openHousehold('0809')
    await screens.collectByCard('slip-0042')
    expect(await screens.receipt()).toBe('kelan-2022-1-1-00004')
    expect(await clerks.county.stored('orders', { way: 'pos' })).toHaveLength(1)
    await screens.nextHousehold()
    await screens.openHousehold('0809')
    await screens.part('code-show').click()
    const slip = await downloaded(page, () => screens.part('keep-picture').click())
    expect(await readCodeOn(page, slip.bytes)).toBe((await screens.part('code').innerText()).trim())
    await page.goBack()
    await screens.rows().first().waitFor()
    await page.goBack()
    await screens.here()
  })

  it('催缴：名单上只有遮住的号码，一点就拨全号，谁拨的留下记录；结果记上', async () => {
    // A page of its own: after a call the browser waits for a phone for ever.
    const aside = await page.context().newPage()
    await aside.clock.install({ time: START })
    await aside.goto(`${clerks.county.url}/#/pages/village/calls/index`)
    const there = new ClerkScreens(aside, sayYesInBrowser(aside))
    const first = aside.locator('.call-row:visible').first()
    await there.noteContact(first)
    expect(await clerks.county.stored('contacts')).toHaveLength(1)
    expect(await first.innerText()).not.toMatch(/\d{11}/)
    expect(await there.callFrom(first)).toMatch(/^tel:000\d{8}$/)
    expect((await clerks.county.stored('audit', { action: 'revealField', openid: CLERK })).length).toBeGreaterThan(0)
    await aside.close()
  })

  it('收工：点一遍钱，人、票、款、录入四样对得上', async () => {
    await screens.part('go-close').click()
    await screens.write('counted', '0')
    await screens.part('count').click()
    await page.locator('#close-verdict:visible', { hasText: '四样都对上了' }).waitFor()
    expect(await screens.fourFigures()).toEqual(['人 ✓ 对 7', '票 ✓ 对 7', '款 ✓ 对 2240 元', '录入 ✓ 对 7'])
  })

  it('退出工作：手机上一户也不留', async () => {
    await screens.backToToday()
    await screens.part('leave-work').click()
    await sayYesInBrowser(page)('退出')
    await page.locator('#page-home:visible').waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('canbao.desk')))).toEqual(
      [],
    )
  })
})
