import { newSelfLink } from '../../../cloudfunctions/domain/people/links'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import { contract } from '../../../cloudfunctions/payment/contract'
import type { ReceiptDocument } from '../../../cloudfunctions/domain/payments/plan-receipt'
import { post } from '../../devcloud/running-devcloud'
import { enrolmentOf, operation, startOrdersCounty, type OrdersCounty } from '../orders/orders-county'

const KELAN = { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县' } as const
let county: OrdersCounty

beforeAll(async () => {
  county = await startOrdersCounty({
    people: ['oClerkKelan', 'oMother2'],
    only: ['payment', 'payment-notice', 'enrollment', 'receipt-check'],
  })
  await county.seed('appointments', [
    { _id: 'oClerkKelan', role: 'clerk', region: 'kelan', villages: ['kelan-1-1'], from: '2021-01-01', until: null },
  ])
})
afterAll(async () => {
  await county.stop()
})

async function paidByWechat(openid: string, people: readonly Resident[]): Promise<ReceiptDocument[]> {
  const order = await county.prepaid(openid, people)
  await county.pay(order)
  await county.as(openid).ask('payment', 'checkOrder', { order: order._id })
  return county.stored<ReceiptDocument>('receipts', { order: order._id })
}
const show = async (who: string, receipt: string) =>
  contract.receipt.answer.parse(await county.as(who).ask('payment', 'receipt', { receipt }))
const verify = (who: string, receipt: string, check: string) =>
  county.as(who).ask<Answers['verifyReceipt']>('payment', 'verifyReceipt', { receipt, check })

test('one payment for people of two households gives each household a receipt of its own', async () => {
  const people = await county.family('oDaughter', [
    { household: 'two-a' },
    { household: 'two-a' },
    { household: 'two-b' },
  ])
  const receipts = await paidByWechat('oDaughter', people)
  expect(receipts.map(({ household, lines, amount }) => [household, lines.length, amount])).toEqual([
    ['two-a', 2, 64_000],
    ['two-b', 1, 32_000],
  ])
  expect(receipts.map(({ _id }) => _id)).toEqual(['ruijin-2022-1-1-00001', 'ruijin-2022-1-1-00002'])
  expect((await county.ask('oDaughter', 'order', { order: receipts[0]!.order })).receipts).toEqual(
    receipts.map(({ _id }) => _id),
  )
})

test('a receipt says who, what and how much, in figures and in words, and shows nobody’s whole name', async () => {
  const people = await county.family('oDaughter', [
    { name: '乙丑壹', household: 'named' },
    { name: '丙寅贰', household: 'named' },
  ])
  const [receipt] = await paidByWechat('oDaughter', people)
  const shown = await show('oDaughter', receipt!._id)
  expect(shown).toMatchObject({
    amount: 64_000,
    capital: '陆佰肆拾元整',
    year: 2022,
    day: '2021-12-20',
    place: '瑞金市象湖镇东一村',
    state: 'issued',
    people: [
      { name: '乙***', fee: 32_000 },
      { name: '丙***', fee: 32_000 },
    ],
  })
  expect(JSON.stringify(shown)).not.toMatch(/丑壹|寅贰/)
  for (const { tail, name } of shown.people) expect([name.length, tail!.length]).toEqual([4, 4])
})

describe('the code on a receipt', () => {
  let receipt: ReceiptDocument
  let person: Resident
  beforeAll(async () => {
    ;[person] = (await county.family('oDaughter', [{ name: '丁卯叁', household: 'checked' }])) as [Resident]
    receipt = (await paidByWechat('oDaughter', [person]))[0]!
  })

  test('tells anybody that it is genuine, and of nobody whose it is', async () => {
    const said = contract.verifyReceipt.answer.parse(await verify('oStranger', receipt._id, receipt.check))
    expect(said).toEqual({
      genuine: true,
      sentence: '这张收据是真的：2021-12-20 收到瑞金市2022年度居民医保费 320元，共 1 人。',
      day: '2021-12-20',
      amount: 32_000,
      people: 1,
      place: '瑞金市',
    })
    const words = JSON.stringify(said)
    for (const secret of ['丁', person.id, person.idNumber!.slice(-4), receipt.household, 'oDaughter'])
      expect(words).not.toContain(secret)
  })

  test('may be asked of by somebody whom nobody knows; nothing else may', async () => {
    const ask = async (action: string, data: object) =>
      (await post(`${county.url}/functions/payment`, JSON.stringify({ action, data }))).json
    expect(await ask('verifyReceipt', { receipt: receipt._id, check: receipt.check })).toMatchObject({
      ok: true,
      data: { genuine: true, people: 1 },
    })
    expect(await ask('verifyReceipt', { receipt: receipt._id })).toMatchObject({
      ok: false,
      error: { code: 'BAD_REQUEST' },
    })
    expect(await ask('receipt', { receipt: receipt._id })).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  })

  describe('on the public page, for whoever has no WeChat', () => {
    const page = async (query: string, method = 'GET') => {
      const response = await fetch(`${county.url}/receipt${query}`, { method })
      return { status: response.status, headers: response.headers, body: await response.text() }
    }

    test('is genuine, and of nobody whose it is; nothing is loaded and nothing kept', async () => {
      const { status, headers, body } = await page(`?receipt=${receipt._id}&check=${receipt.check}`)
      expect(status).toBe(200)
      expect(body).toContain('这张收据是真的：2021-12-20 收到瑞金市2022年度居民医保费 320元，共 1 人。')
      for (const secret of ['丁', person.id, person.idNumber!.slice(-4), receipt.household, 'oDaughter'])
        expect(body).not.toContain(secret)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('set-cookie')).toBeNull()
    })

    test.each([
      ['without a question it asks for the number', '', '照着收据上印的填', '不能当真'],
      [
        'a wrong check is not to be taken for real',
        '?receipt=ruijin-2022-1-1-00001&check=0000',
        '不能当真',
        '这张收据是真的',
      ],
      ['what is no number is not looked up', '?receipt=%3Cb%3E&check=1', '没有查', '<b>'],
    ])('%s', async (_, query, says, never) => {
      const { status, body } = await page(query)
      expect(status).toBe(200)
      expect(body).toContain(says)
      expect(body).not.toContain(never)
    })

    test('answers questions and takes nothing', async () => {
      expect((await page('', 'POST')).status).toBe(405)
      expect((await page('', 'HEAD')).body).toBe('')
    })
  })

  test('can be read off paper and typed as people type', async () => {
    expect(receipt.check).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    const typed = receipt.check.toLowerCase().replace(/-/g, ' ').replace(/0/g, 'o').replace(/1/g, 'l')
    expect((await verify('oStranger', receipt._id, typed)).genuine).toBe(true)
  })

  test('a wrong one, and a number that is nobody’s, are answered alike', async () => {
    const wrong = await verify(
      'oStranger',
      receipt._id,
      `${receipt.check.slice(0, -1)}${receipt.check.endsWith('A') ? 'B' : 'A'}`,
    )
    expect(wrong).toMatchObject({ genuine: false, amount: null, day: null, people: null, place: null })
    expect(await verify('oStranger', 'ruijin-2022-1-1-99999', receipt.check)).toEqual(wrong)
    expect(await verify('oStranger', receipt._id, 'x')).toEqual(wrong)
  })

  test('does not fit a receipt in which somebody changed the amount', async () => {
    await county.db
      .collection('receipts')
      .doc(receipt._id)
      .update({ data: { amount: 1 } })
    expect((await verify('oStranger', receipt._id, receipt.check)).genuine).toBe(false)
    await county.db
      .collection('receipts')
      .doc(receipt._id)
      .update({ data: { amount: receipt.amount } })
    expect((await verify('oStranger', receipt._id, receipt.check)).genuine).toBe(true)
  })
})

