import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { disclosureMachine } from '../../../cloudfunctions/domain/duties/disclosure-machine'
import { disclosureDefects, disclosureRule } from '../../../cloudfunctions/domain/duties/disclosure-rule'
import { officeFor } from '../../../rules/office'
import { operation } from '../cash/clerk-county'
import { BANAN, startVillageCounty, type VillageCounty } from '../clerk/village-county'

interface ProcessCase {
  id: string
  person: { posting: { publishedOn: string; signedBy: string[]; sealed: boolean; filedTo: string } }
  expect: { postingValid: boolean; deadline: string }
}
const cases = JSON.parse(readFileSync(join(__dirname, '../../rules/cases/banan-2022.json'), 'utf8')) as ProcessCase[]

describe('BN-105: a posting of 巴南', () => {
  const {
    person: { posting },
    expect: expected,
  } = cases.find(({ id }) => id === 'BN-105')!
  const rule = disclosureRule(officeFor('banan', 2022))!
  const faults = (other: object) => disclosureDefects(rule, { ...posting, unanswered: 0, ...other })

  test('is valid signed, sealed and filed, on its last day', () => {
    expect(rule.deadline).toBe(expected.deadline)
    expect(faults({}).length === 0).toBe(expected.postingValid)
  })

  test.each([
    ['a day late', { publishedOn: '2022-03-01' }, '张贴晚于 2022-02-28'],
    ['not signed by the leader', { signedBy: ['经办人'] }, '缺相关领导签字'],
    ['without the seal', { sealed: false }, '未加盖单位公章'],
    ['not filed', { filedTo: null }, '还没有报镇街社保所备案'],
    ['never put up', { publishedOn: null }, '还没有张贴'],
    ['with an objection left open', { unanswered: 1 }, '有 1 条异议没有答复'],
  ])('%s it is not', (_, other, fault) => expect(faults(other)).toEqual([fault]))

  test('places that ask for none have no rule', () => {
    expect(disclosureRule(officeFor('ruijin', 2022))).toBeNull()
    expect(disclosureRule(officeFor('suixian', 2022))).toMatchObject({ signers: [], needsSeal: false, deadline: null })
  })
})

test('of every state and event, only what the table says is possible', () => {
  const { stateIds, eventIds, next } = disclosureMachine
  const moves = stateIds
    .flatMap((state) => eventIds.map((event) => [state, event, next(state, event)] as const))
    .filter(([, , to]) => to !== null)
  expect(moves).toEqual([
    ['drawnUp', 'putUp', 'hanging'],
    ['hanging', 'object', 'hanging'],
    ['hanging', 'answer', 'hanging'],
    ['hanging', 'close', 'closed'],
    ['closed', 'object', 'closed'],
    ['closed', 'answer', 'closed'],
    ['closed', 'file', 'filed'],
    ['filed', 'sendBack', 'closed'],
  ])
})

