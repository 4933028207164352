import { GuidedCheck } from './guided-check'
import { HomeScreen } from './home-screen'
import { PEOPLE } from './people'
import { openProduct, type Product } from './product'
import { ResultScreen } from './result-screen'
import { openVisitorOn, type Visitor } from './visitor'

const { kelanMinimumLiving: mother, ruijinLate: late } = PEOPLE

let product: Product
let visitor: Visitor
beforeAll(async () => {
  product = await openProduct()
})
afterAll(() => product.close())

beforeEach(async () => {
  visitor = await openVisitorOn(late.payOn, product.browser)
  await visitor.page.goto(product.cloud.url)
})
afterEach(async () => {
  expect(visitor.complaints).toEqual([])
  await visitor.leave()
})

describe('想回头改一改', () => {
  it('退回去再往前走，答过的都还在', async () => {
    const check = new GuidedCheck(visitor.page)
    await check.begin()
    await check.choosePlace(mother.place)
    await check.forWhom('母亲')
    await check.payOn(mother.payOn)
    const asked = [await check.answerNext(mother), await check.answerNext(mother)].filter((matter) => matter !== null)
    expect(asked).toHaveLength(2)

    await check.goBack()
    await check.goBack()
    expect(await check.matterNow()).toBe(asked[0])
    for (const matter of asked) await check.keepAnswer(matter)
    await check.answerAll(mother)
    expect(await new ResultScreen(visitor.page).amount()).toBe(mother.amount)
  })

  it('答到一半回首页，下次接着答', async () => {
    const check = new GuidedCheck(visitor.page)
    await check.begin()
    await check.choosePlace(mother.place)
    await check.forWhom('母亲')
    await check.payOn(mother.payOn)
    await check.answerNext(mother)
    const second = await check.matterNow()

    await visitor.page.goto(product.cloud.url)
    await visitor.page.reload()
    await new HomeScreen(visitor.page).resume()
    expect(await check.matterNow()).toBe(second)
  })

  it('看了结果再改一题，结果跟着变', async () => {
    const check = new GuidedCheck(visitor.page)
    await check.walk(mother)
    await check.reopen('身份')
    await check.changeTicks('身份', ['低保对象'], ['特困人员'])
    await check.answerAll(mother)
    expect(await new ResultScreen(visitor.page).amount()).toContain('不用交钱')
  })

  it('换一天试算，报销的日子跟着变', async () => {
    await new GuidedCheck(visitor.page).walk(late)
    const result = new ResultScreen(visitor.page)
    expect(await result.benefits()).toBe('2022年6月30日起，到 2022年12月31日止')
    await result.tryDay('2021-12-10')
    await result.shows('2022年1月1日起，到 2022年12月31日止')
  })
})

describe('替家里人存着', () => {
  it('存成“母亲”，重新打开还在，删了就没了', async () => {
    await new GuidedCheck(visitor.page).walk(mother)
    const result = new ResultScreen(visitor.page)
    await result.keepAs('母亲')
    await result.goHome()
    const home = new HomeScreen(visitor.page)
    expect(await home.kept()).toEqual(['母亲 40 元'])

    await visitor.page.reload()
    expect(await home.kept()).toEqual(['母亲 40 元'])
    await home.open('母亲')
    expect(await result.amount()).toBe(mother.amount)

    await result.goHome()
    await home.remove('母亲')
    await visitor.page.reload()
    expect(await home.kept()).toEqual([])
  })
})

describe('说不清的', () => {
  const part = (id: string) => visitor.page.locator(`#${id}:visible`)
  const walk = async (knows: Partial<typeof late.knows>) => {
    await new GuidedCheck(visitor.page).walk({ ...late, knows: { ...late.knows, ...knows } })
  }

  it('身份说不清，只说最多多少，什么情况会少都列着，存下来也是“最多”', async () => {
    await walk({ 身份: '说不清', 丧失劳动能力: '没有' })
    const result = new ResultScreen(visitor.page)
    expect(await result.amount()).toBe('最多交 320 元')
    expect(await part('amount-below').innerText()).toMatch(/低保[^]*可能更少/)
    expect(await part('doubt').innerText()).toMatch(/不用交钱[^]*特困供养人员[^]*城乡低保对象/)
    expect(await part('equation').count()).toBe(0)
    await result.keepAs('母亲')
    await result.goHome()
    expect(await new HomeScreen(visitor.page).kept()).toEqual(['母亲 最多 320 元'])
  })

  it('有职工医保的，最大的字是“先别交”，不是钱数，也没有去交费', async () => {
    await walk({ 职工医保: '有' })
    expect(await part('amount').innerText()).toBe('先别交')
    for (const gone of ['equation', 'deadline', 'result-pay']) expect(await part(gone).count()).toBe(0)
    expect(await part('contacts').innerText()).toContain('12393')
  })
})

describe('过了那一年再来看', () => {
  it('先说过完了，数是灰的，没有倒数也没有交费，问谁写在上面，转发的话也一样', async () => {
    const { page } = visitor
    await page.clock.setFixedTime('2026-11-30T12:00:00+08:00')
    await page.reload()
    const part = (id: string) => page.locator(`#${id}:visible`)
    expect(await part('home-open').innerText()).toBe('现在一般在收 2027 年度的，这里还没有正在收的通知。')
    const check = new GuidedCheck(page)
    await check.begin()
    const places = await page.locator('#question-place:visible .choice').allInnerTexts()
    expect(places[0]).toMatch(/瑞金市[^]*2026 年度，早过了缴费期[^]*按转载的内容/)
    expect(places.at(-1)).toMatch(/2022 年度，已经过完/)

    await part('place-absent').click()
    expect(await part('national').innerText()).toMatch(/不是您当地的[^]*2027 年度[^]*个人缴费标准还没有公布[^]*12393/)
    await page.locator('#place-ruijin-2022:visible').click()
    await check.forWhom('母亲')
    await check.payOn('2021-12-10')
    await check.answerAll(late)

    const first = page.locator('#page-result:visible .notice, #page-result:visible .card').first()
    expect(await first.getAttribute('id')).toBe('year-banner')
    expect(await part('year-banner').innerText()).toMatch(/^2022 年度已经过完了[^]*现在交不了[^]*12393/)
    expect(await part('amount').getAttribute('class')).toContain('amount-past')
    for (const gone of ['deadline', 'days-left', 'late', 'result-pay', 'channels', 'registration'])
      expect(await part(gone).count()).toBe(0)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await part('keep-share').click()
    const said = await page.evaluate(() => navigator.clipboard.readText())
    expect(said).toMatch(/2022 年度已经过完了，现在该交多少，请打 12393 问/)
    expect(said).not.toContain('最晚')
  })
})

describe('从首页到结果', () => {
  it('普通的人最多点 8 次', async () => {
    const { page } = visitor
    await page.clock.setFixedTime('2021-12-10T12:00:00+08:00')
    await page.reload()
    await page.evaluate(() => {
      const counted = window as unknown as { taps: number }
      counted.taps = 0
      window.addEventListener('click', () => (counted.taps += 1), true)
    })
    await page.locator('#home-open-ruijin-2022:visible').click()
    const check = new GuidedCheck(page)
    await page.locator('#question-who:visible').waitFor()
    await page.locator('#question-who:visible').getByText('母亲', { exact: true }).click()
    const elder = { ...late, knows: { ...late.knows, 出生日期: '1955-06-10' } }
    await check.answerAll(elder)
    await new ResultScreen(page).amount()
    expect(await page.evaluate(() => (window as unknown as { taps: number }).taps)).toBeLessThanOrEqual(8)
  })
})
