import type { Page } from 'playwright-core'
import { openClerkCounty, workedBefore } from './clerk-county'
import { walkClerk } from './clerk-walk'
import { LOOKS } from './looks'

/** Of the clerk's screens those that she stands at doors with. */
const SHOWN = new Set(['today', 'households', 'household', 'collect', 'duties', 'receipts', 'postings', 'posting'])

/** A clerk's day in 岢岚: today, the list, a household, its money, and what is to be done. */
export async function takeClerkPictures(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const clerks = await openClerkCounty()
  try {
    await workedBefore(clerks)
    for (const look of LOOKS) {
      const complaints = await walkClerk(clerks, look, async (page, screen) => {
        if (SHOWN.has(screen)) await take(page, `clerk-${screen}${look.ending}`)
      })
      if (complaints.length > 0) throw new Error(complaints.join('\n'))
    }
  } finally {
    await clerks.close()
  }
}
