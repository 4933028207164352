import type { ReportedLine } from '../../../cloudfunctions/domain/approvals/officer-report'
import { reportOf } from '../../../cloudfunctions/domain/approvals/officer-report'

const at = (clock: string, day = '2021-12-10') => Date.parse(`${day}T${clock}:00+08:00`)
const line = (action: string, other: Partial<ReportedLine> = {}): ReportedLine => ({
  at: at('10:00'),
  openid: '甲',
  action,
  outcome: 'done',
  why: '',
  ...other,
})
const times = (count: number, one: ReportedLine): ReportedLine[] => Array.from({ length: count }, () => one)
const report = (...lines: ReportedLine[]) => reportOf(['甲', '乙'], lines)[0]!

test('each officer’s deeds are counted by kind, alone and by two, and nobody else’s', () => {
  const found = reportOf(
    ['甲', '乙'],
    [
      ...times(2, line('takeCash')),
      line('voidCash', { beside: '乙' }),
      line('confirmProposal', { openid: '乙', beside: '甲' }),
      line('takeCash', { outcome: 'refused' }),
      line('bindSelf', { openid: '路人' }),
    ],
  )
  expect(found).toEqual([
    {
      person: '甲',
      alone: 2,
      byTwo: 1,
      refused: 1,
      kinds: [
        { action: 'takeCash', alone: 2, byTwo: 0 },
        { action: 'voidCash', alone: 0, byTwo: 1 },
      ],
      standsOut: [],
    },
    {
      person: '乙',
      alone: 0,
      byTwo: 1,
      refused: 0,
      kinds: [{ action: 'confirmProposal', alone: 0, byTwo: 1 }],
      standsOut: [],
    },
  ])
})

test.each<[string, ReportedLine[], string]>([
  ['one alone did what takes two', [line('voidPayment')], '应当两人办的事'],
  ['a clerk keeps undoing their own cash', times(3, line('undoCash')), '撤销自己当天收的现金 3 次'],
  ['payments of days ago', times(3, line('recordPayment', { why: 'PAID_ON:2021-12-08' })), '前几天的缴费'],
  ['thirty looks in a day', times(30, line('revealField', { outcome: 'revealed' })), '看了 30 次'],
  [
    'deeds at night',
    [line('takeCash', { at: at('23:10') }), ...times(2, line('takeCash', { at: at('02:00') }))],
    '夜里',
  ],
  ['the same two all the time', times(5, line('decideRefund', { beside: '乙' })), '同一位同事'],
  ['one who keeps trying', times(10, line('exportSheet', { outcome: 'refused' })), '没有获准的尝试 10 次'],
])('stands out: %s', (_, lines, words) => {
  expect(report(...lines).standsOut.join()).toContain(words)
  expect(report(...lines.slice(1)).standsOut.join()).not.toContain(words)
})

test('what was paid today, or was back-dated by two, does not', () => {
  const today = times(5, line('recordPayment', { why: 'PAID_ON:TODAY' }))
  const byTwo = times(3, line('recordPayment', { why: 'PAID_ON:2021-12-01', beside: '乙' }))
  expect(report(...today, ...byTwo).standsOut).toEqual([])
})
