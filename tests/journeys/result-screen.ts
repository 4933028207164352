import type { Locator, Page } from 'playwright-core'

/** The result, as it is read and used. */
export class ResultScreen {
  readonly screen: Locator

  constructor(private readonly page: Page) {
    this.screen = page.locator('#page-result:visible')
  }

  /** 该交 320 元 */
  async amount(): Promise<string> {
    return flat(await this.part('amount').innerText())
  }

  /** 320 − 280 = 40 */
  async equation(): Promise<string> {
    return flat(await this.part('equation').innerText())
  }

  async benefits(): Promise<string> {
    return flat(await this.part('benefit-words').innerText())
  }

  async warnings(): Promise<string> {
    return this.part('warnings').innerText()
  }

  /** Opens 为什么 beside a field and reads it: the sentence, and the notice's own words. */
  async why(field: string): Promise<string> {
    await this.part(`${field}-why`).click()
    return flat(await this.part(`${field}-clause`).innerText())
  }

  async serverLine(): Promise<string> {
    const line = this.part('server-line')
    await line.filter({ hasNotText: '正在' }).waitFor()
    return line.innerText()
  }

  /** 按某日试算 */
  async tryDay(day: string): Promise<void> {
    const [year = '', month = '', date = ''] = day.split('-')
    await this.part('trial-fold').click()
    await this.part('trial-open').click()
    await this.part('trial-day-year').locator('input').fill(year)
    await this.part('trial-day-month')
      .locator('input')
      .fill(String(Number(month)))
    await this.part('trial-day-date')
      .locator('input')
      .fill(String(Number(date)))
    await this.part('trial-go').click()
  }

  async shows(words: string): Promise<void> {
    await this.screen.getByText(words).first().waitFor()
  }

  async keepAs(name: string): Promise<void> {
    await this.part('keep-name').locator('input').fill(name)
    await this.part('keep-save').click()
    await this.part('keep-said').waitFor()
  }

  async goHome(): Promise<void> {
    await this.part('result-home').click()
    await this.page.locator('#page-home:visible').waitFor()
  }

  part(id: string): Locator {
    return this.page.locator(`#${id}:visible`)
  }
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
