import type { Locator, Page } from 'playwright-core'

export interface TypedPerson {
  name: string
  idNumber: string | null
  code?: string
}

/** 我的 and the screens behind it, as they are read and used: the same in the browser build and in the WeChat package. */
export class FamilyScreens {
  constructor(
    private readonly page: Page,
    /** Answers the dialog that asks whether one means it. */
    private readonly sayYes: (button: string) => Promise<void>,
  ) {}

  /** From the first screen. */
  async open(): Promise<void> {
    await this.part('home-family').click()
    await this.here()
  }

  /** 我的, with its answer there. */
  async here(): Promise<void> {
    await this.page.locator('#page-family:visible #family-ways').waitFor()
  }

  async back(): Promise<void> {
    await this.part('back-to-family').click()
    await this.here()
  }

  /** Everyone shown: 本人 · 甲子1 待缴费 */
  async people(): Promise<string[]> {
    const cards = await this.page.locator('#page-family:visible [id^="person-"]').all()
    return Promise.all(
      cards.map(
        async (card) =>
          `${flat(await card.locator('.person-name').innerText())} ${flat(await card.locator('.status-name').innerText())}`,
      ),
    )
  }

  card(name: string): Locator {
    return this.page.locator('#page-family:visible [id^="person-"]', { hasText: name })
  }

  async startBinding(): Promise<void> {
    await this.part('go-bind').click()
    await this.part('bind-form').waitFor()
  }

  async typeMyself({ name, idNumber, code = '' }: TypedPerson): Promise<void> {
    await this.write('bind-name', name)
    await this.write('bind-number', idNumber ?? '')
    await this.write('bind-code', code)
  }

  async sendBinding(): Promise<void> {
    await this.part('bind-send').click()
  }

  async bindMyself(person: TypedPerson): Promise<void> {
    await this.startBinding()
    await this.typeMyself(person)
    await this.sendBinding()
    await this.part('bind-done').waitFor()
    await this.back()
  }

  async startAdding(relation: string, { name, idNumber, code = '' }: TypedPerson): Promise<void> {
    await this.part('go-relative').click()
    await this.part('relation').getByText(relation, { exact: true }).click()
    await this.write('relative-name', name)
    await this.write('relative-number', idNumber ?? '')
    if (code !== '') await this.write('relative-code', code)
  }

  /** Adds a relative and says what the screen said of it. */
  async addRelative(relation: string, person: TypedPerson): Promise<string> {
    await this.startAdding(relation, person)
    await this.part('relative-send').click()
    const said = flat(await this.part('relative-done').innerText())
    await this.back()
    return said
  }

  async openCourse(name: string): Promise<void> {
    await this.card(name).locator('.enrolment-course').click()
    await this.part('course-line').waitFor()
  }

  /** 现在 享受待遇 2022年1月1日至12月31日 */
  async steps(): Promise<string[]> {
    const steps = await this.page.locator('#page-course:visible .course-step').all()
    return Promise.all(
      steps.map(async (step) =>
        flat(
          `${await step.locator('.course-tag').innerText()} ${await step.locator('.course-name').innerText()} ${await step.locator('.course-days').innerText()}`,
        ),
      ),
    )
  }

  /** Opens 依据 beside the step that holds now, and reads the notice's words. */
  async clauseOfNow(): Promise<string> {
    const step = this.page.locator('#page-course:visible .course-now')
    await step.locator('.why').click()
    return flat(await step.locator('.quote').innerText())
  }

  async history(): Promise<string[]> {
    const rows = await this.page.locator('#page-course:visible .history-row').all()
    return Promise.all(rows.map(async (row) => flat(await row.innerText())))
  }

  async openInbox(): Promise<void> {
    await this.part('go-inbox').click()
    await this.page.locator('#page-inbox:visible .message, #inbox-empty:visible').first().waitFor()
  }

  /** 新 2021年12月18日 … */
  async messages(): Promise<string[]> {
    const cards = await this.page.locator('#page-inbox:visible .message').all()
    return Promise.all(cards.map(async (card) => flat(await card.innerText())))
  }

  async openLinks(): Promise<void> {
    await this.part('go-links').click()
    await this.part('links-family').waitFor()
  }

  /** Ends a link, and says yes when asked whether she means it. */
  async revoke(words: string, button: string): Promise<void> {
    const row = this.page.locator('#page-links:visible .link-row', { hasText: words })
    await row.locator('.link-revoke').click()
    await this.sayYes(button)
    await row.waitFor({ state: 'detached' })
  }

  async answerRequest(yes: boolean): Promise<void> {
    await this.part('answer-requests').click()
    const request = this.part('links-requests')
    await request.locator(yes ? '.link-yes' : '.link-no').click()
    await request.waitFor({ state: 'detached' })
  }

  part(id: string): Locator {
    return this.page.locator(`#${id}:visible`)
  }

  private async write(id: string, words: string): Promise<void> {
    await this.part(id).locator('input').fill(words)
  }
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
