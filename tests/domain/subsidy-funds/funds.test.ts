import type { Answers, Requests } from '../../../cloudfunctions/county/contract'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import type { ClerkCounty } from '../cash/clerk-county'
import { operation, startClerkCounty } from '../cash/clerk-county'

const SEASON = { region: 'kelan', year: 2022 } as const
const EVIDENCE = '岢财社〔2022〕7号'
const certified = (identity: string) => ({
  region: 'kelan',
  village: 'kelan-1-1',
  hukou: '岢岚县',
  categories: [{ identity, from: '2020-01-01', ended: null, certifier: '民政局' }],
})

let county: ClerkCounty
/** 特困: the fund pays all, and they are enrolled by registering. 低保: 280 of 320, once they paid their 40. */
let [whole, part] = ['', '']

const ask = <Action extends keyof Answers>(action: Action, data: object, who = 'oCountyKelan') =>
  county.as(who).ask<Answers[Action]>('county', action, { ...SEASON, ...data })
const refusal = async (action: keyof Requests, data: object, who = 'oCountyKelan') => {
  const answer = await county.as(who).call('county', action, { ...SEASON, ...data })
  return answer.ok ? 'done' : answer.error.code
}
const fund = async () => (await ask('subsidyFunds', {})).funds[0]

beforeAll(async () => {
  county = await startClerkCounty([], ['county'])
  whole = (await county.household(1, 1, certified('特困人员')))[0]!
  part = (await county.household(2, 1, certified('低保对象')))[0]!
  await county.household(3, 1, { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县' })
  await county.openSeason('kelan', 'oCountyKelan')
})
afterAll(() => county.stop())

test('nothing is due of a funder for people who are not enrolled yet, and who they are is told', async () => {
  expect(await fund()).toBeUndefined()
  await ask('assessSubsidies', { operation: operation(), village: 'kelan-1-1' })
  expect(await fund()).toBeUndefined()
})

test('who pays a part is due with their payment, who pays nothing once they registered and the village was gone through', async () => {
  const clerk = county.as('oClerkKelan')
  const { people } = await clerk.ask<{ people: { warnings: { code: string }[] }[] }>('payment', 'owedAtDesk', {
    enrolments: [part],
  })
  await county.take(clerk, [part], { heard: people.flatMap(({ warnings }) => warnings.map(({ code }) => code)) })
  await county
    .as('oClerkKelan')
    .ask('enrollment', 'recordEvent', {
      operation: operation(),
      enrolment: whole,
      event: { kind: 'enrolledExempt' },
      day: '2021-12-10',
    })
  expect(await fund()).toMatchObject({ name: '医疗救助基金', due: 280_00, paid: 0, difference: 280_00 })
  const assess = () => ask('assessSubsidies', { operation: operation(), village: 'kelan-1-1' })
  expect(await assess()).toEqual({ entered: 1, takenOut: 0 })
  expect(await assess()).toEqual({ entered: 0, takenOut: 0 })
  const due = (await fund())!
  expect(due).toMatchObject({ due: 600_00, difference: 600_00 })

  const of = await ask('subsidisedPeople', { funder: due.funder, village: 'kelan-1-1' })
  expect(of.sum).toBe(due.due)
  expect(of.people.map(({ subsidy, enrolled }) => [subsidy, enrolled]).sort()).toEqual([
    [280_00, true],
    [320_00, true],
  ])
  expect(of.people.every(({ name }) => name.includes('*'))).toBe(true)
  await county.soundLedger()
})

test('a paper lowers what is missing, counts once, and is as nothing after it was taken back', async () => {
  const { funder } = (await fund())!
  const paper = { funder, amount: 500_00, day: '2021-12-09', evidence: EVIDENCE }
  const recorded = operation()
  expect(await ask('recordSubsidyPayment', { ...paper, operation: recorded })).toEqual({
    paid: 500_00,
    difference: 100_00,
  })
  expect(await ask('recordSubsidyPayment', { ...paper, operation: recorded })).toEqual({
    paid: 500_00,
    difference: 100_00,
  })
  const other = { ...paper, amount: 1_00, operation: operation(), evidence: ` ${EVIDENCE} ` }
  expect(await refusal('recordSubsidyPayment', other)).toBe('EVIDENCE_USED')
  expect(await refusal('recordSubsidyPayment', { ...other, evidence: '8号', amount: 100_01 })).toBe('BAD_AMOUNT')
  await county.soundLedger()

  expect(await ask('takeBackSubsidyPayment', { operation: operation(), recorded, because: '记到别家了' })).toEqual({
    paid: 0,
    difference: 600_00,
    day: '2021-12-09',
  })
  expect(await fund()).toMatchObject({
    paid: 0,
    payments: [{ evidence: EVIDENCE, amount: 500_00, takenBack: '记到别家了' }],
  })
  await county.soundLedger()
  const lines = await county.stored<AuditDocument>('audit', { openid: 'oCountyKelan', outcome: 'done' })
  expect(
    lines
      .map(({ action }) => action)
      .filter((action) => action.includes('SubsidyPayment'))
      .sort(),
  ).toEqual(['recordSubsidyPayment', 'takeBackSubsidyPayment'])
})

test('who leaves is taken out of what is due, also when too much has come by then', async () => {
  const { funder } = (await fund())!
  await ask('recordSubsidyPayment', {
    operation: operation(),
    funder,
    amount: 600_00,
    day: '2021-12-10',
    evidence: '9号',
  })
  await county
    .as('oClerkKelan')
    .ask('enrollment', 'recordAbsence', {
      operation: operation(),
      resident: whole.replace(/-2022$/, ''),
      why: 'movedAway',
      since: '2021-12-10',
    })
  expect(await ask('assessSubsidies', { operation: operation(), village: 'kelan-1-1' })).toEqual({
    entered: 0,
    takenOut: 1,
  })
  expect(await fund()).toMatchObject({ due: 280_00, paid: 600_00, difference: -320_00 })
  await county.soundLedger()
  const money = await ask('money', {})
  expect(money.subsidies).toEqual([{ funder: '医疗救助基金', amount: 280_00, paid: 600_00 }])
})

test('neither clerk, nor stranger, nor another county records it, nor looks', async () => {
  const paper = { funder: 'x', amount: 1, day: '2021-12-09', evidence: '1' }
  for (const who of ['oClerkKelan', 'oStranger', 'oCounty']) {
    expect(await refusal('subsidyFunds', {}, who)).toBe('NOT_ALLOWED')
    expect(await refusal('recordSubsidyPayment', { ...paper, operation: operation() }, who)).toBe('NOT_ALLOWED')
    expect(await refusal('assessSubsidies', { operation: operation(), village: 'kelan-1-1' }, who)).toBe('NOT_ALLOWED')
  }
})
