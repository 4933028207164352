import { GuidedCheck } from './guided-check'
import { PEOPLE } from './people'
import { openProduct, type Product } from './product'
import { ResultScreen } from './result-screen'
import { openVisitorOn, type Visitor } from './visitor'

const { ruijinLate } = PEOPLE

let product: Product
let visitor: Visitor
beforeAll(async () => {
  product = await openProduct()
})
afterAll(() => product.close())
beforeEach(async () => {
  visitor = await openVisitorOn(ruijinLate.payOn, product.browser)
})
afterEach(() => visitor.leave())

async function askedForBirthDate(): Promise<GuidedCheck> {
  await visitor.page.goto(product.cloud.url)
  const check = new GuidedCheck(visitor.page)
  await check.begin()
  await check.choosePlace(ruijinLate.place)
  await check.forWhom()
  await check.payOn(ruijinLate.payOn)
  await check.answerUntil('出生日期', ruijinLate)
  return check
}

describe('填错了，或者走错了门', () => {
  it.each([
    ['没有这个地方', 'region=wuhan&year=2022', 'UNKNOWN_REGION', 'wuhan'],
    ['没有这一年', 'region=ruijin&year=2023', 'UNKNOWN_YEAR', '2023'],
  ])('地址里%s，说得清清楚楚，不拿别处的来代替', async (_, query, code, found) => {
    await visitor.page.goto(`${product.cloud.url}/#/pages/check/index?${query}`)
    const trouble = visitor.page.locator('#trouble:visible')
    expect(await trouble.locator('#trouble-message').innerText()).toContain(found)
    expect(await trouble.locator('#trouble-code').innerText()).toContain(code)
    await trouble.locator('#trouble-home').click()
    await visitor.page.locator('#page-home:visible').waitFor()
    expect(visitor.complaints).toEqual([])
  })

  it('2022年2月30日不在日历上，不收', async () => {
    const check = await askedForBirthDate()
    await check.give('出生日期', '2022-02-30')
    expect(await check.complaint()).toBe('日历上没有这一天，请看看月和日填对了没有。')
    expect(await check.matterNow()).toBe('出生日期')
    await check.answer('出生日期', '1975-06-10')
  })

  it('还没到的出生日期，不收', async () => {
    const check = await askedForBirthDate()
    await check.give('出生日期', '2099-01-01')
    expect(await check.complaint()).toBe('出生日期还没有到，请看看年份填对了没有。')
    expect(await check.matterNow()).toBe('出生日期')
  })
})

describe('村里没有信号', () => {
  it('照样算得出来，也照实说没有联网', async () => {
    const { page, complaints } = visitor
    await page.goto(product.cloud.url)
    await page.locator('#home-check:visible').waitFor()
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await new GuidedCheck(page).walk(ruijinLate)

    const result = new ResultScreen(page)
    expect(await result.amount()).toBe(ruijinLate.amount)
    expect(await result.why('amount')).toContain(ruijinLate.clause)
    expect(await result.serverLine()).toBe('未联网，按本机政策计算。')
    expect(complaints.filter((complaint) => !/rules-engine|ERR_INTERNET_DISCONNECTED/.test(complaint))).toEqual([])
  })
})
