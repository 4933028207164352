import type { Page } from 'playwright-core'

/** The screens on which one tells what is not known yet: the same in the browser build and in the WeChat package. */
export class TellScreens {
  constructor(private readonly page: Page) {}

  /** From the course of someone of whom something is not known. */
  async open(): Promise<void> {
    await this.part('course-tell').click()
    await this.page.locator('#page-tell:visible').waitFor()
  }

  /** What is asked now, in the screen's words. */
  async question(): Promise<string> {
    return flat(await this.part('question-words').innerText())
  }

  async answer(label: string): Promise<void> {
    await this.page.locator('#page-tell:visible .choice', { has: this.page.getByText(label, { exact: true }) }).click()
  }

  /** 以前参加过居民医保吗？ 2021 年参加了 */
  async answers(): Promise<string[]> {
    await this.part('tell-review').waitFor()
    const rows = await this.page.locator('#tell-answers:visible .step-words').all()
    return Promise.all(rows.map(async (row) => flat(await row.innerText())))
  }

  async change(fact: string): Promise<void> {
    await this.part(`told-${fact}-change`).click()
    await this.part(`question-${fact}`).waitFor()
  }

  async send(): Promise<void> {
    await this.part('tell-send').click()
  }

  /** What came of it: the status and what it means. */
  async now(): Promise<string> {
    await this.part('tell-done').waitFor()
    return flat(await this.part('tell-now').innerText())
  }

  async backToCourse(): Promise<void> {
    await this.part('back-to-course').click()
    await this.part('course-line').waitFor()
  }

  part(id: string) {
    return this.page.locator(`#${id}:visible`)
  }
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()
