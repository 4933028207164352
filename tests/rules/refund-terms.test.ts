import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { civilDay, dayNumber, policies } from '../../rules'
import { officeFor, refundTermsOn } from '../../rules/office'

interface Case {
  id: string
  region: string
  year: number
  note: string
  person: { refundRequest?: string }
  expect: {
    refundRequestAccepted?: boolean
    by?: string
    undetermined?: true
    recommended?: { refundRequestAccepted: boolean }
  }
}
const cases = (JSON.parse(readFileSync(join(__dirname, 'cases/kelan-2022.json'), 'utf8')) as Case[]).filter(
  ({ person }) => person?.refundRequest !== undefined,
)

describe('asking for a refund in 岢岚', () => {
  test('has the five cases of the second reading', () => {
    expect(cases.map(({ id }) => id)).toEqual(['KL-052', 'KL-053', 'KL-054', 'KL-055', 'KL-056'])
  })

  test.each(cases.map((one) => [one.id, one.note, one] as const))(
    '%s: %s',
    (_id, _note, { region, year, person, expect: expected }) => {
      const terms = refundTermsOn(officeFor(region, year), person.refundRequest!)
      if (expected.undetermined) {
        expect(terms).toMatchObject({ possible: null, open: { reading: expected.recommended!.refundRequestAccepted } })
        expect(terms.open!.why).not.toBe('')
      } else {
        expect(terms).toMatchObject({ possible: expected.refundRequestAccepted, open: null })
      }
      expect(terms).toMatchObject({ by: '缴费人', at: expected.by ?? '县医保局', until: '2021-12-25' })
    },
  )

  test.each([
    ['2021-08-31', false],
    ['2021-09-01', true],
    ['2021-10-07', true],
    ['2021-11-14', null],
    ['2021-11-15', true],
    ['2021-11-26', null],
    ['2021-12-31', null],
    ['2022-01-01', false],
  ])('on %s: %s', (day, possible) => {
    expect(refundTermsOn(officeFor('kelan', 2022), day).possible).toBe(possible)
  })
})

test.each(
  policies()
    // Of a repost there is no text at hand to search.
    .filter(({ region, seen }) => region !== 'kelan' && seen === 'official')
    .map(({ region, year }) => [region, year] as const),
)('the notice of %s %i is silent on refunds, and that is said, not guessed', (region, year) => {
  const notice = readFileSync(join(__dirname, `notices/${region}-${year}.txt`), 'utf8')
  expect(notice).not.toMatch(/退费|退还|退款/)
  expect(refundTermsOn(officeFor(region, year), '2021-12-20')).toMatchObject({
    possible: null,
    open: { reading: null },
    until: null,
    cite: null,
    quote: null,
  })
})

test('on every day there is an answer with its clause, or what is open about it', () => {
  const days = fc.integer({ min: dayNumber('2021-01-01')!, max: dayNumber('2023-12-31')! }).map(civilDay)
  fc.assert(
    fc.property(fc.constantFrom(...policies()), days, ({ region, year }, day) => {
      const { possible, open, quote } = refundTermsOn(officeFor(region, year), day)
      return possible === null ? open !== null : quote !== null
    }),
  )
})

test('a day that is none is refused', () => {
  expect(() => refundTermsOn(officeFor('kelan', 2022), '2021-12-32')).toThrow(
    expect.objectContaining({ code: 'BAD_DAY' }) as Error,
  )
})
