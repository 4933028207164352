import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beginCounty } from '../../commands/bootstrap/begin-county'
import { readPlan } from '../../commands/bootstrap/plan'
import { madeUpId } from '../../commands/demo-data/resident-id'
import { APPOINTED, startCountyCloud, VILLAGES } from '../domain/county-cloud'
import type { CountyCloud } from '../domain/county-cloud'
import { ClerkScreens } from './clerk-screens'
import { openCounty } from './open-county'
import type { OpenCounty } from './open-county'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

const START = '2021-12-10T09:00:00+08:00'
const PLACE = '甲子镇甲子村'
const born = '1960-03-04'
const numberOf = (n: number): string => madeUpId(born, n, '女')
/** As a village keeps it: a title, a head with spaces, a total, a column that nobody asked for. */
const BOOK = [
  `${PLACE}参保台账,,,,,,,`,
  '姓 名,性别,身份证号码（18位）,出生日期,与户主关系,联系电话,通讯地址,户籍信息,备注',
  ...[1, 2, 3].map((n) =>
    [
      ...[`甲子${n}`, '女', numberOf(n), '1960/3/4', n === 2 ? '配偶' : '户主'],
      ...[`0000000000${n}`, `甲子村${n === 2 ? 1 : n}号`, '岢岚县甲子镇', '老'],
    ].join(','),
  ),
  '合计,3人,,,,,,,',
].join('\n')

/** Without those that a timer calls: days pass here, and what nights do has tests of its own. */
const ASKED = ['county', 'enrollment', 'payment', 'rules-engine', 'studio', 'village']

let open: OpenCounty
let officer: Page
let second: Page
let clerk: Page
let resident: Page
let codes: ReadonlyMap<string, string>
const county = (): CountyCloud => open.county

async function visitor(openid: string): Promise<Page> {
  const { page } = await openVisitor(open.browser)
  await page.clock.install({ time: START })
  await signInAs(page, county().url, openid)
  return page
}
const part = (page: Page, id: string) => page.locator(`#${id}:visible`)
const tap = (page: Page, id: string): Promise<void> => part(page, id).click()
const write = (page: Page, id: string, words: string): Promise<void> => part(page, id).locator('input').fill(words)
const go = (page: Page, path: string) => page.goto(`${county().url}/#/pages/${path}`)
async function give(page: Page, id: string, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await tap(page, id)
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}
async function takeOffice(page: Page, code: string): Promise<void> {
  await go(page, 'county/accept/index')
  await write(page, 'accept-code', code)
  await tap(page, 'accept-send')
  await part(page, 'accept-done').waitFor()
}

/** An empty place: what every county of the tests begins with is taken away, and the command begins it. */
beforeAll(async () => {
  open = await openCounty(async () => {
    const people = ['oFirst', 'oSecond', 'oNewClerk', 'oResident']
    const county = await startCountyCloud({ pages: 'dist/h5', now: START, people, only: ASKED })
    for (const { _id } of VILLAGES) await county.db.collection('villages').doc(_id).remove()
    for (const { _id } of APPOINTED) await county.db.collection('appointments').doc(_id).remove()
    return county
  })
  const folder = mkdtempSync(join(tmpdir(), 'first-year-'))
  writeFileSync(join(folder, 'villages.csv'), '乡镇,村（社区）,村民小组\n甲子镇,甲子村,1组\n甲子镇,乙丑村,\n')
  writeFileSync(join(folder, 'county.yaml'), 'region: kelan\nyear: 2022\nvillages: villages.csv\nofficers: [甲, 乙]\n')
  const begun = await beginCounty(county().db, await readPlan(join(folder, 'county.yaml')), Date.parse(START))
  codes = new Map(
    [...begun.officers].flatMap(([who, office]) => (office.is === 'offered' ? [[who, office.code] as const] : [])),
  )
})
afterAll(() => open.close())

