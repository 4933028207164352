import type { Locator, Page } from 'playwright-core'

/** Receipts, their verification, records and refunds as they are read and used: the same in the browser and in WeChat. */
export class ReceiptScreens {
  constructor(private readonly page: Page) {}

  part(id: string): Locator {
    return this.page.locator(`#${id}:visible`)
  }

  async read(id: string): Promise<string> {
    return (await this.part(id).innerText()).replace(/\s+/g, ' ').trim()
  }

  /** From the first screen by way of one's own year. */
  async openReceiptsFromHome(name: string): Promise<void> {
    await this.part('home-family').click()
    await this.page
      .locator('#page-family:visible [id^="person-"]', { hasText: name })
      .locator('.enrolment-course')
      .click()
    await this.part('course-receipts').click()
    await this.page.locator('#page-records:visible .listed-receipt, #receipts-none:visible').first().waitFor()
  }

  async openListed(): Promise<void> {
    await this.page.locator('#page-records:visible .listed-open').first().click()
    await this.receiptDrawn()
  }

  /** The sheet is drawn, and can be kept. */
  async receiptDrawn(): Promise<void> {
    await this.part('keep-pdf').waitFor()
  }

  async openRefund(): Promise<void> {
    await this.page.locator('#page-records:visible .listed-refund').first().click()
    await this.part('refund-terms').waitFor()
  }

  /** 7H9Z-RSYA-K0N1-QW3X */
  async check(): Promise<string> {
    return (await this.page.locator('#check-code:visible .check-four').allInnerTexts())
      .map((four) => four.trim())
      .join('-')
  }

  async number(): Promise<string> {
    return /收据号码 (\S+)/.exec(await this.read('receipt-facts'))![1]!
  }

  async openVerifyFromHome(): Promise<void> {
    await this.part('home-verify').click()
    await this.part('verify-form').waitFor()
  }

  /** Types number and check, and says what is said of them. */
  async verify(number: string, check: string): Promise<string> {
    await this.part('verify-number').locator('input').fill(number)
    await this.part('verify-check').locator('input').fill(check)
    await this.part('verify-send').click()
    return this.verdict()
  }

  async verdict(): Promise<string> {
    await this.part('verdict').waitFor()
    return this.read('verdict')
  }

  async askRefund(reason: string): Promise<void> {
    await this.part('refund-ask').getByText(reason, { exact: true }).click()
    await this.part('refund-send').click()
  }
}
