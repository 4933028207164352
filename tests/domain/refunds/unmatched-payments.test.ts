import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { UnmatchedPaymentDocument } from '../../../cloudfunctions/domain/refunds/unmatched-documents'
import { unmatchedPaymentMachine } from '../../../cloudfunctions/domain/refunds/unmatched-machine'
import type {
  UnmatchedPaymentEventKind,
  UnmatchedPaymentState,
} from '../../../cloudfunctions/domain/refunds/unmatched-machine'
import type { TimerReport } from '../../../cloudfunctions/platform/calls/timer'
import { tell } from '../../devcloud/ask'
import { testSealing } from '../jobs/night-people'
import { serverSdk } from '../../devcloud/server-sdk'
import { cloudPay } from '../../devcloud/wechat-sdk'
import type { Person } from '../county-cloud'
import { enrolmentOf, MERCHANT, startOrdersCounty, type OrdersCounty } from '../orders/orders-county'

/** Where each event leads, said once more and from the other side: by state. What is not here must be refused. */
const EXPECTED: Readonly<
  Record<UnmatchedPaymentState, Partial<Record<UnmatchedPaymentEventKind, UnmatchedPaymentState>>>
> = {
  open: { assign: 'assigned', proposeReturn: 'proposed' },
  proposed: { declineReturn: 'open', agreeReturn: 'agreed' },
  agreed: { send: 'sent', payOut: 'returned' },
  sent: { fail: 'failed', arriveBack: 'returned' },
  failed: { payOut: 'returned', arriveBack: 'returned' },
  returned: {},
  assigned: {},
}
const { states, events, stateIds, eventIds } = unmatchedPaymentMachine
const pairs = stateIds.flatMap((state) =>
  eventIds.map((event) => [states[state], events[event].name, state, event] as const),
)

test.each(pairs)('money that is “%s” and “%s”', (_, __, state, event) => {
  expect(unmatchedPaymentMachine.next(state, event)).toBe(EXPECTED[state][event] ?? null)
})

type View = Answers['assignOddity']

