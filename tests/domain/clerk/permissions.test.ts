import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import { PERMISSIONS } from '../../../cloudfunctions/domain/access/permissions'
import type { Permission } from '../../../cloudfunctions/domain/access/permissions'
import { contract } from '../../../cloudfunctions/village/contract'
import type { Requests } from '../../../cloudfunctions/village/contract'
import { townshipOffice } from '../county-cloud'
import type { Person } from '../county-cloud'
import { operation } from '../cash/clerk-county'
import { RUIJIN, startVillageCounty, type VillageCounty } from './village-county'

/**
 * Every action of the desk, asked by everybody of a village of 瑞金, whether it goes through or not: allowed as the table
 * says, else refused with a line of audit, and nothing answered that tells who somebody is. An action without a request
 * here does not compile.
 */
const DAYS = { from: '2021-12-01', to: '2021-12-31' }
const TOWNSHIP = { region: 'ruijin', township: '象湖镇' }
type Asked = { [Action in keyof Requests]: () => Requests[Action] }
let ids: { posting: string; receipt: string }

const ASKED: Asked = {
  desk: () => ({}),
  today: () => RUIJIN,
  dayClose: () => ({ ...RUIJIN, day: '2021-12-10', counted: null }),
  conflicts: () => RUIJIN,
  settleConflict: () => ({ operation: operation(), conflict: 'conflict-0001', end: 'returned', note: null }),
  households: () => ({ ...RUIJIN, after: null, known: null }),
  findHouseholds: () => ({ ...RUIJIN, words: '庚辰巳' }),
  householdDesk: () => ({ household: 'house-1', year: 2022, reason: null }),
  recordContact: () => ({
    ...RUIJIN,
    operation: operation(),
    household: 'house-1',
    way: 'phone',
    result: 'told',
    note: null,
  }),
  takeAlong: () => ({ ...RUIJIN, after: null }),
  callList: () => ({ ...RUIJIN, after: null }),
  sendReminders: () => ({ ...RUIJIN, operation: operation() }),
  duties: () => RUIJIN,
  markDuty: () => ({
    ...RUIJIN,
    operation: operation(),
    duty: 'ledger',
    began: '2021-12-10',
    paper: '1',
    evidence: null,
  }),
  makePaper: () => ({ ...RUIJIN, ...DAYS, operation: operation(), paper: 'weeklyList', group: null, preview: true }),
  paperPiece: () => ({ file: 'no-such-file', piece: 0 }),
  postings: () => RUIJIN,
  postingRows: () => ({ posting: ids.posting, after: 0 }),
  drawUpPosting: () => ({ ...RUIJIN, ...DAYS, operation: operation() }),
  putUpPosting: () => ({
    operation: operation(),
    posting: ids.posting,
    from: '2021-12-10',
    until: '2021-12-16',
    place: '村委会',
  }),
  recordObjection: () => ({
    operation: operation(),
    posting: ids.posting,
    by: '某人',
    what: '某事',
    day: '2021-12-10',
  }),
  answerObjection: () => ({
    operation: operation(),
    posting: ids.posting,
    objection: 'objection-1',
    answer: '答复',
    upheld: false,
  }),
  closePosting: () => ({ operation: operation(), posting: ids.posting }),
  filePosting: () => ({
    operation: operation(),
    posting: ids.posting,
    signedBy: [],
    sealed: false,
    filedTo: null,
    day: '2021-12-10',
  }),
  handIns: () => ({ ...TOWNSHIP, year: 2022 }),
  decideHandIn: () => ({
    ...RUIJIN,
    operation: operation(),
    of: { duty: 'ledger', began: '2021-12-10' },
    verdict: 'sendBack',
    because: '试试',
  }),
  townshipAssessment: () => ({ ...TOWNSHIP, ...DAYS, year: 2022 }),
  receiptPapers: () => ({ ...RUIJIN, before: null, state: null }),
  moveReceiptPaper: () => ({
    operation: operation(),
    receipt: ids.receipt,
    event: 'print',
    found: null,
    because: null,
  }),
}
const ACTIONS = Object.keys(ASKED) as (keyof Requests)[]

/** Who they are to 东一村 of 瑞金, by the role in which they may act there; `ofGroup`, `ofNextGroup`: clerks of the group that is asked about, and of another. */
const PEOPLE = {
  oClerkGroup: 'ofGroup',
  oClerkNextGroup: 'ofNextGroup',
  oClerkEast: 'clerk',
  oClerkBoth: 'clerk',
  oTownship: 'township',
  oTownshipNext: null,
  oCounty: 'county',
  oAuditor: 'auditor',
  oClerkWest: null,
  oClerkFormer: null,
  oCountyKelan: null,
  oClerkBanan: null,
  oMother1: null,
  oStranger: null,
} as const

let county: VillageCounty
let people: Person[]

