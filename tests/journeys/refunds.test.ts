import type { Page } from 'playwright-core'
import { DAUGHTER, enrolmentOf, FATHER, MOTHER, openReceiptCounty, type ReceiptCounty } from './receipt-county'
import { ReceiptScreens } from './receipt-screens'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

let place: ReceiptCounty
beforeAll(async () => {
  place = await openReceiptCounty()
})
afterAll(() => place.close())

async function visitAs(
  openid: string,
): Promise<{ page: Page; screens: ReceiptScreens; complaints: string[]; leave(): Promise<void> }> {
  const { page, complaints, leave } = await openVisitor(place.browser)
  await signInAs(page, place.county.url, openid)
  return { page, complaints, leave, screens: new ReceiptScreens(page) }
}
const refundPage = (order: string, person: { id: string }): string =>
  `${place.county.url}/#/pages/pay/refund/index?order=${order}&enrolment=${enrolmentOf(person)}`

test('瑞金的通知没有写退费：照实说没有写，可以先交申请，由经办机构定；别人替她看也看不到', async () => {
  const order = await place.payByWechat()
  const { page, screens, complaints, leave } = await visitAs('oDaughter')
  await page.goto(refundPage(order, DAUGHTER))
  await screens.part('refund-terms').waitFor()
  expect(await screens.read('refund-terms')).toContain('? 通知没有写清楚')
  expect(await screens.read('refund-sentence')).toContain('没有写退费')
  await screens.part('refund-ask').getByText('别的原因', { exact: true }).click()
  await screens.part('refund-send').click()
  expect(await screens.read('refund-wrong')).toBe('请写一句原因。')
  await screens.part('refund-typed').locator('input').fill('我在城里参加了职工医保')
  await screens.part('refund-send').click()
  await sayYesInBrowser(page)('申请')
  await screens.part('refund-terms').filter({ hasText: '已申请，等经办机构审核' }).waitFor()
  expect(await place.county.stored('refunds', { order })).toMatchObject([{ state: 'asked', amount: 32_000 }])
  expect(complaints).toEqual([])
  await leave()

  const other = await visitAs('oNeighbour')
  await other.page.goto(refundPage(order, DAUGHTER))
  expect(await other.screens.read('refused-code')).toBe('代码：NOT_ALLOWED')
  await other.leave()
})

describe('岢岚：集中征缴期内由缴费人向县医保局申请', () => {
  let order: string
  let receipt: string
  beforeAll(async () => {
    ;({ order, receipt } = await place.takeCash([MOTHER, FATHER]))
  })

  test('12月20日，当场说可以、依据哪一条、退了有什么后果；选了原因才交得上去', async () => {
    const { page, screens, complaints, leave } = await visitAs('oMother1')
    await screens.openReceiptsFromHome(MOTHER.name)
    await screens.openRefund()
    expect(await screens.read('refund-amount')).toBe('要退 320 元')
    expect(await screens.read('refund-terms')).toContain('✓ 可以申请')
    expect(await screens.read('refund-sentence')).toContain('最晚 2021-12-25')
    await screens.part('refund-why').click()
    expect(await screens.read('refund-clause')).toContain('必须要在集中征缴期内及时申请')
    expect(await screens.read('refund-next')).toContain('县医保局要有两个人都核对同意')
    expect(await screens.read('refund-cost')).toContain('这一年就不算参保了')

    await screens.part('refund-send').click()
    expect(await screens.read('refund-wrong')).toBe('请先选一个原因。')
    await screens.askRefund('重复交了，或者两个地方都参保了')
    await sayYesInBrowser(page)('申请')
    await screens.part('refund-terms').filter({ hasText: '已申请，等经办机构审核' }).waitFor()
    expect(await screens.part('refund-ask').count()).toBe(0)
    expect(complaints).toEqual([])
    await leave()
  })

  test('两个人都同意、钱退了，她看到已退回；家里别人的收据换了一张', async () => {
    const refund = await place.agree(order)
    const { page, screens, complaints, leave } = await visitAs('oMother1')
    await page.goto(refundPage(order, MOTHER))
    await screens.part('refund-terms').waitFor()
    expect(await screens.read('refund-terms')).toContain('… 已同意，等待退款')
    await place.county.as('oCountyKelan').ask('payment', 'sendRefund', { refund, evidence: '签收单 1' })
    await page.reload()
    await screens.part('refund-terms').waitFor()
    expect(await screens.read('refund-terms')).toContain('✓ 已退回')
    expect(await screens.read('refund-amount')).toBe('退了 320 元')
    await page.goto(`${place.county.url}/#/pages/pay/receipt/index?receipt=${receipt}`)
    expect(await screens.read('receipt-void')).toContain('有人退费，已换开')
    expect(complaints).toEqual([])
    await leave()
  })

  test('1月5日，当场说不能、通知怎么说、问谁；没有可以交的', async () => {
    await place.county.setClock('2022-01-05T09:00:00+08:00')
    const { page, screens, complaints, leave } = await visitAs('oClerkKelan')
    await page.goto(refundPage(order, FATHER))
    await screens.part('refund-terms').waitFor()
    expect(await screens.read('refund-terms')).toContain('! 不能申请')
    expect(await screens.read('refund-sentence')).toContain('必须要在集中征缴期内及时申请')
    expect(await screens.read('refund-sentence')).toContain('县医保局')
    expect(await screens.part('refund-send').count()).toBe(0)
    expect(complaints).toEqual([])
    await leave()
  })
})
