import { randomUUID } from 'node:crypto'
import type { Answers as CountyAnswers } from '../../../cloudfunctions/county/contract'
import type { AppointmentDocument } from '../../../cloudfunctions/domain/access/permissions'
import { officer, proposing } from '../by-two'
import type { Proposal } from '../by-two'
import { operation } from '../cash/clerk-county'
import { RUIJIN, startVillageCounty, type VillageCounty } from '../clerk/village-county'
import type { Person } from '../county-cloud'
import { townshipOffice } from '../county-cloud'

/**
 * 象湖镇 of 瑞金, with 东一村 and 西二村, from the day on which two of the county appoint its officer. 叶坪镇 is the next
 * township.
 */
const TOWNSHIP = { region: 'ruijin', township: '象湖镇', year: 2022 } as const
const OFFICER = 'oTownOfficer'

let county: VillageCounty
let officerOfTown: Person
let house: string[]
let receipt: string
let order: string

beforeAll(async () => {
  county = await startVillageCounty([OFFICER, 'oTownNext', 'oTownClerk'], ['county'])
  await county.seed('appointments', [townshipOffice('oTownNext', '叶坪镇')])
  if ((await county.stored<AppointmentDocument>('appointments', { _id: 'oCountySecond' })).length === 0)
    await county.seed('appointments', [officer('oCountySecond')])
  officerOfTown = county.as(OFFICER)
  house = await county.household(1, 2, { name: '庚辰巳' })
  await county.openSeason('ruijin', 'oCounty')
  const taken = await county.take(county.as('oClerkEast'), house)
  receipt = taken.receipts[0]!
  order = (await county.stored<{ _id: string }>('orders'))[0]!._id
})
afterAll(() => county.stop())

/** As the office of 象湖镇 stands until a day. */
const holdUntil = (until: string | null) =>
  county.db.collection('appointments').doc(OFFICER).update({ data: { until } })

const inviting = (other: object) => ({
  operation: randomUUID(),
  region: 'ruijin',
  role: 'clerk',
  villages: ['ruijin-1-1'],
  groups: null,
  until: null,
  who: '东一村经办乙',
  ...other,
})

