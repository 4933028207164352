import { chromium, type Browser } from 'playwright-core'
import { findBrowser } from './find-browser'

/** A container has no sandbox of its own to give and no GPU; nothing but loopback is to be spoken to. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), headless: true, args: FLAGS })
}
