import { withEnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { changeEnrolment } from '../../../cloudfunctions/domain/enrolments/store'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import { policyFor } from '../../../rules'
import { costsOf } from '../../devcloud/ask'
import { enrolmentOf, named, operation, startOrdersCounty, TODAY } from './orders-county'
import type { OrdersCounty } from './orders-county'

const KELAN = { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县甲子镇' }
const POOR = { categories: [{ identity: '特困供养人员', from: '2020-01-01', ended: null, certifier: '民政局' }] }
const typed = ({ region, name, idNumber }: { region: string; name: string; idNumber: string | null }) => ({
  region,
  year: 2022,
  name,
  idNumber: idNumber!,
})

describe('what a payer is told before any money moves', () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty({ people: ['oCousin', 'oThird'] })
  })
  afterAll(() => county.stop())

  test('a daughter asks for her mother in Ruijin and her father in Kelan: each by their own notice, one sum', async () => {
    const [mother, father] = await county.family('oDaughter', [{}, KELAN])
    const quote = await county.quote('oDaughter', named([mother!, father!]))
    expect(quote.people).toMatchObject([
      {
        index: 0,
        enrolment: enrolmentOf(mother!),
        name: mother!.name,
        fee: 32_000,
        payable: true,
        because: null,
        benefit: { from: '2022-01-01', to: '2022-12-31' },
      },
      { index: 1, enrolment: enrolmentOf(father!), name: father!.name, fee: 32_000, payable: true, because: null },
    ])
    expect(quote).toMatchObject({ total: 64_000, ways: ['official'] })
    expect(quote.until >= TODAY).toBe(true)
    expect(quote.people[0]!.channels.map(({ id }) => id)).toContain('wechat-life')
    expect(quote.people[1]!.channels.map(({ id }) => id)).toContain('jinxiang-life')
  })

  test('the amounts hold no longer than the notice lets them: in Kelan the window closes on the 25th', async () => {
    const [father] = await county.family('oDaughter', [KELAN])
    expect((await county.quote('oDaughter', named([father!]))).until).toBe('2021-12-25')
  })

  test('whoever owes nothing, has paid, or has left is not to be paid for, and it is said why', async () => {
    const [exempt, paid, gone] = await county.family('oDaughter', [POOR, {}, {}])
    const record = (person: typeof exempt, event: Parameters<typeof withEnrolmentEvent>[2]) =>
      changeEnrolment(county.db, enrolmentOf(person!), TODAY, (before) =>
        withEnrolmentEvent(policyFor('ruijin', 2022), before, event),
      )
    await record(paid, {
      id: 'paid-elsewhere',
      day: TODAY,
      at: 1,
      by: 'oCounty',
      kind: 'paid',
      amount: 32_000,
      way: '银行柜台',
      evidence: 'e1',
    })
    await record(gone, { id: 'left', day: TODAY, at: 1, by: 'oCounty', kind: 'left', why: 'died' })
    const { people, total } = await county.quote('oDaughter', named([exempt!, paid!, gone!]))
    expect(people.map(({ payable }) => payable)).toEqual([false, false, false])
    expect(people.map(({ because }) => because)).toEqual([
      expect.stringContaining('不用交钱'),
      expect.stringContaining('已缴'),
      expect.stringContaining('去世'),
    ])
    expect(total).toBe(0)
  })

  test('a person whom somebody else is paying for is said to be so, and one’s own order is named as one’s own', async () => {
    const [person] = await county.family('oDaughter', [{}])
    await county.seed('links', [
      {
        ...(await county.stored<{ _id: string }>('links', { openid: 'oDaughter', resident: person!.id }))[0]!,
        _id: `${person!.id}~oSonInLaw`,
        openid: 'oSonInLaw',
      } as { _id: string },
    ])
    const { order } = await county.place('oSonInLaw', [person!])
    expect((await county.quote('oDaughter', named([person!]))).people[0]).toMatchObject({
      payable: false,
      because: expect.stringContaining('另一份订单') as string,
      order: null,
    })
    expect((await county.quote('oSonInLaw', named([person!]))).people[0]).toMatchObject({
      payable: false,
      because: expect.stringContaining('您有一份订单') as string,
      order,
    })
    expect(
      await county
        .as('oDaughter')
        .refusal('payment', 'placeOrder', {
          operation: operation(),
          people: named([person!]),
          way: 'official',
          channel: null,
          total: 32_000,
          heard: [],
        }),
    ).toMatchObject({ code: 'NOT_PAYABLE' })
  })

  test('a channel has the mini-program that the deployment names for it, and no other has one', async () => {
    const [father] = await county.family('oDaughter', [KELAN])
    const miniPrograms = { 'wechat-city-services': { appId: 'wx-of-the-deployment', path: null } }
    await county.db
      .collection('payment-configs')
      .doc('kelan')
      .update({ data: { miniPrograms: county.db.command.set(miniPrograms) } })
    const opened = async () =>
      (await county.quote('oDaughter', named([father!]))).people[0]!.channels.filter(
        ({ miniProgram }) => miniProgram !== null,
      )
    expect(await opened()).toMatchObject([
      { id: 'wechat-city-services', miniProgram: { appId: 'wx-of-the-deployment', path: null } },
    ])
    const order = await county.place('oDaughter', [father!])
    expect(order.channels.find(({ id }) => id === 'wechat-city-services')?.miniProgram).toEqual(
      miniPrograms['wechat-city-services'],
    )
  })

  test('nobody is quoted by the enrolment of whom they do not look after', async () => {
    const [person] = await county.family('oDaughter', [{}])
    expect(await county.as('oStranger').refusal('payment', 'quote', { people: named([person!]) })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
    expect(
      await county.as('oStranger').refusal('payment', 'quote', { people: [{ enrolment: 'nobody-2022' }] }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('by name and number a neighbour learns the amount, must hear that the rest is not shown, and no more', async () => {
    const [person] = await county.family('oDaughter', [{}])
    const quote = await county.quote('oNeighbour', [typed(person!)])
    expect(quote.people).toMatchObject([
      {
        enrolment: null,
        name: person!.name,
        place: '瑞金市',
        fee: 32_000,
        payable: true,
        benefit: null,
        warnings: [{ code: 'UNSEEN' }],
      },
    ])
    expect(JSON.stringify(quote)).not.toContain(person!.id)
    const order = { people: [typed(person!)], way: 'official', channel: null, total: 32_000 }
    expect(
      await county.as('oNeighbour').refusal('payment', 'placeOrder', { ...order, operation: operation(), heard: [] }),
    ).toMatchObject({ code: 'MUST_HEAR', found: 'UNSEEN' })
    const placed = await county.ask('oNeighbour', 'placeOrder', { ...order, operation: operation(), heard: ['UNSEEN'] })
    expect(placed.people).toMatchObject([
      { fee: 32_000, person: { name: `${person!.name[0]!}***`, place: '', village: '' } },
    ])
  })

  test('of a stranger who owes nothing, is paid for by another, or does not exist: one answer', async () => {
    const [exempt, held] = await county.family('oDaughter', [POOR, {}])
    await county.place('oDaughter', [held!])
    const { people } = await county.quote('oThird', [typed(exempt!), typed(held!), { ...typed(held!), name: '乙丑9' }])
    expect(new Set(people.map(({ index: _index, name: _name, ...told }) => JSON.stringify(told))).size).toBe(1)
    expect(people[0]).toMatchObject({ payable: false, fee: null, benefit: null, warnings: [] })
  })

  test('KIND: a stranger’s question costs the database the same requests, whoever is there and however they stand', async () => {
    const [owes, held, funded] = (await county.family('oDaughter', [{}, {}, POOR])) as [Resident, Resident, Resident]
    await county.place('oDaughter', [held])
    const nobody = { ...owes, name: '甲子零', idNumber: '110101199001010015' }
    await county.quote('oThird', [typed({ ...nobody, idNumber: '110101199001010023' })])
    const costs: unknown[] = []
    for (const person of [nobody, owes, held, funded]) {
      await county.quote('oThird', [typed(person)])
      costs.push((await costsOf(county.url, { function: 'payment', action: 'quote' })).at(-1)!.requests)
    }
    expect(costs).toEqual(costs.map(() => costs[0]))
  })

  test('the same person twice in one list is refused', async () => {
    const [person] = await county.family('oDaughter', [{}])
    expect(
      await county.as('oDaughter').refusal('payment', 'quote', { people: named([person!, person!]) }),
    ).toMatchObject({ code: 'PERSON_TWICE' })
  })

  test('late in the year: that it starts with a wait, and later that it buys no day, has to be heard first', async () => {
    const [person] = await county.family('oDaughter', [{}])
    await county.setClock('2022-04-10T09:00:00+08:00')
    const late = (await county.quote('oDaughter', named([person!]))).people[0]!
    expect(late).toMatchObject({ payable: true, benefit: { from: '2022-07-09', to: '2022-12-31' } })
    expect(late.warnings.map(({ code }) => code)).toContain('WAIT')
    const order = { people: named([person!]), way: 'official', channel: null, total: late.fee }
    expect(
      await county.as('oDaughter').refusal('payment', 'placeOrder', { ...order, operation: operation(), heard: [] }),
    ).toMatchObject({ code: 'MUST_HEAR' })
    await county.setClock('2022-10-10T09:00:00+08:00')
    const never = (await county.quote('oDaughter', named([person!]))).people[0]!
    expect(never).toMatchObject({ payable: true, benefit: null })
    expect(never.warnings.map(({ code }) => code)).toContain('COVER_NEVER_STARTS')
    expect((await county.quote('oCousin', [typed(person!)])).people[0]).toMatchObject({ payable: false })
  })
})
