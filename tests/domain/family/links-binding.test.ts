import type { Answers } from '../../../cloudfunctions/enrollment/contract'
import { contract } from '../../../cloudfunctions/enrollment/contract'
import { START } from '../county-cloud'
import { startLinksCounty, databaseText, idOf, operation, paperOf } from './links-county'
import type { LinksCounty } from './links-county'

const CROWD = Array.from({ length: 8 }, (_, i) => `oCrowd${i}`)

describe('binding oneself', () => {
  let county: LinksCounty
  beforeAll(async () => {
    county = await startLinksCounty(24, (n) => (n === 20 ? { absent: { why: 'died', since: '2021-10-01' } } : {}), [
      ...CROWD,
      'oFirst',
      'oSecond',
      'oThird',
      'oFourth',
      'oFifth',
    ])
  })
  afterAll(() => county.stop())

  const handCode = async (n: number, clerk = 'oClerkEast', id = operation()) =>
    county
      .as(clerk)
      .ask<Answers['handBindingCode']>('enrollment', 'handBindingCode', { operation: id, resident: `person-${n}` })
  const bindAs = (openid: string, n: number, code: string, other: object = {}) =>
    county
      .as(openid)
      .call<Answers['bindSelf']>('enrollment', 'bindSelf', {
        operation: operation(),
        ...idOf(county.people[n]!),
        code,
        ...other,
      })

  test('an old woman comes with the code that the clerk gave her, and sees who she is', async () => {
    const { code, until } = await handCode(1)
    expect([code, until]).toEqual([expect.stringMatching(/^\d{8}$/), '2021-12-17'])
    const answer = await bindAs('oMother1', 1, code)
    expect(answer).toEqual({
      ok: true,
      data: {
        person: {
          resident: 'person-1',
          name: '甲子1',
          tail: expect.stringMatching(/^[\dX]{4}$/) as string,
          place: '瑞金市象湖镇',
          village: '东一村',
          absent: null,
        },
      },
    })
    expect(await county.stored('users')).toEqual([{ _id: 'oMother1', self: 'person-1' }])
    expect(await county.stored('links', { _id: 'self~person-1' })).toMatchObject([
      { openid: 'oMother1', state: 'active', consent: { how: 'ownCode', by: 'oMother1' } },
    ])
  })

  test('from then on her enrolment knows that someone can be reminded', async () => {
    expect(await county.enrolment('person-1')).toMatchObject({
      followed: true,
      deadline: '2022-03-31',
      remindOn: '2022-03-24',
    })
    expect(await county.enrolment('person-2')).toMatchObject({ followed: false, deadline: null, remindOn: null })
  })

  test('a code works once: for nobody else, and not again after she let go', async () => {
    const { code } = await handCode(2)
    expect(await bindAs('oFirst', 2, code)).toMatchObject({ ok: true })
    await county.as('oFirst').ask('enrollment', 'revokeLink', { operation: operation(), link: 'self~person-2' })
    expect(await bindAs('oSecond', 2, code)).toMatchObject({ ok: false, error: { code: 'NOT_MATCHED' } })
    expect(await county.enrolment('person-2')).toMatchObject({ followed: false, deadline: null })
  })

  test('a lost answer can be asked for again, with the same operation or a new one', async () => {
    const { code } = await handCode(3)
    const request = { operation: operation(), ...idOf(county.people[3]!), code }
    const once = await county.as('oSecond').ask('enrollment', 'bindSelf', request)
    expect(await county.as('oSecond').ask('enrollment', 'bindSelf', request)).toEqual(once)
    expect(await county.as('oSecond').ask('enrollment', 'bindSelf', { ...request, operation: operation() })).toEqual(
      once,
    )
    expect((await county.stored<{ history: unknown[] }>('links', { _id: 'self~person-3' }))[0]!.history).toHaveLength(1)
  })

  test('the clerk who taps twice hands over one code; a new one voids the one before; a week later it is void', async () => {
    const id = operation()
    const first = await handCode(4, 'oClerkEast', id)
    expect(await handCode(4, 'oClerkEast', id)).toEqual(first)
    const second = await handCode(4)
    expect(second.code).not.toBe(first.code)
    expect(await bindAs('oThird', 4, first.code)).toMatchObject({ ok: false, error: { code: 'NOT_MATCHED' } })
    const week = Date.parse('2021-12-17T09:00:00+08:00')
    expect(await county.stored('binding-codes', { _id: 'person-4' })).toMatchObject([{ until: week, usedBy: null }])
    const setUntil = (until: number) =>
      county.db.collection('binding-codes').doc('person-4').update({ data: { until } })
    await setUntil(Date.parse(START) - 1)
    expect(await bindAs('oThird', 4, second.code)).toMatchObject({ ok: false, error: { code: 'NOT_MATCHED' } })
    await setUntil(week)
    expect(await bindAs('oThird', 4, second.code)).toMatchObject({ ok: true })
  })

  test('the paper of the household does as well, however it is typed', async () => {
    const typed = paperOf('house-5').toLowerCase().replace('-', ' ').replace(/0/g, 'o').replace(/1/g, 'l')
    const { idNumber } = county.people[5]!
    expect(
      await bindAs('oFourth', 5, typed, {
        name: ' 甲子５ ',
        idNumber: idNumber!.toLowerCase().replace(/^(\d{6})/, '$1 '),
      }),
    ).toMatchObject({ ok: true })
    expect(await county.stored('links', { _id: 'self~person-5' })).toMatchObject([
      { consent: { how: 'householdCode' } },
    ])
  })

  test('a wrong name, a wrong number, a wrong code, another’s code and someone who is not there are refused alike', async () => {
    const { code } = await handCode(6)
    const { idNumber } = county.people[6]!
    const paper = paperOf('house-6')
    const attempts = [
      { name: '乙丑6', idNumber, code },
      { name: '甲子6', idNumber: county.people[7]!.idNumber, code },
      { name: '甲子6', idNumber, code: '00000000' },
      { name: '甲子6', idNumber, code: paperOf('house-7') },
      { name: '甲子6', idNumber: '990000199001010018', code },
      { name: '甲子6', idNumber: '无', code: paper },
      { name: '乙丑6', idNumber, code: paper },
      { name: '甲子6', idNumber, code: 'ABCDE-ABCDE' },
    ]
    const refusals: unknown[] = []
    for (const [i, attempt] of attempts.entries())
      refusals.push(
        await county.as(CROWD[i]!).refusal('enrollment', 'bindSelf', { operation: operation(), ...attempt }),
      )
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
    expect(refusals[0]).toMatchObject({ code: 'NOT_MATCHED' })
    expect(JSON.stringify(refusals)).not.toContain('990000')
  })

  test('who is in the ledger as dead is nobody’s to bind', async () => {
    expect(await bindAs('oFifth', 20, paperOf('house-20'))).toMatchObject({ ok: false, error: { code: 'NOT_MATCHED' } })
  })

  test('a second person who claims to be her, papers in hand, is sent to the clerk, and it is noted', async () => {
    const refusal = await bindAs('oNeighbour', 1, paperOf('house-1'))
    expect(refusal).toMatchObject({
      ok: false,
      error: { code: 'RESIDENT_TAKEN', message: expect.stringContaining('经办人员') as string },
    })
    expect(await county.stored('audit', { action: 'bindSelf', outcome: 'refused' })).toMatchObject([
      { openid: 'oNeighbour', target: 'person-1', outcome: 'refused', why: 'RESIDENT_TAKEN' },
    ])
    expect((await county.stored('links', { _id: 'self~person-1' }))[0]).toMatchObject({ openid: 'oMother1' })
  })

  test('one user is one person', async () => {
    expect(await bindAs('oMother1', 8, paperOf('house-8'))).toMatchObject({
      ok: false,
      error: { code: 'ALREADY_BOUND' },
    })
    expect(await county.stored('links', { resident: 'person-8' })).toEqual([])
  })

  test('of four who hold the paper and bind at one moment, one is bound', async () => {
    const answers = await Promise.all(CROWD.slice(0, 4).map((openid) => bindAs(openid, 9, paperOf('house-9'))))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]))).toEqual([
      'RESIDENT_TAKEN',
      'RESIDENT_TAKEN',
      'RESIDENT_TAKEN',
    ])
    expect((await county.stored<{ self: string }>('users')).filter(({ self }) => self === 'person-9')).toHaveLength(1)
  })

  test('the clerk undoes a wrong binding; the paper does not bring it back, a code from the clerk binds the right one', async () => {
    expect(await bindAs('oFirst', 10, paperOf('house-10'))).toMatchObject({ ok: true })
    const { links } = await county
      .as('oClerkEast')
      .ask<Answers['residentLinks']>('enrollment', 'residentLinks', { resident: 'person-10' })
    expect(links).toMatchObject([
      { link: 'self~person-10', kind: 'self', payer: '甲***', relation: '本人', state: 'active' },
    ])
    const ended = await county
      .as('oClerkEast')
      .ask('enrollment', 'endLink', { operation: operation(), link: 'self~person-10' })
    expect(ended).toMatchObject({ state: 'revoked' })
    expect(await county.stored('users', { _id: 'oFirst' })).toEqual([{ _id: 'oFirst', self: null }])
    expect(await bindAs('oFirst', 10, paperOf('house-10'))).toMatchObject({
      ok: false,
      error: { code: 'LINK_NOT_POSSIBLE' },
    })
    expect(await bindAs('oFifth', 10, (await handCode(10)).code)).toMatchObject({ ok: true })
  })

  test('codes are handed over by the village’s own clerks, and each time it is noted', async () => {
    for (const stranger of ['oClerkWest', 'oClerkFormer', 'oAuditor', 'oStranger', 'oCountyKelan']) {
      expect(
        await county
          .as(stranger)
          .refusal('enrollment', 'handBindingCode', { operation: operation(), resident: 'person-11' }),
      ).toMatchObject({ code: 'NOT_ALLOWED' })
    }
    expect(
      await county
        .as('oClerkEast')
        .refusal('enrollment', 'handBindingCode', { operation: operation(), resident: 'person-999' }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    await handCode(11, 'oCounty')
    expect(
      await county.stored('audit', { action: 'handBindingCode', target: 'person-11', outcome: 'done' }),
    ).toMatchObject([{ openid: 'oCounty' }])
  })

  test('no code lies in the database', async () => {
    const { code } = await handCode(12)
    await county.as('oCounty').ask('enrollment', 'residentLinks', { resident: 'person-12' })
    const text = databaseText(county)
    expect(text).toContain('person-12')
    for (const secret of [code, paperOf('house-12'), paperOf('house-12').replace('-', '')])
      expect(text.includes(secret)).toBe(false)
  })

  test('a request in another’s name cannot be written', () => {
    expect(
      contract.bindSelf.request.safeParse({
        operation: operation(),
        name: '甲子1',
        idNumber: '1',
        code: '1',
        openid: 'oMother1',
      }).success,
    ).toBe(false)
  })
})
