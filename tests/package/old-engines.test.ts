import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { transformSync } from 'esbuild'
import { SUPPLIED } from '../../src/client/old-engines'

/** `browserslist` of package.json. */
const TARGET = ['chrome78', 'ios12']
/** Methods and globals that iOS 12 or Chrome 78 lack (MDN's tables), by the names under which they are called. */
const TOO_NEW = [
  ...['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'replaceAll', 'matchAll'],
  ...['allSettled', 'hasOwn', 'groupBy', 'fromEntries', 'randomUUID', 'isWellFormed'],
]
const TOO_NEW_GLOBALS = ['structuredClone', 'BigInt', 'WeakRef', 'AggregateError']

/** What of a script old engines could not run, in words. */
function tooNewIn(script: string): string[] {
  const methods = TOO_NEW.filter((name) => new RegExp(`\\.${name}\\(`).test(script) && !SUPPLIED.includes(name))
  const globals = TOO_NEW_GLOBALS.filter((name) => new RegExp(`(?<![\\w.$])${name}\\(`).test(script))
  const written = (target: string[]) => transformSync(script, { target, minifyWhitespace: true }).code
  // Written down for the old engines it comes out otherwise: something in it is of a newer language.
  const isNewer = written(TARGET) !== written(['esnext'])
  return [...methods, ...globals, ...(isNewer ? ['syntax'] : [])]
}

const scripts = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => path.join(folder, file))

describe('the built package on the oldest phones that it says it supports', () => {
  it('uses nothing that they lack, but for what is built in', () => {
    const found = scripts('dist/weapp').flatMap((file) =>
      tooNewIn(readFileSync(file, 'utf8')).map((what) => `${file}: ${what}`),
    )
    expect(found).toEqual([])
  })

  it.each([
    ['a?.b', 'syntax'],
    ['a ?? b', 'syntax'],
    ['/(?<=a)b/.test(c)', 'syntax'],
    ['a.replaceAll("b", "c")', 'replaceAll'],
    ['structuredClone(a)', 'structuredClone'],
  ])('would be found at: %s', (script, what) => {
    expect(tooNewIn(script)).toContain(what)
  })

  it('finds nothing in what they have', () => {
    expect(tooNewIn('const { a, ...b } = c; async () => [...await a].flatMap((d) => d)')).toEqual([])
  })
})
