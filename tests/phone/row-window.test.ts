import fc from 'fast-check'
import { rowsDrawn, rowsInSight } from '../../src/pages/village/households/find-rows'

const ROW = 84
const view = fc.record({
  count: fc.integer({ min: 0, max: 3_000 }),
  scrolled: fc.integer({ min: -200, max: 300_000 }),
  height: fc.integer({ min: 200, max: 1_200 }),
})

describe('哪些户画在屏幕上', () => {
  it('在屏幕里的一户不漏，画的不比屏幕多多少', () => {
    fc.assert(
      fc.property(view, ({ count, scrolled, height }) => {
        const { from, to } = rowsInSight(count, { scrolled, height, row: ROW })
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(count)
        const end = count * ROW
        const seen = (at: number): number => Math.floor(Math.min(Math.max(at, 0), Math.max(0, end - 1)) / ROW)
        if (count > 0 && scrolled < end) {
          expect(from).toBeLessThanOrEqual(seen(scrolled))
          expect(to).toBeGreaterThan(Math.min(count - 1, seen(scrolled + height - 1)))
        }
        expect(to - from).toBeLessThanOrEqual(rowsDrawn(height, ROW))
      }),
    )
  })

  it('一屏多一点就够：667 高的手机上最多画 18 户', () => {
    expect(rowsDrawn(667, ROW)).toBe(18)
  })

  it('滚得再远，也不会画出空白', () => {
    const { from, to } = rowsInSight(100, { scrolled: 1_000_000, height: 600, row: ROW })
    expect(from).toBeLessThan(100)
    expect(to).toBe(100)
  })
})
