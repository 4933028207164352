import type { BrowserContextOptions, Page } from 'playwright-core'
import { FATHER, MOTHER, openFamilyCounty, settleFamily } from './family-county'
import { FamilyScreens } from './family-screens'
import { HomeScreen } from './home-screen'
import { sayYesInBrowser, signInAs } from './sign-in'
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
const DAY = '2022-03-24T12:00:00+08:00'

/** 我的, the course of a year and the inbox, of a mother who has paid and looks after her husband, who has not. */
export async function takeFamilyPictures(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const family = await openFamilyCounty()
  try {
    await settleFamily(family.county)
    for (const { ending, fontSize, options } of LOOKS) {
      const { page, complaints, leave } = await openVisitor(family.browser, options)
      await page.clock.setFixedTime(DAY)
      // Each look finds the message new: that it was read is not told.
      await page.route('**/functions/enrollment', (route) =>
        route.request().postData()?.includes('readInbox') === true
          ? route.fulfill({ json: { ok: true, data: { unread: 1 } } })
          : route.continue(),
      )
      await signInAs(page, family.county.url, 'oMother1')
      if (fontSize !== undefined) await new HomeScreen(page).chooseFontSize(fontSize)
      await walk(page, (name) => take(page, `${name}${ending}`))
      if (complaints.length > 0) throw new Error(complaints.join('\n'))
      await leave()
    }
  } finally {
    await family.close()
  }
}

/** Once the page has come to rest: while it slides in, scrolling would move it sideways too. */
async function scrollTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate(async (node) => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)))
    node.scrollIntoView()
  })
}

async function walk(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  const screens = new FamilyScreens(page, sayYesInBrowser(page))
  await screens.open()
  await take('family')
  await screens.openCourse(MOTHER.name)
  await scrollTo(page, '#course-line:visible')
  await take('course-paid')
  await screens.back()
  await screens.openCourse(FATHER.name)
  await screens.clauseOfNow()
  await scrollTo(page, '#page-course:visible .course-now')
  await take('course-owed')
  await screens.back()
  await screens.openInbox()
  await take('inbox')
}
