import { sentenceToday } from '../../../cloudfunctions/domain/enrolments/sentences'
import type { SentenceFacts } from '../../../cloudfunctions/domain/enrolments/sentences'
import { STATUS_IDS } from '../../../cloudfunctions/domain/enrolments/states'
import { operation, startEnrolmentsCounty, type Enrolled, type EnrolmentsCounty } from './enrolments-county'

/** What a person is told in one sentence, as a kind clerk would say it across the counter. */
let county: EnrolmentsCounty
const people: Record<string, Enrolled> = {}

beforeAll(async () => {
  county = await startEnrolmentsCounty()
  people.fangtai = await county.add('fangtai')
  people.kelan = await county.add('kelan')
  people.kelanUnknown = await county.add('kelan')
  people.ruijin = await county.add('ruijin')
  people.ruijinLate = await county.add('ruijin')
  people.banan = await county.add('banan')
  await county.onDay('2021-08-20')
  for (const region of ['ruijin', 'kelan', 'banan', 'fangtai'] as const) await county.openSeason(region)
})
afterAll(() => county.stop())

const summaryOn = async (who: Enrolled, day: string) => {
  await county.onDay(day)
  return (await county.look(who.self, who.enrolment)).summary
}

test('方太: who can only pay so late that nothing comes of it hears so before paying; who paid is told that there are no benefits, not that they ended', async () => {
  const { fangtai } = people as { fangtai: Enrolled }
  await county.onDay('2024-12-20')
  const { fee, sentence } = await county.tell(fangtai, { enrolmentHistory: '续保', student: null, situation: null })
  expect(sentence).toBe(
    '集中缴费的时间过了，还没有缴费。现在还可以补缴，要交380元。现在才缴，等到能报销时这一年已经过完，缴以前请先问村里或医保经办机构。',
  )
  expect(
    await county.record('fangtai', fangtai, { kind: 'paid', amount: fee, way: '现金', evidence: '990001' }),
  ).toMatchObject({
    status: 'ended',
    statusName: '没有待遇',
    benefit: null,
    sentence:
      '钱已经交了，但是按通知，不能享受这一年的待遇，看病不能报销。已经缴的380元能不能退，请问村里或医保经办机构。',
  })
  const { steps } = await county.look(fangtai.self, fangtai.enrolment)
  expect(steps[steps.length - 1]).toMatchObject({ statusName: '没有待遇', sentence: '按通知，这一年不能享受待遇。' })
})

test('瑞金: the same in December after a year of suspension', async () => {
  const { ruijinLate } = people as { ruijinLate: Enrolled }
  expect((await summaryOn(ruijinLate, '2022-12-20')).sentence).toMatch(
    /^没有缴费，已经停保，现在看病不能报销。现在还可以补缴，要交320元。现在才缴，等到能报销时这一年已经过完/,
  )
})

test('瑞金: who had a year of benefits reads that they ended', async () => {
  const { ruijin } = people as { ruijin: Enrolled }
  await county.onDay('2021-12-10')
  await county.record('ruijin', ruijin, { kind: 'paid', amount: 32000, way: '现金', evidence: '990002' })
  expect(await summaryOn(ruijin, '2022-03-01')).toMatchObject({
    sentence: '正在享受待遇，看病可以报销，到2022年12月31日为止。',
  })
  expect(await summaryOn(ruijin, '2023-01-05')).toMatchObject({
    statusName: '待遇期满',
    sentence: '这一年的待遇到2022年12月31日已经结束。',
  })
})

test('岢岚: who left after paying hears whom to ask about the money', async () => {
  const { kelan } = people as { kelan: Enrolled }
  await county.onDay('2021-12-10')
  await county.tell(kelan, { enrolmentHistory: '续保' })
  await county.record('kelan', kelan, { kind: 'paid', amount: 32000, way: '现金', evidence: '990003' })
  await county.onDay('2021-12-12')
  await county
    .as('oCountyKelan')
    .ask('enrollment', 'recordAbsence', {
      operation: operation(),
      resident: kelan.resident,
      why: 'employee',
      since: '2021-12-12',
    })
  expect(await summaryOn(kelan, '2021-12-13')).toMatchObject({
    status: 'withdrawn',
    sentence:
      '因参加职工医保，已退出这一年的居民医保。已经缴的320元能不能退，请问村里或医保经办机构。记错了请找村里或医保经办机构更正。',
  })
})

test('what is missing is named before paying: what one tells oneself', async () => {
  const { kelanUnknown, banan } = people as { kelanUnknown: Enrolled; banan: Enrolled }
  expect((await summaryOn(kelanUnknown, '2021-12-20')).sentence).toBe(
    '请先补充：以前的参保情况。再缴费：320元，最晚2021年12月25日。',
  )
  expect((await summaryOn(banan, '2021-12-20')).sentence).toBe(
    '可以缴费了，最晚2022年2月28日；要交多少，还定不了。请先补充：缴费档次。',
  )
})

const SAID: SentenceFacts = {
  fee: 32000,
  deadline: '2022-03-31',
  next: null,
  benefit: { from: '2022-01-01', to: '2022-12-31' },
  payable: true,
  at: null,
  why: null,
  missing: { toTell: [], toCertify: [] },
  isPaid: false,
  forNothing: false,
}
const BARE: SentenceFacts = { ...SAID, fee: null, deadline: null, benefit: null, payable: null }

test('what only the register or an office can say is sent there, and not asked of the person', () => {
  expect(sentenceToday('undetermined', { ...BARE, missing: { toTell: ['居住证'], toCertify: ['户口所在地'] } })).toBe(
    '现在知道的情况还不够，能不能参保、要交多少，还定不了。请先补充：居住证。还缺：户口所在地，请到村里或医保经办机构登记。',
  )
  expect(sentenceToday('undetermined', BARE)).toBe('能不能参保、要交多少，还定不了，请问村里或医保经办机构。')
})

test('enrolled without paying, and without benefits: no money is spoken of', () => {
  expect(sentenceToday('ended', { ...BARE, fee: 0, isPaid: true })).toBe(
    '已登记，但是按通知，不能享受这一年的待遇，看病不能报销。请问村里或医保经办机构怎么办。',
  )
})

test.each(
  STATUS_IDS.flatMap(
    (status) =>
      [
        [status, '一切都知道', SAID],
        [status, '什么都还不知道', BARE],
      ] as const,
  ),
)('%s, %s: whole sentences, short enough to be read aloud', (status, _, said) => {
  const sentence = sentenceToday(status, said)
  expect(sentence).toMatch(/^[^。]{3,}.*。$/)
  expect(sentence).not.toMatch(/null|undefined|NaN|。。|；。|，。|[，；]{2}/)
  for (const part of sentence.split(/[。；]/)) expect(part.length).toBeLessThanOrEqual(50)
})
