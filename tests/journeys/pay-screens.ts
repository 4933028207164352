import type { FrameLocator, Locator, Page } from 'playwright-core'
import type { Resident } from '../../cloudfunctions/domain/people/residents'

/** The screens of paying, as they are read and used; every tap is counted. */
export class PayScreens {
  taps = 0

  constructor(
    readonly page: Page,
    private readonly sayYes: (button: string) => Promise<void>,
  ) {}

  async tap(id: string): Promise<void> {
    this.taps += 1
    await this.inSight(this.part(id))
    await this.part(id).click()
  }

  /** A page slides in and its foot lies over what is below: she waits and scrolls before she taps. */
  async inSight(part: Locator): Promise<void> {
    await this.atRest()
    await part.evaluate((node) => node.scrollIntoView({ block: 'center' }))
  }

  /** No page is sliding any more. */
  async atRest(): Promise<void> {
    await this.page.evaluate(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))).then(
        () => undefined,
      ),
    )
  }

  /** Fills in name and number of someone whom she does not look after, and asks what they owe. */
  async askForStranger({ name, idNumber }: Pick<Resident, 'name' | 'idNumber'>): Promise<void> {
    await this.part('stranger-name').locator('input').fill(name)
    await this.part('stranger-number').locator('input').fill(idNumber!)
    await this.tap('stranger-send')
    await this.part('stranger-found').waitFor()
  }

  /** 交医保费, from the first screen. */
  async open(): Promise<void> {
    await this.tap('home-pay')
    await this.part('pay-records').waitFor()
  }

  /** Everyone who can be paid for: 父亲 · 甲子701 … 交 320 元 ✓ */
  async payable(): Promise<string[]> {
    await this.part('pay-total').waitFor()
    const rows = await this.page.locator('#pay-people:visible [role=checkbox]').all()
    return Promise.all(
      rows.map(
        async (row) =>
          `${flat(await row.locator('.choice-label').innerText())} ${flat(await row.locator('.sum').innerText())}${(await row.getAttribute('aria-checked')) === 'true' ? ' ✓' : ''}`,
      ),
    )
  }

  /** Hears each warning of this order; what they say. */
  async hearAll(): Promise<string[]> {
    await this.part('confirm-go').waitFor()
    const warnings = await this.page.locator('#pay-warnings:visible [role=checkbox]').all()
    const said: string[] = []
    for (const warning of warnings) {
      said.push(flat(await warning.innerText()))
      this.taps += 1
      await this.inSight(warning)
      await warning.click()
    }
    return said
  }

  async words(id: string): Promise<string> {
    return flat(await this.part(id).innerText())
  }

  /** 待您在官方渠道缴费 */
  async orderState(): Promise<string> {
    return flat(await this.page.locator('#page-order:visible .status-name').innerText())
  }

  async orderComesTo(state: string): Promise<void> {
    await this.page.locator('#page-order:visible .status-name', { hasText: state }).waitFor()
  }

  async cancelOrder(): Promise<void> {
    await this.tap('order-cancel')
    await this.sayYes('取消')
  }

  /** WeChat's cashier, laid over the page. */
  get cashier(): FrameLocator {
    return this.page.frameLocator('#cashier')
  }

  async payAtCashier(): Promise<void> {
    this.taps += 1
    await this.cashier.locator('#cashier-pay').click()
  }

  part(id: string): Locator {
    return this.page.locator(`#${id}:visible`)
  }
}

export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
