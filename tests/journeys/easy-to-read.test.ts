import { GuidedCheck } from './guided-check'
import { PEOPLE } from './people'
import { openProduct, type Product } from './product'
import { ResultScreen } from './result-screen'
import { hardToRead } from './screen-measure'
import { openVisitor } from './visitor'

jest.setTimeout(60_000)

let product: Product
beforeAll(async () => {
  product = await openProduct()
})
afterAll(() => product.close())

describe.each(['light', 'dark'] as const)('七十岁的人看得清、点得着（%s）', (colorScheme) => {
  it('每一屏的字不小于18，能点的不小于48，对比不低于4.5', async () => {
    const person = PEOPLE.ruijinLate
    const { page, leave } = await openVisitor(product.browser, { colorScheme })
    await page.goto(product.cloud.url)
    const check = new GuidedCheck(page)
    const hard: Record<string, string[]> = {}
    const look = async (screen: string) => {
      hard[screen] = await hardToRead(page)
    }

    await page.locator('#home-check:visible').waitFor()
    await look('首页')
    await check.begin()
    await look('选地方')
    await check.choosePlace(person.place)
    await look('替谁查')
    await check.forWhom('母亲')
    await look('哪天交')
    await check.payOn(person.payOn)
    for (let matter = await check.matterNow(); matter !== null; matter = await check.matterNow()) {
      await look(matter)
      await check.answerNext(person)
    }
    await new ResultScreen(page).why('amount')
    await look('结果')
    expect(Object.entries(hard).filter(([, complaints]) => complaints.length > 0)).toEqual([])
    await leave()
  })
})
