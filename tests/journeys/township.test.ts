import type { CountyOffice } from './county-office'
import { CountyScreens } from './county-office'
import { HomeScreen } from './home-screen'
import { hardToRead, widerThanPhone } from './screen-measure'
import { atTownship, openTownship, walkTownship } from './township-county'
import { openVisitor } from './visitor'

let office: CountyOffice
beforeAll(async () => {
  office = await openTownship()
})
afterAll(() => office.close())

test('乡镇经办人员从首页走到每一屏，最大字号也看得清；退回一份，村里看得到为什么，再核实收下', async () => {
  const { page, complaints, leave } = await openVisitor(office.browser)
  const { url } = office.county
  await atTownship(page, url)
  await new HomeScreen(page).chooseFontSize('特大')
  const hard: Record<string, string[]> = {}
  await walkTownship({ page }, url, async (name) => {
    hard[name] = await hardToRead(page)
    if (await widerThanPhone(page)) hard[name].push('wider than the phone')
  })
  expect(Object.entries(hard).filter(([, found]) => found.length > 0)).toEqual([])
  const screens = new CountyScreens(page)
  await screens.part('town-hand-ins').click()
  await page.locator('#page-hand-ins:visible [id^="send-back-"]').first().click()
  await page.locator('#page-hand-ins:visible [id^="back-"] input').first().fill('少一户')
  await page.locator('#page-hand-ins:visible [id^="send-back-"]').first().click()
  await page.locator('#hand-ins-decided:visible').getByText('少一户').waitFor()
  const village = { village: 'kelan-1-1', year: 2022 }
  const seen = await office.county.as('oClerkKelan').ask('village', 'duties', village)
  expect(JSON.stringify(seen)).toContain('乡镇退回：少一户')
  expect(complaints).toEqual([])
  await leave()
})