describe('in a village', () => {
  let county: VillageCounty
  let posting: string
  const clerk = 'oClerkBanan'
  beforeAll(async () => {
    county = await startVillageCounty()
    await county.setClock('2021-12-15T10:00:00+08:00')
    const house = await county.household(3, 3, {
      region: 'banan',
      village: 'banan-1-1',
      hukou: '重庆市',
      name: '甲子乙',
    })
    await county.openSeason('banan', 'oCountyBanan')
    for (const enrolment of house)
      await county
        .as(clerk)
        .ask('enrollment', 'tellFacts', { operation: operation(), enrolment, facts: { tier: '一档' } })
    const { total, people } = await county
      .as(clerk)
      .ask<{ total: number; people: { warnings: { code: string }[] }[] }>('payment', 'owedAtDesk', {
        enrolments: house,
      })
    await county
      .as(clerk)
      .ask('payment', 'takeCash', {
        operation: operation(),
        enrolments: house,
        way: 'cash',
        total,
        slip: null,
        heard: people.flatMap(({ warnings }) => warnings.map(({ code }) => code)),
      })
  })
  afterAll(() => county.stop())

  test('it lists names masked, days and amounts, and no number; drawn up twice it is one', async () => {
    expect(
      await county
        .as(clerk)
        .refusal('village', 'drawUpPosting', {
          ...BANAN,
          operation: operation(),
          from: '2021-11-01',
          to: '2021-11-30',
        }),
    ).toMatchObject({ code: 'NOTHING_TO_POST' })
    expect((await county.desk(clerk, 'postings', BANAN)).toPost).toMatchObject({
      from: '2021-12-15',
      to: '2021-12-15',
      people: 3,
      amount: 96_000,
    })
    const wish = { ...BANAN, operation: operation(), from: '2021-12-01', to: '2021-12-31' }
    const drawn = await county.desk(clerk, 'drawUpPosting', wish)
    expect(await county.desk(clerk, 'drawUpPosting', wish)).toEqual(drawn)
    posting = drawn.posting
    expect((await county.desk(clerk, 'postings', BANAN)).toPost).toBeNull()
    expect(drawn).toMatchObject({
      state: 'drawnUp',
      people: 3,
      valid: false,
      deadline: '2022-02-28',
      late: false,
      may: ['putUp'],
    })
    const { sheet, next } = await county.desk(clerk, 'postingRows', { posting, after: 0 })
    expect(next).toBeNull()
    expect(sheet.rows).toEqual([1, 2, 3].map((number) => [String(number), '1组', '甲***', '2021-12-15', '320.00']))
    expect(await county.desk(clerk, 'postingRows', { posting, after: 1 })).toMatchObject({ sheet: { rows: [{}, {}] } })
    expect(JSON.stringify([await county.stored('postings'), await county.stored('posted-rows')])).not.toContain('甲*')
  })

  test('it hangs, is objected to, answered, closed when its days are over, and valid once it is filed', async () => {
    const refusal = (action: string, data: object) =>
      county.as(clerk).refusal('village', action, { operation: operation(), posting, ...data })
    const up = { from: '2021-12-15', until: '2021-12-21', place: '村委会门口' }
    expect(await refusal('closePosting', {})).toMatchObject({ code: 'POSTING_STATE' })
    expect(await refusal('putUpPosting', { ...up, until: '2021-12-01' })).toMatchObject({ code: 'BAD_DAYS' })
    expect(await county.desk(clerk, 'putUpPosting', { operation: operation(), posting, ...up })).toMatchObject({
      state: 'hanging',
      hangs: up,
    })
    expect((await county.desk(clerk, 'duties', BANAN)).duties.find(({ duty }) => duty === 'posting')).toMatchObject({
      seen: true,
      tasks: [{ state: 'done', done: { day: '2021-12-15' } }],
    })
    const objected = { operation: operation(), posting, by: '乙丑', what: '我家交了四个人', day: '2021-12-15' }
    await county.desk(clerk, 'recordObjection', objected)
    const {
      objections: [objection],
      may,
    } = await county.desk(clerk, 'recordObjection', objected)
    expect(objection).toMatchObject({ by: '乙丑', what: '我家交了四个人', answer: null })
    expect(may).toEqual(['object', 'answer', 'close'])
    expect(JSON.stringify(await county.stored('postings'))).not.toMatch(/乙丑|四个人/)
    await county.setClock('2021-12-21T18:00:00+08:00')
    expect(await refusal('closePosting', {})).toMatchObject({ code: 'OBJECTION_OPEN' })
    await county.desk(clerk, 'answerObjection', {
      operation: operation(),
      posting,
      objection: objection!.objection,
      answer: '第四个人在外地参保',
      upheld: false,
    })
    expect(await county.desk(clerk, 'closePosting', { operation: operation(), posting })).toMatchObject({
      state: 'closed',
      valid: false,
      lacks: ['缺经办人签字', '缺相关领导签字', '未加盖单位公章', '还没有报镇街社保所备案'],
    })
    expect(
      await county.desk(clerk, 'filePosting', {
        operation: operation(),
        posting,
        signedBy: ['经办人', '相关领导'],
        sealed: true,
        filedTo: '镇街社保所',
        day: '2021-12-21',
      }),
    ).toMatchObject({ state: 'filed', valid: true, lacks: [], may: [] })
    expect(await county.desk(clerk, 'postings', BANAN)).toMatchObject({
      rule: { signers: ['经办人', '相关领导'], needsSeal: true, filedTo: '镇街社保所', deadline: '2022-02-28' },
      postings: [{ valid: true }],
    })
    expect(await county.as('oClerkEast').refusal('village', 'postingRows', { posting, after: 0 })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })
})
