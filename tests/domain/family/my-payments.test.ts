import type { LinkDocument } from '../../../cloudfunctions/domain/people/link-documents'
import { newSelfLink } from '../../../cloudfunctions/domain/people/links'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { RefundDocument } from '../../../cloudfunctions/domain/refunds/documents'
import { enrolmentOf, operation, startOrdersCounty, TODAY } from '../orders/orders-county'
import type { OrdersCounty } from '../orders/orders-county'

describe('KIND: what an account gave or was given stands in its export, and reasons and slips nowhere in clear', () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty()
  })
  afterAll(() => county.stop())

  test('orders with what became of them, refunds and slips, for the payer; for the paid only what is theirs', async () => {
    const household = 'export-house'
    const [me, other] = (await county.family('oMother1', [{ household }, {}])) as [Resident, Resident]
    const { _id: order, ...rest } = await county.prepaid('oMother1', [me, other])
    await county.pay({ _id: order, ...rest })
    await county.as('oMother1').ask('payment', 'checkOrder', { order })
    const asked = { operation: operation(), order, enrolment: enrolmentOf(me), why: '重复参保' }
    await county.as('oMother1').ask('payment', 'askRefund', asked)
    const [{ _id: refund }] = (await county.stored<RefundDocument>('refunds', { order })) as [RefundDocument]
    const because = '重复申请，理由不足之甲'
    await county.as('oCounty').ask('payment', 'refuseRefund', { refund, because })
    const exported = async (who: string) =>
      JSON.parse((await county.as(who).ask<{ file: string }>('enrollment', 'exportMine')).file) as {
        我的订单: { 订单: string; 退款: object[]; 缴费的人: object[] }[]
        别人为我缴的费: { 订单: string; 缴费的人: object[] }[]
      }
    const mine = (await exported('oMother1')).我的订单.find((one) => one.订单 === order)!
    expect(mine).toMatchObject({ 方式: '微信支付', 退款: [{ 进度: `没有同意：${because}` }], 收据: [{}, {}] })
    expect(mine.缴费的人).toHaveLength(2)
    await county.seed('links', [
      {
        ...newSelfLink('oDaughter', me.id),
        state: 'active',
        consent: null,
        since: TODAY,
        history: [],
      } as unknown as LinkDocument,
    ])
    const forMe = (await exported('oDaughter')).别人为我缴的费.find((one) => one.订单 === order)!
    expect(forMe.缴费的人).toEqual([{ 姓名: me.name, 年度: 2022, 金额: '320元' }])
    const [kept] = await county.stored<RefundDocument>('refunds', { _id: refund })
    expect(kept!.refusedBecause).toMatch(/^aes-256-gcm\./)
  })
})
