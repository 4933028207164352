import { FATHER, MOTHER, openPayCounty, type PayCounty } from '../journeys/pay-county'
import { PayScreens } from '../journeys/pay-screens'
import { launchPackage } from '../mini-runtime/launch-package'
import type { MiniProgram } from '../mini-runtime/mini-program'

/** WeChat's audit of a page: developers.weixin.qq.com, 体验评分. */
const NODES_MAX = 1000
const SET_DATA_BYTES_MAX = 256 * 1024
const TAX_OFFICE = { appId: 'wx0000000000000001', path: 'pages/pay/index' }

let paying: PayCounty
let program: MiniProgram
beforeAll(async () => {
  paying = await openPayCounty()
  await paying.county.db
    .collection('payment-configs')
    .doc('kelan')
    .update({ data: { miniPrograms: { 'wechat-city-services': TAX_OFFICE } } })
})
afterAll(() => paying.close())
afterEach(() => program.close())

/** The phone of the daughter, whom WeChat has signed in. */
async function openDaughters(): Promise<PayScreens> {
  const person = paying.county.as('oDaughter')
  program = await launchPackage('dist/weapp', paying.browser, {
    callFunction: async (name, request) => {
      const { action, data } = request as { action: string; data?: unknown }
      return { result: await person.call(name, action, data) }
    },
  })
  return new PayScreens(program.page, (button) => program.answerSheet(button))
}

describe('the built WeChat package, as a daughter pays for her parents', () => {
  it('has her hear what to know, orders, and opens the mini-program of the official channel; the tax office has the money, and the order says so', async () => {
    await paying.daughterHasPaid()
    const screens = await openDaughters()
    await screens.open()
    expect(await screens.payable()).toEqual([`父亲 · ${FATHER.name} 交 320 元 ✓`, `母亲 · ${MOTHER.name} 交 320 元 ✓`])
    await screens.tap('pay-go')
    expect(await screens.hearAll()).toHaveLength(2)
    await screens.tap('confirm-go')
    expect(await screens.words('channel-total')).toBe('要交 640 元')
    expect(screens.taps).toBe(5)
    await screens.tap('open-mini-program')
    expect((await program.calls('navigateToMiniProgram')).map(({ options }) => options)).toEqual([TAX_OFFICE])
    const { nodes, setDataBytes } = await program.measure()
    expect(nodes).toBeLessThan(NODES_MAX)
    expect(setDataBytes).toBeLessThanOrEqual(SET_DATA_BYTES_MAX)

    await screens.tap('channel-done')
    await screens.orderComesTo('您说已交，等税务确认')
    expect((await paying.taxFileArrives([FATHER, MOTHER], 32_000)).matched).toBe(2)
    await screens.tap('order-refresh')
    await screens.orderComesTo('税务已到账')
    expect(await program.complaints()).toEqual([])
  })
})
