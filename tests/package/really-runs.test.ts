import { GuidedCheck } from '../journeys/guided-check'
import { PEOPLE, type Person } from '../journeys/people'
import { openProduct, type Product } from '../journeys/product'
import { ResultScreen } from '../journeys/result-screen'
import { launchPackage, type Phone } from '../mini-runtime/launch-package'
import type { MiniProgram } from '../mini-runtime/mini-program'

/** WeChat's audit of a page: developers.weixin.qq.com, 体验评分. */
const NODES_MAX = 1000
const DEPTH_MAX = 30
const SET_DATA_BYTES_MAX = 256 * 1024

let product: Product
let program: MiniProgram
beforeAll(async () => {
  product = await openProduct()
})
afterAll(() => product.close())
afterEach(() => program.close())

async function open(phone: Partial<Phone> = {}): Promise<GuidedCheck> {
  program = await launchPackage('dist/weapp', product.browser, { callFunction: product.cloud.call, ...phone })
  return new GuidedCheck(program.page)
}

const { kelanMinimumLiving } = PEOPLE
const day = kelanMinimumLiving.payOn

describe('the built WeChat package', () => {
  it('opens at home, and nothing is complained of, not even a warning of WXML', async () => {
    await open()
    await program.page.locator('#home-check:visible').waitFor()
    expect(await program.route()).toBe('pages/home/index')
    expect(await program.complaints()).toEqual([])
  })

  it.each<Person>(Object.values(PEOPLE))('answers, and the cloud function agrees: $title', async (person) => {
    const check = await open({ day: person.payOn })
    await check.walk(person)
    const result = new ResultScreen(program.page)
    expect(await result.amount()).toBe(person.amount)
    expect(await result.equation()).toBe(person.equation)
    expect(await result.benefits()).toBe(person.benefits)
    expect(await result.why('amount')).toContain(person.clause)
    expect(await result.serverLine()).toBe('已同服务器核对，结果一样。')
    expect(await program.calls('cloud.callFunction')).toHaveLength(1)
    expect(await program.complaints()).toEqual([])
  })

  it('answers all the same where the cloud cannot be reached', async () => {
    const check = await open({ day, callFunction: async () => ({ errCode: -1, errMsg: 'request:fail' }) })
    await check.walk(kelanMinimumLiving)
    const result = new ResultScreen(program.page)
    expect(await result.amount()).toBe(kelanMinimumLiving.amount)
    expect(await result.serverLine()).toBe('未联网，按本机政策计算。')
    expect(await program.complaints()).toEqual([])
  })

  it('keeps a check on the phone, and shows it when it is opened again', async () => {
    const check = await open({ day })
    await check.walk(kelanMinimumLiving)
    await new ResultScreen(program.page).keepAs('母亲')
    await program.relaunch()
    await program.screen.locator('.saved-open').click()
    expect(await new ResultScreen(program.page).amount()).toBe(kelanMinimumLiving.amount)
    expect(await program.complaints()).toEqual([])
  })

  it('draws a result that WeChat audits as light: nodes, depth and setData', async () => {
    const check = await open({ day })
    await check.walk(kelanMinimumLiving)
    await new ResultScreen(program.page).why('amount')
    const { nodes, depth, setDataBytes } = await program.measure()
    expect(nodes).toBeLessThan(NODES_MAX)
    expect(depth).toBeLessThan(DEPTH_MAX)
    expect(setDataBytes).toBeLessThanOrEqual(SET_DATA_BYTES_MAX)
  })

  it('writes larger for a reader who has set WeChat to large letters', async () => {
    const letterPx = async (fontSizeScaleFactor: number): Promise<number> => {
      await open({ fontSizeScaleFactor })
      return program.page
        .locator('#home-promise:visible')
        .evaluate((node) => parseFloat(getComputedStyle(node).fontSize))
    }
    const usual = await letterPx(1)
    await program.close()
    expect(await letterPx(1.4)).toBeGreaterThan(usual)
  })
})