beforeAll(async () => {
  county = await startVillageCounty(['oClerkGroup', 'oClerkNextGroup', 'oTownship', 'oTownshipNext'])
  const ofGroup = (_id: string, group: string) => ({
    _id,
    role: 'clerk',
    region: 'ruijin',
    villages: ['ruijin-1-1'],
    groups: [group],
    from: '2021-01-01',
    until: null,
  })
  await county.seed('appointments', [ofGroup('oClerkGroup', '1组'), ofGroup('oClerkNextGroup', '2组')])
  await county.seed('appointments', [townshipOffice('oTownship', '象湖镇'), townshipOffice('oTownshipNext', '叶坪镇')])
  const house = await county.household(1, 2, { name: '庚辰巳', phone: '00055512345', address: '东一村秘密路九号' })
  await county.household(2, 1, { name: '庚辰巳' })
  await county.openSeason('ruijin', 'oCounty')
  const { receipts } = await county.take(county.as('oClerkEast'), house)
  ids = {
    receipt: receipts[0]!,
    posting: (await county.desk('oClerkEast', 'drawUpPosting', { ...RUIJIN, ...DAYS, operation: operation() })).posting,
  }
  await county.seed('cash-conflicts', [
    {
      _id: 'conflict-0001',
      clerk: 'oClerkEast',
      region: 'ruijin',
      village: 'ruijin-1-1',
      household: 'house-1',
      season: 'ruijin-2022',
      enrolments: house,
      amount: 64_000,
      takenOn: '2021-12-09',
      sentOn: '2021-12-10',
      at: 0,
      code: 'PERSON_PAID',
      message: '',
      state: 'open',
      settled: null,
    },
  ])
  people = Object.keys(PEOPLE).map((openid) => county.as(openid))
})
afterAll(() => county.stop())

/** Actions that ask another's row. */
const ROWS: Readonly<Record<string, Permission>> = { handIns: 'townshipDesk', townshipAssessment: 'townshipDesk' }

test('every action has its row of the table, and its answer its shape', () => {
  for (const action of ACTIONS) expect(PERMISSIONS).toHaveProperty(ROWS[action] ?? action)
  expect(Object.keys(contract).sort()).toEqual([...ACTIONS].sort())
})

/** About one household: a clerk of another group is refused. What else such a clerk may ask is answered of their own group. */
const OF_A_HOUSEHOLD: ReadonlySet<string> = new Set([
  'householdDesk',
  'recordContact',
  'settleConflict',
] satisfies (keyof Requests)[])

/** What whoever keeps the ledger sees their own people's names in. */
const WITH_NAMES: ReadonlySet<string> = new Set([
  'households',
  'findHouseholds',
  'householdDesk',
  'callList',
  'takeAlong',
] satisfies (keyof Requests)[])

/** How the table answers somebody: null = it lets them. */
function refusedBy(
  row: Partial<Record<string, string>>,
  who: (typeof PEOPLE)[keyof typeof PEOPLE],
  action: string,
): string | null {
  if ('user' in row) return null
  if (who === null || (who !== 'ofGroup' && who !== 'ofNextGroup'))
    return who !== null && who in row ? null : 'NOT_ALLOWED'
  if (row.clerk !== 'group') return row.clerk === undefined ? 'NOT_ALLOWED' : 'WHOLE_VILLAGE_ONLY'
  return who === 'ofNextGroup' && OF_A_HOUSEHOLD.has(action) ? 'OTHER_GROUP' : null
}
const REFUSALS: ReadonlySet<string> = new Set(['NOT_ALLOWED', 'OTHER_GROUP', 'WHOLE_VILLAGE_ONLY'])

const refusals = async (action: string) =>
  (await county.stored<AuditDocument>('audit', { action: ROWS[action] ?? action, outcome: 'refused' }))
    .map(({ openid }) => openid)
    .sort()

test.each(ACTIONS)(
  '%s: by those whom the table names, in their own village; whoever else asks leaves a line in the audit',
  async (action) => {
    const row: Partial<Record<string, string>> = PERMISSIONS[ROWS[action] ?? (action as Permission)]
    const before = await refusals(action)
    const refused: string[] = []
    for (const person of people) {
      const role = PEOPLE[person.openid as keyof typeof PEOPLE]
      const answer = await person.call('village', action, ASKED[action]())
      const why = refusedBy(row, role, action)
      expect([person.openid, answer.ok || !REFUSALS.has(answer.error.code) ? null : answer.error.code]).toEqual([
        person.openid,
        why,
      ])
      if (why !== null) refused.push(person.openid)
      // Numbers, phones and addresses stay masked without a reason; names only for who does not keep this ledger.
      expect(JSON.stringify(answer)).not.toMatch(/00055512345|秘密路|\d{17}[\dX]/)
      if (role === 'auditor' || why !== null || !WITH_NAMES.has(action))
        expect(JSON.stringify(answer)).not.toContain('庚辰巳')
      if (answer.ok) contract[action].answer.parse(answer.data)
    }
    expect(await refusals(action)).toEqual([...before, ...refused].sort())
  },
)

test('the desk names to each role the rows of the table that it may use, and to others nothing', async () => {
  const may = async (openid: string) => (await county.desk(openid, 'desk', {})).may
  expect(await may('oClerkEast')).toEqual(expect.arrayContaining(['takeCash', 'recordContact', 'depositCash']))
  expect(await may('oClerkEast')).not.toContain('voidCash')
  expect(await may('oClerkGroup')).toEqual(expect.arrayContaining(['takeCash', 'householdDesk', 'dayClose']))
  for (const whole of ['duties', 'postings', 'receiptPapers', 'makePaper', 'importResidents'])
    expect(await may('oClerkGroup')).not.toContain(whole)
  expect(await county.desk('oClerkGroup', 'desk', {})).toMatchObject({
    villages: [{ village: 'ruijin-1-1', groups: ['1组'] }],
  })
  expect(await may('oCounty')).toContain('voidCash')
  expect(await may('oAuditor')).not.toContain('takeCash')
  expect(await county.desk('oStranger', 'desk', {})).toEqual({
    role: null,
    number: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/) as string,
    day: '2021-12-10',
    roleName: null,
    region: null,
    regionName: null,
    until: null,
    villages: [],
    years: [],
    may: [],
  })
  expect(await county.desk('oClerkBoth', 'desk', {})).toMatchObject({
    role: 'clerk',
    villages: [{ village: 'ruijin-1-1', name: '东一村' }, {}],
    years: [{ year: 2022, complete: true }],
  })
})
