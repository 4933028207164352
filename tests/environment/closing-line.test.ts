import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(__dirname, '../..')

/** Runs a suite of one file under the project's reporter; its exit status and its last line. */
function runSuite(tests: string): { status: number | null; lastLine: string | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'))
  writeFileSync(join(folder, 'package.json'), '{}')
  writeFileSync(join(folder, 'one.test.js'), tests)
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js')
  const reporter = join(ROOT, 'tests/environment/closing-line.mjs')
  const { status, stdout } = spawnSync(process.execPath, [jest, '--rootDir', folder, '--reporters', reporter], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) }
}

describe('how a run of the tests ends', () => {
  test.each([
    ['all pass', `test('a', () => {}); test('b', () => {})`, 0, '2 passed, 0 failed'],
    ['one fails', `test('a', () => {}); test('b', () => { throw new Error('b') })`, 1, '1 passed, 1 failed'],
    ['one is skipped', `test('a', () => {}); test.skip('b', () => {})`, 1, '1 passed, 1 failed'],
    ['one is still to be written', `test('a', () => {}); test.todo('b')`, 1, '1 passed, 1 failed'],
    ['all but one are left out', `test.only('a', () => {}); test('b', () => {})`, 1, '1 passed, 1 failed'],
    ['a file is broken', `test('a', () => {`, 1, '0 passed, 1 failed'],
  ])('%s', (_what, tests, status, lastLine) => {
    expect(runSuite(tests)).toEqual({ status, lastLine })
  })
})
