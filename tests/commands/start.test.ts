import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markServed, requireUnserved } from '../../commands/serving'

describe('KIND: what cannot be served is not erased, and causes come in one line', () => {
  test('a data folder that another process serves is not made anew; one whose process is gone is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'served-'))
    expect(() => requireUnserved(folder)).not.toThrow()
    writeFileSync(join(folder, 'served-by'), String(process.ppid))
    expect(() => requireUnserved(folder)).toThrow('Nothing was erased')
    writeFileSync(join(folder, 'served-by'), '2147483646')
    expect(() => requireUnserved(folder)).not.toThrow()
    const unmark = markServed(folder)
    expect(() => requireUnserved(folder)).not.toThrow()
    unmark()
  })

  test('an older Node gets one line that says which is needed', () => {
    const older = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.19.0'}})"
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(older)}`, 'commands/require-node.mjs'],
      { cwd: join(__dirname, '../..'), encoding: 'utf8' },
    )
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('this is 18.19.0')])
  })
})
