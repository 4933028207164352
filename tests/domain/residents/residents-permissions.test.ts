import { madeUpId } from '../../../commands/demo-data/resident-id'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import { startCountyCloud, townshipOffice } from '../county-cloud'
import type { CountyCloud, Person } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

let n = 0
const operation = () => `operation-${++n}`
const someone = () => {
  n++
  return {
    name: `甲子${n}`,
    sex: '女',
    birthDate: '1960-03-04',
    idKind: 'residentId',
    idNumber: madeUpId('1960-03-04', 100 + (n % 500), '女'),
    address: '东一村',
    phone: '00000000001',
    hukou: '瑞金市',
    ground: 'hukou',
  }
}
const EAST = { region: 'ruijin', village: 'ruijin-1-1' }

/** What is asked about a woman of 东一村, and who is not refused. */
const ASKED: readonly (readonly [string, () => object, string])[] = [
  [
    'findResident',
    () => ({ ...EAST, idNumber: null, name: '甲子1' }),
    'group nextGroup clerk both township county auditor',
  ],
  ['household', () => ({ household: 'house-1' }), 'group clerk both township county auditor'],
  [
    'registerResident',
    () => ({
      operation: operation(),
      village: EAST.village,
      household: null,
      householdAddress: '东一村',
      head: true,
      group: '1组',
      entry: someone(),
    }),
    'group clerk both county',
  ],
  [
    'registerResident',
    () => ({
      operation: operation(),
      village: EAST.village,
      household: null,
      householdAddress: '东一村',
      head: true,
      group: null,
      entry: someone(),
    }),
    'clerk both county',
  ],
  ['household', () => ({ household: 'house-3' }), 'nextGroup clerk both township county auditor'],
  [
    'revealField',
    () => ({ operation: operation(), resident: 'person-3', field: 'phone', reason: 'contact' }),
    'nextGroup clerk both county',
  ],
  [
    'moveResident',
    () => ({
      operation: operation(),
      resident: 'person-1',
      village: EAST.village,
      household: 'house-3',
      householdAddress: null,
    }),
    'clerk both county',
  ],
  [
    'moveResident',
    () => ({
      operation: operation(),
      resident: 'person-1',
      village: EAST.village,
      household: 'house-1',
      householdAddress: null,
    }),
    'clerk both county',
  ],
  ['previewCorrection', () => ({ resident: 'person-1', change: { phone: '00000000002' } }), 'group clerk both county'],
  [
    'correctResident',
    () => ({ operation: operation(), resident: 'person-1', change: { phone: '00000000002' } }),
    'group clerk both county',
  ],
  [
    'moveResident',
    () => ({
      operation: operation(),
      resident: 'person-1',
      village: EAST.village,
      household: 'house-1',
      householdAddress: null,
    }),
    'group clerk both county',
  ],
  [
    'moveResident',
    () => ({
      operation: operation(),
      resident: 'person-2',
      village: 'ruijin-1-2',
      household: null,
      householdAddress: '西二村',
    }),
    'both county',
  ],
  [
    'recordAbsence',
    () => ({ operation: operation(), resident: 'person-1', why: 'movedAway', since: '2021-12-01' }),
    'group clerk both county',
  ],
  [
    'recordReturn',
    () => ({ operation: operation(), resident: 'person-1', since: '2021-12-02' }),
    'group clerk both county',
  ],
  [
    'nameHead',
    () => ({ operation: operation(), household: 'house-1', resident: 'person-1' }),
    'group clerk both county',
  ],
  ['printHouseholdCode', () => ({ operation: operation(), household: 'house-1' }), 'group clerk both county'],
  ['reissueHouseholdCode', () => ({ operation: operation(), household: 'house-1' }), 'group clerk both county'],
  [
    'revealField',
    () => ({ operation: operation(), resident: 'person-1', field: 'name', reason: 'contact' }),
    'group clerk both county',
  ],
  ['putFilePart', () => ({ ...EAST, file: 'a-file-of-mine', part: 0, parts: 2, base64: 'AAAA' }), 'clerk both county'],
  ['importResidents', () => ({ ...EAST, file: 'a-file-of-mine', from: 0 }), 'clerk both county'],
  [
    'findResident',
    () => ({ region: 'ruijin', village: null, idNumber: madeUpId('1960-03-04', 1, '女'), name: null }),
    'county auditor',
  ],
  ['importResidents', () => ({ region: 'ruijin', village: null, file: 'a-file-of-mine', from: 0 }), 'county'],
  // After it house-1 is of two groups, and no clerk's of one.
  [
    'registerResident',
    () => ({
      operation: operation(),
      village: EAST.village,
      household: 'house-1',
      householdAddress: null,
      head: false,
      group: '2组',
      entry: someone(),
    }),
    'clerk both county',
  ],
  ['household', () => ({ household: 'house-1' }), 'clerk both township county auditor'],
]
const REFUSALS = ['NOT_ALLOWED', 'OTHER_GROUP', 'WHOLE_VILLAGE_ONLY']
const PEOPLE = {
  group: 'oClerkGroup',
  nextGroup: 'oClerkNextGroup',
  self: 'oMother1',
  family: 'oDaughter',
  stranger: 'oStranger',
  clerk: 'oClerkEast',
  west: 'oClerkWest',
  both: 'oClerkBoth',
  former: 'oClerkFormer',
  township: 'oTownship',
  townshipNext: 'oTownshipNext',
  county: 'oCounty',
  auditor: 'oAuditor',
  elsewhere: 'oCountyKelan',
} as const

