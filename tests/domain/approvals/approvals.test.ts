import { randomUUID } from 'node:crypto'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import type { Answers as CountyAnswers } from '../../../cloudfunctions/county/contract'
import type { OrderDocument } from '../../../cloudfunctions/domain/payments/documents'
import { byTwo, officer, proposing } from '../by-two'
import type { Proposal } from '../by-two'
import { operation, startClerkCounty } from '../cash/clerk-county'
import type { ClerkCounty } from '../cash/clerk-county'
import type { Person } from '../county-cloud'

let county: ClerkCounty
let office: Person
let second: Person
let clerk: Person
let houses: string[][]

beforeAll(async () => {
  county = await startClerkCounty(['oPuppetOne', 'oPuppetTwo', 'oNewCounty', 'oCountyBanan'], ['county'])
  await county.seed('appointments', [officer('oCountyBanan', 'banan')])
  ;[office, second, clerk] = ['oCounty', 'oCountySecond', 'oClerkEast'].map((who) => county.as(who)) as [
    Person,
    Person,
    Person,
  ]
  houses = []
  for (let n = 0; n < 12; n++) houses.push(await county.household(n, 1))
  await county.openSeason('ruijin', 'oCounty')
})
afterAll(() => county.stop())

const lines = (equal: object) => county.stored<AuditDocument>('audit', equal)
const statusOf = async (n: number) => (await county.enrolment(houses[n]![0]!)).status
/** What was paid at a bank, long before a clerk's word would be taken. */
const atTheBank = async (n: number, other: object = {}) => ({
  enrolment: houses[n]![0]!,
  day: '2021-12-01',
  amount: await county.feesOf(houses[n]!),
  way: '银行柜台',
  evidence: `B-${n}00`,
  ...other,
})
const confirm = (who: Person, proposal: string) =>
  who.call<Proposal>('county', 'confirmProposal', { operation: randomUUID(), proposal })

