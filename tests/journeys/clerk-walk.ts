import type { Page } from 'playwright-core'
import { CLERK, START, type ClerkCounty } from './clerk-county'
import { ClerkScreens } from './clerk-screens'
import { HomeScreen } from './home-screen'
import type { Look } from './looks'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

/** Through every screen of a clerk's day, in one look: at each of them `at` is told where one is. */
export async function walkClerk(
  { browser, county }: ClerkCounty,
  { fontSize, options }: Look,
  at: (page: Page, screen: string) => Promise<void>,
): Promise<readonly string[]> {
  const { page, complaints, leave } = await openVisitor(browser, options)
  page.setDefaultTimeout(60_000)
  await page.clock.setFixedTime(START)
  await signInAs(page, county.url, CLERK)
  if (fontSize !== undefined) await new HomeScreen(page).chooseFontSize(fontSize)
  const screens = new ClerkScreens(page, sayYesInBrowser(page))
  const here = async (screen: string) => {
    // A page that still slides in is not where it will be.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.taro_page')]
        .filter((one) => getComputedStyle(one).display !== 'none')
        .every((one) => one.getBoundingClientRect().left === 0),
    )
    await at(page, screen)
  }
  await screens.open()
  await here('today')
  await screens.openList()
  await screens.takenAlong(5)
  await here('households')
  await screens.rows().first().click()
  await screens.part('door').waitFor()
  await here('household')
  await screens.part('go-collect').click()
  await screens.part('collect-form').waitFor()
  await here('collect')
  const ledger = ['enter', 'correct', 'move', 'person']
  for (const room of ledger) {
    await page.goto(`${county.url}/#/pages/village/${room}/index?household=house-20&resident=person-20`)
    await page.locator(`#page-${room}:visible`).waitFor()
    await page.waitForFunction(() => document.querySelector('#waiting') === null)
    await here(room)
  }
  for (const room of ['unsent', 'deposit', 'duties', 'calls', 'close', 'receipts', 'postings']) {
    await page.goto(`${county.url}/#/pages/village/${room}/index`)
    await page.locator(`#page-${room}:visible`).waitFor()
    await page.waitForFunction(() => document.querySelector('#waiting') === null)
    await here(room)
  }
  await screens.openPosting()
  await here('posting')
  await leave()
  return complaints
}
