import type { BrowserContextOptions, Page } from 'playwright-core'
import { enrolmentOf, FATHER, MOTHER, openReceiptCounty, placeOrder, type ReceiptCounty } from './receipt-county'
import { HomeScreen } from './home-screen'
import { ReceiptScreens } from './receipt-screens'
import { signInAs } from './sign-in'
import { openVisitor } from './visitor'

interface Look {
  ending: string
  fontSize?: string
  options?: BrowserContextOptions
}

const LOOKS: Look[] = [
  { ending: '' },
  { ending: '-largest', fontSize: '特大' },
  { ending: '-dark', options: { colorScheme: 'dark' } },
]
type Take = (page: Page, name: string) => Promise<void>

/** The receipt, its verification, a refund and the records: of a couple who paid at their door and a daughter who paid by WeChat. */
export async function takeReceiptPictures(take: Take): Promise<void> {
  const place = await openReceiptCounty()
  try {
    const paid = await place.takeCash([MOTHER, FATHER])
    await place.county
      .as('oDaughter')
      .ask('payment', 'cancelOrder', { order: await placeOrder(place.county, 'official') })
    await place.county.setClock('2021-12-20T09:30:00+08:00')
    await place.payByWechat()
    for (const look of LOOKS) {
      await pictures(place, look, 'oMother1', (page, named) => ofMother(page, place.county.url, paid, named), take)
      await pictures(place, look, 'oDaughter', (page, named) => ofDaughter(page, place.county.url, named), take)
    }
  } finally {
    await place.close()
  }
}

async function pictures(
  { browser, county }: ReceiptCounty,
  { ending, fontSize, options }: Look,
  openid: string,
  walk: (page: Page, named: (name: string) => Promise<void>) => Promise<void>,
  take: Take,
): Promise<void> {
  const { page, complaints, leave } = await openVisitor(browser, options)
  await signInAs(page, county.url, openid)
  if (fontSize !== undefined) await new HomeScreen(page).chooseFontSize(fontSize)
  await walk(page, (name) => take(page, `${name}${ending}`))
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
  await leave()
}

async function ofMother(
  page: Page,
  url: string,
  { order, receipt }: { order: string; receipt: string },
  take: (name: string) => Promise<void>,
): Promise<void> {
  const screens = new ReceiptScreens(page)
  await page.goto(`${url}/#/pages/pay/receipt/index?receipt=${receipt}`)
  await screens.receiptDrawn()
  await take('receipt')
  await screens.part('receipt-keep').evaluate((node) => node.scrollIntoView())
  await take('receipt-paper')
  await screens.part('check-try').click()
  await screens.verdict()
  await take('verify')
  await page.goto(`${url}/#/pages/pay/refund/index?order=${order}&enrolment=${enrolmentOf(MOTHER)}`)
  await screens.part('refund-terms').waitFor()
  await take('refund')
}

async function ofDaughter(page: Page, url: string, take: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${url}/#/pages/pay/records/index`)
  await page.locator('#page-records:visible .record').first().waitFor()
  await take('records')
}
