import { contract } from '../../../cloudfunctions/enrollment/contract'
import { withEnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { changeEnrolment } from '../../../cloudfunctions/domain/enrolments/store'
import type { EventFacts } from '../../../cloudfunctions/domain/enrolments/states'
import type { Certification } from '../../../cloudfunctions/domain/people/documents'
import { policyFor } from '../../../rules'
import { databaseText, idOf, operation, paperOf, startLinksCounty } from './links-county'
import type { LinksCounty } from './links-county'

const TODAY = '2021-12-10'
const certified = (identity: string): { categories: readonly Certification[] } => ({
  categories: [{ identity, from: '2020-01-01', ended: null, certifier: '民政局' }],
})
const [POOR, EXEMPT, PAID, GONE, ORDINARY] = [1, 2, 3, 4, 6]
const KELAN = { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县甲子镇' }
const CROWD = Array.from({ length: 40 }, (_, i) => `oPayer${i}`)

describe('paying for someone by name and number', () => {
  let county: LinksCounty
  let next = 0
  /** Each asks once, so that no limit is met by chance. */
  const someone = () => county.as(CROWD[next++]!)
  beforeAll(async () => {
    county = await startLinksCounty(
      30,
      (n) =>
        n === POOR
          ? { ...KELAN, ...certified('低保对象') }
          : n === ORDINARY
            ? KELAN
            : n === EXEMPT
              ? certified('特困供养人员')
              : {},
      CROWD,
    )
    const record = (n: number, id: string, facts: EventFacts) =>
      changeEnrolment(county.db, `person-${n}-2022`, TODAY, (before) =>
        withEnrolmentEvent(policyFor('ruijin', 2022), before, {
          id,
          day: TODAY,
          at: Date.now(),
          by: 'oTest',
          ...facts,
        }),
      )
    await record(PAID, 'paid-3', { kind: 'paid', amount: 32_000, way: '测试', evidence: 'e-3' })
    await record(GONE, 'left-4', { kind: 'left', why: 'died' })
  })
  afterAll(() => county.stop())

  const request = (n: number, other: object = {}) => ({
    region: 'ruijin',
    year: 2022,
    ...idOf(county.people[n]!),
    ...other,
  })
  const amount = async (data: object) =>
    contract.amountFor.answer.parse(await someone().ask('enrollment', 'amountFor', data))

  test('a neighbour learns the amount and nothing else', async () => {
    expect(await amount(request(0))).toEqual({
      regionName: '瑞金市',
      year: 2022,
      fee: 32_000,
      payable: true,
      sentence: expect.stringContaining('代缴') as string,
    })
  })

  test('of someone subsidised nothing, as of who has paid: the amount would tell what they are', async () => {
    const [poor, ordinary] = [
      await amount(request(POOR, { region: 'kelan' })),
      await amount(request(ORDINARY, { region: 'kelan' })),
    ]
    expect([poor.fee, ordinary.fee]).toEqual([null, 32_000])
    expect(poor).toMatchObject({ payable: null })
  })

  test('who owes nothing, has paid, is dead, is not registered here or does not exist: one answer', async () => {
    const told = [
      await amount(request(EXEMPT)),
      await amount(request(PAID)),
      await amount(request(GONE)),
      await amount(request(5, { name: '乙丑5' })),
      await amount(request(5, { idNumber: '990000199001010018' })),
      await amount(request(5, { idNumber: '无' })),
    ]
    expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(told[0]).toMatchObject({ fee: null, payable: null })
    expect(await amount({ ...request(0), region: 'kelan' })).toMatchObject({ fee: null, payable: null })
  })

  test('a place or a year without a notice is refused, as anywhere', async () => {
    expect(await someone().refusal('enrollment', 'amountFor', request(0, { region: 'atlantis' }))).toMatchObject({
      code: 'UNKNOWN_REGION',
    })
    expect(await someone().refusal('enrollment', 'amountFor', request(0, { year: 1999 }))).toMatchObject({
      code: 'UNKNOWN_YEAR',
    })
  })

  test('ten times a day a user, whoever it is about; the eleventh is told when to come back', async () => {
    const user = county.as('oNeighbour')
    for (let n = 10; n < 20; n++)
      expect(await user.call('enrollment', 'amountFor', request(n))).toMatchObject({ ok: true })
    const refusal = await user.refusal('enrollment', 'amountFor', request(20))
    expect(refusal).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      found: '2021-12-11',
      message: expect.stringContaining('2021-12-11 零点以后再试') as string,
    })
  })

  test('five times a day one number, whoever asks and whether or not anybody has it', async () => {
    for (const about of [request(21), request(21, { idNumber: '990000198001010019' })]) {
      for (let i = 0; i < 5; i++)
        expect(await someone().call('enrollment', 'amountFor', about)).toMatchObject({ ok: true })
      expect(await someone().refusal('enrollment', 'amountFor', about)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    }
  })

  test('twelve asked at one moment are counted one by one', async () => {
    const user = county.as('oStranger')
    const told = await Promise.all(
      Array.from({ length: 12 }, (_, n) => user.call('enrollment', 'amountFor', request(n + 10))),
    )
    expect(told.filter(({ ok }) => ok).length).toBeLessThanOrEqual(10)
    expect((await county.stored<{ count: number }>('attempts')).map(({ count }) => count)).toContain(12)
  })

  test('wrong codes are limited, right ones do not count', async () => {
    const wrong = () =>
      someone().refusal('enrollment', 'bindSelf', {
        operation: operation(),
        ...idOf(county.people[22]!),
        code: '00000000',
      })
    for (let i = 0; i < 5; i++) expect(await wrong()).toMatchObject({ code: 'NOT_MATCHED' })
    expect(await wrong()).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    expect(
      await county
        .as('oMother1')
        .refusal('enrollment', 'bindSelf', {
          operation: operation(),
          ...idOf(county.people[22]!),
          code: paperOf('house-22'),
        }),
    ).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    const daughter = county.as('oDaughter')
    for (let i = 0; i < 12; i++) {
      expect(
        await daughter.call('enrollment', 'askLink', {
          operation: operation(),
          ...idOf(county.people[23]!),
          householdCode: paperOf('house-23'),
          relation: '母亲',
        }),
      ).toMatchObject({ ok: true })
    }
  })

  test('the next day everyone may try again', async () => {
    await county.setClock('2021-12-11T00:00:01+08:00')
    expect(await county.as('oNeighbour').call('enrollment', 'amountFor', request(20))).toMatchObject({ ok: true })
    expect(
      await county
        .as('oMother1')
        .call('enrollment', 'bindSelf', {
          operation: operation(),
          ...idOf(county.people[22]!),
          code: paperOf('house-22'),
        }),
    ).toMatchObject({ ok: true })
  })

  test('neither the counters nor the logs name anyone', async () => {
    const text = databaseText(county) + county.log()
    for (const { name, idNumber } of county.people)
      for (const secret of [name, idNumber!]) expect(text.includes(Buffer.from(secret).toString('latin1'))).toBe(false)
    const ids = (await county.stored<{ _id: string }>('attempts')).map(({ _id }) => _id)
    expect(ids.length).toBeGreaterThan(20)
    expect(ids.every((id) => /^(amount|bind|link)~[\w-]{43}~2021-12-1[01]$/.test(id))).toBe(true)
  })
})
