import { readFileSync } from 'node:fs'
import path from 'node:path'
import { buildSync } from 'esbuild'
import type { Browser } from 'playwright-core'
import { MiniProgram } from './mini-program'
import { packPackage, type Packed } from './pack-package'
import type { CloudReply, PhoneSettings } from './packed-package'

/** Never resolved: every request to it is answered from the package's folder. */
const ORIGIN = 'http://mini-program.invalid'

export interface Phone extends PhoneSettings {
  width: number
  height: number
  /** On which its clock stands; '' = today's. */
  day: string
  /** `wx.cloud.callFunction`, on this side of the bridge. */
  callFunction: (name: string, data: unknown) => Promise<CloudReply>
}

const USUAL_PHONE: Phone = {
  width: 375,
  height: 667,
  day: '',
  fontSizeScaleFactor: 1,
  theme: 'light',
  query: {},
  scanned: '',
  callFunction: async (name) => ({ errCode: -501000, errMsg: `no cloud function "${name}" in this test` }),
}

/** Opens a built mini-program in the browser, on the framework that WeChat itself runs on. */
export async function launchPackage(
  folder: string,
  browser: Browser,
  phone: Partial<Phone> = {},
): Promise<MiniProgram> {
  const { callFunction, width, height, day, ...settings } = { ...USUAL_PHONE, ...phone }
  const packed = packPackage(folder)
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    hasTouch: true,
    colorScheme: settings.theme,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  if (day !== '') await page.clock.setFixedTime(`${day}T12:00:00+08:00`)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url())
    if (origin !== ORIGIN) return route.abort()
    if (pathname === '/')
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html(packed, settings) })
    return route.fulfill({ path: path.join(folder, path.normalize(decodeURIComponent(pathname))) })
  })
  await page.exposeFunction('canbaoCallFunction', callFunction)
  await page.goto(ORIGIN)
  return new MiniProgram(page, packed.warnings, errors)
}

function html({ package: content, templates }: Packed, settings: PhoneSettings): string {
  const css = readFileSync(path.join(__dirname, 'page-runtime/phone.css'), 'utf8')
  const scripts = [
    `canbaoPackage=${JSON.stringify(content)};canbaoTemplates=${templates};canbaoPhone=${JSON.stringify(settings)}`,
    buildPageRuntime(),
  ]
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${css}</style><body>
${scripts.map((script) => `<script>${script.replace(/<\/script/g, '<\\/script')}</script>`).join('\n')}</body></html>`
}

let pageRuntime: string | undefined

function buildPageRuntime(): string {
  pageRuntime ??= buildSync({
    entryPoints: [path.join(__dirname, 'page-runtime/index.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  }).outputFiles[0]?.text
  if (pageRuntime === undefined) throw new Error('esbuild gave no page runtime')
  return pageRuntime
}
