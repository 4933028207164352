import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import {
  certified,
  operation,
  startEnrolmentsCounty,
  type Enrolled,
  type EnrolmentsCounty,
  type Summary,
} from './enrolments-county'

let county: EnrolmentsCounty
const people: Enrolled[] = []
let next = 0
/** Someone of 瑞金 with nothing done yet: 320 元 due. */
const someone = (): Enrolled => people[next++]!

beforeAll(async () => {
  county = await startEnrolmentsCounty()
  await county.seed(
    'appointments',
    ['oCountySecond', 'oCountyThird'].map((_id) => ({
      _id,
      role: 'county',
      region: 'ruijin',
      villages: null,
      from: '2021-01-01',
      until: null,
    })),
  )
  for (let n = 0; n < 19; n++) people.push(await county.add('ruijin'))
  await county.openSeason('ruijin')
})
afterAll(() => county.stop())
beforeEach(() => county.onDay('2021-12-10'))

const paid = { kind: 'paid', amount: 32000, way: '现金', evidence: '990001' }
const stored = async (who: Enrolled): Promise<EnrolmentDocument> =>
  (await county.stored<EnrolmentDocument>('enrolments', { _id: who.enrolment }))[0]!
const tellFacts = (who: Enrolled, facts: object, id = operation()) => ({
  operation: id,
  enrolment: who.enrolment,
  facts,
})

describe('what becomes of an enrolment by what people do', () => {
  test('paid, refunded before cover begins, and taken up again', async () => {
    const who = someone()
    expect(await county.record('ruijin', who, paid)).toMatchObject({
      status: 'paid',
      fee: 32000,
      sentence: '已缴320元，从2022年1月1日起享受待遇，到2022年12月31日为止。',
    })
    await county.onDay('2021-12-11')
    const [{ order }] = (await county.stored<{ order: string }>('payment-claims', { _id: who.enrolment })) as [
      { order: string },
    ]
    await county
      .as('oCounty')
      .ask('payment', 'askRefund', { operation: operation(), order, enrolment: who.enrolment, why: '重复参保' })
    const [{ _id: refund }] = (await county.stored<{ _id: string }>('refunds', { order })) as [{ _id: string }]
    for (const official of ['oCountySecond', 'oCountyThird'])
      await county.as(official).ask('payment', 'agreeRefund', { refund })
    expect((await county.look(who.self, who.enrolment)).summary).toMatchObject({ status: 'refunded' })
    await county.onDay('2021-12-12')
    expect(await county.record('ruijin', who, { kind: 'reopened', because: '退错了人' })).toMatchObject({
      status: 'due',
      fee: 32000,
    })
  })

  test('a payment recorded for the wrong person never counted', async () => {
    const who = someone()
    await county.record('ruijin', who, paid)
    expect(await county.record('ruijin', who, { kind: 'paymentVoided', because: '收据记错了人' })).toMatchObject({
      status: 'due',
    })
    const { history } = await county.look(who.self, who.enrolment)
    expect(history.map(({ words, by }) => [words, by])).toEqual([
      ['缴费（登记）作废：收据记错了人', '经办人员'],
      ['缴费320元（现金）', '经办人员'],
    ])
  })

  test('someone who dies leaves; if it was a mistake, they are back as they were', async () => {
    const who = someone()
    const clerk = county.as('oClerkEast')
    await clerk.ask('enrollment', 'recordAbsence', {
      operation: operation(),
      resident: who.resident,
      why: 'died',
      since: '2021-12-09',
    })
    expect((await county.look(who.self, who.enrolment)).summary).toMatchObject({
      status: 'withdrawn',
      since: '2021-12-09',
      sentence: '因去世，已退出这一年的居民医保。记错了请找村里或医保经办机构更正。',
    })
    await clerk.ask('enrollment', 'recordReturn', {
      operation: operation(),
      resident: who.resident,
      since: '2021-12-10',
    })
    expect((await county.look(who.self, who.enrolment)).summary).toMatchObject({ status: 'due' })
  })

  test('who tells that they are in employee insurance owes nothing here', async () => {
    expect(await county.tell(someone(), { employeeInsurance: 'active' })).toMatchObject({ status: 'employee' })
  })

  test('a hukou that the agency corrects may put someone outside', async () => {
    const who = someone()
    expect(
      await county.record('ruijin', who, { kind: 'corrected', facts: { hukou: '四川省', resident: false } }),
    ).toMatchObject({ status: 'outside' })
  })

  test('certified before payment, one owes less; certified after it, this year stays as it was paid, and one is told so', async () => {
    const who = someone()
    expect(
      await county.record('ruijin', who, { kind: 'certified', certifications: [certified('ruijin', '城乡低保对象')] }),
    ).toMatchObject({ status: 'exempt', fee: 0 })
    expect(await county.record('ruijin', who, { kind: 'certified', certifications: [] })).toMatchObject({
      status: 'due',
      fee: 32000,
    })
    await county.record('ruijin', who, paid)
    const before = await stored(who)
    await county.onDay('2021-12-11')
    expect(
      await county.record('ruijin', who, { kind: 'certified', certifications: [certified('ruijin', '城乡低保对象')] }),
    ).toMatchObject({ status: 'paid', fee: 32000 })
    expect((await stored(who)).assessment).toEqual(before.assessment)
    const { kept, money } = await county.look(who.self, who.enrolment)
    expect(kept).toBe('缴费以后，身份认定改成了城乡低保对象。这一年已经缴的费和待遇不变，下一年按那时的认定算。')
    expect(money).toMatchObject({ subsidy: 0, fee: 32000, category: null })
  })
})

