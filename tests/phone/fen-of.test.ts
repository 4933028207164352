import { fenOf } from '../../src/ui/money'

describe('填的金额', () => {
  it.each([
    ['320', 32_000],
    ['320.5', 32_050],
    ['320.05', 32_005],
    ['1,280元', 128_000],
    [' 0 ', 0],
  ])('“%s”是 %i 分', (typed, fen) => {
    expect(fenOf(typed)).toBe(fen)
  })
  it.each(['', '三百二', '320.505', '-320', '3e2'])('“%s”不是金额，不猜', (typed) => {
    expect(fenOf(typed)).toBeNull()
  })
})
