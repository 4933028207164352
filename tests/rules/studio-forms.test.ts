import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { policiesIn } from '../../rules/command/policies-in'
import {
  beginYear,
  checkDraft,
  fieldLabel,
  readingWords,
  sentencesUnused,
  suggestionsFrom,
  withYearValues,
  yearGroups,
} from '../../rules/studio'

/** A year's change as an official meets it: a new notice beside last year's file, value by value, in plain words. */

const MADE_UP = join(__dirname, 'policies')
const PRODUCT = join(__dirname, '../../rules/policies')
const textOf = (name: string): string => readFileSync(join(MADE_UP, name), 'utf8')
const lastYear = textOf('national-2026.yaml')
const notice = textOf('../next-year/national-2027.txt')
const draft = beginYear('national', 2027, [{ year: 2026, text: lastYear }]).text
const valuesOf = (text: string): Map<string, string> =>
  new Map(yearGroups(text).flatMap(({ fields }) => fields.map(({ path, value }): [string, string] => [path, value])))
const before = valuesOf(lastYear)
const suggested = suggestionsFrom(notice, yearGroups(draft), before)

test('of 云溪县 2027 each amount, day and length that the notice changed is found at its clause, and no other', () => {
  const figures = suggested.filter(({ path }) => !/\.(quote|title|why)$/.test(path))
  expect(Object.fromEntries(figures.map(({ path, value }) => [path, value]))).toEqual({
    'decisions.contribution.clauses.0.gives': '430',
    'decisions.subsidy.clauses.1.gives': '350',
    'decisions.subsidy.clauses.2.gives.percent': '70',
    'decisions.exempt.clauses.3.when.elapsed.atMost': '60 days',
    // The eve of the first day, and the last day, of the collection.
    'decisions.window.clauses.0.when.paid.to': '2026-10-07',
    'decisions.window.clauses.1.when.paid.to': '2026-12-25',
    'charges.0.gives': '740',
    'fiscalSubsidy.perHead': '740',
  })
})

test('taken as they are, every sentence stands in the new notice to the letter, and the file is whole', () => {
  const groups = yearGroups(draft)
  const text = withYearValues(
    draft,
    suggested,
    groups.map(({ path }) => path),
  )
  const quotes = [...valuesOf(text)].filter(([path]) => path.endsWith('.quote'))
  expect(quotes.filter(([, quote]) => !notice.includes(quote))).toEqual([])
  const { reading, faults } = checkDraft(text, 'national-2027.yaml', { year: 2026, text: lastYear }, true)
  expect(faults).toEqual([])
  expect(reading.ok && reading.value.policy).toMatchObject({ year: 2027, region: 'national' })
})

test('why something is open is told with the new notice’s days', () => {
  const whys = suggested.filter(({ path }) => path.endsWith('.why')).map(({ value }) => value)
  expect(whys.some((why) => why.includes('2027年12月31日'))).toBe(true)
  expect(whys.some((why) => why.includes('10月8日'))).toBe(true)
})

test('last year’s own notice has nothing to say anew', () => {
  expect(suggestionsFrom(textOf('national-2026.txt'), yearGroups(lastYear), before)).toEqual([])
})

test('a sentence on which no clause rests is told, a sentence that is quoted is not', () => {
  const rule = '外县就读的大学生由县财政另外补助二百元。'
  const left = sentencesUnused(`${textOf('national-2026.txt')}\n${rule}`, yearGroups(lastYear))
  expect(left).toContain(rule)
  expect(left.some((sentence) => sentence.includes('个人缴费标准为每人每年400元'))).toBe(false)
})

test('every value of every policy has a name in plain Chinese', () => {
  for (const folder of [MADE_UP, PRODUCT])
    for (const name of readdirSync(folder).filter((one) => /-\d{4}\.yaml$/.test(one)))
      for (const { fields } of yearGroups(readFileSync(join(folder, name), 'utf8')))
        for (const { path, kind } of fields) expect(`${path} ${fieldLabel(path, kind)}`).toMatch(/ [^a-zA-Z]+$/)
})

test('every reading that a policy takes of what is open is told in words', () => {
  for (const folder of [MADE_UP, PRODUCT])
    for (const { region, decisions } of policiesIn(folder).policies)
      for (const [name, decision] of Object.entries(decisions))
        for (const { open } of (decision as { clauses: readonly { open?: { reading: unknown } }[] }).clauses)
          if (open != null && open.reading !== null)
            expect(`${region} ${readingWords(name, open.reading)}`).toMatch(/ [^{}"a-z]+$/)
})