describe('the same deed', () => {
  test('sent twice is done once, with the same answer; after midnight too', async () => {
    const who = someone()
    const request = tellFacts(who, { school: '甲子小学' })
    const first = await county.as(who.self).ask('enrollment', 'tellFacts', request)
    expect(await county.as(who.self).ask('enrollment', 'tellFacts', request)).toEqual(first)
    await county.onDay('2021-12-11')
    expect(await county.as(who.self).ask('enrollment', 'tellFacts', request)).toEqual(first)
    expect((await stored(who)).events).toHaveLength(1)
  })

  test('sent five times at once is done once', async () => {
    const who = someone()
    const request = tellFacts(who, { school: '甲子小学' })
    const all = await Promise.all(
      Array.from({ length: 5 }, () => county.as(who.self).call('enrollment', 'tellFacts', request)),
    )
    expect(all.every(({ ok }) => ok)).toBe(true)
    expect((await stored(who)).events).toHaveLength(1)
  })

  test('is not another one that uses its number', async () => {
    const who = someone()
    const id = operation()
    await county.as(who.self).ask('enrollment', 'tellFacts', tellFacts(who, { school: '甲子小学' }, id))
    expect(
      await county.as(who.self).refusal('enrollment', 'tellFacts', tellFacts(who, { school: '乙丑小学' }, id)),
    ).toMatchObject({ code: 'OPERATION_REUSED' })
  })
})

test('what two people record at one moment is kept both', async () => {
  const who = someone()
  await county.lookAfter('oDaughter', who, '母亲')
  const tell = (openid: string, facts: object) =>
    county.as(openid).ask<Summary>('enrollment', 'tellFacts', tellFacts(who, facts))
  await Promise.all([
    tell(who.self, { school: '甲子小学' }),
    tell('oDaughter', { enrolmentHistory: '续保' }),
    county.record('ruijin', who, { kind: 'registered' }),
  ])
  const { history } = await county.look('oDaughter', who.enrolment)
  expect(history.map(({ words, by }) => `${by}${words}`).sort()).toEqual([
    '家人补充了情况：以前的参保情况',
    '本人补充了情况：学校',
    '经办人员办了参保登记',
  ])
})

