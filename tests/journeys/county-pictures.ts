import type { Page } from 'playwright-core'
import {
  civilAffairsList,
  clerkTakes,
  CountyScreens,
  COUNTY_HOME,
  KELAN,
  MORNING,
  OFFICER,
  openCountyOffice,
  paidForNoOrder,
} from './county-office'
import { HomeScreen } from './home-screen'
import { LOOKS } from './looks'
import { signInAs } from './sign-in'
import { openVisitor } from './visitor'

/** The plain look is that of a desk. */
const AT_WORK = LOOKS.map((look) => (look.ending === '' ? { ...look, options: COUNTY_HOME } : look))

/** The county's progress and money, and what a list of 民政部门 would change; on a desk, and on a phone in the largest letters and in the dark. */
export async function takeCountyPictures(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const office = await openCountyOffice()
  try {
    for (const resident of KELAN.slice(4, 9)) await clerkTakes(office.county, resident)
    await paidForNoOrder(office.county, 'notours', 32_000)
    const target = {
      operation: 'picture-target',
      region: 'kelan',
      year: 2022,
      village: null,
      basis: 'official',
      figure: { people: 10 },
      source: '县医保局征缴任务表',
      day: '2021-12-01',
    }
    await office.county.as(OFFICER).ask('county', 'setTarget', { ...target, township: null })
    await office.county
      .as(OFFICER)
      .ask('county', 'setTarget', { ...target, operation: 'picture-target-town', township: '甲子镇' })
    for (const { ending, fontSize, options } of AT_WORK) {
      const { page, complaints, leave } = await openVisitor(office.browser, options)
      await page.clock.setFixedTime(MORNING)
      await signInAs(page, office.county.url, OFFICER)
      if (fontSize !== undefined) await new HomeScreen(page).chooseFontSize(fontSize)
      await walk(page, office.county.url, (name) => take(page, `${name}${ending}`))
      if (complaints.length > 0) throw new Error(complaints.join('\n'))
      await leave()
    }
  } finally {
    await office.close()
  }
}

async function walk(page: Page, url: string, take: (name: string) => Promise<void>): Promise<void> {
  const screens = new CountyScreens(page)
  await page.goto(`${url}/#/pages/county/index`)
  await screens.part('county-rooms').waitFor()
  await screens.settled()
  await take('county-progress')
  await screens.open('money')
  await screens.part('money-where').waitFor()
  await take('county-money')
  await screens.back()
  await screens.open('oddities')
  await screens.page.locator('.oddity:visible').first().waitFor()
  await take('county-oddities')
  await screens.back()
  await screens.open('outside')
  await screens.findPerson('outside', KELAN[9]!.idNumber!)
  await take('county-outside')
  await screens.back()
  await screens.open('rosters')
  await screens.part('load-civil-affairs').click()
  await screens.give('roster-pick', '民政名单.csv', civilAffairsList())
  await screens.part('roster-load').click()
  await screens.part('roster-effect').waitFor()
  await take('county-roster')
}
