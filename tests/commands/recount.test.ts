import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(__dirname, '../..')
const run = (command: string, ...args: string[]) =>
  spawnSync('npm', ['run', '--silent', command, '--', ...args], { cwd: ROOT, encoding: 'utf8' })

test('a county that was filled has the counts of its people, as a count one by one says', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'recount-')), 'data')
  try {
    expect(run('data:county', '--data', folder, '--residents', '2000').status).toBe(0)
    const right = run('recount', '--data', folder)
    expect([right.status, JSON.parse(right.stdout)]).toMatchObject([
      0,
      { seasons: 1, people: 2_000, differences: [], repaired: false },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
