import { readFileSync } from 'node:fs'
import { arrowsOf } from '../../commands/house/arrows'
import { readHouse } from '../../commands/house/inventory'
import { MEASURES } from '../../commands/house/measures'

const LIMITS = JSON.parse(readFileSync('lint/house-limits.json', 'utf8')) as Record<string, number>
const house = readHouse('.')

describe('the house stays as tidy as it was: each number may fall, never rise', () => {
  test.each(Object.keys(MEASURES))('%s', (name) => {
    const places = MEASURES[name]!(house)
    // The places themselves, so that whoever broke it sees where.
    expect(places.length > LIMITS[name]! ? places : []).toEqual([])
  })

  test('every measure has its limit, and no limit is without a measure', () => {
    expect(Object.keys(LIMITS).sort()).toEqual(Object.keys(MEASURES).sort())
  })

  test('a module of the domain stands on four others at most, taken all together', () => {
    const modules = new Set(
      [...house.keys()].flatMap((file) => /^cloudfunctions\/domain\/[\w-]+(?=\/)/.exec(file) ?? []),
    )
    expect(arrowsOf(house)['domain → domain']!.length).toBeLessThanOrEqual(4 * modules.size)
  })
})

describe('the measures themselves', () => {
  const one = (file: string, over: Partial<{ lines: string[]; names: string[]; takes: string[] }>) => ({
    file,
    lines: over.lines ?? Array.from({ length: 20 }, () => ''),
    names: over.names ?? [],
    takes: (over.takes ?? []).map((from) => ({ from, name: 'x' })),
  })
  const measured = (name: string, ...files: ReturnType<typeof one>[]) =>
    MEASURES[name]!(new Map(files.map((file) => [file.file, file])))

  test('see a line that is too long, a scrap and a warehouse', () => {
    expect(measured('linesOver120Columns', one('src/a.ts', { lines: ['x'.repeat(121)] }))).toEqual(['src/a.ts:1'])
    expect(measured('scrapsUnder15Lines', one('src/a.ts', { lines: ['x', ''] }))).toEqual(['src/a.ts'])
    expect(measured('filesOver299Lines', one('src/a.ts', { lines: Array.from({ length: 301 }, () => '') }))).toEqual([
      'src/a.ts',
    ])
  })

  test('see a circle, a name with two homes, one that nobody takes, and an old word', () => {
    const [a, b] = [one('rules/a.ts', { takes: ['rules/b.ts'] }), one('rules/b.ts', { takes: ['rules/a.ts'] })]
    expect(measured('circles', a, b)).toHaveLength(1)
    expect(measured('circles', a, one('rules/b.ts', {}))).toEqual([])
    const twice = [one('src/a.ts', { names: ['same'] }), one('src/b.ts', { names: ['same'] })]
    expect(measured('namesWithTwoHomes', ...twice)).toHaveLength(1)
    expect(measured('namesNobodyTakes', ...twice)).toHaveLength(2)
    expect(measured('oldWordsInNames', one('src/a.ts', { names: ['useDeed', 'indeed'] }))).toEqual(['src/a.ts#useDeed'])
  })

  test('see a decision that asks the clock or the database, and a collection that two modules write', () => {
    const plan = 'cloudfunctions/domain/cash/plan-x.ts'
    const database = 'cloudfunctions/platform/database/index.ts'
    expect(measured('decisionsThatReachOut', one(plan, { lines: ['const now = Date.now()'] }))).toEqual([`${plan}:1`])
    expect(measured('decisionsThatReachOut', one(plan, { takes: [database] }))).toHaveLength(1)
    const typed = one(plan, { takes: [database], lines: [`import type { x } from '../../platform/database'`] })
    expect(measured('decisionsThatReachOut', typed)).toEqual([])

    const store = {
      file: 'cloudfunctions/domain/people/store.ts',
      names: ['HOUSES'],
      takes: [],
      lines: ["export const HOUSES = 'households'", 'putDocument(to, HOUSES, x)'],
    }
    const taker = {
      file: 'cloudfunctions/domain/clerk/a.ts',
      names: [],
      takes: [{ from: store.file, name: 'HOUSES' }],
      lines: ['db.collection(HOUSES).where({ a: 1 }).update({ data })'],
    }
    const reader = { ...taker, lines: ['db.collection(HOUSES).where({ a: 1 }).limit(1).get()'] }
    expect(measured('collectionsOfTwoModules', store, taker)).toEqual([
      'households: cloudfunctions/domain/clerk, cloudfunctions/domain/people',
    ])
    expect(measured('collectionsOfTwoModules', store, reader)).toEqual([])
  })
})
