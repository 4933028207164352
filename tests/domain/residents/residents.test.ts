import { madeUpId } from '../../../commands/demo-data/resident-id'
import type { ResidentCard } from '../../../cloudfunctions/domain/people/cards'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { ResidentDocument } from '../../../cloudfunctions/domain/people/documents'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import { householdByCode } from '../../../cloudfunctions/domain/people/households'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud, Person } from '../county-cloud'

let deeds = 0
const operation = () => `operation-${++deeds}`

const entryOf = (n: number, other: object = {}) => ({
  name: `甲子${n}`,
  sex: '女',
  birthDate: '1960-03-04',
  idKind: 'residentId',
  idNumber: madeUpId('1960-03-04', n, '女'),
  address: `东一村${n}号`,
  phone: `000${String(n).padStart(8, '0')}`,
  hukou: '瑞金市象湖镇',
  ground: 'hukou',
  ...other,
})
const registration = (n: number, other: object = {}, entry: object = {}) => ({
  operation: operation(),
  village: 'ruijin-1-1',
  household: null,
  householdAddress: `东一村${n}号`,
  head: true,
  group: '1组',
  entry: entryOf(n, entry),
  ...other,
})

describe('the ledger of a village', () => {
  let county: CountyCloud
  let clerk: Person
  let office: Person
  beforeAll(async () => {
    county = await startCountyCloud({ only: ['enrollment'] })
    clerk = county.as('oClerkEast')
    office = county.as('oCounty')
    await office.ask('enrollment', 'openSeason', { region: 'ruijin', year: 2022 })
  })
  afterAll(() => county.stop())

  const register = (n: number, other: object = {}, entry: object = {}) =>
    clerk.ask<ResidentCard>('enrollment', 'registerResident', registration(n, other, entry))
  const enrolmentsOf = (resident: string) => county.stored<EnrolmentDocument>('enrolments', { resident })

  test('a woman who is registered is seen masked, and has her enrolment of the year at once', async () => {
    const card = await register(1)
    expect(card).toMatchObject({
      name: '甲***',
      phone: '000****0001',
      birthYear: 1960,
      isHead: true,
      place: '瑞金市象湖镇',
      village: '东一村',
      flaws: [],
    })
    expect(await enrolmentsOf(card.resident)).toMatchObject([
      { year: 2022, village: 'ruijin-1-1', township: '象湖镇', status: 'due' },
    ])
  })

  test('sending the same registration twice, or twice at once, registers once', async () => {
    const request = registration(2)
    const cards = await Promise.all([
      clerk.ask<ResidentCard>('enrollment', 'registerResident', request),
      clerk.ask<ResidentCard>('enrollment', 'registerResident', request),
    ])
    cards.push(await clerk.ask<ResidentCard>('enrollment', 'registerResident', request))
    expect(new Set(cards.map(({ resident }) => resident)).size).toBe(1)
    expect(await county.stored('residents', { household: cards[0].household })).toHaveLength(1)
  })

  test('her number a second time is refused as 重, here and elsewhere, and two who send it at once are one', async () => {
    await register(3)
    expect(await clerk.refusal('enrollment', 'registerResident', registration(3))).toMatchObject({ code: 'TWICE_HERE' })
    expect(
      await county
        .as('oClerkWest')
        .refusal('enrollment', 'registerResident', registration(3, { village: 'ruijin-1-2' })),
    ).toMatchObject({ code: 'TWICE_ELSEWHERE' })
    const both = await Promise.all([
      clerk.call('enrollment', 'registerResident', registration(4)),
      clerk.call('enrollment', 'registerResident', registration(4)),
    ])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'TWICE_HERE' } })
  })

  test('what cannot be so is refused with every reason; what can be put right later is kept with its flaws', async () => {
    const refused = await clerk.refusal(
      'enrollment',
      'registerResident',
      registration(5, {}, { name: null, idNumber: '99000019600304' }),
    )
    expect(refused).toMatchObject({
      code: 'NAME_MISSING',
      message: expect.stringMatching(/没有填姓名（漏）；.*（错）/) as string,
    })
    expect(await register(5, {}, { phone: '123', address: null })).toMatchObject({
      flaws: [
        { code: 'ADDRESS_MISSING', kind: '漏' },
        { code: 'PHONE_FORM', kind: '错' },
      ],
    })
  })

  test('a newborn has no number at first; with it they are the same person, and the same number is nobody else’s', async () => {
    const mother = await register(6)
    const baby = { idKind: 'newborn', idNumber: null, birthDate: '2021-11-20', name: '乙丑6', phone: null }
    const inHousehold = { household: mother.household, householdAddress: null, head: false }
    const card = await register(7, inHousehold, baby)
    expect(card).toMatchObject({ tail: null, idKind: 'newborn', isHead: false })
    expect(await clerk.refusal('enrollment', 'registerResident', registration(7, inHousehold, baby))).toMatchObject({
      code: 'NEWBORN_TWICE',
    })

    const number = madeUpId('2021-11-20', 7, '女')
    const change = { idKind: 'residentId', idNumber: number }
    expect(
      await clerk.refusal('enrollment', 'registerResident', registration(7, inHousehold, { ...baby, ...change })),
    ).toMatchObject({ code: 'CHILD_TWICE' })
    expect(
      await clerk.ask('enrollment', 'correctResident', { operation: operation(), resident: card.resident, change }),
    ).toMatchObject({ resident: card.resident, tail: `***${number.slice(-4)}`, idKind: 'residentId' })
    expect(
      await clerk.refusal(
        'enrollment',
        'registerResident',
        registration(7, inHousehold, { ...change, birthDate: '2021-11-20' }),
      ),
    ).toMatchObject({ code: 'TWICE_HERE' })
    expect(
      await clerk.refusal('enrollment', 'correctResident', {
        operation: operation(),
        resident: mother.resident,
        change: { ...change, birthDate: '2021-11-20' },
      }),
    ).toMatchObject({ code: 'TWICE_HERE' })
  })

  test('a birthday that is put right is put right in the open year too, once', async () => {
    const { resident } = await register(8, {}, { birthDate: '1960-03-05' })
    const request = { operation: operation(), resident, change: { birthDate: '1960-03-04' } }
    expect(await clerk.ask('enrollment', 'correctResident', request)).toMatchObject({ flaws: [] })
    await clerk.ask('enrollment', 'correctResident', request)
    expect((await enrolmentsOf(resident))[0]!.events.map(({ kind }) => kind)).toEqual(['corrected'])
  })

  test('the county moves someone to another village: a new household, the enrolment goes along, and the old one has lost its head', async () => {
    const { resident, household } = await register(9)
    const move = {
      operation: operation(),
      resident,
      village: 'ruijin-2-1',
      household: null,
      householdAddress: '南三村9号',
    }
    expect(await clerk.refusal('enrollment', 'moveResident', move)).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await office.ask('enrollment', 'moveResident', move)).toMatchObject({
      resident,
      village: '南三村',
      place: '瑞金市叶坪镇',
      isHead: true,
    })
    await office.ask('enrollment', 'moveResident', move)
    expect(await enrolmentsOf(resident)).toMatchObject([{ village: 'ruijin-2-1', township: '叶坪镇', year: 2022 }])
    expect(await office.ask('enrollment', 'household', { household })).toMatchObject({ head: null, members: [] })
    expect(
      await office.refusal('enrollment', 'moveResident', { ...move, operation: operation(), household }),
    ).toMatchObject({ code: 'HOUSEHOLD_ELSEWHERE' })
  })

  test.each([
    ['died', '去世'],
    ['movedAway', '迁出'],
    ['employee', '参加职工医保'],
  ])('who %s leaves the open year and stays in the ledger; who comes back is back', async (why, words) => {
    const { resident } = await register({ died: 10, movedAway: 11, employee: 12 }[why]!)
    const absence = { operation: operation(), resident, why, since: '2021-12-08' }
    expect(await clerk.ask('enrollment', 'recordAbsence', absence)).toMatchObject({ absent: `2021-12-08 ${words}` })
    await clerk.ask('enrollment', 'recordAbsence', absence)
    const other = { ...absence, operation: operation(), since: '2021-12-07' }
    expect(await clerk.refusal('enrollment', 'recordAbsence', other)).toMatchObject({
      code: 'ALREADY_ABSENT',
      found: why,
    })
    expect(await enrolmentsOf(resident)).toMatchObject([
      { status: 'withdrawn', events: [{ kind: 'left', day: '2021-12-08' }] },
    ])
    expect(
      await clerk.ask('enrollment', 'recordReturn', { operation: operation(), resident, since: '2021-12-09' }),
    ).toMatchObject({ absent: null })
    expect(await enrolmentsOf(resident)).toMatchObject([
      { status: 'due', events: [{ kind: 'left' }, { kind: 'returned' }] },
    ])
  })

  test('nobody dies tomorrow, nor before they were born', async () => {
    const { resident } = await register(13)
    const death = (since: string) =>
      clerk.refusal('enrollment', 'recordAbsence', { operation: operation(), resident, why: 'died', since })
    expect([await death('2021-12-11'), await death('1950-01-01')]).toMatchObject([
      { code: 'DAY_IN_FUTURE' },
      { code: 'BEFORE_BIRTH' },
    ])
  })

  test('the paper of a household: its code finds the household, a new paper voids it, whoever prints one is in the audit', async () => {
    const { household } = await register(14)
    const print = () =>
      clerk.ask<{ code: string }>('enrollment', 'printHouseholdCode', { operation: operation(), household })
    const { code } = await print()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
    expect((await print()).code).toBe(code)
    expect(await householdByCode(county.db, ` ${code.toLowerCase().replace('-', ' ')} `)).toMatchObject({
      id: household,
    })
    const request = { operation: operation(), household }
    const [again, still] = [
      await clerk.ask<{ code: string }>('enrollment', 'reissueHouseholdCode', request),
      await clerk.ask<{ code: string }>('enrollment', 'reissueHouseholdCode', request),
    ]
    expect(again.code).not.toBe(code)
    expect(still.code).toBe(again.code)
    expect(await householdByCode(county.db, code)).toBeNull()
    expect(await county.stored('audit', { target: household })).toHaveLength(3)
  })

  test('a member becomes head; a stranger to the household cannot', async () => {
    const [wife, stranger] = [await register(15), await register(16)]
    const husband = await register(17, { household: wife.household, householdAddress: null, head: false })
    const name = (resident: string) => ({ operation: operation(), household: wife.household, resident })
    expect(await clerk.ask('enrollment', 'nameHead', name(husband.resident))).toMatchObject({ isHead: true })
    expect(await clerk.refusal('enrollment', 'nameHead', name(stranger.resident))).toMatchObject({
      code: 'HEAD_ELSEWHERE',
    })
    expect(await clerk.ask('enrollment', 'household', { household: wife.household })).toMatchObject({
      head: husband.resident,
      members: expect.arrayContaining([expect.objectContaining({ resident: wife.resident, isHead: false })]) as unknown,
    })
  })

  test('one looks for a neighbour by name in the village, by number there or in the county, and finds nobody elsewhere', async () => {
    const { resident } = await register(18)
    const idNumber = madeUpId('1960-03-04', 18, '女')
    const find = async (who: Person, query: object) =>
      (
        await who.ask<{ found: ResidentCard[] }>('enrollment', 'findResident', {
          region: 'ruijin',
          village: 'ruijin-1-1',
          idNumber: null,
          name: null,
          ...query,
        })
      ).found.map((card) => card.resident)
    expect(await find(clerk, { name: '甲子18' })).toEqual([resident])
    expect(await find(clerk, { idNumber })).toEqual([resident])
    expect(await find(office, { village: null, idNumber })).toEqual([resident])
    expect(await find(county.as('oAuditor'), { village: null, idNumber })).toEqual([resident])
    expect(await find(county.as('oClerkWest'), { village: 'ruijin-1-2', idNumber })).toEqual([])
    expect(
      await clerk.refusal('enrollment', 'findResident', { region: 'ruijin', village: null, idNumber, name: null }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('a field in full takes a reason, and leaves a line in the audit that holds nothing of it', async () => {
    const { resident } = await register(19)
    const look = { operation: operation(), resident, field: 'phone', reason: 'contact' }
    expect(await clerk.ask('enrollment', 'revealField', look)).toEqual({ value: '00000000019' })
    expect(await clerk.refusal('enrollment', 'revealField', { ...look, reason: undefined })).toMatchObject({
      code: 'BAD_REQUEST',
    })
    const lines = await county.stored<AuditDocument>('audit', { target: resident, action: 'revealField' })
    expect(lines).toMatchObject([
      { openid: 'oClerkEast', action: 'revealField', outcome: 'revealed', why: 'phone:contact', day: '2021-12-10' },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/甲子|00000000019/)
  })

  test('no name, number, phone or address lies in the database in clear', async () => {
    const residents = await county.stored<ResidentDocument>('residents')
    expect(residents.length).toBeGreaterThan(10)
    expect(
      JSON.stringify([
        residents,
        await county.stored('households'),
        await county.stored('operations'),
        await county.stored('audit'),
      ]),
    ).not.toMatch(/甲子|乙丑|9900001960|000000000|东一村\d/)
    expect(county.log()).not.toMatch(/甲子|乙丑|9900001960|东一村\d/)
  })
})
