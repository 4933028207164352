import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const STEP_MS_MAX = 60_000

/** A person with a phone, and all that went wrong behind her screen. */
export interface Visitor {
  page: Page
  /** Errors in the console, exceptions, failed requests. None is the only good number. */
  complaints: string[]
  leave(): Promise<void>
}

/** A cheap phone: 375 wide. */
const PHONE: BrowserContextOptions = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
}

/** A phone whose clock stands on a day: an answer is about the day on which one asks. */
export async function openVisitorOn(day: string, browser: Browser, options: BrowserContextOptions = {}) {
  const visitor = await openVisitor(browser, options)
  await visitor.page.clock.setFixedTime(`${day}T12:00:00+08:00`)
  return visitor
}

export async function openVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ ...PHONE, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(STEP_MS_MAX)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    // Home asks behind the page which years were published; who goes on meanwhile ends that, and misses nothing.
    const isLeftBehind = why === 'net::ERR_ABORTED' && request.url().endsWith('/functions/rules-engine')
    if (!isLeftBehind) complaints.push(`request: ${request.url()} ${why}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`response: ${response.status()} ${response.url()}`)
  })
  return { page, complaints, leave: () => context.close() }
}
