import {
  clerkTakes,
  CountyScreens,
  KELAN,
  MORNING,
  OFFICER,
  openCountyOffice,
  paidForNoOrder,
  type CountyOffice,
} from './county-office'
import { HomeScreen } from './home-screen'
import { hardToRead, widerThanPhone } from './screen-measure'
import { signInAs } from './sign-in'
import { openVisitor } from './visitor'

const PAGES = [
  'index',
  'bulletin/index',
  'money/index',
  'subsidies/index',
  'targets/index',
  'rosters/index',
  'tax/index',
  'refunds/index',
  'oddities/index',
  'outside/index',
  'quality/index',
  'people/index',
  'audit/index',
  'approvals/index',
  'officers/index',
  'accept/index',
  'begin/index',
  'outward/index',
  'schemes/index',
] as const

let office: CountyOffice
beforeAll(async () => {
  office = await openCountyOffice()
  await clerkTakes(office.county, KELAN[0]!)
  await paidForNoOrder(office.county, 'notours', 32_000)
})
afterAll(() => office.close())

describe('县里的每一屏，在手机上', () => {
  it.each([
    ['dark', '标准'],
    ['light', '特大'],
  ] as const)('一样看得清、点得着（%s，%s）', async (colorScheme, fontSize) => {
    const { page, leave } = await openVisitor(office.browser, { colorScheme })
    await page.clock.setFixedTime(MORNING)
    await signInAs(page, office.county.url, OFFICER)
    await new HomeScreen(page).chooseFontSize(fontSize)
    const hard: Record<string, string[]> = {}
    for (const name of PAGES) {
      await page.goto(`${office.county.url}/#/pages/county/${name}`)
      await new CountyScreens(page).settled()
      hard[name] = await hardToRead(page, colorScheme === 'dark')
      if (await widerThanPhone(page)) hard[name].push('wider than the phone')
    }
    expect(Object.entries(hard).filter(([, complaints]) => complaints.length > 0)).toEqual([])
    await leave()
  })
})
