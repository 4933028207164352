import type { Page } from 'playwright-core'
import { HomeScreen } from './home-screen'
import { LOOKS } from './looks'
import { atTownship, openTownship, walkTownship } from './township-county'
import { openVisitor } from './visitor'

/** The township's screens on a phone: plain, in the largest letters, in the dark. */
export async function takeTownshipPictures(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const office = await openTownship()
  try {
    for (const { ending, fontSize, options } of LOOKS) {
      const { page, complaints, leave } = await openVisitor(office.browser, options)
      await atTownship(page, office.county.url)
      if (fontSize !== undefined) await new HomeScreen(page).chooseFontSize(fontSize)
      await walkTownship({ page }, office.county.url, (name) => take(page, `${name}${ending}`))
      if (complaints.length > 0) throw new Error(complaints.join('\n'))
      await leave()
    }
  } finally {
    await office.close()
  }
}
