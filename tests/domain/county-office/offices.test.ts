import { ASKED, batch, WALKERS } from './asked-of-county'
import { randomUUID } from 'node:crypto'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import type { Answers } from '../../../cloudfunctions/county/contract'
import { appointmentsContract } from '../../../cloudfunctions/domain/county-office/contract-appointments'
import { qualityContract } from '../../../cloudfunctions/domain/county-office/contract-quality'
import { beginningContract } from '../../../cloudfunctions/domain/beginning/contract'
import { countyDayContract } from '../../../cloudfunctions/domain/county-day/contract'
import { rostersContract } from '../../../cloudfunctions/domain/rosters/contract'
import { sealing } from '../../../cloudfunctions/platform/sealing/sealing'
import { officer } from '../by-two'
import { startCountyCloud, townshipOffice } from '../county-cloud'
import type { CountyCloud, Person } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

let county: CountyCloud
let office: Person
beforeAll(async () => {
  county = await startCountyCloud({
    only: ['county', 'enrollment'],
    people: ['oNewClerk', 'oNewCounty', 'oLimited', 'oGroupClerk', 'oClerkGroup', 'oTownship'],
  })
  await county.seed('appointments', [
    { _id: 'oLimited', role: 'county', region: 'ruijin', villages: ['ruijin-1-1'], from: '2021-01-01', until: null },
    townshipOffice('oTownship', '象湖镇'),
  ])
  await seedResidents(county, [madeResident(1)], [madeHousehold(1)])
  office = county.as('oCounty')
})
afterAll(() => county.stop())

const asking = (other: object = {}) => ({
  operation: randomUUID(),
  region: 'ruijin',
  role: 'clerk',
  villages: ['ruijin-1-1'],
  groups: null,
  until: '2022-12-31',
  who: '东一村经办甲',
  ...other,
})
const invite = (other: object = {}) => office.ask<Answers['inviteOfficer']>('county', 'inviteOfficer', asking(other))
const everyone = async () =>
  (await office.ask<Answers['appointments']>('county', 'appointments', { region: 'ruijin' })).people

