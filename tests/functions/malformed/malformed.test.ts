import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Thrown } from './throw-payloads'

const ROOT = join(__dirname, '../../..')
const SEED = process.env.CANBAO_SEED ?? '20211225'

test('KIND: of 2,000 payloads that nobody means well, thrown at each function, none brings out an error, a stack or a hang', async () => {
  const command = ['--import', 'tsx', 'tests/functions/malformed/print-malformed.ts', '--count', '2000', '--seed', SEED]
  const told = await promisify(execFile)(process.execPath, command, { cwd: ROOT, maxBuffer: 1e8 }).catch(
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ stdout, stderr }),
  )
  expect(told.stderr).toBe('')
  const lines = told.stdout.trim().split('\n').slice(0, -1)
  const thrown = lines.map((line) => JSON.parse(line) as Thrown)
  expect(thrown.map((one) => one.function).sort()).toEqual([
    ...['counts-job', 'county', 'enrollment', 'payment', 'payment-notice', 'payment-watch'],
    ...['rules-engine', 'status-job', 'studio', 'tax-watch', 'village'],
  ])
  for (const one of thrown)
    expect(one).toMatchObject({ payloads: 2_000, uncaught: 0, stacks: 0, hangs: 0, internal: 0 })
})
