import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser/open-browser'
import type { CountyCloud } from '../domain/county-cloud'

/** A browser before a county in the cloud. */
export interface OpenCounty<County extends CountyCloud = CountyCloud> {
  browser: Browser
  county: County
  close(): Promise<void>
}

/** Opens both; a county that does not start leaves no browser open. */
export async function openCounty<County extends CountyCloud>(
  start: () => Promise<County>,
): Promise<OpenCounty<County>> {
  const browser = await openBrowser()
  try {
    const county = await start()
    return {
      browser,
      county,
      close: async () => {
        await browser.close()
        await county.stop()
      },
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}

/** Everybody of a place gets their enrolment, call by call, as its county asks for it. */
export async function openWholeSeason(
  county: CountyCloud,
  officer: string,
  region: string,
  year: number,
): Promise<void> {
  const { done } = await county.as(officer).ask<{ done: boolean }>('enrollment', 'openSeason', { region, year })
  if (!done) await openWholeSeason(county, officer, region, year)
}
