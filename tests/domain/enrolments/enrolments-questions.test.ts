import { operation, startEnrolmentsCounty, type Enrolled, type EnrolmentsCounty } from './enrolments-county'

/** What someone is asked who owes something that hangs on facts which nobody told. */
let county: EnrolmentsCounty
const people: Record<string, Enrolled> = {}

beforeAll(async () => {
  county = await startEnrolmentsCounty()
  people.kelan = await county.add('kelan')
  people.kelanNew = await county.add('kelan')
  people.kelanGone = await county.add('kelan')
  people.kelanSilent = await county.add('kelan')
  people.kelanBaby = await county.add('kelan', { idKind: 'newborn', idNumber: null, birthDate: '2022-01-20' })
  people.suixian = await county.add('suixian')
  people.banan = await county.add('banan')
  people.fromElsewhere = await county.add('banan', { hukou: '四川省成都市' })
  people.ruijin = await county.add('ruijin')
  await county.onDay('2021-08-20')
  for (const region of ['ruijin', 'kelan', 'suixian', 'banan'] as const) await county.openSeason(region)
})
afterAll(() => county.stop())
beforeEach(() => county.onDay('2021-12-20'))

const asked = async (who: Enrolled, by = who.self): Promise<string[]> =>
  (await county.look(by, who.enrolment)).questions.map(({ fact }) => fact)

test('岢岚: whose history is not known is asked for it and for nothing else, tells it, and owes 320 元', async () => {
  const { kelan } = people as { kelan: Enrolled }
  const { questions, summary } = await county.look(kelan.self, kelan.enrolment)
  expect(summary.sentence).toContain('以前的参保情况')
  expect(questions).toEqual([
    {
      fact: 'enrolmentHistory',
      ask: '以前参加过居民医保吗？',
      hint: null,
      kind: 'choice',
      options: [
        { value: '续保', label: '2021 年参加了', hint: null, group: null },
        { value: '中断续保', label: '以前参加过，2021 年没有', hint: null, group: null },
        { value: '新参保', label: '从来没有参加过', hint: null, group: null },
      ],
    },
  ])
  expect(await county.tell(kelan, { [questions[0]!.fact]: questions[0]!.options[0]!.value })).toMatchObject({
    status: 'due',
    fee: 32000,
  })
  expect(await asked(kelan)).toEqual([])
})

test('岢岚: who never took part is sent to register first', async () => {
  const { kelanNew } = people as { kelanNew: Enrolled }
  expect(await county.tell(kelanNew, { enrolmentHistory: '新参保' })).toMatchObject({ status: 'registrationNeeded' })
  expect(await asked(kelanNew)).toEqual([])
})

test('岢岚: of a child, nothing is asked before the birth', async () => {
  const { kelanBaby } = people as { kelanBaby: Enrolled }
  expect(await asked(kelanBaby)).toEqual([])
})

test('随县: after the window the history comes first; the day of what happened is asked once it is told that something did', async () => {
  const { suixian } = people as { suixian: Enrolled }
  await county.onDay('2022-02-10')
  expect(await asked(suixian)).toEqual(['enrolmentHistory', 'situation'])
  await county.tell(suixian, { enrolmentHistory: '续保', situation: '现役退役军人' })
  expect(await asked(suixian)).toEqual(['situationDate'])
  await county.tell(suixian, { situationDate: '2022-01-25' })
  expect(await asked(suixian)).toEqual([])
})

test('巴南: the tier first, for the amount hangs on it; when school begins is not asked of who is no student', async () => {
  const { banan } = people as { banan: Enrolled }
  expect(await asked(banan)).toEqual(['tier', 'student'])
  expect((await county.tell(banan, { tier: '一档' })).fee).toBe(32000)
  expect(await asked(banan)).toEqual(['student'])
  await county.tell(banan, { student: null })
  expect(await asked(banan)).toEqual([])
})

test('巴南: someone from elsewhere is asked for what would let them in, and is in', async () => {
  const { fromElsewhere } = people as { fromElsewhere: Enrolled }
  expect(await asked(fromElsewhere)).toContain('residencePermit')
  expect(await county.tell(fromElsewhere, { residencePermit: true, tier: '一档', student: null })).toMatchObject({
    status: 'due',
  })
})

test('nothing is asked of whoever has paid or has left', async () => {
  const { ruijin, kelanGone } = people as { ruijin: Enrolled; kelanGone: Enrolled }
  expect(await asked(ruijin)).toEqual(['student'])
  await county.record('ruijin', ruijin, { kind: 'paid', amount: 32000, way: '现金', evidence: '990001' })
  expect(await asked(ruijin)).toEqual([])
  expect(await asked(kelanGone)).toEqual(['enrolmentHistory'])
  const ledger = (action: string, facts: object) =>
    county
      .as('oCountyKelan')
      .ask('enrollment', action, {
        operation: operation(),
        resident: kelanGone.resident,
        since: '2021-12-20',
        ...facts,
      })
  await ledger('recordAbsence', { why: 'died' })
  expect(await asked(kelanGone)).toEqual([])
  await county.onDay('2021-12-22')
  await ledger('recordReturn', { since: '2021-12-22' })
  expect(await asked(kelanGone)).toEqual(['enrolmentHistory'])
})

test('who may tell is asked: the person, who looks after them, the agency; an auditor reads only', async () => {
  const { kelanSilent } = people as { kelanSilent: Enrolled }
  await county.lookAfter('oDaughter', kelanSilent, '母亲')
  expect(await asked(kelanSilent, 'oDaughter')).toEqual(['enrolmentHistory'])
  expect(await asked(kelanSilent, 'oCountyKelan')).toEqual(['enrolmentHistory'])
  const auditor = {
    _id: 'oStranger',
    role: 'auditor',
    region: 'kelan',
    villages: null,
    from: '2021-01-01',
    until: null,
  }
  await county.seed('appointments', [auditor])
  expect(await asked(kelanSilent, 'oStranger')).toEqual([])
})

test('what is not asked because an office says it is refused as before, and an answer that is no answer too', async () => {
  const { kelanSilent } = people as { kelanSilent: Enrolled }
  const refusal = (facts: object) =>
    county
      .as(kelanSilent.self)
      .refusal('enrollment', 'tellFacts', { operation: operation(), enrolment: kelanSilent.enrolment, facts })
  expect(await refusal({ registered: true })).toMatchObject({ code: 'FACT_NOT_YOURS' })
  expect(await refusal({ categories: ['低保对象'] })).toMatchObject({ code: 'FACT_NOT_YOURS' })
  expect(await refusal({ enrolmentHistory: '去年参加了' })).toMatchObject({ code: 'UNKNOWN_VALUE' })
  expect(await asked(kelanSilent)).toEqual(['enrolmentHistory'])
})
