import fc from 'fast-check'
import { planAnswer } from '../../../cloudfunctions/domain/outward/plan-answer'
import type { AcknowledgedRow } from '../../../cloudfunctions/domain/outward/plan-answer'
import { planLine } from '../../../cloudfunctions/domain/outward/plan-lines'
import type { Current, LineFacts } from '../../../cloudfunctions/domain/outward/plan-lines'
import { sheetsOf } from '../../../cloudfunctions/domain/outward/plan-sheets'
import type { StatusId } from '../../../cloudfunctions/domain/enrolments'

type ToldLine = Parameters<typeof planLine>[2][number]

const FACTS: LineFacts = {
  ...{ name: '甲子丑', idKind: '居民身份证', idNumber: '990000196203050119', sex: '男', birthDate: '1962-03-05' },
  ...{ phone: '13000000000', address: '某路1号', hukou: '随县', township: '乙镇', village: '东一村', group: '1组' },
  ...{ household: 'h1', fee: 32_000, subsidy: 0, share: 'whole', status: '待缴费', why: '', since: '2021-09-01' },
}
const someone = (status: StatusId, facts: Partial<LineFacts> = {}): Current => ({
  status,
  isNumberGood: true,
  facts: { ...FACTS, ...facts },
})
const sameText = (told: string): string => told

/** Tells somebody's story, file after file; what each file said of them, and the word that came back. */
function story(kind: 'tax' | 'agency', files: readonly (readonly [Current, ToldLine['state']])[]): (string | null)[] {
  const told: ToldLine[] = []
  return files.map(([current, state], i) => {
    const plan = planLine(kind, current, told, sameText)
    if (plan === null) return null
    if ('held' in plan) return plan.held
    told.push({ number: i + 1, state, ...plan })
    return plan.change
  })
}

describe('what the tax office is told of somebody', () => {
  test('what they owe, once; another amount or mark as a change; that they left as a revocation', () => {
    const subsidised = someone('ownPartPending', { fee: 12_000, subsidy: 20_000, share: 'part' })
    const told = story('tax', [
      [someone('due'), 'confirmed'],
      [someone('due'), 'confirmed'],
      [subsidised, 'confirmed'],
      [someone('withdrawn'), 'confirmed'],
      [someone('withdrawn'), 'confirmed'],
    ])
    expect(told).toEqual(['assess', null, 'reassess', 'revoke', null])
  })

  test('whoever was sent back stands in the next file again, until it is taken over', () => {
    const told = story('tax', [
      [someone('due'), 'sentBack'],
      [someone('due'), 'sentBack'],
      [someone('due'), 'confirmed'],
      [someone('due'), 'confirmed'],
    ])
    expect(told).toEqual(['assess', 'assess', 'assess', null])
  })

  test('who waits for an answer is not told of twice, and who has paid or was never told of and left, not at all', () => {
    expect(
      story('tax', [
        [someone('due'), 'sent'],
        [someone('due'), 'sent'],
      ]),
    ).toEqual(['assess', null])
    expect(
      story('tax', [
        [someone('paid'), 'sent'],
        [someone('withdrawn'), 'sent'],
      ]),
    ).toEqual([null, null])
  })

  test('who owes nothing stands there with their mark; who cannot be told of yet is named with the reason', () => {
    expect(story('tax', [[someone('exempt', { fee: 0, subsidy: 32_000, share: 'funded' }), 'sent']])).toEqual([
      'assess',
    ])
    expect(story('tax', [[someone('undetermined', { fee: null }), 'sent']])).toEqual(['NOT_SETTLED'])
    expect(story('tax', [[someone('due', { idNumber: '' }), 'sent']])).toEqual(['NO_NUMBER'])
    expect(story('tax', [[{ ...someone('due'), isNumberGood: false }, 'sent']])).toEqual(['BAD_NUMBER'])
  })
})

describe('what the agency’s system is told of somebody', () => {
  test('registration, a change, suspension, resumption and exit, each once', () => {
    const moved = someone('covered', { address: '某路2号' })
    const told = story('agency', [
      [someone('due'), 'confirmed'],
      [someone('paid'), 'confirmed'],
      [moved, 'confirmed'],
      [someone('suspended'), 'confirmed'],
      [someone('suspended'), 'confirmed'],
      [moved, 'confirmed'],
      [someone('withdrawn', { why: '去世' }), 'confirmed'],
      [someone('withdrawn', { why: '去世' }), 'confirmed'],
    ])
    expect(told).toEqual([null, 'register', 'amend', 'suspend', null, 'resume', 'exit', null])
  })

  test('who stood there in earlier years is suspended or leaves without a line of this year (瑞金 三)', () => {
    expect(story('agency', [[someone('suspended'), 'sent']])).toEqual(['suspend'])
    expect(story('agency', [[someone('withdrawn'), 'sent']])).toEqual(['exit'])
  })

  test('a registration whose payment was voided leaves, and an amount of its own is no change', () => {
    expect(
      story('agency', [
        [someone('paid'), 'sent'],
        [someone('due'), 'sent'],
      ]),
    ).toEqual(['register', 'exit'])
    expect(
      story('agency', [
        [someone('paid'), 'sent'],
        [someone('paid', { fee: 1 }), 'sent'],
      ]),
    ).toEqual(['register', null])
  })
})