describe('乡镇经办人员的岗位', () => {
  const whole = { region: 'ruijin', role: 'township', township: '象湖镇', villages: null, until: null, who: '社保所甲' }

  test('由县里两个人任命，一个人任命不了；写错乡镇的不收', async () => {
    const office = county.as('oCounty')
    const alone = await office.refusal('county', 'inviteOfficer', inviting({ ...whole, groups: null }))
    expect(alone).toMatchObject({ code: 'SECOND_PERSON_NEEDED', found: 'appointOfficer' })
    expect(
      await office.refusal('county', 'propose', proposing('appointOfficer', { ...whole, township: '没有镇' })),
    ).toMatchObject({ code: 'UNKNOWN_TOWNSHIP' })
    expect(
      await office.refusal('county', 'propose', proposing('appointOfficer', { ...whole, township: null })),
    ).toMatchObject({ code: 'TOWNSHIP_NEEDED' })
    expect(await office.refusal('county', 'inviteOfficer', inviting({ township: '象湖镇' }))).toMatchObject({
      code: 'TOWNSHIP_NEEDED',
    })
    const asked = proposing('appointOfficer', whole)
    const { proposal } = await office.ask<Proposal>('county', 'propose', asked)
    const confirmed = { operation: randomUUID(), proposal }
    await county.as('oCountySecond').ask('county', 'confirmProposal', confirmed)
    const { proposals } = await office.ask<CountyAnswers['proposals']>('county', 'proposals', {
      region: 'ruijin',
      waiting: false,
      after: null,
    })
    const [, code] = /邀请码 (\S+)，/.exec(proposals.find((one) => one.proposal === proposal)?.told ?? '') ?? []
    expect(await officerOfTown.ask('county', 'acceptAppointment', { code })).toMatchObject({
      role: 'township',
      township: '象湖镇',
      sentence: expect.stringContaining('象湖镇的乡镇（街道）经办人员') as string,
    })
    expect(await county.desk(OFFICER, 'desk', {})).toMatchObject({
      role: 'township',
      villages: [{ village: 'ruijin-1-1' }, { village: 'ruijin-1-2' }],
    })
  })

  test('任命和结束本乡镇的村经办，别的岗位、别的乡镇都不行', async () => {
    const { code } = await officerOfTown.ask<CountyAnswers['inviteOfficer']>('county', 'inviteOfficer', inviting({}))
    await county.as('oTownClerk').ask('county', 'acceptAppointment', { code })
    const refused: readonly object[] = [
      { villages: ['ruijin-2-1'] },
      { villages: ['ruijin-1-1', 'ruijin-2-1'] },
      { role: 'auditor' },
      { role: 'county' },
      { role: 'auditor', villages: null },
      whole,
    ]
    for (const other of refused)
      expect(await officerOfTown.refusal('county', 'inviteOfficer', inviting(other))).toMatchObject({
        code: 'NOT_ALLOWED',
      })
    expect(
      await officerOfTown.refusal(
        'county',
        'propose',
        proposing('appointOfficer', { region: 'ruijin', villages: ['ruijin-1-1'], until: null, who: '假县级' }),
      ),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    const list = await officerOfTown.ask<CountyAnswers['appointments']>('county', 'appointments', { region: 'ruijin' })
    expect(list.people.map(({ person, mayChange }) => [person, mayChange])).toEqual(
      expect.arrayContaining([
        ['oTownClerk', true],
        ['oClerkEast', true],
        [OFFICER, false],
      ]),
    )
    expect(list.people.map(({ person }) => person)).not.toEqual(expect.arrayContaining(['oCounty']))
    const end = (person: string) => ({ operation: randomUUID(), region: 'ruijin', person, because: '换人' })
    for (const person of ['oCounty', 'oTownNext', OFFICER])
      expect(await officerOfTown.refusal('county', 'endAppointment', end(person))).toMatchObject({
        code: 'NOT_ALLOWED',
      })
    expect(await officerOfTown.ask('county', 'endAppointment', end('oTownClerk'))).toMatchObject({ state: 'ended' })
    expect(await county.as('oTownNext').refusal('county', 'endAppointment', end('oClerkEast'))).toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })

  test('走了以后，发出去没用的邀请码也不能用了', async () => {
    const { code } = await officerOfTown.ask<CountyAnswers['inviteOfficer']>('county', 'inviteOfficer', inviting({}))
    await holdUntil('2021-12-01')
    expect(await county.as('oNeighbour').refusal('county', 'acceptAppointment', { code })).toMatchObject({
      code: 'INVITATION_WRONG',
    })
    await holdUntil(null)
  })
})

describe('各村交来的', () => {
  const handIns = (openid = OFFICER) => county.desk(openid, 'handIns', TOWNSHIP)

  test('村里登记办完的，乡镇核实收下，或者写明理由退回去重办', async () => {
    const { duties } = await county.desk('oClerkEast', 'duties', RUIJIN)
    const card = duties.find(({ desk, seen, tasks }) => desk === 'village' && !seen && tasks.length > 0)!
    const { duty } = card
    const { began } = card.tasks[0]!
    const mark = () => ({ ...RUIJIN, operation: operation(), duty, began, paper: null, evidence: '交给镇里小李' })
    await county.desk('oClerkEast', 'markDuty', mark())
    expect(await handIns()).toMatchObject({
      waiting: [{ villageName: '东一村', of: { duty, began }, words: '交给镇里小李', state: 'handedIn' }],
    })
    const decide = (verdict: 'verify' | 'sendBack', because: string | null, id = operation()) => ({
      ...RUIJIN,
      operation: id,
      of: { duty, began },
      verdict,
      because,
    })
    expect(await officerOfTown.refusal('village', 'decideHandIn', decide('sendBack', null))).toMatchObject({
      code: 'BECAUSE_MISSING',
    })
    expect(await county.as('oTownNext').refusal('village', 'decideHandIn', decide('verify', null))).toMatchObject({
      code: 'NOT_ALLOWED',
    })
    const back = decide('sendBack', '少了一户')
    expect(await county.desk(OFFICER, 'decideHandIn', back)).toMatchObject({ state: 'sentBack' })
    expect(await county.desk(OFFICER, 'decideHandIn', back)).toMatchObject({ state: 'sentBack' })
    const undone = (await county.desk('oClerkEast', 'duties', RUIJIN)).duties.find((one) => one.duty === duty)!
    expect(undone.tasks.find((task) => task.began === began)).toMatchObject({
      done: null,
      checked: '乡镇退回：少了一户',
    })
    expect(JSON.stringify(await county.stored('duty-marks'))).not.toContain('少了一户')
    await county.desk('oClerkEast', 'markDuty', mark())
    expect(await county.desk(OFFICER, 'decideHandIn', decide('verify', null))).toMatchObject({ state: 'verified' })
    expect(await officerOfTown.refusal('village', 'decideHandIn', decide('sendBack', '再看'))).toMatchObject({
      code: 'HAND_IN_STATE',
    })
    expect(await handIns()).toMatchObject({ waiting: [], decided: [{ of: { duty }, stateName: '乡镇已核实' }] })
  })

  test('公示签字盖章以后先交乡镇，乡镇收下才算备案；退回的，改好再交', async () => {
    const days = { from: '2021-12-01', to: '2021-12-31' }
    const { posting } = await county.desk('oClerkEast', 'drawUpPosting', { ...RUIJIN, ...days, operation: operation() })
    const of = { posting }
    const step = () => ({ operation: operation(), posting })
    const up = { from: '2021-12-10', until: '2021-12-10', place: '村委会' }
    await county.desk('oClerkEast', 'putUpPosting', { ...step(), ...up })
    await county.desk('oClerkEast', 'closePosting', step())
    const file = () => ({ ...step(), signedBy: ['经办人'], sealed: true, filedTo: '镇社保所', day: '2021-12-10' })
    const decide = (verdict: 'verify' | 'sendBack', because: string | null) =>
      county.desk(OFFICER, 'decideHandIn', { ...RUIJIN, operation: operation(), of, verdict, because })
    expect(await county.desk('oClerkEast', 'filePosting', file())).toMatchObject({
      state: 'filed',
      lacks: ['等乡镇（街道）收件'],
      valid: false,
    })
    expect(await handIns()).toMatchObject({ waiting: [{ of, words: '经办人签字', money: { people: 2 } }] })
    await decide('sendBack', '领导没有签字')
    const { postings } = await county.desk('oClerkEast', 'postings', RUIJIN)
    expect(postings[0]).toMatchObject({ state: 'closed', filed: null, sentBack: { because: '领导没有签字' } })
    await county.desk('oClerkEast', 'filePosting', file())
    await decide('verify', null)
    expect((await county.desk('oClerkEast', 'postings', RUIJIN)).postings[0]).toMatchObject({
      state: 'filed',
      lacks: [],
      valid: true,
      sentBack: null,
    })
  })

  test('收据由乡镇复核、核销：有了乡镇经办，村里不能复核自己开的', async () => {
    const move = (event: string, found: object | null = null) => ({
      operation: operation(),
      receipt,
      event,
      found,
      because: null,
    })
    const clerk = county.as('oClerkEast')
    for (const event of ['print', 'issue', 'register']) await clerk.ask('village', 'moveReceiptPaper', move(event))
    const inOrder = { sealed: true, matches: true, complete: true }
    expect(await clerk.refusal('village', 'moveReceiptPaper', move('check', inOrder))).toMatchObject({
      code: 'OF_TOWNSHIP',
    })
    expect(await handIns()).toMatchObject({ receipts: [{ name: '东一村', toCheck: 1, toTakeBack: 0, toWriteOff: 0 }] })
    await officerOfTown.ask('village', 'moveReceiptPaper', move('check', inOrder))
    await clerk.ask('village', 'moveReceiptPaper', move('takeBack'))
    expect(await clerk.refusal('village', 'moveReceiptPaper', move('writeOff'))).toMatchObject({ code: 'OF_TOWNSHIP' })
    expect(await officerOfTown.ask('village', 'moveReceiptPaper', move('writeOff'))).toMatchObject({
      state: 'writtenOff',
    })
    expect(await handIns()).toMatchObject({ receipts: [] })
  })

  test('核定单按村、按组，每村有小计，和收的钱对得上', async () => {
    const asked = { ...TOWNSHIP, from: '2021-12-01', to: '2021-12-31' }
    const { sheet, people, amount } = await county.desk(OFFICER, 'townshipAssessment', asked)
    expect([people, amount]).toEqual([2, await county.feesOf(house)])
    expect(sheet.rows.map((row) => row.slice(0, 4))).toEqual([
      ['东一村', '1组', '1', '2'],
      ['东一村', '小计', '1', '2'],
    ])
    expect(sheet.foot[0]).toContain('1 户，2 人')
  })

  test('进度看得到本乡镇各村的，看不到全县的和别的乡镇的', async () => {
    const progress = (township: string | null) =>
      officerOfTown.call<CountyAnswers['progress']>('county', 'progress', { region: 'ruijin', year: 2022, township })
    expect(await progress('象湖镇')).toMatchObject({
      ok: true,
      data: { total: { target: { people: expect.any(Number) as number } }, places: [{ id: 'ruijin-1-1' }, {}] },
    })
    for (const township of [null, '叶坪镇'])
      expect(await progress(township)).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  })
})

describe('每周通报', () => {
  test('按村排名，是夜里留存的数，和一周前比；别的乡镇的看不到', async () => {
    const evening = (day: string, east: number) => ({
      _id: `ruijin-2022~${day}`,
      region: 'ruijin',
      year: 2022,
      day,
      villages: {
        'ruijin-1-1': { people: 10, paid: east, exempt: 0 },
        'ruijin-1-2': { people: 10, paid: 4, exempt: 0 },
        'ruijin-2-1': { people: 10, paid: 9, exempt: 0 },
      },
    })
    await county.seed('village-days', [evening('2021-12-02', 1), evening('2021-12-09', 6)])
    const asked = { region: 'ruijin', year: 2022, until: '2021-12-09' }
    const sheet = await officerOfTown.ask<CountyAnswers['bulletin']>('county', 'bulletin', {
      ...asked,
      township: '象湖镇',
    })
    expect(sheet).toMatchObject({ day: '2021-12-09', weekBefore: '2021-12-02', total: { done: 10, inWeek: 5 } })
    expect(sheet.rows.map(({ rank, name, done, inWeek }) => [rank, name, done, inWeek])).toEqual([
      [1, '东一村', 6, 5],
      [2, '西二村', 4, 0],
    ])
    expect(sheet.problems.join()).toContain('西二村')
    for (const township of [undefined, '叶坪镇'])
      expect(await officerOfTown.refusal('county', 'bulletin', { ...asked, township })).toMatchObject({
        code: 'NOT_ALLOWED',
      })
  })
})

describe('村里的事由乡镇复核', () => {
  test('村经办提请作废自己收的钱，乡镇经办同意才办；任命他的人不行，别的乡镇不行', async () => {
    const clerk = county.as('oClerkEast')
    const asked = proposing('voidCash', { order, because: '收错了人家' })
    expect(await county.as('oClerkBoth').refusal('county', 'propose', asked)).toMatchObject({ code: 'NOT_YOURS' })
    const { proposal } = await clerk.ask<Proposal>('county', 'propose', asked)
    const confirm = (who: Person) =>
      who.call<Proposal>('county', 'confirmProposal', { operation: randomUUID(), proposal })
    for (const who of ['oTownNext', 'oClerkWest', 'oStranger'])
      expect(await confirm(county.as(who))).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
    expect(await confirm(clerk)).toMatchObject({ ok: false, error: { found: 'SAME_PERSON' } })
    const { proposals } = await officerOfTown.ask<CountyAnswers['proposals']>('county', 'proposals', {
      region: 'ruijin',
      waiting: true,
      after: null,
    })
    expect(proposals).toMatchObject([{ proposal, deed: 'voidCash', mayConfirm: true }])
    await county.seed('invitations', [
      {
        _id: 'i-by-officer',
        region: 'ruijin',
        role: 'clerk',
        villages: ['ruijin-1-1'],
        codeIndex: 'none',
        by: OFFICER,
        usedBy: 'oClerkEast',
        at: 1,
        takenAt: 1,
        who: '',
        state: 'accepted',
      },
    ])
    expect(await confirm(officerOfTown)).toMatchObject({ ok: false, error: { found: 'APPOINTED_EACH_OTHER' } })
    await county.db.collection('invitations').doc('i-by-officer').remove()
    expect(await confirm(officerOfTown)).toMatchObject({ ok: true, data: { state: 'confirmed' } })
    expect((await county.enrolment(house[0]!)).status).toBe('due')
    await county.soundLedger()
  })
})