describe('who may', () => {
  test('see: the person, who looks after them, their clerk with the name masked; nobody else, not even whether it is there', async () => {
    const who = someone()
    await county.lookAfter('oDaughter', who, '母亲')
    const n = who.resident.replace('person-', '')
    expect(await county.look(who.self, who.enrolment)).toMatchObject({ relation: '本人', person: { name: `甲子${n}` } })
    expect(await county.look('oDaughter', who.enrolment)).toMatchObject({
      relation: '母亲',
      person: { name: `甲子${n}` },
    })
    expect(await county.look('oClerkEast', who.enrolment)).toMatchObject({ relation: null, person: { name: '甲***' } })
    for (const stranger of ['oStranger', 'oClerkWest', 'oClerkFormer', 'oCountyKelan', someone().self]) {
      expect(await county.as(stranger).refusal('enrollment', 'course', { enrolment: who.enrolment })).toMatchObject({
        code: 'NOT_ALLOWED',
      })
    }
    expect(
      await county.as('oStranger').refusal('enrollment', 'course', { enrolment: 'person-999-2022' }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(
      await county.as('oClerkEast').refusal('enrollment', 'course', { enrolment: 'person-999-2022' }),
    ).toMatchObject({ code: 'ENROLMENT_NOT_FOUND' })
  })

  test('learn the category: the person; staff see amounts and dates, and ask for the category by itself', async () => {
    const who = someone()
    await county.record('ruijin', who, { kind: 'certified', certifications: [certified('ruijin', '城乡低保对象')] })
    await county.record('ruijin', who, { kind: 'enrolledExempt' })
    await county.onDay('2021-12-12')
    await county.record('ruijin', who, { kind: 'certified', certifications: [certified('ruijin', '孤儿')] })
    const seen = JSON.stringify(await county.look(who.self, who.enrolment))
    for (const category of ['城乡低保对象', '孤儿']) expect(seen).toContain(category)
    for (const staff of ['oClerkEast', 'oCounty', 'oAuditor']) {
      const course = await county.look(staff, who.enrolment)
      expect(course).toMatchObject({ summary: { status: 'paid', fee: 0 }, money: { baseFee: 32000, category: null } })
      expect(JSON.stringify(course)).not.toMatch(/低保|孤儿|民政/)
    }
  })

  test.each([
    ['a stranger', 'oStranger', { kind: 'registered' }],
    ['a stranger', 'oStranger', paid],
    ['a clerk', 'oClerkEast', paid],
    ['a clerk', 'oClerkEast', { kind: 'certified', certifications: [] }],
    ['an auditor', 'oAuditor', { kind: 'registered' }],
    ['another county', 'oCountyKelan', paid],
  ])('not record: %s (%s) %j', async (_, openid, event) => {
    const request = { operation: operation(), enrolment: people[0]!.enrolment, day: null, event }
    expect(await county.as(openid).refusal('enrollment', 'recordEvent', request)).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('not tell of oneself what an office certifies or the register says', async () => {
    const who = people[0]!
    for (const facts of [
      { categories: ['城乡低保对象'] },
      { registered: true },
      { birthDate: '2020-01-01' },
      { hukou: '瑞金市' },
      { lostWorkAbility: true },
    ]) {
      expect(await county.as(who.self).refusal('enrollment', 'tellFacts', tellFacts(who, facts))).toMatchObject({
        code: 'FACT_NOT_YOURS',
      })
    }
    expect(await county.as(who.self).refusal('enrollment', 'tellFacts', tellFacts(who, {}))).toMatchObject({
      code: 'NOTHING_TOLD',
    })
    expect(
      await county.as(who.self).refusal('enrollment', 'tellFacts', tellFacts(who, { sudent: '高校大学生' })),
    ).toMatchObject({ code: 'UNKNOWN_FACT' })
  })
})

describe('is refused, and nothing recorded', () => {
  const refusal = (who: Enrolled, event: object, day: string | null = null) =>
    county
      .as('oCounty')
      .refusal('enrollment', 'recordEvent', { operation: operation(), enrolment: who.enrolment, day, event })

  test('a payment of another amount than was owed, in the future, or of who has paid', async () => {
    const who = someone()
    const { kind: _, ...payment } = paid
    const notTaken = (other: object = {}) =>
      county
        .as('oCounty')
        .refusal('payment', 'recordPayment', {
          operation: operation(),
          enrolment: who.enrolment,
          day: null,
          ...payment,
          ...other,
        })
    expect(await notTaken({ amount: 100 })).toMatchObject({ code: 'AMOUNT_NOT_OWED' })
    expect(await notTaken({ day: '2021-12-11' })).toMatchObject({ code: 'DAY_IN_FUTURE' })
    expect(await notTaken({ day: '2020-12-11' })).toMatchObject({ code: 'DAY_TOO_EARLY' })
    await county.record('ruijin', who, paid)
    expect(await notTaken()).toMatchObject({ code: 'PERSON_PAID' })
    expect(
      await county.as(who.self).refusal('enrollment', 'tellFacts', tellFacts(who, { student: '高校大学生' })),
    ).toMatchObject({ code: 'ILLEGAL_EVENT' })
    expect((await stored(who)).events).toHaveLength(1)
  })

  test('money without the ledger', async () => {
    const who = someone()
    expect(await refusal(who, paid)).toMatchObject({ code: 'RECORDED_WITH_MONEY' })
    await county.record('ruijin', who, paid)
    expect(await refusal(who, { kind: 'refunded', amount: 32000 })).toMatchObject({ code: 'RECORDED_WITH_MONEY' })
    expect(await refusal(who, { kind: 'paymentVoided', because: '记错了人' })).toMatchObject({
      code: 'RECORDED_WITH_MONEY',
    })
    expect((await stored(who)).events).toHaveLength(1)
  })

  test('anything of a day that does not exist, or of the wrong year', async () => {
    expect(await refusal(people[0]!, { kind: 'registered' }, '2021-02-30')).toMatchObject({
      code: 'BAD_REQUEST',
      path: 'day',
    })
    expect(await refusal(people[0]!, { kind: 'registered' }, '1921-12-01')).toMatchObject({ code: 'DAY_TOO_EARLY' })
    const certification = { ...certified('ruijin', '城乡低保对象'), from: '2021-13-01' }
    expect(await refusal(people[0]!, { kind: 'certified', certifications: [certification] })).toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  test('a correction of what has its own way', async () => {
    expect(await refusal(people[0]!, { kind: 'corrected', facts: { categories: ['城乡低保对象'] } })).toMatchObject({
      code: 'NOT_CORRECTED_HERE',
    })
  })

  test('a certification in words that the notice almost knows', async () => {
    expect(
      await refusal(people[0]!, {
        kind: 'certified',
        certifications: [{ identity: '城乡低保对像', from: null, ended: null, certifier: '民政局' }],
      }),
    ).toMatchObject({ code: 'UNKNOWN_CATEGORY' })
  })
})
