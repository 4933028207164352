import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_FUNCTIONS } from '../devcloud/running-devcloud'

describe('what is uploaded', () => {
  const folder = join(BUILT_FUNCTIONS, 'rules-engine')

  test('is one file, with the two that the platform reads beside it', () => {
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'index.js', 'package.json'])
  })

  test('has the reader of spreadsheets in it, for it is small', () => {
    const enrollment = join(BUILT_FUNCTIONS, 'enrollment')
    expect(readdirSync(enrollment).sort()).toEqual(['config.json', 'index.js', 'package.json'])
    expect(readFileSync(join(enrollment, 'index.js')).length).toBeLessThan(1_900_000)
  })

  test('needs nothing installed: it answers from an empty folder, and the SDK in it is not loaded for that', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'deployed-'))
    cpSync(folder, elsewhere, { recursive: true })
    const script = `require('./index.js').main({ action: 'policies' }).then((answer) => process.stdout.write(JSON.stringify(answer)))`
    const env = { PATH: process.env.PATH }
    const answer = JSON.parse(
      execFileSync(process.execPath, ['-e', script], { cwd: elsewhere, env, encoding: 'utf8' }),
    ) as { ok: boolean }
    expect(answer.ok).toBe(true)
  })

  test('names its main file and asks for no packages', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
    expect(manifest.main).toBe('index.js')
    expect(manifest.dependencies).toBeUndefined()
  })
})
