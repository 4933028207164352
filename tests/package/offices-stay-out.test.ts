import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { policies, policyFor } from '../../rules'
import { officeFor } from '../../rules/office'

const PACKAGE = 'dist/weapp'
const scripts = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
const carried = scripts.map((file) => readFileSync(path.join(PACKAGE, file), 'utf8')).join('\n')
/** A repost is told in our own words and asks nothing of the offices: there is nothing of it to look for. */
const places = policies()
  .filter(({ seen }) => seen === 'official')
  .map(({ region, year }) => [region, year] as const)

describe('what a notice asks of the offices', () => {
  it.each(places)('is not in the package that a phone fetches: %s %i', (region, year) => {
    const { duties, milestones, rosters } = officeFor(region, year)
    const texts = [
      ...duties.flatMap(({ what, reading }) => [what, reading ?? what]),
      ...milestones.map(({ whom }) => whom),
      ...rosters.map(({ from, reading }) => reading ?? from),
    ]
    const alsoTold = JSON.stringify(policyFor(region, year))
    const telling = texts.filter((text) => !alsoTold.includes(text))
    expect(telling.length).toBeGreaterThan(4)
    expect(telling.filter((text) => carried.includes(text))).toEqual([])
  })

  it.each(places)('would be found there, as what bears on a person is: %s %i', (region, year) => {
    const { clauses } = policyFor(region, year).decisions.window
    expect(clauses.filter(({ quote }) => quote !== null && carried.includes(quote))).not.toEqual([])
  })
})
