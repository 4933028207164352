import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const TSX = pathToFileURL(join(__dirname, '../../node_modules/tsx/dist/loader.mjs')).href

/** A package with one build, which fails while `source/fault` is there. */
function workshop(): { build(): string; write(file: string, text: string): void; remove(path: string): void } {
  const folder = mkdtempSync(join(tmpdir(), 'workshop-'))
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
  const script = 'test ! -e source/fault && mkdir -p made && cat source/deep/a.txt > made/thing.txt'
  mkdirSync(join(folder, 'source/deep'), { recursive: true })
  write('package.json', JSON.stringify({ scripts: { 'build:thing': script } }))
  write('source/deep/a.txt', 'a')
  return {
    write,
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    build: () =>
      execFileSync(process.execPath, ['--import', TSX, join(__dirname, 'build-twice.ts')], {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      })
        .split('\n')
        .at(-1) ?? '',
  }
}

describe('a build that npm start and npm test need', () => {
  test('is run once, and again only when something that it reads has changed or its output is gone', () => {
    const { build, write, remove } = workshop()
    expect(build()).toBe('built')
    expect(build()).toBe('unchanged')

    write('source/deep/a.txt', 'b')
    expect(build()).toBe('built')
    write('lock.json', '{}')
    expect(build()).toBe('built')
    write('README.md', 'not read by the build')
    expect(build()).toBe('unchanged')
    remove('made')
    expect(build()).toBe('built')
  })

  test('is run again over an output that it did not leave so', () => {
    const { build, write } = workshop()
    expect(build()).toBe('built')
    write('made/thing.txt', 'half of a bu')
    expect(build()).toBe('built')
    expect(build()).toBe('unchanged')
  })

  test('is not taken for done when it failed', () => {
    const { build, write, remove } = workshop()
    write('source/fault', '')
    expect(build()).toMatch(/^failed: npm run build:thing/)
    expect(build()).toMatch(/^failed: /)
    remove('source/fault')
    expect(build()).toBe('built')
  })
})
