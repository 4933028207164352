import { NOW } from '../domain/orders/orders-county'
import { openPayCounty, type PayCounty } from './pay-county'
import { placeSistersOrders, walkPaying, type SistersOrders } from './pay-walk'
import { hardToRead, widerThanPhone } from './screen-measure'
import { openVisitor } from './visitor'

describe('缴费的每一屏', () => {
  let paying: PayCounty
  let orders: SistersOrders
  beforeAll(async () => {
    paying = await openPayCounty()
    orders = await placeSistersOrders(paying)
  })
  afterAll(() => paying.close())

  it.each([
    ['light', '标准'],
    ['dark', '标准'],
    ['light', '特大'],
  ] as const)('七十岁的人看得清、点得着（%s，%s）', async (colorScheme, fontSize) => {
    const { page, leave } = await openVisitor(paying.browser, { colorScheme })
    await page.clock.setFixedTime(NOW)
    const hard: Record<string, string[]> = {}
    await walkPaying(page, paying, orders, fontSize, async (screen) => {
      hard[screen] = await hardToRead(page, colorScheme === 'light' && fontSize === '标准')
      if (await widerThanPhone(page)) hard[screen].push('wider than the phone')
    })
    expect(Object.entries(hard).filter(([, complaints]) => complaints.length > 0)).toEqual([])
    expect(Object.keys(hard)).toHaveLength(8)
    await leave()
  })
})