describe('KIND: one person of the county is not enough', () => {
  test('for a payment of long ago: one is refused and told to propose, and cannot confirm it themself', async () => {
    const deed = await atTheBank(0)
    const alone = await office.refusal('payment', 'recordPayment', { operation: operation(), ...deed })
    expect(alone).toMatchObject({ code: 'SECOND_PERSON_NEEDED', found: 'backdatePayment' })
    expect(alone.message).toContain('提请复核')
    const asked = proposing('backdatePayment', deed)
    const proposed = await office.ask<Proposal>('county', 'propose', asked)
    expect(proposed).toMatchObject({ state: 'proposed', own: true, mayConfirm: false })
    expect(await office.ask('county', 'propose', asked)).toMatchObject({ proposal: proposed.proposal })
    expect(await statusOf(0)).toBe('due')
    expect(await confirm(office, proposed.proposal)).toMatchObject({
      ok: false,
      error: { code: 'SECOND_PERSON_UNFIT', found: 'SAME_PERSON' },
    })
    expect((await confirm(second, proposed.proposal)).ok).toBe(true)
    expect((await confirm(second, proposed.proposal)).ok).toBe(true)
    expect(await statusOf(0)).toBe('paid')
    const [order] = await county.stored<OrderDocument>('orders', { _id: proposed.proposal })
    expect(order).toMatchObject({ payer: 'oCounty', way: 'elsewhere' })
    expect(
      (await lines({ target: deed.enrolment })).map(({ openid, action, beside }) => [openid, action, beside]),
    ).toEqual(
      expect.arrayContaining([
        ['oCounty', 'propose', undefined],
        ['oCounty', 'recordPayment', 'oCountySecond'],
        ['oCountySecond', 'confirmProposal', 'oCounty'],
      ]),
    )
    expect(JSON.stringify(await county.stored('proposals'))).not.toContain('银行柜台')
    await county.soundLedger()
  })

  test('to void what it took down, or what a clerk took: one is refused, two do it, in the ledger too', async () => {
    const recorded = { ...(await atTheBank(1)), day: '2021-12-09' }
    await office.ask('payment', 'recordPayment', { operation: operation(), ...recorded })
    const voided = { enrolment: recorded.enrolment, because: '银行没有这笔' }
    expect(await office.refusal('payment', 'voidPayment', { operation: operation(), ...voided })).toMatchObject({
      code: 'SECOND_PERSON_NEEDED',
    })
    expect(await byTwo(county, 'voidPayment', voided)).toMatchObject({ state: 'confirmed' })
    expect(await statusOf(1)).toBe('due')
    const { order } = await county.take(clerk, houses[2]!)
    expect(await office.refusal('payment', 'voidCash', { order, because: '假币' })).toMatchObject({
      code: 'SECOND_PERSON_NEEDED',
      found: 'voidCash',
    })
    expect(await byTwo(county, 'voidCash', { order, because: '假币' })).toMatchObject({ state: 'confirmed' })
    expect(await statusOf(2)).toBe('due')
    await county.soundLedger()
  })

  test('for money that returns: two accounts that one officer made do not make two people', async () => {
    const { order } = await county.take(clerk, houses[3]!)
    const taken = (usedBy: string) => ({
      _id: `i-${usedBy}`,
      region: 'ruijin',
      role: 'county',
      by: 'oCounty',
      at: 1,
      usedBy,
      codeIndex: `index-${usedBy}`,
      state: 'accepted',
    })
    await county.seed(
      'appointments',
      ['oPuppetOne', 'oPuppetTwo'].map((who) => officer(who)),
    )
    await county.seed('invitations', ['oPuppetOne', 'oPuppetTwo'].map(taken))
    await clerk.ask('payment', 'askRefund', {
      operation: operation(),
      order,
      enrolment: houses[3]![0],
      why: '重复参保',
    })
    const [{ _id: refund }] = (await county.stored<{ _id: string }>('refunds', { order })) as [{ _id: string }]
    await county.as('oPuppetOne').ask('payment', 'agreeRefund', { refund })
    for (const [who, found] of [
      ['oPuppetTwo', 'SAME_HAND'],
      ['oCounty', 'APPOINTED_EACH_OTHER'],
    ] as const)
      expect(await county.as(who).refusal('payment', 'agreeRefund', { refund })).toMatchObject({
        code: 'SECOND_PERSON_UNFIT',
        found,
      })
    expect(await second.ask('payment', 'agreeRefund', { refund })).toMatchObject({ state: 'agreed' })
    expect(await lines({ action: 'decideRefund', target: refund })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ openid: 'oCountySecond', beside: 'oPuppetOne', why: 'agreed' }),
      ]),
    )
  })

  test('to appoint another; and who is new confirms nothing older, nor for who proposed them', async () => {
    const waiting = await office.ask<Proposal>('county', 'propose', proposing('backdatePayment', await atTheBank(4)))
    const wanted = { region: 'ruijin', villages: null, until: null, who: '县局丙' }
    expect(
      await office.refusal('county', 'inviteOfficer', {
        operation: randomUUID(),
        role: 'county',
        groups: null,
        ...wanted,
      }),
    ).toMatchObject({ code: 'SECOND_PERSON_NEEDED', found: 'appointOfficer' })
    await county.setClock('2021-12-10T09:01:00+08:00')
    expect((await byTwo(county, 'appointOfficer', wanted)).told).toBeNull()
    const { proposals } = await office.ask<CountyAnswers['proposals']>('county', 'proposals', {
      region: 'ruijin',
      waiting: false,
      after: null,
    })
    const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(proposals[0]!.told ?? '')?.[0]
    for (const who of [office, second])
      expect((await who.refusal('county', 'acceptAppointment', { code })).code).toMatch(/OWN_INVITATION/)
    const fresh = county.as('oNewCounty')
    expect(await fresh.ask('county', 'acceptAppointment', { code })).toMatchObject({ role: 'county' })
    expect(await confirm(fresh, waiting.proposal)).toMatchObject({ ok: false, error: { found: 'APPOINTED_LATER' } })
    const newer = async (by: Person) =>
      (await by.ask<Proposal>('county', 'propose', proposing('backdatePayment', await atTheBank(5)))).proposal
    await county.setClock('2021-12-10T09:02:00+08:00')
    expect(await confirm(fresh, await newer(office))).toMatchObject({
      ok: false,
      error: { found: 'APPOINTED_EACH_OTHER' },
    })
    expect((await confirm(fresh, await newer(second))).ok).toBe(true)
    expect(await statusOf(5)).toBe('paid')
    // Nor does one lengthen the office of another alone.
    await office.ask('county', 'endAppointment', {
      operation: randomUUID(),
      region: 'ruijin',
      person: 'oNewCounty',
      because: '调走了',
    })
    const longer = { region: 'ruijin', person: 'oNewCounty', until: null }
    expect(await office.refusal('county', 'extendAppointment', { operation: randomUUID(), ...longer })).toMatchObject({
      code: 'SECOND_PERSON_NEEDED',
      found: 'extendOfficer',
    })
    expect(await byTwo(county, 'extendOfficer', longer)).toMatchObject({ state: 'confirmed' })
  })

  test('and where there is no second, it is said what to do', async () => {
    const wanted = { region: 'banan', villages: null, until: null, who: '县局乙' }
    const alone = await county.as('oCountyBanan').refusal('county', 'propose', proposing('appointOfficer', wanted))
    expect(alone.code).toBe('NOBODY_TO_CONFIRM')
    expect(alone.message).toMatch(/市级医保经办机构/)
  })
})

