import type { AuditDocument } from '../../../cloudfunctions/shared/audit'
import { PERMISSIONS, type GuardedAction } from '../../../cloudfunctions/shared/permissions'
import { answers, requests, type Requests } from '../../../cloudfunctions/village/contract'
import type { Person } from '../county-cloud'
import { operation } from '../payment/desk-county'
import { RUIJIN, startVillageCounty, type VillageCounty } from './village-county'

/**
 * Every action of the desk, asked by everybody of a village of 瑞金, whether it goes through or not: allowed as the table
 * says, else refused with a line of audit, and nothing answered that tells who somebody is. An action without a request
 * here does not compile.
 */
const DAYS = { from: '2021-12-01', to: '2021-12-31' }
type Asked = { [Action in keyof Requests]: () => Requests[Action] }
let ids: { posting: string; receipt: string }

const ASKED: Asked = {
  desk: () => ({}), today: () => RUIJIN, dayClose: () => ({ ...RUIJIN, day: '2021-12-10', counted: null }), conflicts: () => RUIJIN,
  settleConflict: () => ({ operation: operation(), conflict: 'conflict-0001', end: 'returned', note: null }),
  households: () => ({ ...RUIJIN, after: null, known: null }), findHouseholds: () => ({ ...RUIJIN, words: '庚辰巳' }),
  householdDesk: () => ({ household: 'house-1', year: 2022, reason: null }),
  recordContact: () => ({ ...RUIJIN, operation: operation(), household: 'house-1', way: 'phone', result: 'told', note: null }),
  takeAlong: () => ({ ...RUIJIN, after: null }),
  callList: () => ({ ...RUIJIN, after: null }), sendReminders: () => ({ ...RUIJIN, operation: operation() }),
  duties: () => RUIJIN, markDuty: () => ({ ...RUIJIN, operation: operation(), duty: 'ledger', began: '2021-12-10', paper: '1', evidence: null }),
  makePaper: () => ({ ...RUIJIN, ...DAYS, operation: operation(), paper: 'weeklyList', group: null, preview: true }), paperPiece: () => ({ file: 'no-such-file', piece: 0 }),
  postings: () => RUIJIN, postingRows: () => ({ posting: ids.posting, after: 0 }), drawUpPosting: () => ({ ...RUIJIN, ...DAYS, operation: operation() }),
  putUpPosting: () => ({ operation: operation(), posting: ids.posting, from: '2021-12-10', until: '2021-12-16', place: '村委会' }),
  recordObjection: () => ({ operation: operation(), posting: ids.posting, by: '某人', what: '某事', day: '2021-12-10' }),
  answerObjection: () => ({ operation: operation(), posting: ids.posting, objection: 'objection-1', answer: '答复', upheld: false }),
  closePosting: () => ({ operation: operation(), posting: ids.posting }),
  filePosting: () => ({ operation: operation(), posting: ids.posting, signedBy: [], sealed: false, filedTo: null, day: '2021-12-10' }),
  receiptPapers: () => ({ ...RUIJIN, before: null, state: null }),
  moveReceiptPaper: () => ({ operation: operation(), receipt: ids.receipt, event: 'print', found: null, because: null }),
}
const ACTIONS = Object.keys(ASKED) as (keyof Requests)[]

/** Who they are to 东一村 of 瑞金, by the role in which they may act there. */
const PEOPLE = {
  oClerkEast: 'clerk', oClerkBoth: 'clerk', oCounty: 'county', oAuditor: 'auditor',
  oClerkWest: null, oClerkFormer: null, oCountyKelan: null, oClerkBanan: null, oMother1: null, oStranger: null,
} as const

let county: VillageCounty
let people: Person[]

beforeAll(async () => {
  county = await startVillageCounty()
  const house = await county.household(1, 2, { name: '庚辰巳', phone: '00055512345', address: '东一村秘密路九号' })
  await county.household(2, 1, { name: '庚辰巳' })
  await county.openSeason('ruijin', 'oCounty')
  const { receipts } = await county.take(county.as('oClerkEast'), house)
  ids = { receipt: receipts[0]!, posting: (await county.desk('oClerkEast', 'drawUpPosting', { ...RUIJIN, ...DAYS, operation: operation() })).posting }
  await county.seed('cash-conflicts', [{
    _id: 'conflict-0001', clerk: 'oClerkEast', region: 'ruijin', village: 'ruijin-1-1', household: 'house-1', season: 'ruijin-2022', enrolments: house, amount: 64_000,
    takenOn: '2021-12-09', sentOn: '2021-12-10', at: 0, code: 'PERSON_PAID', message: '', state: 'open', settled: null,
  }])
  people = Object.keys(PEOPLE).map((openid) => county.as(openid))
})
afterAll(() => county.stop())

test('every action has its row of the table, and its answer its shape', () => {
  for (const action of ACTIONS) expect(PERMISSIONS).toHaveProperty(action)
  expect(Object.keys(requests).sort()).toEqual([...ACTIONS].sort())
  expect(Object.keys(answers).sort()).toEqual([...ACTIONS].sort())
})

const refusals = async (action: string) => (await county.stored<AuditDocument>('audit', { action, outcome: 'refused' })).map(({ openid }) => openid).sort()

test.each(ACTIONS)('%s: by those whom the table names, in their own village; whoever else asks leaves a line in the audit', async (action) => {
  const row: Partial<Record<string, string>> = PERMISSIONS[action as GuardedAction]
  const before = await refusals(action)
  const refused: string[] = []
  for (const person of people) {
    const role = PEOPLE[person.openid as keyof typeof PEOPLE]
    const answer = await person.call('village', action, ASKED[action]())
    const isAllowed = 'user' in row || (role !== null && role in row)
    expect([person.openid, answer.ok || answer.error.code !== 'NOT_ALLOWED']).toEqual([person.openid, isAllowed])
    if (!isAllowed) refused.push(person.openid)
    // What was typed is found in no answer: names, numbers, phones and addresses stay masked without a reason.
    expect(JSON.stringify(answer)).not.toMatch(/庚辰巳|00055512345|秘密路|\d{17}[\dX]/)
    if (answer.ok) answers[action].parse(answer.data)
  }
  expect(await refusals(action)).toEqual([...before, ...refused].sort())
})

test('the desk names to each role the rows of the table that it may use, and to others nothing', async () => {
  const may = async (openid: string) => (await county.desk(openid, 'desk', {})).may
  expect(await may('oClerkEast')).toEqual(expect.arrayContaining(['takeCash', 'recordContact', 'depositCash']))
  expect(await may('oClerkEast')).not.toContain('voidCash')
  expect(await may('oCounty')).toContain('voidCash')
  expect(await may('oAuditor')).not.toContain('takeCash')
  expect(await county.desk('oStranger', 'desk', {})).toEqual({ role: null, roleName: null, region: null, regionName: null, until: null, villages: [], years: [], may: [] })
  expect(await county.desk('oClerkBoth', 'desk', {})).toMatchObject({ role: 'clerk', villages: [{ village: 'ruijin-1-1', name: '东一村' }, {}], years: [{ year: 2022, complete: true }] })
})
