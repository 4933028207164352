import type { Page } from 'playwright-core'
import { MOTHER, openFamilyCounty, settleFamily, START, type FamilyCounty } from './family-county'
import { FamilyScreens } from './family-screens'
import { GuidedCheck } from './guided-check'
import { HomeScreen } from './home-screen'
import { PEOPLE } from './people'
import { openProduct, type Product } from './product'
import {
  enrolmentOf,
  FATHER as KELAN_FATHER,
  MOTHER as KELAN_MOTHER,
  openReceiptCounty,
  type ReceiptCounty,
} from './receipt-county'
import { ReceiptScreens } from './receipt-screens'
import { ResultScreen } from './result-screen'
import { hardToRead, widerThanPhone } from './screen-measure'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

let product: Product
beforeAll(async () => {
  product = await openProduct()
})
afterAll(() => product.close())

describe.each(['light', 'dark'] as const)('七十岁的人看得清、点得着（%s）', (colorScheme) => {
  it('每一屏的字不小于18，能点的不小于48，对比不低于4.5', async () => {
    const person = PEOPLE.ruijinLate
    const { page, leave } = await openVisitor(product.browser, { colorScheme })
    // In the year that is meant: of two years of a place the one that is collected stands first.
    await page.clock.setFixedTime(new Date(`${person.payOn}T09:00:00+08:00`))
    await page.goto(product.cloud.url)
    const check = new GuidedCheck(page)
    const hard: Record<string, string[]> = {}
    const look = async (screen: string) => {
      hard[screen] = await hardToRead(page, colorScheme === 'light')
    }

    await page.locator('#home-check:visible').waitFor()
    await look('首页')
    await check.begin()
    await look('选地方')
    await check.choosePlace(person.place)
    await look('替谁查')
    await check.forWhom('母亲')
    await look('哪天交')
    await check.payOn(person.payOn)
    for (let matter = await check.matterNow(); matter !== null; matter = await check.matterNow()) {
      await look(matter)
      await check.answerNext(person)
    }
    await new ResultScreen(page).why('amount')
    await look('结果')
    expect(Object.entries(hard).filter(([, complaints]) => complaints.length > 0)).toEqual([])
    await leave()
  })
})

describe('我和家人的每一屏', () => {
  let family: FamilyCounty
  beforeAll(async () => {
    family = await openFamilyCounty()
    await settleFamily(family.county)
  })
  afterAll(() => family.close())

  it.each([
    ['light', '标准'],
    ['dark', '标准'],
    ['light', '特大'],
  ] as const)('一样看得清、点得着（%s，%s）', async (colorScheme, fontSize) => {
    const { page, leave } = await openVisitor(family.browser, { colorScheme })
    await page.clock.setFixedTime(START)
    const hard: Record<string, string[]> = {}
    const look = async (screen: string) => {
      hard[screen] = await hardToRead(page, colorScheme === 'light' && fontSize === '标准')
      if (await widerThanPhone(page)) hard[screen].push('wider than the phone')
    }
    await signInAs(page, family.county.url, 'oMother1')
    await new HomeScreen(page).chooseFontSize(fontSize)
    await walkFamily(page, look)
    expect(Object.entries(hard).filter(([, complaints]) => complaints.length > 0)).toEqual([])
    expect(Object.keys(hard)).toHaveLength(9)
    await leave()
  })
})

describe('收据、核验、记录和退费的每一屏', () => {
  let place: ReceiptCounty
  let paid: { order: string; receipt: string }
  beforeAll(async () => {
    place = await openReceiptCounty()
    paid = await place.takeCash([KELAN_MOTHER, KELAN_FATHER])
    await place.payByWechat()
  })
  afterAll(() => place.close())

  it.each([
    ['light', '标准'],
    ['dark', '标准'],
    ['light', '特大'],
  ] as const)('一样看得清、点得着（%s，%s）', async (colorScheme, fontSize) => {
    const { page, leave } = await openVisitor(place.browser, { colorScheme })
    const hard: Record<string, string[]> = {}
    await signInAs(page, place.county.url, 'oMother1')
    await new HomeScreen(page).chooseFontSize(fontSize)
    const screens = new ReceiptScreens(page)
    const look = async (screen: string, address: string, shown: string) => {
      if (address !== '') await page.goto(`${place.county.url}/#/pages/pay/${address}`)
      await screens.part(shown).waitFor()
      hard[screen] = await hardToRead(page, colorScheme === 'light' && fontSize === '标准')
      if (await widerThanPhone(page)) hard[screen].push('wider than the phone')
    }
    await look('收据', `receipt/index?receipt=${paid.receipt}`, 'keep-pdf')
    await screens.part('check-try').click()
    await look('真的', '', 'verdict')
    await screens.part('verify-check').locator('input').fill('7H9Z')
    await screens.part('verify-send').click()
    await look('填错', '', 'verify-check-wrong')
    await look('退费', `refund/index?order=${paid.order}&enrolment=${enrolmentOf(KELAN_MOTHER)}`, 'refund-ask')
    await screens.part('refund-why').click()
    await screens.part('refund-send').click()
    await look('退费没选原因', '', 'refund-wrong')
    await look('一个人的收据', `records/index?enrolment=${enrolmentOf(KELAN_MOTHER)}`, 'back-or-home')
    await signInAs(page, place.county.url, 'oDaughter')
    await look('缴费记录', 'records/index', 'records')
    expect(Object.entries(hard).filter(([, complaints]) => complaints.length > 0)).toEqual([])
    await leave()
  })
})

async function walkFamily(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  const screens = new FamilyScreens(page, sayYesInBrowser(page))
  await screens.open()
  await look('我的')
  await screens.openCourse(MOTHER.name)
  await screens.clauseOfNow()
  await look('全程')
  await screens.back()
  await screens.openInbox()
  await look('消息')
  await screens.back()
  await screens.openLinks()
  await look('谁能看我的')
  await screens.back()
  await screens.part('go-data').click()
  await screens.part('delete-send').click()
  await look('我的资料')
  await screens.back()
  await screens.part('go-relative').click()
  await screens.part('relative-send').click()
  await screens.part('relative-code-where').click()
  await look('添一位家人')
  await page.goto(`${new URL(page.url()).origin}/#/pages/family/bind/index`)
  await screens.part('bind-send').click()
  await look('绑定我本人')
  await page.goto(`${new URL(page.url()).origin}/#/pages/family/course/index?enrolment=none-2022`)
  await screens.part('refused').waitFor()
  await look('不让看')
  await page.context().setOffline(true)
  await screens.part('ask-again').click()
  await screens.part('no-answer').waitFor()
  await look('没有连上')
}
