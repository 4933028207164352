import { GuidedCheck } from './guided-check'
import { HomeScreen } from './home-screen'
import { PEOPLE } from './people'
import { openProduct, type Product } from './product'
import { ResultScreen } from './result-screen'
import { openVisitor, type Visitor } from './visitor'

let product: Product
let visitor: Visitor
beforeAll(async () => {
  product = await openProduct()
})
afterAll(() => product.close())

beforeEach(async () => {
  visitor = await openVisitor(product.browser)
  await visitor.page.goto(product.cloud.url)
})
afterEach(async () => {
  expect(visitor.complaints).toEqual([])
  await visitor.leave()
})

const { kelanMinimumLiving: mother, ruijinLate: late } = PEOPLE

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
