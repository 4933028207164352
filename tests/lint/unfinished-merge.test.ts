import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['.github', 'docs', 'rules', 'cloudfunctions', 'src', 'tests', 'commands', 'devcloud', 'lint', 'config']
const TEXT = /\.(md|yaml|yml|json|txt|scss|tsx?|mjs)$/

test('no page and no source holds the marks of a merge that nobody finished', () => {
  const files = [
    ...readdirSync('.').filter((file) => TEXT.test(file)),
    ...FOLDERS.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    ).filter((file) => TEXT.test(file) && !file.includes('node_modules')),
  ]
  const marked = files.filter((file) => /^(<{7}|>{7}) /m.test(readFileSync(file, 'utf8')))
  expect(files.length).toBeGreaterThan(500)
  expect(marked).toEqual([])
})