test('who paid, who stands on it, and the village’s clerk see it; others do not', async () => {
  const [person] = (await county.family('oDaughter', [{ household: 'seen' }])) as [Resident]
  const [receipt] = await paidByWechat('oDaughter', [person])
  await county.seed('links', [
    {
      ...newSelfLink('oMother2', person.id),
      state: 'active',
      consent: null,
      since: '2021-01-01',
      revokedBy: null,
      revokedAt: null,
      history: [],
    },
  ])
  for (const who of ['oDaughter', 'oMother2', 'oClerkEast', 'oCounty', 'oAuditor'])
    expect((await show(who, receipt!._id)).receipt).toBe(receipt!._id)
  for (const who of ['oStranger', 'oClerkWest', 'oCountyKelan'])
    expect(await county.as(who).refusal('payment', 'receipt', { receipt: receipt!._id })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
  expect(
    await county.as('oDaughter').refusal('payment', 'receipt', { receipt: 'ruijin-2022-1-1-99999' }),
  ).toMatchObject({ code: 'RECEIPT_NOT_FOUND' })
  expect(await county.as('oMother2').ask('payment', 'receiptsFor', { enrolment: enrolmentOf(person) })).toEqual({
    receipts: [
      {
        ...{ receipt: receipt!._id, order: receipt!.order, day: '2021-12-20', amount: 32_000 },
        ...{ state: 'issued', taken: '微信支付' },
      },
    ],
  })
  expect(
    await county.as('oStranger').refusal('payment', 'receiptsFor', { enrolment: enrolmentOf(person) }),
  ).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('in 岢岚 it says that a screen is no proof, which papers are, and from which day the certificate is to be had', async () => {
  const people = await county.family('oDaughter', [{ ...KELAN, household: 'kelan-home' }])
  const clerk = county.as('oClerkKelan')
  const enrolments = people.map(enrolmentOf)
  const owed = await clerk.ask<Answers['owedAtDesk']>('payment', 'owedAtDesk', { enrolments })
  const heard = owed.people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
  const {
    receipts: [receipt],
  } = await clerk.ask<Answers['takeCash']>('payment', 'takeCash', {
    operation: operation(),
    enrolments,
    way: 'cash',
    total: owed.total,
    slip: null,
    heard,
  })
  const { notes } = await show('oDaughter', receipt!)
  const words = notes.map(({ text }) => text).join('\n')
  expect(words).toMatch(/手机截图/)
  expect(words).toContain('2021-12-27')
  expect(words).toContain('税收业务专用章')
  expect(notes.filter(({ cite }) => cite === '六').length).toBeGreaterThanOrEqual(4)
  for (const { cite, quote } of notes) expect(cite === null).toBe(quote === null)
})