describe('money that WeChat confirms for no order of ours', () => {
  let county: OrdersCounty
  let office: Person
  let second: Person
  beforeAll(async () => {
    county = await startOrdersCounty({
      people: ['oCountySecond'],
      only: ['payment', 'payment-notice', 'payment-watch'],
    })
    await county.seed('appointments', [
      { _id: 'oCountySecond', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null } as {
        _id: string
      },
    ])
    ;[office, second] = [county.as('oCounty'), county.as('oCountySecond')]
  })
  afterAll(() => county.stop())

  let bought = 0
  /** Somebody pays at WeChat, for an order that no order of ours is. */
  async function found(totalFee: number): Promise<UnmatchedPaymentDocument> {
    const outTradeNo = `of-nobody-${++bought}`
    await cloudPay(county.url).unifiedOrder({
      body: '城乡居民医保',
      outTradeNo,
      totalFee,
      spbillCreateIp: '127.0.0.1',
      subMchId: MERCHANT,
      subOpenid: 'oDaughter',
      envId: 'local',
      functionName: 'payment-notice',
      nonceStr: 'n',
      tradeType: 'JSAPI',
    })
    await tell(county.url, '/pay/pay', { outTradeNo })
    return (await county.stored<UnmatchedPaymentDocument>('payment-oddities', { merchantNo: outTradeNo }))[0]!
  }
  const someone = async (): Promise<Resident> => (await county.family('oDaughter', [{}]))[0]!
  const does = (who: Person, action: string, data: object) => who.ask<View>('payment', action, data)
  const shown = async (state: UnmatchedPaymentState, who = office) =>
    (await who.ask<Answers['oddities']>('payment', 'oddities', { state, before: null })).oddities.map(
      ({ oddity }) => oddity,
    )
  const owedBack = async ({ _id }: UnmatchedPaymentDocument) => (await county.soundLedger()).get(`owedBack:${_id}`)

  test('is shown to the county whose merchant has it, and to no other', async () => {
    const { _id } = await found(777)
    expect(await shown('open')).toContain(_id)
    expect(await shown('open', county.as('oAuditor'))).toContain(_id)
    expect(await shown('open', county.as('oCountyKelan'))).toEqual([])
    for (const openid of ['oClerkEast', 'oDaughter'])
      expect(await county.as(openid).refusal('payment', 'oddities', { state: 'open', before: null })).toMatchObject({
        code: 'NOT_ALLOWED',
      })
    for (const openid of ['oAuditor', 'oCountyKelan', 'oClerkEast'])
      expect(
        await county.as(openid).refusal('payment', 'proposeOddityReturn', { oddity: _id, because: '试试' }),
      ).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(
      await office.refusal('payment', 'proposeOddityReturn', { oddity: 'wechat~nothing', because: '试试' }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('found to be somebody’s, it counts as any payment by WeChat does: order, claim, ledger, enrolment, receipt', async () => {
    const [oddity, person] = [await found(32_000), await someone()]
    const asked = { oddity: oddity._id, enrolment: enrolmentOf(person), because: '付款人来电核对' }
    expect(await does(office, 'assignOddity', asked)).toMatchObject({ state: 'assigned' })
    expect(await does(office, 'assignOddity', asked)).toMatchObject({ state: 'assigned' })
    expect((await county.enrolment(person)).status).toBe('paid')
    const { order } = (await county.claim(person))!
    expect(await county.order(order!)).toMatchObject({
      state: 'paid',
      way: 'wechat',
      total: 32_000,
      merchantNo: oddity.merchantNo,
      merchant: MERCHANT,
      transactions: [oddity.transaction],
    })
    expect(await county.stored('receipts', { order })).toMatchObject([{ amount: 32_000, state: 'issued' }])
    expect(await owedBack(oddity)).toBe(0)
    expect((await county.soundLedger()).get('transit:wechat:ruijin-2022')).toBe(32_000)
    expect(await county.stored('audit', { action: 'settleOddity', target: oddity._id, why: 'assign' })).toMatchObject([
      { outcome: 'done', region: 'ruijin', openid: 'oCounty' },
    ])
    // WeChat's notice again is known by now.
    await serverSdk(county.url).call('payment-notice', { outTradeNo: oddity.merchantNo, subMchId: MERCHANT })
    expect((await county.order(order!)).events.map(({ kind }) => kind)).toEqual(['pay'])
    await county.soundLedger()
  })

  test('does not fit whoever owes another sum, is paid for, is held by an order, or is of another place', async () => {
    const [oddity, paid, held] = [await found(32_000), await someone(), await someone()]
    const far = (await county.family('oDaughter', [{ region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县' }]))[0]!
    const refused = (person: Resident, of = oddity) =>
      office.refusal('payment', 'assignOddity', { oddity: of._id, enrolment: enrolmentOf(person), because: '核对' })
    expect(await refused(held, await found(31_000))).toMatchObject({ code: 'AMOUNT_NOT_OWED' })
    await county.place('oDaughter', [held])
    await does(office, 'assignOddity', {
      oddity: (await found(32_000))._id,
      enrolment: enrolmentOf(paid),
      because: '核对',
    })
    expect(await refused(paid)).toMatchObject({ code: 'PERSON_PAID' })
    expect(await refused(held)).toMatchObject({ code: 'PERSON_HELD' })
    expect(await refused(far)).toMatchObject({ code: 'NOT_HERE' })
    expect(await owedBack(oddity)).toBe(32_000)
  })

  test('two who find it at once make one payment of it', async () => {
    const [oddity, one, other] = [await found(32_000), await someone(), await someone()]
    const told = await Promise.all(
      [one, other].flatMap((person) =>
        [office, second].map((who) =>
          who.call('payment', 'assignOddity', { oddity: oddity._id, enrolment: enrolmentOf(person), because: '核对' }),
        ),
      ),
    )
    const paid = (await Promise.all([one, other].map((person) => county.enrolment(person)))).filter(
      ({ status }) => status === 'paid',
    )
    expect([paid.length, told.some(({ ok }) => ok), told.every(({ ok }) => ok)]).toEqual([1, true, false])
    expect(await owedBack(oddity)).toBe(0)
  })

  test('goes back by WeChat when two people say so, once; one alone cannot, and may take it back', async () => {
    const oddity = await found(500)
    const id = { oddity: oddity._id }
    expect(await does(office, 'proposeOddityReturn', { ...id, because: '查不到是谁缴的' })).toMatchObject({
      state: 'proposed',
      mayAgree: false,
      because: '查不到是谁缴的',
    })
    expect(await office.refusal('payment', 'agreeOddityReturn', id)).toMatchObject({ code: 'TWO_PEOPLE_NEEDED' })
    expect(
      await office.refusal('payment', 'assignOddity', { ...id, enrolment: 'person-1-2022', because: '核对' }),
    ).toMatchObject({ code: 'ODDITY_STATE' })
    expect(await office.refusal('payment', 'sendOddityBack', { ...id, evidence: null })).toMatchObject({
      code: 'ODDITY_STATE',
    })
    expect(await does(second, 'declineOddityReturn', id)).toMatchObject({ state: 'open', because: null })
    await does(office, 'proposeOddityReturn', { ...id, because: '还是查不到' })
    expect(await does(second, 'agreeOddityReturn', id)).toMatchObject({ state: 'agreed' })
    expect(await does(office, 'sendOddityBack', { ...id, evidence: null })).toMatchObject({ state: 'sent' })
    expect(await does(second, 'sendOddityBack', { ...id, evidence: null })).toMatchObject({ state: 'sent' })
    expect(await office.refusal('payment', 'sendOddityBack', { ...id, evidence: 'T-1' })).toMatchObject({
      code: 'ODDITY_STATE',
    })
    expect(await owedBack(oddity)).toBe(500)
    await county.setClock('2021-12-20T09:30:00+08:00')
    expect(await shown('returned')).toContain(oddity._id)
    expect(await owedBack(oddity)).toBe(0)
    expect(((await serverSdk(county.url).call('payment-watch', { Type: 'Timer' })) as TimerReport).outcome).toBe('DONE')
    expect(await does(office, 'sendOddityBack', { ...id, evidence: null })).toMatchObject({ state: 'returned' })
    await county.soundLedger()
  })

  test('or by hand, with the number of the transfer', async () => {
    const oddity = await found(600)
    const id = { oddity: oddity._id }
    await does(office, 'proposeOddityReturn', { ...id, because: '查不到是谁缴的' })
    await does(second, 'agreeOddityReturn', id)
    expect(await does(second, 'sendOddityBack', { ...id, evidence: 'T-0600' })).toMatchObject({ state: 'returned' })
    expect(await does(second, 'sendOddityBack', { ...id, evidence: 'T-0600' })).toMatchObject({ state: 'returned' })
    expect(await owedBack(oddity)).toBe(0)
    const [stored] = await county.stored<UnmatchedPaymentDocument>('payment-oddities', { _id: oddity._id })
    const paidOut = stored!.events.at(-1)!
    expect(paidOut).toMatchObject({ kind: 'payOut', by: 'oCountySecond' })
    const seals = testSealing.at('payment-oddities', oddity._id)
    expect(seals.open(paidOut.evidence!, 'unmatchedEvidence')).toBe('T-0600')
  })
})
