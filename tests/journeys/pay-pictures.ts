import type { BrowserContextOptions, Page } from 'playwright-core'
import { NOW } from '../domain/orders/orders-county'
import { openPayCounty } from './pay-county'
import { placeSistersOrders, walkPaying } from './pay-walk'
import { openVisitor } from './visitor'

interface Look {
  ending: string
  fontSize: string
  options?: BrowserContextOptions
}

const LOOKS: Look[] = [
  { ending: '', fontSize: '标准' },
  { ending: '-largest', fontSize: '特大' },
  { ending: '-dark', fontSize: '标准', options: { colorScheme: 'dark' } },
]
/** The other screens of the walk are measured, not kept. */
const KEPT: ReadonlySet<string> = new Set(['pay', 'pay-confirm', 'pay-channel', 'order-waiting', 'order-arrived'])

/** Whom to pay for, the confirming, the official channel, and two orders: one waits for the tax office, one has arrived. */
export async function takePayPictures(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const paying = await openPayCounty()
  try {
    const orders = await placeSistersOrders(paying)
    for (const { ending, fontSize, options } of LOOKS) {
      const { page, complaints, leave } = await openVisitor(paying.browser, options)
      await page.clock.setFixedTime(NOW)
      await walkPaying(page, paying, orders, fontSize, async (screen) => {
        if (KEPT.has(screen)) await take(page, `${screen}${ending}`)
      })
      if (complaints.length > 0) throw new Error(complaints.join('\n'))
      await leave()
    }
  } finally {
    await paying.close()
  }
}
