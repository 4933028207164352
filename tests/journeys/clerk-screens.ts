import type { Locator, Page } from 'playwright-core'

/** The clerk's screens, as they are read and used: the same in the browser build and in the WeChat package. */
export class ClerkScreens {
  constructor(
    private readonly page: Page,
    /** Answers the dialog that asks whether one means it. */
    private readonly sayYes: (button: string) => Promise<void>,
  ) {}

  part(id: string): Locator {
    return this.page.locator(`#${id}:visible`)
  }

  /** From the first screen through 我的, as somebody who was never at work on this phone. */
  async open(): Promise<void> {
    await this.part('home-family').click()
    await this.part('go-village').click()
    await this.here()
  }

  /** 今天, with its figures there. */
  async here(): Promise<void> {
    await this.page.locator('#page-village:visible #today-unpaid').waitFor()
  }

  async backToToday(): Promise<void> {
    await this.part('back-to-desk').click()
    await this.here()
  }

  /** 13 */
  async unpaid(): Promise<number> {
    return Number(await this.part('unpaid-number').locator('.figure-number').innerText())
  }

  async openList(): Promise<void> {
    await this.part('go-households').click()
    await this.rows().first().waitFor()
  }

  rows(): Locator {
    return this.page.locator('#page-households:visible .household-row')
  }

  /** Waits until what is needed at doors without a network is on the phone. */
  async takenAlong(households: number): Promise<void> {
    await this.part('rows-state')
      .filter({ hasText: `没网也能收 ${households} 户` })
      .waitFor()
  }

  async search(words: string): Promise<void> {
    await this.part('rows-words').locator('input').fill(words)
  }

  async openHousehold(tail: string): Promise<void> {
    await this.rows().filter({ hasText: tail }).click()
    await this.part('door').waitFor()
  }

  /** Takes the money of everybody at the door who owes, having read out what there is to say. */
  async collect(): Promise<void> {
    await this.part('go-collect').click()
    await this.part('collect-form').waitFor()
    for (const warning of await this.page.locator('#to-be-heard:visible .choice').all()) await warning.click()
    await this.part('collect-take').click()
  }

  /** The same by the terminal. */
  async collectByCard(slip: string): Promise<void> {
    await this.part('go-collect').click()
    await this.part('collect-form').waitFor()
    for (const warning of await this.page.locator('#to-be-heard:visible .choice').all()) await warning.click()
    await this.part('way-pos').click()
    await this.write('collect-slip', slip)
    await this.part('collect-take').click()
  }

  /** The number that a row's button calls. */
  async callFrom(row: Locator): Promise<string> {
    const called = this.page.waitForRequest((request) => request.url().startsWith('tel:'))
    await row.locator('.call').click({ noWaitAfter: true })
    return (await called).url()
  }

  async noteContact(row: Locator): Promise<void> {
    await row.locator('[id^="contacted-"]').click()
    await row.locator('[id^="contact-"] .button').first().click()
    await row.locator('.agrees').waitFor()
  }

  async nextHousehold(): Promise<void> {
    await this.part('next-household').click()
    await this.rows().first().waitFor()
  }

  /** kelan-2022-1-1-00001 */
  async receipt(): Promise<string> {
    return (await this.part('collected-receipt').locator('.receipt-number').innerText()).replace(/\s/g, '')
  }

  async giveBack(): Promise<void> {
    await this.page.locator('[id^="return-"]:visible').click()
    await this.sayYes('退了')
  }

  async deposit(yuan: string, slip: string): Promise<void> {
    await this.write('deposit-amount-2022', yuan)
    await this.write('deposit-slip-2022', slip)
    await this.part('deposit-send-2022').click()
  }

  async write(id: string, words: string): Promise<void> {
    await this.part(id).locator('input').fill(words)
  }

  /** A number of the book, opened. */
  async openPaper(number: number): Promise<Locator> {
    const paper = this.page.locator('.receipt-paper:visible', { hasText: `第 ${number} 号` })
    await paper.locator('.paper-open').click()
    return paper
  }

  /** What happens to an opened paper; waits until it is said. 已打印 */
  async movePaper(paper: Locator, event: string, state: string): Promise<void> {
    await paper.locator(`[id^="${event}-"]`).click()
    await paper.locator('.paper-state', { hasText: state }).waitFor()
  }

  /** Looks at seal, contents and gaps, one after the other. */
  async checkPaper(
    paper: Locator,
    seen: { sealed: boolean; matches: boolean; complete: boolean },
    state: string,
  ): Promise<void> {
    await paper.locator('[id^="check-"]').click()
    for (const [item, is] of Object.entries(seen))
      await paper.locator(`#look-${item} .chip`, { hasText: is ? /^是$/ : '不是' }).click()
    await paper.locator('[id^="checked-"]').click()
    await paper.locator('.paper-state', { hasText: state }).waitFor()
  }

  async voidPaper(paper: Locator, because: string): Promise<void> {
    await paper.locator('[id^="void-"]').click()
    await paper.locator('[id^="because-"] input').fill(because)
    await paper.locator('[id^="void-send-"]').click()
    await paper.locator('.paper-state', { hasText: '无效' }).waitFor()
  }

  /** Says that a duty is done, by what shows it. */
  async markDone(duty: string, evidence: string): Promise<void> {
    const card = this.part(`duty-${duty}`)
    await card.locator('[id^="mark-"]').last().click()
    await card.locator('[id^="mark-evidence-"] input').fill(evidence)
    await card.locator('[id^="mark-send-"]').click()
    await card.locator('.agrees', { hasText: evidence }).waitFor()
  }

  /** The newest posting, with what hangs on the page. */
  async openPosting(): Promise<void> {
    await this.page.locator('[id^="posting-"].card-tap:visible').first().click()
    await this.postingHere()
  }

  async postingHere(): Promise<void> {
    await this.part('posting-print').waitFor()
  }

  /** 公示中 */
  async postingState(): Promise<string> {
    return this.page.locator('#page-posting:visible .title').first().innerText()
  }

  /** The list goes up until this day. */
  async putUp(place: string, until: string): Promise<void> {
    await this.write('put-up-place', place)
    for (const [i, part] of (['year', 'month', 'date'] as const).entries())
      await this.write(`put-up-until-${part}`, String(Number(until.split('-')[i])))
    await this.part('put-up-send').click()
  }

  async object(by: string, what: string): Promise<void> {
    await this.part('objection-open').click()
    await this.write('objection-by', by)
    await this.write('objection-what', what)
    await this.part('objection-send').click()
  }

  async answer(words: string): Promise<void> {
    await this.page.locator('[id^="answer-"] input:visible').fill(words)
    await this.page.locator('.answer-denied:visible').click()
  }

  /** 人 ✓ 对 5 … */
  async fourFigures(): Promise<string[]> {
    const cards = await this.page.locator('#close-figures:visible > *').all()
    return Promise.all(
      cards.map(
        async (card) =>
          `${await card.locator('.subtitle').innerText()} ${await card.locator('.spread-end').innerText()} ${await card.locator('.tile-number').innerText()}`,
      ),
    )
  }
}
