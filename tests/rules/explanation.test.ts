import { assess, policies, policyFor, type Facts } from '../../rules'

const adult: Facts = {
  birthDate: '1975-06-10',
  resident: true,
  employeeInsurance: 'none',
  categories: [],
  situation: null,
  student: null,
  enrolmentHistory: '续保',
  registered: true,
}
const at = (region: string, told: Facts, day: string): ReturnType<typeof assess> => {
  const head = policies().find((p) => p.region === region)!
  return assess(policyFor(region, head.year), { ...adult, ...told }, day)
}
const sentenceOf = (answer: ReturnType<typeof assess>, field: string): string | undefined =>
  answer.reasons.find((r) => r.field === field)?.sentence

test('every reason names its clause, quotes it, and speaks of this person', () => {
  const answer = at('ruijin', { hukou: '瑞金市' }, '2022-04-01')
  expect(answer.reasons.map(({ field }) => field)).toEqual([
    'eligible',
    'baseFee',
    'fee',
    'windowStatus',
    'waitingDays',
    'benefitStart',
    'registerFirst',
    'payable',
  ])
  for (const { cite, quote, clause } of answer.reasons) {
    expect(cite).toBeTruthy()
    expect(quote).toBeTruthy()
    expect(clause).toMatch(/^\w+\/[a-z0-9-]+$/)
  }
  expect(sentenceOf(answer, 'windowStatus')).toBe('2022年4月1日缴费，已过集中征缴期，可以补缴，但有等待期。')
  expect(sentenceOf(answer, 'benefitStart')).toBe('待遇等待期满那天起算，就是2022年6月30日，到2022年12月31日为止。')
})

test('the fee tells which other categories applied, and why each lost', () => {
  const answer = at(
    'fangtai',
    { hukou: '方太乡', categories: ['城乡低保对象', '残疾军人', '事实无人抚养儿童'] },
    '2023-11-10',
  )
  const fee = answer.reasons.find((r) => r.field === 'fee')!
  expect(fee.sentence).toBe('标准380元，减去资助380元，自己不用交钱。')
  expect(fee.others).toEqual([
    expect.objectContaining({
      category: '城乡低保对象',
      subsidy: 32_000,
      why: '资助320元，没有残疾军人的多；几种身份不能相加。',
    }),
    expect.objectContaining({
      category: '事实无人抚养儿童',
      subsidy: 0,
      why: '通知只资助纳入防止返贫监测范围的事实无人抚养儿童。',
    }),
  ])
})

test('a certificate that ended before the payment is named as ended', () => {
  const answer = at(
    'fangtai',
    { hukou: '方太乡', categories: ['脱贫不稳定人口'], categoryEndedOn: '2023-10-01' },
    '2023-11-10',
  )
  expect(answer.answers.fee).toBe(38_000)
  expect(answer.warnings.map((w) => w.code)).toContain('IDENTITY_NOT_VALID_ON_DAY')
  expect(answer.reasons.find((r) => r.field === 'fee')!.others[0]!.why).toBe(
    '认定到2023年10月1日已经结束，缴费那天不再算。',
  )
})

test('an old father’s own face check is named, so that his daughter picks another way', () => {
  const answer = at('ruijin', { hukou: '瑞金市', birthDate: '1948-02-02' }, '2022-01-20')
  expect(answer.warnings.find((w) => w.code === 'ELDER_FACE_CHECK')?.message).toContain('江西省税务局')
  expect(at('ruijin', { hukou: '瑞金市' }, '2022-01-20').warnings.map((w) => w.code)).not.toContain('ELDER_FACE_CHECK')
})

test('a payment that buys no day of cover is said before the money moves', () => {
  const answer = at('ruijin', { hukou: '瑞金市' }, '2022-10-03')
  expect(answer.warnings.map((w) => w.code)).toContain('COVER_NEVER_STARTS')
  expect(answer.answers).toMatchObject({ benefitStart: null, benefitEnd: null })
  expect(answer.undetermined.map((u) => u.field)).toContain('payable')
})

test('a student paid for at home is warned of', () => {
  expect(at('fangtai', { hukou: '方太乡', student: '高校大学生' }, '2023-11-10').warnings.map((w) => w.code)).toContain(
    'STUDENT_PAID_AT_HOME',
  )
})

test('a draft says that it is one, a notice without title and date says so too', () => {
  expect(at('fangtai', { hukou: '方太乡' }, '2023-11-10').warnings.map((w) => w.code)).toContain('DRAFT_POLICY')
  expect(at('suixian', { hukou: '随县' }, '2021-11-10').warnings.map((w) => w.code)).toContain('UNDATED_POLICY')
})

test('what the notice leaves open is said with the reading taken and the others, never as a plain answer', () => {
  const { answers, recommended, undetermined } = at(
    'banan',
    { hukou: '重庆市', tier: '二档', categories: ['特困人员'] },
    '2022-01-10',
  )
  expect(answers).not.toHaveProperty('fee')
  expect(recommended).toMatchObject({ subsidy: 32_000, fee: 37_500 })
  expect(undetermined.find((u) => u.field === 'fee')).toMatchObject({
    kind: 'silent',
    cite: '三(三)4',
    alternatives: ['695元'],
  })
})

test('an identity that the notice does not name is said to give nothing there; a slip of the pen is refused', () => {
  expect(
    at('ruijin', { hukou: '瑞金市', categories: ['计划生育手术并发症人员'] }, '2022-01-10').warnings.map((w) => w.code),
  ).toContain('IDENTITY_NOT_LISTED')
  expect(() => at('ruijin', { hukou: '瑞金市', categories: ['边缘易致贫人囗'] }, '2022-01-10')).toThrow(
    '是不是“边缘易致贫人口”？',
  )
})

test('the year is drawn: window, pauses, waiting, cover', () => {
  expect(at('kelan', { hukou: '岢岚县' }, '2021-09-10').timeline).toEqual([
    { kind: 'window', from: '2021-09-01', to: '2021-09-25' },
    { kind: 'pause', from: '2021-09-26', to: '2021-09-30' },
    { kind: 'window', from: '2021-10-01', to: '2021-10-07' },
    { kind: 'pause', from: '2021-10-08', to: '2021-11-14' },
    { kind: 'window', from: '2021-11-15', to: '2021-11-25' },
    { kind: 'pause', from: '2021-11-26', to: '2021-11-30' },
    { kind: 'window', from: '2021-12-01', to: '2021-12-25' },
    { kind: 'covered', from: '2022-01-01', to: '2022-12-31' },
  ])
})

test('without a day the fee is told, and what hangs on the day is not', () => {
  const { answers, undetermined } = assess(
    policyFor('kelan', 2022),
    { ...adult, hukou: '岢岚县', categories: ['特困人员'] },
    null,
  )
  expect(answers).toMatchObject({ eligible: true, fee: 0 })
  expect(undetermined.find((u) => u.field === 'windowStatus')).toMatchObject({ kind: 'notTold' })
})
