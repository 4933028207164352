import { nationally, policyFor } from '../../rules'

/** Somebody asks for a place that has no file: the nation's word and no more. */
test.each([2025, 2026])(
  'for %i the nation asks for 400 yuan at least, and for three months of who missed the season',
  (year) => {
    const said = nationally(year)!
    expect(said.leastFee).toBe(40_000)
    expect(said.sentences.map(({ text }) => text).join('')).toMatch(/最低400元.*等3个月/)
    expect(said.hotline).toBe('12393')
  },
)

test('the fee of 2027 is not invented: it is not published, and only the mechanism is told', () => {
  const said = nationally(2027)!
  expect(said.leastFee).toBeNull()
  const text = said.sentences.map((one) => one.text).join('')
  expect(text).toContain('2027年的个人缴费标准还没有公布')
  expect(text).not.toMatch(/400|424|420/)
  expect(text).toMatch(/等3个月.*每多断一年.*补一年减一个月.*不少于6个月/)
})

test.each([2022, 2024, 2028, '2026', null])('of %p nothing is said', (year) => {
  expect(nationally(year)).toBeNull()
})

test('it is clearly not the place’s own, and says how each document was seen', () => {
  for (const year of [2025, 2026, 2027]) {
    const { heading, sentences } = nationally(year)!
    expect(heading).toMatch(/还没有您那里.*只是全国的规定.*以当地医保部门的答复为准/)
    expect(sentences.every(({ seen, document }) => seen !== 'official' && document.length > 5)).toBe(true)
  }
})

test('an unknown place is refused all the same', () => {
  expect(() => policyFor('nowhere', 2026)).toThrow(expect.objectContaining({ code: 'UNKNOWN_REGION' }) as Error)
})
