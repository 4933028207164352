import * as fc from 'fast-check'
import { planBulletin } from '../../../cloudfunctions/domain/county-office/plan-bulletin'
import type { TownshipEvenings } from '../../../cloudfunctions/domain/county-office/plan-bulletin'

const DAY = '2021-12-19'
const SHARES = [
  { by: '2021-12-15', sharePercent: 60 },
  { by: '2021-12-31', sharePercent: 95 },
]
const township = (name: string, over: Partial<TownshipEvenings> = {}): TownshipEvenings => ({
  name,
  target: 1_000,
  people: 1_050,
  done: 700,
  weekBefore: 600,
  percentLastYear: null,
  ...over,
})

describe('the week’s bulletin', () => {
  test('ranks by the share of the target, and gives who stands alike the same rank', () => {
    const { rows } = planBulletin(
      [township('甲', { done: 500 }), township('乙', { done: 900 }), township('丙', { done: 900 })],
      DAY,
      [],
    )
    expect(rows.map(({ rank, name }) => `${rank} ${name}`)).toEqual(['1 丙', '1 乙', '3 甲'])
    expect(rows[2]).toMatchObject({ percent: 50, inWeek: -100 })
  })

  test('says who missed a day that is over, and nothing yet of one to come', () => {
    const { problems } = planBulletin([township('甲', { done: 599, weekBefore: 500 }), township('乙')], DAY, SHARES)
    expect(problems).toEqual(['2021-12-15 应完成 60%，还没有完成的：甲。'])
  })

  test('says who stood still, who went back, who is far behind, and who is slower than last year', () => {
    const { problems } = planBulletin(
      [
        township('甲', { weekBefore: 700 }),
        township('乙', { weekBefore: 701 }),
        township('丙', { done: 400 }),
        township('丁', { done: 990, percentLastYear: 99.5 }),
      ],
      DAY,
      [],
    )
    expect(problems).toEqual([
      '一周里一个人也没有增加的：甲。',
      '一周里人数减少的（退费、作废或者迁走多于新办的）：丙、乙。',
      '比全县的 69.75% 低 10 个百分点以上的：丙。',
      '比去年同一天慢的：丁。',
    ])
  })

  test('finds nothing wrong with who has everybody', () => {
    const all = township('甲', { done: 1_000, weekBefore: 1_000 })
    expect(planBulletin([all], DAY, SHARES).problems).toEqual([])
  })

  test('compares with no evening that was not kept', () => {
    const { rows, problems } = planBulletin([township('甲', { weekBefore: null })], DAY, [])
    expect(rows[0]!.inWeek).toBeNull()
    expect(problems).toEqual([])
  })

  test('names every township once, whatever the figures, and never divides by nobody', () => {
    const figures = fc.array(
      fc.record({
        target: fc.option(fc.nat(50)),
        people: fc.nat(50),
        done: fc.nat(50),
        weekBefore: fc.option(fc.nat(50)),
        percentLastYear: fc.option(fc.integer({ min: 0, max: 100 })),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(figures, (some) => {
        const townships = some.map((one, at) => ({ name: `T${at}`, ...one }))
        const { rows } = planBulletin(townships, DAY, SHARES)
        expect(rows.map(({ name }) => name).sort()).toEqual(townships.map(({ name }) => name).sort())
        expect(rows.every(({ percent }) => percent === null || Number.isFinite(percent))).toBe(true)
        expect(rows.map(({ rank }) => rank)).toEqual(rows.map(({ rank }) => rank).sort((a, b) => a - b))
      }),
    )
  })
})
