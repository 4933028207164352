import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser/open-browser'
import { startLocalCloud, type LocalCloud } from './local-cloud'

/** The built product, served, and a browser to look at it with. */
export interface Product {
  browser: Browser
  cloud: LocalCloud
  close(): Promise<void>
}

/** One after the other, so that the failure of one leaves nothing of the other running. */
export async function openProduct(): Promise<Product> {
  const browser = await openBrowser()
  try {
    const cloud = await startLocalCloud()
    return {
      browser,
      cloud,
      close: async () => {
        await browser.close()
        await cloud.stop()
      },
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}
