import { GuidedCheck } from './guided-check'
import { PEOPLE, type Person } from './people'
import { openProduct, type Product } from './product'
import { ResultScreen } from './result-screen'
import { openVisitorOn } from './visitor'

let product: Product
beforeAll(async () => {
  product = await openProduct()
})
afterAll(() => product.close())

describe('从首页到结果，通知的原文也打开了', () => {
  it.each<Person>(Object.values(PEOPLE))('$title', async (person) => {
    const { page, complaints, leave } = await openVisitorOn(person.payOn, product.browser)
    await page.goto(product.cloud.url)
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
