import type { Answers } from '../../../cloudfunctions/enrollment/contract'
import type { StatusId } from '../../../cloudfunctions/domain/enrolments/states'
import { certified, startEnrolmentsCounty, type Enrolled, type EnrolmentsCounty } from './enrolments-county'

/** A person's year in each of the five places, as they themselves read it on the phone, day by day. */
let county: EnrolmentsCounty
const people: Record<string, Enrolled> = {}

beforeAll(async () => {
  county = await startEnrolmentsCounty()
  people.ruijin = await county.add('ruijin')
  people.dibao = await county.add('ruijin', { categories: [certified('ruijin', '城乡低保对象')] })
  people.kelan = await county.add('kelan', { categories: [certified('kelan', '低保对象')] })
  people.newInKelan = await county.add('kelan')
  people.suixian = await county.add('suixian')
  people.banan = await county.add('banan')
  people.fromElsewhere = await county.add('banan', { hukou: '四川省成都市' })
  people.fangtai = await county.add('fangtai')
  await county.onDay('2021-08-20')
  for (const region of ['ruijin', 'kelan', 'suixian', 'banan', 'fangtai'] as const) await county.openSeason(region)
})
afterAll(() => county.stop())

const reads = async (who: Enrolled, days: readonly string[]): Promise<StatusId[]> => {
  const read: StatusId[] = []
  for (const day of days) read.push(await county.statusOn(who, day))
  return read
}

test('瑞金: who lets the window pass is suspended, pays in May, waits 90 days and is covered for the rest of the year', async () => {
  const { ruijin } = people as { ruijin: Enrolled }
  expect(await reads(ruijin, ['2021-11-02', '2021-11-03', '2022-03-31', '2022-04-01', '2022-05-10'])).toEqual([
    'notYetOpen',
    'due',
    'due',
    'suspended',
    'suspended',
  ])
  const paid = await county.record('ruijin', ruijin, { kind: 'paid', amount: 32000, way: '现金', evidence: '990001' })
  expect(paid).toMatchObject({
    status: 'waiting',
    since: '2022-05-10',
    fee: 32000,
    benefit: { from: '2022-08-08', to: '2022-12-31' },
    next: { day: '2022-08-08', statusName: '享受待遇' },
  })
  expect(await reads(ruijin, ['2022-08-07', '2022-08-08', '2022-12-31', '2023-01-01'])).toEqual([
    'waiting',
    'covered',
    'covered',
    'ended',
  ])
})

test('瑞金: a 低保对象 owes nothing, is never suspended, and is covered once enrolled', async () => {
  const { dibao } = people as { dibao: Enrolled }
  expect(await reads(dibao, ['2021-11-05', '2022-04-01'])).toEqual(['exempt', 'exempt'])
  expect(await county.record('ruijin', dibao, { kind: 'enrolledExempt' }, '2021-12-20')).toMatchObject({
    status: 'covered',
    fee: 0,
  })
  expect(await reads(dibao, ['2021-12-20', '2022-01-01', '2023-01-01'])).toEqual(['paid', 'covered', 'ended'])
})

test('岢岚: a 低保对象 pays the own part of 40 元 first; then the subsidy stands', async () => {
  const { kelan } = people as { kelan: Enrolled }
  expect(await reads(kelan, ['2021-08-31', '2021-09-01'])).toEqual(['notYetOpen', 'ownPartPending'])
  await county.tell(kelan, { enrolmentHistory: '续保' })
  const { summary, money } = await county.look(kelan.self, kelan.enrolment)
  expect(summary.sentence).toBe('先缴个人部分：40元，最晚2021年12月25日；缴了这部分，资助的部分才会落实。')
  expect(money).toMatchObject({ baseFee: 32000, subsidy: 28000, fee: 4000, category: '低保对象' })
  await county.onDay('2021-12-10')
  expect(
    await county.record('kelan', kelan, { kind: 'paid', amount: 4000, way: '微信', evidence: '990002' }),
  ).toMatchObject({ status: 'paid', fee: 4000 })
  expect(await reads(kelan, ['2022-01-01', '2023-01-01'])).toEqual(['covered', 'ended'])
})

