import type { Locator, Page } from 'playwright-core'

/** The first screen, with the checks that are kept on this phone. */
export class HomeScreen {
  readonly screen: Locator

  constructor(private readonly page: Page) {
    this.screen = page.locator('#page-home:visible')
  }

  /** Names and answers of what is kept, as they stand there. */
  async kept(): Promise<string[]> {
    await this.screen.waitFor()
    const rows = await this.screen.locator('.saved-row').all()
    return Promise.all(
      rows.map(
        async (row) =>
          `${await row.locator('.saved-name').innerText()} ${await row.locator('.saved-answer').innerText()}`,
      ),
    )
  }

  async open(name: string): Promise<void> {
    await this.row(name).locator('.saved-open').click()
  }

  /** Deletes, and says yes when asked whether she means it. */
  async remove(name: string): Promise<void> {
    await this.row(name).locator('.saved-delete').click()
    await this.page
      .locator('.taro-modal__foot, .taro-modal, [class*=modal]')
      .getByText('删掉', { exact: true })
      .last()
      .click()
    await this.row(name).waitFor({ state: 'detached' })
  }

  /** 接着上次的查 */
  async resume(): Promise<void> {
    await this.screen.locator('#home-resume').click()
  }

  async chooseFontSize(size: string): Promise<void> {
    await this.screen.locator('#font-size').getByText(size, { exact: true }).click()
  }

  private row(name: string): Locator {
    return this.screen.locator('.saved-row', { has: this.page.getByText(name, { exact: true }) })
  }
}
