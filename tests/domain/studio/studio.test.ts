import { randomUUID } from 'node:crypto'
import nacl from 'tweetnacl'
import type { Answers as RulesAnswers } from '../../../cloudfunctions/rules-engine/contract'
import type { Answers } from '../../../cloudfunctions/studio/contract'
import { editionPublicKey } from '../../../cloudfunctions/domain/editions/sign'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud, Person } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

/** A year written by an official with forms, tried on the county's own people, signed by two, and taken back by two. */

const EDITION_KEY = Buffer.alloc(32, 7).toString('base64')
const PEOPLE = 40

let county: CountyCloud
let office: Person
let other: Person
type View = Answers['draft']
let draft: View

beforeAll(async () => {
  county = await startCountyCloud({
    only: ['studio', 'enrollment', 'rules-engine', 'county'],
    people: ['oCountyToo', 'oOwnChoice'],
    environment: { CANBAO_EDITION_KEY: EDITION_KEY },
  })
  const since = { role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null } as const
  await county.seed('appointments', [
    { _id: 'oCountyToo', ...since },
    { _id: 'oOwnChoice', ...since },
  ])
  const invited = {
    region: 'ruijin',
    role: 'county',
    villages: null,
    until: null,
    day: '2021-01-01',
    who: '',
    codeIndex: 'x',
  }
  await county.seed('invitations', [
    { _id: 'i1', ...invited, by: 'oCounty', at: 1, expiresAt: 2, state: 'used', usedBy: 'oOwnChoice' },
  ])
  await seedResidents(
    county,
    Array.from({ length: PEOPLE }, (_, i) => madeResident(i + 1)),
    [madeHousehold(1)],
  )
  office = county.as('oCounty')
  other = county.as('oCountyToo')
  await office.ask('enrollment', 'openSeason', { region: 'ruijin', year: 2022 })
})
afterAll(() => county.stop())

const sign = (who: Person, more: object = {}) =>
  who.call<View>('studio', 'signDraft', {
    operation: randomUUID(),
    draft: draft.draft,
    serial: draft.serial,
    effective: '2021-12-10',
    ...more,
  })
const set = async (values: readonly { path: string; value: string }[], looked: readonly string[] = []) =>
  office.ask<View>('studio', 'setYearValues', {
    operation: randomUUID(),
    draft: draft.draft,
    serial: draft.serial,
    values,
    looked,
  })
const askRules = (year: number) =>
  office.call<RulesAnswers['assess']>('rules-engine', 'assess', {
    region: 'ruijin',
    year,
    day: '2022-12-01',
    person: {
      birthDate: '1975-06-10',
      hukou: '瑞金市',
      resident: true,
      employeeInsurance: 'none',
      categories: [],
      situation: null,
    },
  })

test('a year begins as the year before with its days moved, and nothing of it is looked at', async () => {
  draft = await office.ask<View>('studio', 'beginDraft', { operation: randomUUID(), region: 'ruijin', year: 2023 })
  expect(draft).toMatchObject({ state: 'draft', fromYear: 2022, year: 2023 })
  expect(draft.left).toBe(draft.groups.length)
  const days = draft.groups.flatMap(({ fields }) => fields.filter(({ kind }) => kind === 'day'))
  expect(days.every(({ value, before }) => before !== null && value !== before)).toBe(true)
  expect((await sign(office)).ok).toBe(false)
})

test('a value that is none is refused with what may stand there, and the draft stays as it was', async () => {
  const fee = draft.groups
    .find(({ name }) => name.startsWith('个人缴费标准'))!
    .fields.find((one) => one.kind === 'number')!
  const operation = { operation: randomUUID(), draft: draft.draft, serial: draft.serial, looked: [] }
  expect(
    await office.refusal('studio', 'setYearValues', { ...operation, values: [{ path: fee.path, value: '350元' }] }),
  ).toMatchObject({ code: 'BAD_VALUE' })
  expect((await office.ask<View>('studio', 'draft', { draft: draft.draft })).serial).toBe(draft.serial)
})

test('with the fee entered and every group looked at it is whole, and says what changes', async () => {
  const ofFee = draft.groups.find(({ name }) => name.startsWith('个人缴费标准'))!
  const fee = ofFee.fields.find((one) => one.kind === 'number')!
  draft = await set([{ path: fee.path, value: '350' }], [ofFee.path])
  expect(draft.changed).toContainEqual({ group: ofFee.name, label: '多少元', before: '320', after: '350' })
  draft = await set(
    [],
    draft.groups.map(({ path }) => path),
  )
  expect(draft.left).toBe(0)
  expect(draft.faults.filter(({ severe }) => severe)).toEqual([])
})

test('a new notice put beside it says what stands in the place of last year’s words and figures', async () => {
  const fee = draft.groups.find(({ section }) => section === 'contribution')!
  const sentence = fee.fields.find(({ path }) => path.endsWith('quote'))!
  const notice = `一、${sentence.value.replaceAll('320', '360')}。二、新定了一条去年没有的规矩，谁也没有写进表单里。`
  const beside = await office.ask<View>('studio', 'setNotice', {
    ...{ operation: randomUUID(), draft: draft.draft, serial: draft.serial, notice },
  })
  expect(beside).toMatchObject({ serial: draft.serial + 1, notice })
  expect(beside.unused.some((one) => one.includes('新定了一条'))).toBe(true)
  draft = beside
})

