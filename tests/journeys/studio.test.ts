import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { EditionDocument } from '../../cloudfunctions/domain/editions/documents'
import { COUNTY_HOME } from './county-office'
import { GuidedCheck } from './guided-check'
import { openCounty, type OpenCounty } from './open-county'
import { signInAs } from './sign-in'
import { StudioScreens } from './studio-screens'
import { openVisitor, type Visitor } from './visitor'
import { AUTUMN, editionOf, FIRST, openYunxi, REGION, SECOND } from './yunxi-county'

/**
 * 云溪县 2026 → 2027, by forms alone, on the running product: two officials sign, and a phone that had never heard of
 * the place answers by it, also without a network. No build knows the place.
 */

const NOTICE = readFileSync(join(__dirname, '../rules/next-year/national-2027.txt'), 'utf8')
/** Two minutes on: functions look for what is published once a minute. */
const SOON = '2026-11-20T09:03:00+08:00'

let office: OpenCounty
let phone: Visitor
const desk = async (openid: string): Promise<StudioScreens> => {
  const { page } = await openVisitor(office.browser, COUNTY_HOME)
  await page.clock.setFixedTime(AUTUMN)
  await signInAs(page, office.county.url, openid)
  return new StudioScreens(page)
}
const ofYear = (year: number) => ({ region: REGION, year, day: `${year - 1}-11-30`, person: ORDINARY })
const ORDINARY = {
  ...{ birthDate: '1985-06-10', hukou: '云溪县', resident: true, employeeInsurance: 'none', registered: true },
  ...{ categories: [], situation: null, student: null, insuredYears: [2021, 2022, 2023, 2024, 2025] },
}
const feeOf = (year: number) => office.county.as(FIRST).call('rules-engine', 'assess', ofYear(year))
const home = async (page: Page): Promise<string> => {
  await page.goto(office.county.url)
  await page.locator('#home-places:visible').getByText('云溪县').waitFor()
  return page.locator('#home-places:visible').innerText()
}

beforeAll(async () => {
  office = await openCounty(() => openYunxi('dist/h5'))
  phone = await openVisitor(office.browser)
  await phone.page.clock.setFixedTime(AUTUMN)
})
afterAll(() => office.close())

test('two officials write, sign and publish 2027 by forms while 2026 runs', async () => {
  expect(await feeOf(2026)).toMatchObject({ ok: true, data: { answers: { fee: 40_000 } } })
  const first = await desk(FIRST)
  await first.enter(office.county.url)
  await first.begin()
  await first.pasteNotice(NOTICE)
  expect(await first.lookAtEach()).toBeGreaterThan(10)
  await first.part('compare-done').click()
  await first.part('draft-changes').getByText('430').waitFor()
  await first.sign()
  await first.stands('等第二个人签')
  const second = await desk(SECOND)
  await second.enter(office.county.url)
  await second.openYear(2027)
  await second.sign()
  await second.stands('已发布')
  await office.county.setClock(SOON)
  expect(await feeOf(2027)).toMatchObject({ ok: true, data: { answers: { fee: 43_000 } } })
  expect(await feeOf(2026)).toMatchObject({ ok: true, data: { answers: { fee: 40_000 } } })
})

test('home names the new year, and a phone that took it along answers by it without a network', async () => {
  const { page } = phone
  expect(await home(page)).toContain('2027（正在收）')
  const check = new GuidedCheck(page)
  await check.begin()
  const place = page.locator(`#place-${REGION}-2027:visible`)
  await place.click()
  await page.locator('#question-who:visible').waitFor()
  await page.context().setOffline(true)
  await check.forWhom()
  await check.payOn('2026-11-30')
  await page.locator('#question-birthDate:visible, [id^=question-]:visible').first().waitFor()
  const answered = await page.evaluate(() => localStorage.getItem('canbao.edition.national-2027') !== null)
  expect(answered).toBe(true)
  await page.context().setOffline(false)
})

test('a forged edition is refused, and a phone too old for one says so, in words', async () => {
  const [good] = await office.county.stored<EditionDocument>('editions', { year: 2027 })
  const policy = JSON.parse(good!.policy) as Parameters<typeof editionOf>[0]
  const { db } = office.county
  const put = async (edition: EditionDocument, language: number): Promise<void> => {
    await db.collection('editions').doc(edition._id).remove()
    await office.county.seed('editions', [edition])
    const [index] = await office.county.stored<{ entries: { edition: string }[] }>('edition-index')
    const entries = index!.entries.map((one) => (one.edition === edition._id ? { ...one, language } : one))
    await db.collection('edition-index').doc('all').update({ data: { entries } })
  }
  const told = async (): Promise<string> => {
    const { page, leave } = await openVisitor(office.browser)
    await page.clock.setFixedTime(AUTUMN)
    await home(page)
    await new GuidedCheck(page).begin()
    await page.locator(`#place-${REGION}-2027:visible`).click()
    const words = await page.locator('#place-complaint:visible').innerText()
    await leave()
    return words
  }
  const effective = '2026-11-20'
  const stranger = { CANBAO_EDITION_KEY: Buffer.alloc(32, 9).toString('base64') }
  await put(editionOf(policy, JSON.parse(good!.office) as object, { effective, key: stranger }), 1)
  expect(await told()).toContain('不是医保部门签发的')
  await put(editionOf(policy, JSON.parse(good!.office) as object, { effective, language: 99 }), 99)
  expect(await told()).toContain('请更新小程序')
  await put(good!, 1)
})

test('taken back by two, 2027 is gone and 2026 goes on', async () => {
  for (const [openid, words] of [
    [FIRST, '已发布'],
    [SECOND, '已撤回'],
  ] as const) {
    const official = await desk(openid)
    await official.enter(office.county.url)
    await official.openYear(2027)
    await official.takeBack()
    await official.stands(words)
  }
  await office.county.setClock('2026-11-20T09:06:00+08:00')
  expect(await feeOf(2027)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_YEAR' } })
  expect(await feeOf(2026)).toMatchObject({ ok: true })
})