describe('an office', () => {
  test('is taken by whoever enters its code, once, and holds from that moment', async () => {
    const clerk = county.as('oNewClerk')
    const { code } = await invite()
    expect(
      await clerk.refusal('enrollment', 'findResident', {
        region: 'ruijin',
        village: 'ruijin-1-1',
        idNumber: null,
        name: '甲子1',
      }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    const taken = await clerk.ask<Answers['acceptAppointment']>('county', 'acceptAppointment', {
      code: code.toLowerCase(),
    })
    expect(taken).toMatchObject({
      region: 'ruijin',
      role: 'clerk',
      villages: [{ village: 'ruijin-1-1', name: '象湖镇东一村' }],
      until: '2022-12-31',
    })
    expect(
      await clerk.ask('enrollment', 'findResident', {
        region: 'ruijin',
        village: 'ruijin-1-1',
        idNumber: null,
        name: '甲子1',
      }),
    ).toMatchObject({ found: [{ resident: 'person-1' }] })
    expect(await county.as('oNeighbour').refusal('county', 'acceptAppointment', { code })).toMatchObject({
      code: 'INVITATION_WRONG',
    })
    expect(await clerk.ask('county', 'acceptAppointment', { code })).toMatchObject({ role: 'clerk' })
    const kept = JSON.stringify([
      await county.stored('invitations'),
      await county.stored('appointments'),
      await county.stored('appointment-changes'),
    ])
    expect(kept).not.toContain(code.replace('-', ''))
    expect(kept).not.toContain('经办甲')
  })

  test('is given by nobody to themself, nor beyond their own villages or region', async () => {
    const { code } = await invite({ role: 'auditor', villages: null })
    expect(await office.refusal('county', 'acceptAppointment', { code })).toMatchObject({ code: 'OWN_INVITATION' })
    const limited = county.as('oLimited')
    expect(
      await limited.refusal('county', 'inviteOfficer', asking({ villages: ['ruijin-1-1', 'ruijin-1-2'] })),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await limited.refusal('county', 'inviteOfficer', asking({ role: 'auditor', villages: null }))).toMatchObject(
      { code: 'NOT_ALLOWED' },
    )
    expect(await limited.ask('county', 'inviteOfficer', asking())).toMatchObject({
      code: expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/) as string,
    })
    expect(await office.refusal('county', 'inviteOfficer', asking({ villages: ['kelan-1-1'] }))).toMatchObject({
      code: 'UNKNOWN_VILLAGE',
    })
    expect(await office.refusal('county', 'inviteOfficer', asking({ role: 'clerk', villages: null }))).toMatchObject({
      code: 'CLERK_NEEDS_VILLAGE',
    })
  })

  test('cannot be guessed: who is wrong too often has to wait', async () => {
    const guesser = county.as('oStranger')
    const codes: string[] = []
    for (let n = 0; n < 11; n++)
      codes.push((await guesser.refusal('county', 'acceptAppointment', { code: `00000-0000${n % 10}` })).code)
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'INVITATION_WRONG'))
    expect(codes[10]).toBe('TOO_MANY_ATTEMPTS')
  })

  test('ends when the county says so, and what was done about it is kept', async () => {
    await office.ask('county', 'extendAppointment', {
      operation: randomUUID(),
      region: 'ruijin',
      person: 'oNewClerk',
      until: '2023-06-30',
    })
    expect((await everyone()).find(({ person }) => person === 'oNewClerk')).toMatchObject({
      who: '东一村经办甲',
      until: '2023-06-30',
      state: 'inForce',
      mayChange: true,
    })
    expect(
      await office.ask('county', 'endAppointment', {
        operation: randomUUID(),
        region: 'ruijin',
        person: 'oNewClerk',
        because: '调走了',
      }),
    ).toMatchObject({ state: 'ended' })
    expect(
      await county
        .as('oNewClerk')
        .refusal('enrollment', 'findResident', {
          region: 'ruijin',
          village: 'ruijin-1-1',
          idNumber: null,
          name: '甲子1',
        }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    const { changes } = await office.ask<Answers['appointmentHistory']>('county', 'appointmentHistory', {
      region: 'ruijin',
      after: null,
    })
    expect(changes.filter(({ who }) => who === '东一村经办甲').map(({ what, words }) => `${what} ${words}`)).toEqual(
      expect.arrayContaining(['结束 调走了', '改期 到 2023-06-30', '接受任命 村（社区）经办人员']),
    )
  })

  test('of the last one of the whole county stays, also when two end each other at once', async () => {
    const end = (person: string, by: Person) =>
      by.call('county', 'endAppointment', { operation: randomUUID(), region: 'ruijin', person, because: '试试' })
    expect(await end('oCounty', office)).toMatchObject({ ok: false, error: { code: 'LAST_COUNTY_OFFICER' } })
    expect(
      await office.refusal('county', 'extendAppointment', {
        operation: randomUUID(),
        region: 'ruijin',
        person: 'oCounty',
        until: null,
      }),
    ).toMatchObject({ code: 'OWN_APPOINTMENT' })
    await county.seed('appointments', [officer('oNewCounty')])
    const second = county.as('oNewCounty')
    // On a machine with much else to do each can lose all its attempts to the other, and then asks again, as it is told to.
    const insisting = async (person: string, by: Person): Promise<string> => {
      const answer = await end(person, by)
      return answer.ok ? 'ok' : answer.error.code === 'BUSY' ? insisting(person, by) : answer.error.code
    }
    const both = await Promise.all([insisting('oNewCounty', office), insisting('oCounty', second)])
    expect(both.sort().join()).toMatch(/^[A-Z_]+,ok$/)
    const left = await county
      .as('oAuditor')
      .ask<Answers['appointments']>('county', 'appointments', { region: 'ruijin' })
    await county.db
      .collection('appointments')
      .doc('oCounty')
      .update({ data: { until: null } })
    expect(
      left.people.filter(({ role, state, villages }) => role === 'county' && state === 'inForce' && villages === null),
    ).toHaveLength(1)
  })
})

describe('the audit', () => {
  const search = (person: Person, other: object = {}) =>
    person.ask<Answers['searchAudit']>('county', 'searchAudit', {
      region: 'ruijin',
      from: '2021-12-01',
      to: '2021-12-31',
      action: null,
      person: null,
      target: null,
      outcome: null,
      after: null,
      ...other,
    })

  test('is found by day, action, person, target and outcome, in the region only', async () => {
    await office.ask('enrollment', 'revealField', {
      operation: randomUUID(),
      resident: 'person-1',
      field: 'phone',
      reason: 'contact',
    })
    await county.as('oCountyKelan').refusal('county', 'rosters', { region: 'ruijin', year: 2022 })
    const auditor = county.as('oAuditor')
    const revealed = await search(auditor, { action: 'revealField' })
    expect(revealed.lines).toMatchObject([
      { person: 'oCounty', target: 'person-1', outcomeName: '看了完整信息', whyWords: '看了联系电话，为了联系本人' },
    ])
    expect((await search(auditor, { target: 'person-1' })).lines.map(({ action }) => action)).toEqual(['revealField'])
    expect(
      (await search(auditor, { person: 'oCountyKelan', outcome: 'refused' })).lines.map(({ action }) => action),
    ).toEqual(['rosters'])
    expect((await search(auditor, { from: '2021-12-11' })).lines).toEqual([])
    const own = await county
      .as('oCountyKelan')
      .ask<Answers['searchAudit']>('county', 'searchAudit', {
        region: 'kelan',
        from: '2021-12-01',
        to: '2021-12-31',
        action: null,
        person: null,
        target: null,
        outcome: null,
        after: null,
      })
    expect(own.lines).toEqual([])
    expect(
      await auditor.refusal('county', 'searchAudit', {
        region: 'ruijin',
        from: '2021-12-31',
        to: '2021-12-01',
        action: null,
        person: null,
        target: null,
        outcome: null,
        after: null,
      }),
    ).toMatchObject({ code: 'DAYS_WRONG' })
  })

  test('is paged, the latest first, each line once', async () => {
    const line = (n: number): AuditDocument => ({
      _id: `made-${n}`,
      at: Date.parse('2021-11-05T09:00:00+08:00') + Math.floor(n / 3),
      day: '2021-11-05',
      openid: 'oMother1',
      action: 'course',
      target: `t${n}`,
      region: 'ruijin',
      outcome: 'refused',
      why: 'NOT_ALLOWED',
    })
    await county.seed(
      'audit',
      Array.from({ length: 120 }, (_, n) => line(n)),
    )
    const targets: string[] = []
    for (let after: string | null = null; ;) {
      const page: Answers['searchAudit'] = await search(office, { from: '2021-11-05', to: '2021-11-05', after })
      targets.push(...page.lines.map(({ target }) => target))
      if (page.next === null) break
      after = page.next
    }
    expect(targets).toHaveLength(120)
    expect(new Set(targets).size).toBe(120)
    expect(targets[0]!.slice(1)).toMatch(/^11\d$/)
  })
})

describe('an office of some village groups', () => {
  const ofGroup = { groups: ['1组'], until: null, who: '一组经办乙' }

  test('is offered of one village’s groups, as its ledger has them, and to a clerk only', async () => {
    await seedResidents(
      county,
      [madeResident(41, { group: '2组' }), madeResident(42, { group: '10组' }), madeResident(43, { group: null })],
      [madeHousehold(41), madeHousehold(42), madeHousehold(43)],
    )
    expect(await office.ask('county', 'villageGroups', { region: 'ruijin', village: 'ruijin-1-1' })).toEqual({
      groups: ['1组', '2组', '10组'],
    })
    expect(await office.ask('county', 'villageGroups', { region: 'ruijin', village: 'kelan-1-1' })).toEqual({
      groups: [],
    })
    expect(await office.refusal('county', 'inviteOfficer', asking({ ...ofGroup, groups: ['11组'] }))).toMatchObject({
      code: 'UNKNOWN_GROUP',
      found: '11组',
    })
    for (const other of [
      { villages: ['ruijin-1-1', 'ruijin-1-2'] },
      { role: 'county' },
      { role: 'auditor', villages: null },
    ]) {
      expect(await office.refusal('county', 'inviteOfficer', asking({ ...ofGroup, ...other }))).toMatchObject({
        code: 'GROUPS_NEED_ONE_VILLAGE',
      })
    }
  })

  test('is taken, shown in the list and holds for the people of those groups', async () => {
    const clerk = county.as('oGroupClerk')
    const { code } = await invite(ofGroup)
    expect(await clerk.ask('county', 'acceptAppointment', { code })).toMatchObject({
      villages: [{ name: '象湖镇东一村' }],
      groups: ['1组'],
      sentence: expect.stringContaining('象湖镇东一村 1组') as string,
    })
    expect((await everyone()).find(({ person }) => person === 'oGroupClerk')).toMatchObject({
      groups: ['1组'],
      villages: [{ village: 'ruijin-1-1' }],
    })
    const find = (name: string) =>
      clerk.ask('enrollment', 'findResident', { region: 'ruijin', village: 'ruijin-1-1', idNumber: null, name })
    expect(await find('甲子1')).toMatchObject({ found: [{ resident: 'person-1' }] })
    expect(await find('甲子41')).toEqual({ found: [] })
    expect(await find('甲子43')).toEqual({ found: [] })
  })
})

describe('each action of this room', () => {
  beforeAll(async () => {
    const seen = {
      region: 'ruijin',
      year: 2022,
      roster: 'unsaid',
      certifier: '民政部门',
      kind: 'unsaid',
      name: '2021-12 名单',
      confirmedOn: '2021-12-09',
      by: 'oCounty',
      at: 1,
      day: '2021-12-09',
      encrypted: false,
      headings: [],
      missingColumns: [],
      open: [],
      round: 1,
      weighedOn: '2021-12-10',
      weighedAt: 1,
      phase: 'done',
      cursor: '',
      total: 0,
      applied: 0,
      failed: 0,
      confirmed: null,
      discarded: null,
    }
    const { noTally } = await import('../../../cloudfunctions/domain/rosters/judge-batch')
    await county.seed('appointments', [
      {
        _id: 'oClerkGroup',
        role: 'clerk',
        region: 'ruijin',
        villages: ['ruijin-1-1'],
        groups: ['1组'],
        from: '2021-01-01',
        until: null,
      },
    ])
    await county.seed('invitations', [
      {
        _id: 'walked',
        region: 'ruijin',
        role: 'auditor',
        villages: null,
        until: null,
        who: sealing().seal('甲', 'appointment'),
        codeIndex: 'walked',
        by: 'oCounty',
        at: 0,
        day: '2021-12-09',
        expiresAt: 0,
        state: 'open',
        usedBy: null,
      },
    ])
    await county.seed('likely-duplicates', [
      {
        _id: 'walked',
        region: 'ruijin',
        residents: ['person-1', 'person-41'],
        why: 'sameNameAndBirth',
        state: 'open',
        settled: null,
      },
    ])
    await county.seed('roster-batches', [{ _id: batch, state: 'discarded', ...seen, tally: noTally(batch) }])
  })

  test('is walked here', () => {
    expect([...new Set(ASKED.map(([action]) => action))].sort()).toEqual(
      Object.keys({
        ...{ ...rostersContract, ...qualityContract, ...appointmentsContract },
        ...{ ...beginningContract, ...countyDayContract },
      }).sort(),
    )
  })

  test.each(ASKED)(
    '%s: may be asked by whom the table names, and of others leaves a line in the audit of its own region',
    async (action, request, may) => {
      const lines = async (openid: string) =>
        (await county.stored<AuditDocument>('audit', { outcome: 'refused', region: 'ruijin', openid })).length
      for (const openid of WALKERS) {
        const before = await lines(openid)
        const answer = await county.as(openid).call('county', action, request)
        const refused = !answer.ok && ['NOT_ALLOWED', 'WHOLE_VILLAGE_ONLY'].includes(answer.error.code)
        expect([openid, refused, (await lines(openid)) - before]).toEqual([
          openid,
          !may.includes(openid),
          may.includes(openid) ? 0 : 1,
        ])
      }
    },
  )
})
