import { openBrowser } from '../browser/open-browser'
import { startEnrolmentsCounty } from '../cloudfunctions/enrollment/enrolments-county'
import { FamilyScreens } from './family-screens'
import { HomeScreen } from './home-screen'
import { sayYesInBrowser, signInAs } from './sign-in'
import { TellScreens } from './tell-screens'
import { openVisitor } from './visitor'
jest.setTimeout(120_000)
it('pictures', async () => {
  const browser = await openBrowser()
  const county = await startEnrolmentsCounty('dist/h5')
  const people = [await county.add('banan'), await county.add('suixian'), await county.add('fangtai')]
  await county.onDay('2021-12-20'); await county.openSeason('banan'); await county.openSeason('suixian')
  for (const [scheme, size] of [['light', '标准'], ['light', '特大'], ['dark', '标准']] as const) {
    const { page, leave } = await openVisitor(browser, { colorScheme: scheme })
    await page.clock.setFixedTime('2021-12-20T09:00:00+08:00')
    await signInAs(page, county.url, people[0]!.self)
    await new HomeScreen(page).chooseFontSize(size)
    const tag = `${scheme}-${size === '标准' ? 'n' : 'xl'}`
    const shot = (name: string) => page.screenshot({ path: `/tmp/tell/${name}-${tag}.png`, fullPage: true, animations: 'disabled' })
    const family = new FamilyScreens(page, sayYesInBrowser(page)); const tell = new TellScreens(page)
    await family.open(); await family.openCourse('甲子0'); await tell.part('course-tell').waitFor(); await shot('1course')
    await tell.open(); await tell.question(); await shot('2question')
    await tell.answer('一档'); await tell.question(); await page.waitForTimeout(200); await tell.part('tell-back').click(); await page.waitForTimeout(200); await shot('3kept')
    await tell.part('answer-next').click(); await tell.answer('不是学生'); await tell.answers(); await page.waitForTimeout(200); await shot('4review')
    await page.context().setOffline(true); await tell.send(); await tell.part('tell-unanswered').waitFor(); await shot('5offline')
    if (tag === 'dark-n') { await page.context().setOffline(false); await tell.send(); await tell.now(); await page.waitForTimeout(200); await shot('6done') }
    await leave()
  }
  await county.onDay('2022-02-10')
  const { page, leave } = await openVisitor(browser)
  await page.clock.setFixedTime('2022-02-10T09:00:00+08:00')
  await signInAs(page, county.url, people[1]!.self)
  const family = new FamilyScreens(page, sayYesInBrowser(page)); const tell = new TellScreens(page)
  await family.open(); await family.openCourse('甲子1'); await tell.open(); await tell.answer('去年参加了'); await tell.answer('刚从部队退役'); await tell.send(); await tell.now(); await tell.part('tell-more').waitFor()
  await page.screenshot({ path: '/tmp/tell/7more.png', fullPage: true })
  await tell.part('tell-more').click(); await tell.question(); await page.screenshot({ path: '/tmp/tell/8day.png', fullPage: true })
  await leave(); await browser.close(); await county.stop()
})