test('its questions come one by one, and the answer with its clause at the end', async () => {
  const meet = (answers: object, unsure: readonly string[] = []) =>
    office.ask<Answers['meetDraft']>('studio', 'meetDraft', { draft: draft.draft, day: '2022-12-01', answers, unsure })
  const told: Record<string, unknown> = {}
  let step = await meet(told)
  expect(step.passed).toEqual([])
  for (let asked = 0; step.now !== null && asked < 20; asked++) {
    const { fact, kind, options } = step.now
    const ordinary = options.find(({ label }) => /^(不|没|都)/.test(label)) ?? options.at(-1)
    told[fact] = kind === 'day' ? '1975-06-10' : kind === 'set' ? [] : kind === 'number' ? 1 : ordinary!.value
    step = await meet(told)
    expect(step.passed.map((one) => one.fact)).toContain(fact)
  }
  expect(step.now).toBeNull()
  expect(step.answer.find(({ name }) => name === '应缴金额')).toMatchObject({ value: '350元' })
})

test('what somebody else changed meanwhile is not lost', async () => {
  const stale = { operation: randomUUID(), draft: draft.draft, serial: draft.serial - 1, values: [], looked: [] }
  expect(await other.refusal('studio', 'setYearValues', stale)).toMatchObject({ code: 'DRAFT_MOVED' })
})

test('tried on the county’s own people, each who pays more is counted, with the clause and the money', async () => {
  const run = await office.ask<Answers['tryDraft']>('studio', 'tryDraft', { draft: draft.draft, day: '2022-12-01' })
  expect(run).toMatchObject({ people: PEOPLE, done: true, unread: 0 })
  const rise = run.rows.filter(({ what }) => what.includes('应缴：320元 → 350元'))
  expect(rise.length).toBeGreaterThan(0)
  for (const { people, gap, citeAfter } of rise) {
    expect(gap).toBe(30 * people)
    expect(citeAfter).toContain('contribution/')
  }
  expect(run.summary[0]).toContain(`一共 ${run.people} 人`)
})

test('a clerk may not look at it, and an auditor may not sign', async () => {
  expect(await county.as('oClerkEast').refusal('studio', 'draft', { draft: draft.draft })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  expect(await sign(county.as('oAuditor'))).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  expect(await county.as('oCountyKelan').refusal('studio', 'drafts', { region: 'ruijin' })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
})

test('one signature publishes nothing; the same person is not two, nor is whom they appointed', async () => {
  expect(await sign(office)).toMatchObject({ ok: true, data: { state: 'signed', mine: true } })
  const unfit = (found: string) => ({ error: { code: 'SECOND_PERSON_UNFIT', found } })
  expect(await sign(office)).toMatchObject(unfit('SAME_PERSON'))
  expect(await sign(county.as('oOwnChoice'))).toMatchObject(unfit('APPOINTED_EACH_OTHER'))
  expect(await askRules(2023)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_YEAR' } })
})

test('the second one publishes: functions answer by it, and phones get it as it was signed', async () => {
  const signed = await sign(other)
  expect(signed).toMatchObject({ ok: true, data: { state: 'published', effective: '2021-12-10' } })
  const { edition } = (signed as { data: View }).data
  const { entries } = await office.ask<RulesAnswers['editions']>('rules-engine', 'editions', {})
  expect(entries).toEqual([expect.objectContaining({ edition, region: 'ruijin', year: 2023, language: 2 })])
  const { head, signature, policy } = await office.ask<RulesAnswers['edition']>('rules-engine', 'edition', { edition })
  const key = Buffer.from(editionPublicKey({ CANBAO_EDITION_KEY: EDITION_KEY }), 'base64')
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'))
  expect(
    nacl.sign.detached.verify(bytes(head), new Uint8Array(Buffer.from(signature, 'base64')), new Uint8Array(key)),
  ).toBe(true)
  const { policyDigest, predecessor } = JSON.parse(head) as { policyDigest: string; predecessor: string | null }
  expect(Buffer.from(nacl.hash(bytes(policy))).toString('base64')).toBe(policyDigest)
  expect(predecessor).toBeNull()
  await county.setClock('2021-12-10T09:05:00+08:00')
  expect(await askRules(2023)).toMatchObject({ ok: true, data: { answers: { fee: 35_000 } } })
})

test('whoever looks after somebody whose answer changes is told once', async () => {
  await county.db
    .collection('enrolments')
    .where({ region: 'ruijin' })
    .update({ data: { followed: true } })
  for (let again = 0; again < 2; again++)
    expect(await office.ask('studio', 'tellFamilies', { draft: draft.draft })).toMatchObject({ done: true })
  const rows = await county.stored<{ kind: string; year: number }>('outbox', { kind: 'policy' })
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.length).toBeLessThanOrEqual(PEOPLE)
  expect(new Set(rows.map(({ year }) => year))).toEqual(new Set([2023]))
})

test('taken back by two, what held before holds again', async () => {
  const back = (who: Person) => who.call<View>('studio', 'takeBack', { operation: randomUUID(), draft: draft.draft })
  expect(await back(office)).toMatchObject({ ok: true, data: { state: 'published' } })
  expect(await back(office)).toMatchObject({ error: { code: 'SECOND_PERSON_UNFIT', found: 'SAME_PERSON' } })
  expect(await back(other)).toMatchObject({ ok: true, data: { state: 'takenBack' } })
  await county.setClock('2021-12-10T09:10:00+08:00')
  expect(await askRules(2023)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_YEAR' } })
})
