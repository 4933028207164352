import { enrolmentOf, NOW } from '../domain/orders/orders-county'
import { tell } from '../devcloud/ask'
import { DAUGHTER, FATHER, MOTHER, NEIGHBOUR, openPayCounty, type PayCounty } from './pay-county'
import { PayScreens } from './pay-screens'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

let paying: PayCounty
beforeEach(async () => {
  paying = await openPayCounty()
})
afterEach(() => paying.close())

async function visit(): Promise<{ screens: PayScreens; complaints: string[]; leave: () => Promise<void> }> {
  const { page, complaints, leave } = await openVisitor(paying.browser)
  await page.clock.setFixedTime(NOW)
  await signInAs(page, paying.county.url, 'oDaughter')
  return { screens: new PayScreens(page, sayYesInBrowser(page)), complaints, leave }
}

/** How the browser puts it that an answer did not come. */
const LOST_ANSWER = 'net::ERR_FAILED'
/** This county has no offices for the family's page to ask about. */
const NO_OFFICES = /functions\/village|status of 404/
const ordersOf = (openid: string) => paying.county.stored<{ way: string; state: string }>('orders', { payer: openid })

describe('在外的女儿，家人都关联好了', () => {
  it('微信替自己交：从首页点五下就付了；通知丢了，页面自己问到；点两下只有一份订单', async () => {
    await tell(paying.county.url, '/faults', { on: 'notification', fault: 'never' })
    const { screens, complaints, leave } = await visit()
    await screens.open()
    expect(await screens.payable()).toEqual([
      `本人 · ${DAUGHTER.name} 交 320 元 ✓`,
      `父亲 · ${FATHER.name} 交 320 元 ✓`,
      `母亲 · ${MOTHER.name} 交 320 元 ✓`,
    ])
    expect(await screens.words('pay-total')).toContain('3 人一共 960 元')
    await screens.tap('pay-go')
    expect(await screens.words('part-progress')).toBe(
      '分2次交：先巴南区 2022 年度，后岢岚县 2022 年度。现在是第 1 次。',
    )
    await screens.tap('way-wechat-pay')
    await screens.part('confirm-go').dblclick()
    screens.taps += 1
    await screens.payAtCashier()
    await screens.orderComesTo('已付，等待税务到账')
    expect(screens.taps).toBe(5)
    expect(await screens.words('left-to-pay')).toContain('还有父亲 320 元、母亲 320 元没交。')
    expect(await ordersOf('oDaughter')).toMatchObject([{ way: 'wechat', state: 'paid' }])
    expect(complaints).toEqual([])

    // The other place is the next order, from here on.
    await screens.tap('next-part')
    expect(await screens.words('part-progress')).toContain('现在是第 2 次')
    expect(await screens.words('confirm-total')).toContain('2 人一共 640 元')
    await leave()
  })

  it('父母的到官方渠道交：要先看清楚的，一条一条点过才下单；回话丢了再点还是同一份；文件到了，订单自己变', async () => {
    await paying.daughterHasPaid()
    const { screens, complaints, leave } = await visit()
    const operations: string[] = []
    await screens.page.route('**/functions/payment', async (route) => {
      const { action, data } = route.request().postDataJSON() as { action: string; data?: { operation?: string } }
      if (action !== 'placeOrder') return route.continue()
      operations.push(data?.operation ?? '')
      const answer = await route.fetch()
      return operations.length === 1 ? route.abort() : route.fulfill({ response: answer })
    })
    await screens.open()
    expect(await screens.payable()).toHaveLength(2)
    await screens.tap('pay-go')
    await screens.part('confirm-go').click()
    expect(operations).toEqual([])
    expect(await screens.words('confirm-go')).toBe('还有 2 条没有看清楚')
    expect((await screens.hearAll()).join()).toContain(`说的是：${FATHER.name}、${MOTHER.name}`)
    await screens.tap('confirm-go')
    expect(screens.taps).toBe(5)
    expect(await screens.words('confirm-unanswered')).toContain('不会办成两次')
    await screens.tap('confirm-go')
    expect(await screens.words('channel-total')).toBe('要交 640 元')
    expect(await screens.words('hand-over-wechat-city-services')).toContain('点“城市服务”')
    expect(operations).toHaveLength(2)
    expect(operations[1]).toBe(operations[0])
    expect((await ordersOf('oDaughter')).filter(({ way }) => way === 'official')).toHaveLength(1)

    // The debt's last day, which the place's file gives; and what the steps outside will ask.
    expect(await screens.words('channel-now')).toContain('最晚2021年12月25日交')
    expect(await screens.words('channel-enter')).toContain('先换成：山西省忻州市岢岚县')
    await screens.tap('channel-done')
    await screens.orderComesTo('您说已交，等税务确认')
    expect(await screens.words('order-sentence')).toContain('不用再交')
    await screens.page.goto(`${paying.county.url}/#/pages/family/index`)
    expect(await screens.words(`underway-${enrolmentOf(MOTHER)}`)).toContain('您说')
    expect(await screens.words(`enrolment-${enrolmentOf(MOTHER)}`)).not.toMatch(/待缴费|要交/)
    expect(await screens.page.locator('#page-family:visible .enrolment-pay').count()).toBe(0)
    await screens.page.goBack()
    await screens.orderComesTo('您说已交，等税务确认')
    expect((await paying.taxFileArrives([FATHER, MOTHER], 32_000)).matched).toBe(2)
    await screens.tap('order-refresh')
    await screens.orderComesTo('税务已到账')
    expect(complaints.filter((one) => !one.includes(LOST_ANSWER) && !NO_OFFICES.test(one))).toEqual([])
    await leave()
  })

  it('都交过了，再打开：没有要交的，各人的订单点得开', async () => {
    await paying.daughterHasPaid()
    await paying.county.place('oDaughter', [FATHER, MOTHER])
    await paying.taxFileArrives([FATHER, MOTHER], 32_000)
    const { screens, complaints, leave } = await visit()
    await screens.open()
    expect(await screens.words('pay-nobody')).toContain('没有要新交的')
    await screens.page.locator(`#pay-not-${enrolmentOf(MOTHER)}:visible .pay-own-order`).click()
    await screens.orderComesTo('税务已到账')
    await screens.page.goBack()
    await screens.part('pay-nobody').waitFor()
    expect(complaints).toEqual([])
    await leave()
  })

  it('替邻居交：填姓名和号码，先听清看不到的；没有信号照实说，什么也不丢；改了主意，取消订单', async () => {
    await paying.daughterHasPaid()
    await paying.county.place('oDaughter', [FATHER, MOTHER])
    const { screens, leave } = await visit()
    await screens.open()
    await screens.tap('pay-stranger')
    await screens.tap('stranger-kelan-2022')
    await screens.askForStranger(NEIGHBOUR)
    expect(await screens.words('stranger-fee')).toBe('该交 320 元')
    expect(await screens.words('stranger-found')).toContain('您没有绑定这个人')
    await screens.tap('stranger-add')
    expect(await screens.payable()).toEqual([`${NEIGHBOUR.name} 交 320 元 ✓`])
    await screens.tap('pay-go')
    await screens.hearAll()
    await screens.page.context().setOffline(true)
    await screens.tap('confirm-go')
    await screens.part('confirm-unanswered').waitFor()
    await screens.page.context().setOffline(false)
    await screens.tap('confirm-go')
    await screens.part('channel-total').waitFor()
    await screens.tap('channel-later')
    await screens.orderComesTo('待您在官方渠道缴费')
    await screens.cancelOrder()
    await screens.orderComesTo('已关闭')
    await leave()
  })
})