test('whatever was sent back on the way, once all is confirmed the other system has what is so, and nothing is told twice', () => {
  const statuses: StatusId[] = [
    'due',
    'paid',
    'suspended',
    'withdrawn',
    'employee',
    'exempt',
    'undetermined',
    'refunded',
  ]
  const turn = fc.record({
    status: fc.constantFrom(...statuses),
    address: fc.constantFrom('某路1号', '某路2号'),
    fee: fc.constantFrom(32_000, 12_000),
    state: fc.constantFrom('sent' as const, 'confirmed' as const, 'sentBack' as const),
  })
  fc.assert(
    fc.property(
      fc.constantFrom('tax' as const, 'agency' as const),
      fc.array(turn, { maxLength: 12 }),
      (kind, turns) => {
        const last = turns.at(-1)
        if (last === undefined) return
        const steps = turns.map(({ state, ...one }) => [someone(one.status, one), state] as const)
        const end = [someone(last.status, last), 'confirmed'] as const
        const told = story(kind, [...steps, end, end])
        const isHeld = told.at(-1) === 'NOT_SETTLED'
        expect(isHeld || told.at(-1) === null).toBe(true)
      },
    ),
  )
})

describe('an acknowledgement', () => {
  const lines = [
    { id: 'l1', facts: { name: '阿卜杜拉·买买提', idNumber: '99000019620305011X' } },
    { id: 'l2', facts: { name: '甲乙', idNumber: '990000196203050119' } },
  ]
  const row = (of: Partial<AcknowledgedRow>): AcknowledgedRow => ({
    ...{ position: 1, name: '', idNumber: '990000196203050119', result: '成功', reason: '', isFaulty: false },
    ...of,
  })
  const readAs = (...rows: AcknowledgedRow[]) => {
    const { said, unclear } = planAnswer(rows, lines)
    return { said: Object.fromEntries(said), unclear: unclear.map(({ why }) => why) }
  }

  test('is matched by the number, however it is written, and says confirmed or sent back with the reason', () => {
    const first = row({ name: '阿卜杜拉•买买提', idNumber: ' 99000019620305011x' })
    expect(readAs(first, row({ position: 2, result: '退回', reason: '已在外省参保' }))).toEqual({
      said: { l1: null, l2: '已在外省参保' },
      unclear: [],
    })
  })

  test('takes nothing for confirmed that it does not know, nor anybody of another name, nor a hidden row', () => {
    const unknown = ['处理中', '', '待核', '成功率', '未确认'].map((result) => row({ result }))
    expect(readAs(...unknown)).toEqual({ said: {}, unclear: Array(5).fill('UNKNOWN_WORD') })
    expect(readAs(row({ name: '丙丁' }), row({ idNumber: '1' }), row({ isFaulty: true }))).toEqual({
      said: {},
      unclear: ['OTHER_NAME', 'NOT_IN_FILE', 'FAULTY'],
    })
  })

  test('that says both of one person says nothing of them; the same twice is one', () => {
    const back = row({ result: '失败', reason: '号码不存在' })
    expect(readAs(row({}), back, row({}))).toEqual({ said: {}, unclear: ['TWO_WORDS', 'TWO_WORDS', 'TWO_WORDS'] })
    expect(readAs(row({}), row({ result: '已确认' }))).toEqual({ said: { l2: null }, unclear: [] })
  })

  test('every row comes to something, and what no office has ever said is never a confirmation', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ result: fc.oneof(fc.string(), fc.constantFrom('成功', '退回', '未确认')), n: fc.nat(2) }),
          { maxLength: 20 },
        ),
        (rows) => {
          const read = rows.map(({ result, n }, i) =>
            row({ position: i, result, idNumber: lines[n]?.facts.idNumber ?? 'x' }),
          )
          const { said, unclear } = planAnswer(read, lines)
          const understood = read.filter((one) => !unclear.some((other) => other.row === one))
          expect(new Set(understood.map(({ idNumber }) => idNumber)).size).toBe(said.size)
          for (const { result } of understood) expect(['成功', '退回']).toContain(result.trim())
        },
      ),
    )
  })
})

test('a file lists by village, group and household with amounts as numbers, and for 随县 a slip by group beside it', () => {
  const line = (name: string, group: string, fee: number, household: string) => ({
    change: 'assess' as const,
    facts: {
      ...FACTS,
      name,
      group,
      household,
      fee,
      ...(fee === 0 ? { share: 'funded' as const, subsidy: 32_000 } : {}),
    },
  })
  const made = { place: '随县', day: '2021-12-10', by: '王经办' }
  const lines = [line('丙', '10组', 32_000, 'h3'), line('乙', '2组', 0, 'h1'), line('甲', '2组', 32_000, 'h1')]
  const [list, slip] = sheetsOf('tax', { number: 3, year: 2022, made, lines, wantsSlip: true })
  expect(list!.title).toBe('随县2022年度城乡居民医保核定名单第3号')
  const at = (name: string): number => list!.columns.indexOf(name)
  expect(list!.rows.map((cells) => [cells[at('姓名')], cells[at('应缴（元）')], cells[at('资助标识')]])).toEqual([
    ['甲', 320, ''],
    ['乙', 0, '全额资助'],
    ['丙', 320, ''],
  ])
  expect(slip!.rows).toEqual([
    ['乙镇', '东一村', '2组', 1, 2, 1, 320, 320],
    ['乙镇', '东一村', '10组', 1, 1, 0, 320, 0],
  ])
  const again = { number: 3, year: 2022, made, lines: [...lines].reverse(), wantsSlip: true }
  expect(sheetsOf('tax', again)).toEqual(sheetsOf('tax', { ...again, lines }))
  expect(sheetsOf('tax', { ...again, wantsSlip: false })).toHaveLength(1)
})