describe('a proposal', () => {
  test('is refused at once where its deed would be, and is declined or taken back with nothing done', async () => {
    const wrong = await atTheBank(6, { amount: 1 })
    expect(await office.refusal('county', 'propose', proposing('backdatePayment', wrong))).toMatchObject({
      code: 'AMOUNT_NOT_OWED',
    })
    expect(await clerk.refusal('county', 'propose', proposing('backdatePayment', wrong))).toMatchObject({
      code: 'NOT_ALLOWED',
    })
    const propose = async () =>
      office.ask<Proposal>('county', 'propose', proposing('backdatePayment', await atTheBank(6)))
    const [declined, withdrawn] = [await propose(), await propose()]
    const decide = (who: Person, action: string, proposal: string, more: object = {}) =>
      who.call<Proposal>('county', action, { operation: randomUUID(), proposal, ...more })
    expect(await decide(second, 'withdrawProposal', withdrawn.proposal)).toMatchObject({ error: { code: 'NOT_YOURS' } })
    expect(await decide(second, 'declineProposal', declined.proposal, { because: '凭证看不清' })).toMatchObject({
      data: { state: 'declined', decidedBecause: '凭证看不清' },
    })
    expect(await decide(office, 'withdrawProposal', withdrawn.proposal)).toMatchObject({ data: { state: 'withdrawn' } })
    for (const { proposal } of [declined, withdrawn])
      expect(await confirm(second, proposal)).toMatchObject({ ok: false, error: { code: 'PROPOSAL_STATE' } })
    expect(await statusOf(6)).toBe('due')
  })

  test('that waits for sixteen days has expired, and is confirmed by nobody', async () => {
    const { proposal } = await office.ask<Proposal>(
      'county',
      'propose',
      proposing('backdatePayment', await atTheBank(7)),
    )
    await county.setClock('2021-12-26T09:00:00+08:00')
    expect(await confirm(second, proposal)).toMatchObject({
      ok: false,
      error: { code: 'PROPOSAL_STATE', found: 'expired' },
    })
    expect(await statusOf(7)).toBe('due')
  })
})

