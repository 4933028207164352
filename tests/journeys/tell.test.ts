import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../browser/open-browser'
import { startEnrolmentsCounty, type Enrolled, type EnrolmentsCounty } from '../domain/enrolments/enrolments-county'
import { FamilyScreens } from './family-screens'
import { HomeScreen } from './home-screen'
import { hardToRead, widerThanPhone } from './screen-measure'
import { sayYesInBrowser, signInAs } from './sign-in'
import { TellScreens } from './tell-screens'
import { openVisitor } from './visitor'

let browser: Browser
let county: EnrolmentsCounty
const people: Enrolled[] = []
beforeAll(async () => {
  browser = await openBrowser()
  county = await startEnrolmentsCounty('dist/h5')
  for (const region of ['kelan', 'banan', 'kelan', 'banan', 'suixian'] as const) people.push(await county.add(region))
  await county.onDay('2021-12-20')
  for (const region of ['kelan', 'banan', 'suixian'] as const) await county.openSeason(region)
})
afterAll(async () => {
  await browser.close()
  await county.stop()
})

interface Visit {
  page: Page
  family: FamilyScreens
  tell: TellScreens
  complaints: string[]
  leave(): Promise<void>
}

/** Someone opens the course of their own enrolment on their own phone. */
async function visitCourse(who: Enrolled, options: BrowserContextOptions = {}, fontSize?: string): Promise<Visit> {
  const { page, complaints, leave } = await openVisitor(browser, options)
  await page.clock.setFixedTime('2021-12-20T09:00:00+08:00')
  await signInAs(page, county.url, who.self)
  if (fontSize !== undefined) await new HomeScreen(page).chooseFontSize(fontSize)
  const family = new FamilyScreens(page, sayYesInBrowser(page))
  await family.open()
  await family.openCourse(nameOf(who))
  return { page, family, tell: new TellScreens(page), complaints, leave }
}

const nameOf = ({ resident }: Enrolled): string => `甲子${resident.replace('person-', '')}`

it('岢岚的村民：系统不知道她以前参没参加过，问她，她点一下，看一遍，交上去，就知道要交320元', async () => {
  const [who] = people as [Enrolled]
  const { family, tell, complaints, leave } = await visitCourse(who)
  expect(await tell.part('course-tell').innerText()).toContain('还有 1 项情况没有说')

  await tell.open()
  expect(await tell.question()).toBe('以前参加过居民医保吗？')
  await tell.answer('从来没有参加过')
  expect(await tell.answers()).toEqual(['以前参加过居民医保吗？ 从来没有参加过'])
  await tell.change('enrolmentHistory')
  await tell.answer('2021 年参加了')
  expect(await tell.answers()).toEqual(['以前参加过居民医保吗？ 2021 年参加了'])
  await tell.send()
  expect(await tell.now()).toContain('待缴费 请缴费：320元，最晚2021年12月25日。')

  await tell.backToCourse()
  await tell.part('course-tell').waitFor({ state: 'detached' })
  expect(await family.history()).toEqual([expect.stringContaining('补充了情况：以前的参保情况')])
  expect(complaints).toEqual([])
  await leave()
})

it('巴南的村民：答到一半离开，回来接着答；交的时候断了网，答案还在，连上再交，只记一次', async () => {
  const who = people[1]!
  const { page, family, tell, leave } = await visitCourse(who)
  await tell.open()
  expect(await tell.question()).toBe('想参加哪一档？')
  await tell.answer('一档')
  expect(await tell.question()).toBe('现在是大学里的全日制学生吗？')
  await page.goBack()
  await tell.open()
  expect(await tell.question()).toBe('现在是大学里的全日制学生吗？')
  await tell.part('tell-back').click()
  expect(await tell.question()).toBe('想参加哪一档？')
  await tell.part('answer-next').click()
  await tell.answer('不是学生')

  await page.context().setOffline(true)
  await tell.send()
  await tell.part('tell-unanswered').waitFor()
  await page.context().setOffline(false)
  expect(await tell.answers()).toEqual(['想参加哪一档？ 一档', '现在是大学里的全日制学生吗？ 不是学生'])
  await tell.send()
  expect(await tell.now()).toContain('请缴费：320元')
  await tell.backToCourse()
  expect(await family.history()).toHaveLength(1)
  await leave()
})

it('正在答，村里已经替他缴了：说清楚没有记，什么也不变', async () => {
  const who = people[2]!
  const { tell, family, complaints, leave } = await visitCourse(who)
  await tell.open()
  await tell.answer('从来没有参加过')
  await tell.answers()
  await county.setClock('2021-12-20T09:05:00+08:00')
  await county.record('kelan', who, { kind: 'paid', amount: 32000, way: '现金', evidence: '990009' })
  await county.setClock('2021-12-20T09:10:00+08:00')
  await tell.send()
  expect(await tell.part('tell-refused').innerText()).toContain('不能记录“补充情况”')
  await tell.backToCourse()
  await tell.part('course-tell').waitFor({ state: 'detached' })
  expect((await family.history())[0]).toContain('缴费320元')
  expect(complaints).toEqual([])
  await leave()
})

it.each([
  ['light', '标准'],
  ['dark', '标准'],
  ['light', '特大'],
] as const)('看得清、点得着（%s，%s）；说不清的可以不说', async (colorScheme, fontSize) => {
  const { page, tell, complaints, leave } = await visitCourse(people[3]!, { colorScheme }, fontSize)
  const hard: string[] = []
  const look = async (): Promise<void> => {
    hard.push(...(await hardToRead(page)))
    if (await widerThanPhone(page)) hard.push('wider than the phone')
  }
  await tell.part('course-tell').waitFor()
  await look()
  await tell.open()
  await look()
  await tell.part('answer-unsure').click()
  await look()
  await tell.answer('不是学生')
  expect(await tell.answers()).toEqual(['想参加哪一档？ 说不清', '现在是大学里的全日制学生吗？ 不是学生'])
  await look()
  expect(hard).toEqual([])
  expect(complaints).toEqual([])
  await leave()
})

it('随县：说了是刚退役的，才接着问是哪一天', async () => {
  await county.onDay('2022-02-10')
  const { page, tell, complaints, leave } = await visitCourse(people[4]!)
  await tell.open()
  await tell.answer('2021 年参加了')
  await tell.answer('刚从部队退役')
  await tell.send()
  await tell.part('tell-more').click()
  await tell.part('question-situationDate').waitFor()
  for (const [box, digits] of [
    ['year', '2022'],
    ['month', '1'],
    ['date', '25'],
  ])
    await page.locator(`#answer-day-${box}:visible input`).fill(digits!)
  await tell.part('answer-next').click()
  await tell.send()
  expect(await tell.now()).toContain('请缴费：320元')
  await tell.backToCourse()
  await tell.part('course-tell').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await leave()
})
