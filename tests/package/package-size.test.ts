import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { kb, MAIN_BYTES_MAX, MAIN_GZ_BYTES_MAX, PACKAGE_BYTES_MAX, tooBig, weighPackages } from './package-size'
import { randomBytes } from 'node:crypto'
import { privacyText } from '../../commands/deploy/gates'

describe('the WeChat package', () => {
  it('is light enough for a slow network', () => {
    const packages = weighPackages('dist/weapp')
    expect(tooBig(packages)).toEqual([])
    expect(kb(packages[0]?.bytes ?? 0)).not.toBe('0.0 KB')
  })

  it('uses no interface of WeChat’s privacy form that our privacy text does not name', () => {
    const scripts = readdirSync('dist/weapp', { recursive: true, encoding: 'utf8' }).filter((one) =>
      one.endsWith('.js'),
    )
    const built = scripts.map((file) => readFileSync(path.join('dist/weapp', file), 'utf8')).join('\n')
    const { text, objections } = privacyText([], built)
    expect(objections).toEqual([])
    expect(text).toContain('chooseMessageFile')
  })

  it('says which pages may be searched, and asks for consent before such an interface', () => {
    expect(JSON.parse(readFileSync('dist/weapp/app.json', 'utf8'))).toMatchObject({
      sitemapLocation: 'sitemap.json',
      __usePrivacyCheck__: true,
    })
    expect(JSON.parse(readFileSync('dist/weapp/sitemap.json', 'utf8'))).toMatchObject({
      rules: expect.anything() as object,
    })
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

  it('is too big with a picture of 3 MB', () => {
    writeFileSync(path.join(folder, 'family/poster.png'), randomBytes(3 * 1024 * 1024))
    expect(tooBig(weighPackages(folder))).toEqual(['family/: 3145.7 KB, at most 2097.2 KB'])
  })

  it('does not count a subpackage in, which has 2 MB of its own', () => {
    writeFileSync(path.join(folder, 'family/big.js'), '0'.repeat(PACKAGE_BYTES_MAX))
    expect(tooBig(weighPackages(folder))).toEqual([])
    writeFileSync(path.join(folder, 'family/more.js'), '0'.repeat(1024))
    expect(tooBig(weighPackages(folder))).toEqual(['family/: 2098.2 KB, at most 2097.2 KB'])
  })
})