describe('KIND: a clerk undoes their own cash of today alone, and it is seen', () => {
  test('with a reason, while they hold it; nobody else’s, and not of yesterday', async () => {
    const { order } = await county.take(clerk, houses[8]!)
    const undo = (who: Person) => ({ operation: randomUUID(), order, because: '记错了户', who })
    const { who: _, ...asked } = undo(clerk)
    for (const other of ['oClerkBoth', 'oCounty', 'oStranger'])
      expect(await county.as(other).refusal('payment', 'undoCash', asked)).toMatchObject({ code: 'NOT_ALLOWED' })
    await clerk.ask('payment', 'undoCash', asked)
    await clerk.ask('payment', 'undoCash', asked)
    expect(await statusOf(8)).toBe('due')
    expect(await lines({ action: 'undoCash', outcome: 'done' })).toMatchObject([
      { openid: 'oClerkEast', target: order },
    ])
    await county.setClock('2021-12-26T09:05:00+08:00')
    const { order: kept } = await county.take(clerk, houses[8]!)
    await county.setClock('2021-12-27T09:00:00+08:00')
    expect(
      await clerk.refusal('payment', 'undoCash', { operation: randomUUID(), order: kept, because: '假币' }),
    ).toMatchObject({ code: 'NOT_YOURS_TODAY' })
    await county.soundLedger()
  })
})

describe('KIND: a piece of paper serves once in a place and year', () => {
  test('one slip, or one receipt, is taken for one household, and the refusal says where it was used', async () => {
    const pos = (n: number, slip: string) => ({ way: 'pos', slip, enrolments: houses[n] })
    await county.take(clerk, houses[9]!, pos(9, 'T-000 123456'))
    const again = await clerk.refusal('payment', 'takeCash', {
      operation: operation(),
      total: await county.feesOf(houses[10]!),
      heard: [],
      ...pos(10, 't000123456'),
    })
    expect(again).toMatchObject({
      code: 'EVIDENCE_USED',
      found: expect.stringMatching(/^ruijin-1-1~2021-12-27~/) as string,
    })
    expect(again.message).toContain('象湖镇东一村')
    const recorded = async (n: number) => ({ ...(await atTheBank(n, { evidence: 'B-0017' })), day: '2021-12-27' })
    await office.ask('payment', 'recordPayment', { operation: operation(), ...(await recorded(10)) })
    expect(
      await second.refusal('payment', 'recordPayment', { operation: operation(), ...(await recorded(11)) }),
    ).toMatchObject({ code: 'EVIDENCE_USED' })
    // Void, it is free for whose it was.
    await byTwo(county, 'voidPayment', { enrolment: houses[10]![0], because: '记错了人' })
    await office.ask('payment', 'recordPayment', { operation: operation(), ...(await recorded(11)) })
    expect(JSON.stringify(await county.stored('evidence'))).not.toMatch(/B-?0017|000123456/i)
  })
})

describe('the auditor', () => {
  test('sees what each did alone and by two and what waits, and nobody else sees the report', async () => {
    const asked = { region: 'ruijin', from: '2021-12-01', to: '2021-12-31' }
    for (const who of ['oCounty', 'oClerkEast', 'oStranger', 'oCountyKelan'])
      expect(await county.as(who).refusal('county', 'officerReport', asked)).toMatchObject({ code: 'NOT_ALLOWED' })
    const { people } = await county.as('oAuditor').ask<CountyAnswers['officerReport']>('county', 'officerReport', asked)
    const of = (person: string) => people.find((one) => one.person === person)
    expect(of('oCounty')!.kinds).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'voidCash', actionName: '村里收款作废', byTwo: 1 })]),
    )
    expect(of('oCountySecond')!.byTwo).toBeGreaterThan(0)
    expect(of('oClerkEast')!.kinds).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'undoCash', alone: 1 })]),
    )
    const waiting = { region: 'ruijin', waiting: true, after: null }
    const { proposals } = await county.as('oAuditor').ask<CountyAnswers['proposals']>('county', 'proposals', waiting)
    expect(proposals.every(({ mayConfirm }) => !mayConfirm)).toBe(true)
    for (const who of ['oClerkEast', 'oStranger', 'oCountyKelan'])
      expect(await county.as(who).refusal('county', 'proposals', waiting)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