describe('从空的开始，一年都在屏幕上办', () => {
  it('县里的人凭码上岗，“今天”说还缺什么，任命村里的人', async () => {
    officer = await visitor('oFirst')
    await takeOffice(officer, codes.get('甲')!)
    second = await visitor('oSecond')
    await takeOffice(second, codes.get('乙')!)
    await go(officer, 'county/index')
    await part(officer, 'matter-needs').waitFor()
    await tap(officer, 'matter-needs')
    await part(officer, 'need-clerks').waitFor()
    await go(officer, 'county/people/index')
    await write(officer, 'invite-who', '村里丙')
    await write(officer, 'invite-village', '甲子村')
    await officer.locator('[id^="village-"]:visible').first().click()
    await tap(officer, 'invite-send')
    const code = (await part(officer, 'invite-code').innerText()).trim()
    clerk = await visitor('oNewClerk')
    await takeOffice(clerk, code)
  })

  it('村里的旧台账导进来，人人有这一年的参保', async () => {
    await go(clerk, 'village/index')
    await tap(clerk, 'go-import')
    await give(clerk, 'ledger-pick', '台账.csv', BOOK)
    await tap(clerk, 'ledger-load')
    await part(clerk, 'ledger-became').waitFor()
    await county().as('oNewClerk').ask('village', 'desk', {})
    expect(await county().stored('enrolments', { year: 2022 })).toHaveLength(3)
  })

  it('这家人拿着纸上的家庭码绑定', async () => {
    await go(clerk, 'village/households/index')
    await clerk.locator('.household-row:visible').first().click()
    await tap(clerk, 'code-show')
    const code = (await part(clerk, 'code').innerText()).trim()
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    resident = await visitor('oResident')
    await go(resident, 'family/bind/index')
    await write(resident, 'bind-name', '甲子1')
    await write(resident, 'bind-number', numberOf(1))
    await write(resident, 'bind-code', code)
    await tap(resident, 'bind-send')
    await part(resident, 'bind-done').waitFor()
  })

  it('上门收这家的钱，县里看得到谁还没办好，从那里进村', async () => {
    await new ClerkScreens(clerk, sayYesInBrowser(clerk)).collect()
    await part(clerk, 'collected-receipt').waitFor()
    await county().setClock('2021-12-10T09:05:00+08:00')
    await go(officer, 'county/index')
    const behind = officer.locator('[id^="behind-"]:visible', { hasText: '甲子村' })
    expect(await behind.innerText()).toContain('3 人里还有 1 人没办好')
    await behind.click()
    expect(await part(officer, 'unpaid-number').innerText()).toContain('1')
    await tap(officer, 'today-unpaid')
    await officer.locator('.household-row:visible', { hasText: '甲子3' }).waitFor()
    expect(await officer.locator('#page-households:visible .household-row').count()).toBe(1)
  })

  it('过了一天才发现收错了：县里一人提请，另一人复核，收据作废，又要交', async () => {
    await county().setClock('2021-12-11T09:00:00+08:00')
    await go(officer, 'county/outside/index')
    await write(officer, 'void-cash-number', numberOf(1))
    await tap(officer, 'void-cash-find')
    await officer.locator('[id^="void-cash-"][role="radio"]:visible').click()
    await write(officer, 'void-cash-because', '收错了人家')
    await write(officer, 'void-cash-propose-because', '对过收据，收错了')
    await tap(officer, 'void-cash-propose')
    await part(officer, 'void-cash-done').waitFor()
    await go(second, 'county/index')
    await tap(second, 'matter-proposals')
    await second.locator('[id^="confirm-"]:visible').click()
    await sayYesInBrowser(second)('同意')
    await part(second, 'approvals-earlier').getByText('村里收款作废').waitFor()
    expect(await county().stored('receipts', { state: 'void' })).not.toHaveLength(0)
    expect(await county().stored('enrolments', { year: 2022, status: 'due' })).toHaveLength(3)
  })

  it('村里丙离岗，当天就什么也办不了', async () => {
    await go(officer, 'county/people/index')
    await write(officer, 'end-because-oNewClerk', '调走了')
    await tap(officer, 'end-oNewClerk')
    await sayYesInBrowser(officer)('结束')
    await part(officer, 'appointment-oNewClerk')
      .filter({ hasText: /结束|到期|离岗/ })
      .waitFor()
    await go(clerk, 'village/index')
    await clerk.reload()
    await part(clerk, 'no-office').waitFor()
  })
})