describe('asked of the function itself', () => {
  let county: CountyCloud
  let people: readonly (readonly [string, Person])[]
  beforeAll(async () => {
    county = await startCountyCloud({
      only: ['enrollment'],
      people: [PEOPLE.group, PEOPLE.nextGroup, PEOPLE.township, PEOPLE.townshipNext],
    })
    const ofGroup = (_id: string, group: string) => ({
      _id,
      role: 'clerk',
      region: 'ruijin',
      villages: [EAST.village],
      groups: [group],
      from: '2021-01-01',
      until: null,
    })
    await county.seed('appointments', [ofGroup(PEOPLE.group, '1组'), ofGroup(PEOPLE.nextGroup, '2组')])
    await county.seed('appointments', [
      townshipOffice(PEOPLE.township, '象湖镇'),
      townshipOffice(PEOPLE.townshipNext, '叶坪镇'),
    ])
    people = Object.entries(PEOPLE).map(([who, openid]) => [who, county.as(openid)])
    await seedResidents(
      county,
      [madeResident(1), madeResident(2, { household: 'house-1' }), madeResident(3, { group: '2组' })],
      [madeHousehold(1), madeHousehold(3)],
    )
    await county.seed('links', [
      { _id: 'self~person-1', openid: PEOPLE.self, resident: 'person-1', kind: 'self', state: 'active' },
      {
        _id: `person-1~${PEOPLE.family}`,
        openid: PEOPLE.family,
        resident: 'person-1',
        kind: 'family',
        state: 'active',
      },
    ])
  })
  afterAll(() => county.stop())
  const refusals = async (action: string) =>
    (await county.stored<AuditDocument>('audit', { action, outcome: 'refused' })).map(({ openid }) => openid)

  test.each(ASKED)(
    '%s %#: those may who should, and whoever may not leaves a line in the audit',
    async (action, request, may) => {
      const refusedBefore = await refusals(action)
      const allowed: string[] = []
      for (const [who, person] of people) {
        const answer = await person.call('enrollment', action, request())
        if (answer.ok || !REFUSALS.includes(answer.error.code)) allowed.push(who)
        if (!answer.ok) expect([...REFUSALS, 'FILE_INCOMPLETE', 'HOUSEHOLD_ELSEWHERE']).toContain(answer.error.code)
      }
      expect(allowed).toEqual(may.split(' '))
      const refused = people.filter(([who]) => !allowed.includes(who)).map(([, { openid }]) => openid)
      expect((await refusals(action)).sort()).toEqual([...refusedBefore, ...refused].sort())
    },
  )

  test('the lines of the audit say who, what and about which record, and nothing about a person', async () => {
    const lines = await county.stored<AuditDocument>('audit')
    expect(lines.length).toBeGreaterThan(80)
    for (const line of lines)
      expect(Object.keys(line).sort()).toEqual([
        '_id',
        'action',
        'at',
        'day',
        'openid',
        'outcome',
        'region',
        'target',
        'why',
      ])
    expect(JSON.stringify(lines)).not.toMatch(/甲子|9900001960|0000000000/)
  })
})