test('岢岚: a newcomer registers first; who does neither is overdue after 25 December', async () => {
  const { newInKelan } = people as { newInKelan: Enrolled }
  await county.onDay('2021-09-10')
  expect(await county.tell(newInKelan, { enrolmentHistory: '新参保' })).toMatchObject({
    status: 'registrationNeeded',
    deadline: '2021-12-25',
  })
  expect(await county.record('kelan', newInKelan, { kind: 'registered' })).toMatchObject({ status: 'due', fee: 32000 })
  expect(await reads(newInKelan, ['2021-12-25', '2021-12-26'])).toEqual(['due', 'overdue'])
})

test('随县: first registered by the clerk, then paid in time, then covered from New Year', async () => {
  const { suixian } = people as { suixian: Enrolled }
  await county.onDay('2021-09-10')
  const { fee } = await county.tell(suixian, { enrolmentHistory: '新参保' })
  expect(await county.record('suixian', suixian, { kind: 'registered' })).toMatchObject({ status: 'due' })
  await county.onDay('2021-12-31')
  expect(
    await county.record('suixian', suixian, { kind: 'paid', amount: fee, way: '银行', evidence: '990003' }),
  ).toMatchObject({ status: 'paid' })
  expect(await reads(suixian, ['2022-01-01', '2022-12-31', '2023-01-01'])).toEqual(['covered', 'covered', 'ended'])
})

test('巴南: what is owed is known once the tier is chosen; from March on one registers first', async () => {
  const { banan } = people as { banan: Enrolled }
  expect(await reads(banan, ['2021-12-14', '2021-12-15'])).toEqual(['notYetOpen', 'due'])
  expect((await county.look(banan.self, banan.enrolment)).summary).toMatchObject({
    fee: null,
    sentence: '可以缴费了，最晚2022年2月28日；要交多少，还定不了。请先补充：缴费档次。',
  })
  expect((await county.tell(banan, { tier: '一档' })).fee).toBeGreaterThan(0)
  expect(await reads(banan, ['2022-02-28', '2022-03-01'])).toEqual(['due', 'registrationNeeded'])
  await county.onDay('2022-05-09')
  const { fee } = await county.record('banan', banan, { kind: 'registered' })
  await county.onDay('2022-05-10')
  const paid = await county.record('banan', banan, { kind: 'paid', amount: fee, way: '现金', evidence: '990005' })
  expect(paid).toMatchObject({
    status: 'paidUnsettled',
    open: expect.stringContaining('没有说待遇从哪一天开始') as unknown,
    sentence: '已缴费，待遇从哪一天开始还定不了，请问医保经办机构。',
  })
})

test('巴南: someone from elsewhere is outside until the residence permit is told', async () => {
  const { fromElsewhere } = people as { fromElsewhere: Enrolled }
  expect(await county.statusOn(fromElsewhere, '2021-12-20')).toBe('outside')
  expect(await county.tell(fromElsewhere, { residencePermit: true, tier: '一档' })).toMatchObject({ status: 'due' })
})

test('方太: late payment waits 90 days', async () => {
  const { fangtai } = people as { fangtai: Enrolled }
  expect(await reads(fangtai, ['2023-09-14', '2023-09-15', '2024-01-01'])).toEqual(['notYetOpen', 'due', 'overdue'])
  await county.onDay('2024-03-10')
  const { fee, sentence } = await county.tell(fangtai, { enrolmentHistory: '续保' })
  expect(sentence).toContain('现在还可以补缴')
  expect(
    await county.record('fangtai', fangtai, { kind: 'paid', amount: fee, way: '微信', evidence: '990004' }),
  ).toMatchObject({ status: 'waiting' })
  const me = await county.as(fangtai.self).ask<Answers['me']>('enrollment', 'me')
  expect(me.self?.enrolments).toEqual([(await county.look(fangtai.self, fangtai.enrolment)).summary])
  expect(await reads(fangtai, ['2024-06-07', '2024-06-08', '2025-01-01'])).toEqual(['waiting', 'covered', 'ended'])
})
