import { contract } from '../../../cloudfunctions/enrollment/contract'
import type { Answers } from '../../../cloudfunctions/enrollment/contract'
import { idOf, operation, paperOf, startLinksCounty } from './links-county'
import type { LinksCounty } from './links-county'

const BABY = 21

describe('looking after relatives', () => {
  let county: LinksCounty
  beforeAll(async () => {
    county = await startLinksCounty(
      24,
      (n) => (n === BABY ? { idKind: 'newborn', idNumber: null, birthDate: '2021-11-03', household: 'house-20' } : {}),
      ['oSecondSon', 'oCousin', 'oElder'],
    )
  })
  afterAll(() => county.stop())

  const askFor = (openid: string, n: number, householdCode: string | null, other: object = {}) =>
    county
      .as(openid)
      .ask<Answers['askLink']>('enrollment', 'askLink', {
        operation: operation(),
        ...idOf(county.people[n]!),
        householdCode,
        relation: '母亲',
        ...other,
      })
  const bind = (openid: string, n: number) =>
    county
      .as(openid)
      .ask('enrollment', 'bindSelf', {
        operation: operation(),
        ...idOf(county.people[n]!),
        code: paperOf(`house-${n}`),
      })
  const me = async (openid: string) => contract.me.answer.parse(await county.as(openid).ask('enrollment', 'me'))
  const revoke = (openid: string, link: string) =>
    county.as(openid).ask('enrollment', 'revokeLink', { operation: operation(), link })

  test('with the household’s paper a daughter looks after her mother at once, and the consent says how', async () => {
    const link = await askFor('oDaughter', 1, paperOf('house-1'))
    expect(link).toMatchObject({
      state: 'active',
      relation: '母亲',
      consent: '2021-12-10 凭本户的家庭码确认',
      person: { name: '甲子1', village: '东一村' },
    })
    expect(await county.enrolment('person-1')).toMatchObject({ followed: true, deadline: '2022-03-31' })
    expect(await me('oDaughter')).toMatchObject({
      self: null,
      family: [
        { link: link.link, relation: '母亲', enrolments: [{ id: 'person-1-2022', status: 'due', fee: 32_000 }] },
      ],
    })
  })

  test('without it she waits, and sees nothing but whom she asked for', async () => {
    const link = await askFor('oDaughter', 2, null)
    expect(link).toEqual({
      link: link.link,
      state: 'waiting',
      relation: '母亲',
      consent: null,
      person: {
        resident: 'person-2',
        name: '甲***',
        tail: county.people[2]!.idNumber!.slice(-4),
        place: '',
        village: '',
        absent: null,
      },
    })
    expect(await county.as('oDaughter').refusal('enrollment', 'course', { enrolment: 'person-2-2022' })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
    expect(await me('oDaughter')).toMatchObject({ asked: [{ link: link.link, state: 'waiting' }] })
    expect(await county.enrolment('person-2')).toMatchObject({ followed: false })
  })

  test('the mother is bound: she sees who asks, by the full name, consents on her phone, and it is recorded', async () => {
    await bind('oMother1', 2)
    await bind('oDaughter', 3)
    const { followers } = await me('oMother1')
    expect(followers).toEqual([
      { link: expect.any(String) as string, payer: '甲子3', relation: '母亲', state: 'waiting', since: '2021-12-10' },
    ])
    const answer = await county
      .as('oMother1')
      .ask('enrollment', 'answerLink', { operation: operation(), link: followers[0]!.link, consent: true })
    expect(answer).toMatchObject({ state: 'active' })
    expect(await county.stored('links', { resident: 'person-2', openid: 'oDaughter' })).toMatchObject([
      { consent: { how: 'relative', by: 'oMother1', at: expect.any(Number) as number } },
    ])
    expect(await county.as('oDaughter').ask('enrollment', 'course', { enrolment: 'person-2-2022' })).toMatchObject({
      person: { name: '甲子2' },
      relation: '母亲',
    })
  })

  test('no answer to anybody names an openid', async () => {
    await bind('oElder', 4)
    const asked = await askFor('oStranger', 4, null)
    const { links } = await county
      .as('oClerkEast')
      .ask<Answers['residentLinks']>('enrollment', 'residentLinks', { resident: 'person-4' })
    const told = JSON.stringify([
      asked,
      await me('oElder'),
      await me('oStranger'),
      links,
      await county.as('oElder').ask('enrollment', 'exportMine'),
    ])
    expect(told).not.toMatch(/oStranger|oElder|oClerk/)
    expect((await me('oElder')).followers).toMatchObject([{ payer: '一位未实名的家人' }])
    expect(links).toHaveLength(2)
  })

  test('the mother may say no, and then neither asking again nor the paper gets past her', async () => {
    const { followers } = await me('oElder')
    expect(
      await county
        .as('oElder')
        .ask('enrollment', 'answerLink', { operation: operation(), link: followers[0]!.link, consent: false }),
    ).toBeNull()
    expect(await me('oStranger')).toMatchObject({ family: [], asked: [] })
    expect(await askFor('oStranger', 4, paperOf('house-4'))).toMatchObject({ state: 'waiting', consent: null })
  })

  test('an unbound relative says so to the clerk, who records how; not the clerk of another village, nor the payer as clerk', async () => {
    const { link } = await askFor('oSonInLaw', 5, null)
    const confirm = { operation: operation(), link, how: 'byPhone' }
    for (const other of ['oClerkWest', 'oAuditor', 'oSonInLaw', 'oNeighbour', 'oClerkFormer']) {
      expect(await county.as(other).refusal('enrollment', 'confirmLink', confirm)).toMatchObject({
        code: 'NOT_ALLOWED',
      })
    }
    const confirmed = await county.as('oClerkEast').ask('enrollment', 'confirmLink', confirm)
    expect(confirmed).toMatchObject({ state: 'active', payer: null, consent: '2021-12-10 本人在电话里向经办人员同意' })
    expect(await county.as('oClerkEast').ask('enrollment', 'confirmLink', confirm)).toEqual(confirmed)
    expect(await county.stored('audit', { action: 'confirmLink', outcome: 'done' })).toMatchObject([
      { target: 'person-5', openid: 'oClerkEast' },
    ])
    const own = await askFor('oClerkEast', 6, null)
    expect(
      await county
        .as('oClerkEast')
        .refusal('enrollment', 'confirmLink', { operation: operation(), link: own.link, how: 'inPerson' }),
    ).toMatchObject({ code: 'OWN_REQUEST' })
  })

  test.each([
    ['the payer', 'oSecondSon', 7],
    ['the mother, who is bound', 'oMother', 8],
    ['the clerk, at her word', 'oClerkEast', 9],
  ])('%s ends it; from then on nothing is seen', async (_who, ender, n) => {
    const { link } = await askFor('oSecondSon', n, paperOf(`house-${n}`))
    const course = { enrolment: `person-${n}-2022` }
    expect(await county.as('oSecondSon').call('enrollment', 'course', course)).toMatchObject({ ok: true })
    if (ender === 'oMother') {
      await revoke('oMother1', 'self~person-2')
      await bind('oMother1', n)
    }
    if (ender === 'oClerkEast') await county.as(ender).ask('enrollment', 'endLink', { operation: operation(), link })
    else await revoke(ender === 'oMother' ? 'oMother1' : ender, link)
    expect(await county.as('oSecondSon').refusal('enrollment', 'course', course)).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(JSON.stringify(await me('oSecondSon'))).not.toContain(`person-${n}`)
    expect(await county.enrolment(`person-${n}`)).toMatchObject(
      ender === 'oMother' ? { followed: true } : { followed: false, deadline: null, remindOn: null },
    )
    expect(await askFor('oSecondSon', n, paperOf(`house-${n}`))).toMatchObject({
      state: ender === 'oSecondSon' ? 'active' : 'waiting',
    })
  })

  test('links are their own people’s business: a stranger can neither answer nor end them, nor learn whether there are any', async () => {
    const { link } = await askFor('oSecondSon', 10, null)
    const refusals = [
      await county
        .as('oNeighbour')
        .refusal('enrollment', 'answerLink', { operation: operation(), link, consent: true }),
      await county
        .as('oSecondSon')
        .refusal('enrollment', 'answerLink', { operation: operation(), link, consent: true }),
      await county.as('oNeighbour').refusal('enrollment', 'revokeLink', { operation: operation(), link }),
      await county
        .as('oNeighbour')
        .refusal('enrollment', 'revokeLink', { operation: operation(), link: 'person-10~nothing' }),
      await county
        .as('oNeighbour')
        .refusal('enrollment', 'revokeLink', { operation: operation(), link: 'self~person-11' }),
    ]
    expect(new Set(refusals.map(({ code, message }) => code + message)).size).toBe(1)
    expect(refusals[0]).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('a wrong code is refused like a wrong name, and does not fall back to waiting', async () => {
    const right = { ...idOf(county.people[11]!), householdCode: paperOf('house-11'), relation: '母亲' }
    const wrong = [
      { ...right, householdCode: paperOf('house-12') },
      { ...right, name: '乙丑11' },
      { ...right, idNumber: '990000199001010018', householdCode: null },
      { ...right, name: '乙丑11', householdCode: null },
    ]
    const refusals: unknown[] = []
    for (const request of wrong)
      refusals.push(await county.as('oCousin').refusal('enrollment', 'askLink', { operation: operation(), ...request }))
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
    expect(await county.stored('links', { resident: 'person-11' })).toEqual([])
  })

  test('a newborn without a number is found by name, day of birth and the household’s paper', async () => {
    const baby = { name: `甲子${BABY}`, idNumber: '2021-11-03', relation: '女儿' }
    expect(
      await county
        .as('oCousin')
        .refusal('enrollment', 'askLink', { operation: operation(), ...baby, householdCode: null }),
    ).toMatchObject({ code: 'NOT_MATCHED' })
    expect(
      await county
        .as('oCousin')
        .ask('enrollment', 'askLink', { operation: operation(), ...baby, householdCode: paperOf('house-20') }),
    ).toMatchObject({ state: 'active', person: { resident: `person-${BABY}`, tail: null } })
  })

  test('nobody looks after themself', async () => {
    expect(
      await county
        .as('oElder')
        .refusal('enrollment', 'askLink', {
          operation: operation(),
          ...idOf(county.people[4]!),
          householdCode: null,
          relation: '本人',
        }),
    ).toMatchObject({ code: 'OWN_RECORD' })
  })

  test('two who end and begin links of one person at one moment leave the enrolment as the links are', async () => {
    const { link } = await askFor('oSecondSon', 12, paperOf('house-12'))
    await Promise.all([revoke('oSecondSon', link), askFor('oCousin', 12, paperOf('house-12'))])
    expect(await county.enrolment('person-12')).toMatchObject({ followed: true })
  })
})
