import type { Page } from 'playwright-core'
import { sayYesInBrowser } from './sign-in'

/** The studio's pages in an official's hands: only what stands on them is read and tapped. */
export class StudioScreens {
  constructor(readonly page: Page) {}

  part(id: string) {
    return this.page.locator(`#${id}:visible`)
  }

  /** From the county's desk, as one finds it. */
  async enter(url: string): Promise<void> {
    await this.page.goto(`${url}/#/pages/county/index`)
    await this.part('go-studio').click()
    await this.part('page-studio').waitFor()
  }

  async begin(): Promise<void> {
    await this.part('begin-go').click()
    await this.part('draft-head').waitFor()
  }

  async openYear(year: number): Promise<void> {
    await this.part('studio-drafts').getByText(`${year} 年度`, { exact: true }).click()
    await this.part('draft-head').waitFor()
  }

  async pasteNotice(text: string): Promise<void> {
    await this.part('notice-text').locator('textarea').fill(text)
    await this.part('notice-go').click()
    await this.part('notice-beside').waitFor()
  }

  /** Section after section, as the page opens them; how many there were. */
  async lookAtEach(seen: (name: string, at: number) => Promise<void> = () => Promise.resolve()): Promise<number> {
    for (let at = 0; ; at++) {
      const save = this.page.locator('[id^=save-]:visible').first()
      if ((await save.count()) === 0) return at
      const id = (await save.getAttribute('id'))!
      await seen(id.replace('save-', ''), at)
      await save.click()
      await this.page.locator(`#${id}`).waitFor({ state: 'detached' })
    }
  }

  /** Signs, and says yes. */
  async sign(): Promise<void> {
    await this.part('step-sign').click()
    await this.part('sign-go').click()
    await sayYesInBrowser(this.page)('签字')
  }

  async takeBack(): Promise<void> {
    await this.part('take-back').click()
    await sayYesInBrowser(this.page)('撤回')
  }

  /** The page's own words on where the year stands, once they say so. */
  async stands(words: string): Promise<void> {
    await this.part('draft-head').getByText(words).waitFor()
  }
}
