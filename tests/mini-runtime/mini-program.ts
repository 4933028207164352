import type { Locator, Page } from 'playwright-core'
import type { RuntimeReport, WxCall } from './packed-package'

/** How WeChat's audit counts a page. developers.weixin.qq.com, 体验评分 */
export interface PageMeasure {
  nodes: number
  depth: number
  mostChildren: number
  /** The largest `setData` since launch. */
  setDataBytes: number
}

/** A running mini-program, in a person's hands. */
export class MiniProgram {
  constructor(
    readonly page: Page,
    /** What WeChat's template compiler had to say about the package. */
    readonly compilerWarnings: readonly string[],
    private readonly consoleErrors: readonly string[],
  ) {}

  /** The page on top; those below are still there, hidden. */
  get screen(): Locator {
    return this.page.locator('.phone-page:not([hidden])')
  }

  /** Errors of the package, of the framework and of the console, and the framework's warnings. None is the only good number. */
  async complaints(): Promise<string[]> {
    return [...this.compilerWarnings, ...this.consoleErrors, ...(await this.report()).warnings]
  }

  async route(): Promise<string> {
    return (await this.report()).route
  }

  async stack(): Promise<string[]> {
    return (await this.report()).stack
  }

  async calls(api: string): Promise<WxCall[]> {
    return (await this.report()).calls.filter((call) => call.api === api)
  }

  /** Taps what carries this text. */
  async tap(text: string): Promise<void> {
    await this.screen.getByText(text, { exact: true }).first().click()
  }

  /** WeChat's own way back, in the bar that it draws. */
  async goBack(): Promise<void> {
    await this.screen.locator('> header > button').click()
  }

  /** Answers a dialog or a picker of WeChat's. */
  async answerSheet(button: string, value?: string): Promise<void> {
    const sheet = this.page.getByRole('dialog')
    const field = sheet.locator('input, select')
    if (value !== undefined && (await field.evaluate((node) => node instanceof HTMLSelectElement)))
      await field.selectOption({ label: value })
    else if (value !== undefined) await field.fill(value)
    await sheet.getByRole('button', { name: button, exact: true }).click()
  }

  /** Ends the mini-program and opens it again, on the same phone. */
  async relaunch(): Promise<void> {
    await this.page.reload()
  }

  /** A file that the package made or keeps on the phone. */
  async file(path: string): Promise<Buffer> {
    const base64 = await this.page.evaluate((at) => window.canbaoFile(at), path)
    if (base64 === null) throw new Error(`there is no file ${path} on the phone`)
    return Buffer.from(base64, 'base64')
  }

  async measure(): Promise<PageMeasure> {
    const shape = await this.screen.locator('> wx-page').evaluate((root) => {
      const measured = { nodes: 0, depth: 0, mostChildren: 0 }
      const walk = (node: Element, depth: number) => {
        const children = [...node.children].filter((child) => child.localName.startsWith('wx-'))
        measured.nodes += 1
        measured.depth = Math.max(measured.depth, depth)
        measured.mostChildren = Math.max(measured.mostChildren, children.length)
        children.forEach((child) => walk(child, depth + 1))
      }
      walk(root, 1)
      return measured
    })
    return { ...shape, setDataBytes: (await this.report()).largestSetDataBytes }
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }

  private async report(): Promise<RuntimeReport> {
    return this.page.evaluate(() => window.canbaoReport())
  }
}
