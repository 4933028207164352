import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { kb, MAIN_BYTES_MAX, MAIN_GZ_BYTES_MAX, PACKAGE_BYTES_MAX, tooBig, weighPackages } from './package-size'
import { randomBytes } from 'node:crypto'

describe('the WeChat package', () => {
  it('is light enough for a slow network', () => {
    const packages = weighPackages('dist/weapp')
    expect(tooBig(packages)).toEqual([])
    expect(kb(packages[0]?.bytes ?? 0)).not.toBe('0.0 KB')
  })
})

describe('a package that has grown', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'canbao-size-'))
    mkdirSync(path.join(folder, 'family'))
    writeFileSync(
      path.join(folder, 'app.json'),
      JSON.stringify({ pages: [], subPackages: [{ root: 'family', pages: [] }] }),
    )
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is too big above 450 KB, however well it shrinks', () => {
    writeFileSync(path.join(folder, 'app.js'), '0'.repeat(MAIN_BYTES_MAX))
    expect(tooBig(weighPackages(folder))).toEqual(['main package: 450.1 KB, at most 450.0 KB'])
  })

  it('is too big above 130 KB gz', () => {
    writeFileSync(path.join(folder, 'app.js'), randomBytes(MAIN_GZ_BYTES_MAX))
    expect(tooBig(weighPackages(folder))).toEqual([
      expect.stringMatching(/^main package: 130\.\d KB gz, at most 130\.0 KB$/),
    ])
  })

  it('does not count a subpackage in, which has 2 MB of its own', () => {
    writeFileSync(path.join(folder, 'family/big.js'), '0'.repeat(PACKAGE_BYTES_MAX))
    expect(tooBig(weighPackages(folder))).toEqual([])
    writeFileSync(path.join(folder, 'family/more.js'), '0'.repeat(1024))
    expect(tooBig(weighPackages(folder))).toEqual(['family/: 2098.2 KB, at most 2097.2 KB'])
  })
})
