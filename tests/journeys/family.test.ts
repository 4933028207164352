import type { Page } from 'playwright-core'
import {
  countyRecordsPayment,
  DAUGHTER,
  daughtersCode,
  enrolmentOf,
  FATHER,
  MOTHER,
  openFamilyCounty,
  parentsCode,
  START,
  type FamilyCounty,
} from './family-county'
import { FamilyScreens } from './family-screens'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

let family: FamilyCounty
beforeAll(async () => {
  family = await openFamilyCounty()
})
afterAll(() => family.close())

interface Visit {
  page: Page
  screens: FamilyScreens
  complaints: string[]
  leave(): Promise<void>
}

async function visitAs(openid: string): Promise<Visit> {
  const { page, complaints, leave } = await openVisitor(family.browser)
  // The phone's clock is the cloud's: both stand on the county's day.
  await page.clock.setFixedTime(START)
  await signInAs(page, family.county.url, openid)
  return { page, complaints, leave, screens: new FamilyScreens(page, sayYesInBrowser(page)) }
}

describe('村里的老人用自己的手机', () => {
  it('还没绑定，照实说；码不对，说清楚，什么也不泄露；对了，看到今年的全程和原文', async () => {
    const { screens, complaints, leave } = await visitAs('oMother1')
    await screens.open()
    expect(await screens.part('not-bound').innerText()).toContain('还没有绑定您本人')

    await screens.startBinding()
    await screens.sendBinding()
    expect(await screens.part('bind-name-wrong').innerText()).toBe('请填姓名。')
    await screens.typeMyself({ ...MOTHER, idNumber: MOTHER.idNumber!.slice(0, 17), code: parentsCode() })
    await screens.sendBinding()
    expect(await screens.part('bind-number-wrong').innerText()).toBe('身份证号码是 18 位，现在填了 17 位，请再对一遍。')
    await screens.typeMyself({ ...MOTHER, code: '7K3QX-9MWTA' })
    await screens.sendBinding()
    expect(await screens.part('bind-refused').innerText()).toContain('姓名、证件号码和码对不上')

    await screens.typeMyself({ ...MOTHER, code: parentsCode().toLowerCase() })
    await screens.sendBinding()
    await screens.part('bind-done').waitFor()
    await screens.back()
    expect(await screens.people()).toEqual([`本人 · ${MOTHER.name} 待缴费`])

    await screens.openCourse(MOTHER.name)
    expect(await screens.steps()).toEqual([
      '过去了 未到缴费时间 2021年11月2日',
      '现在 待缴费 2021年11月3日至2022年3月31日',
      '以后 停保 2022年4月1日起',
    ])
    expect(await screens.clauseOfNow()).toContain('集中征缴期为即日起至2022年3月31日')
    expect(complaints).toEqual([])
    await leave()
  })
})

describe('在外的女儿照看父母', () => {
  it('绑定自己，凭家庭码添上父母，看到三个人，母亲的钱记上了马上能看到', async () => {
    const { screens, complaints, leave } = await visitAs('oDaughter')
    await screens.open()
    await screens.bindMyself({ ...DAUGHTER, code: daughtersCode() })
    expect(await screens.addRelative('母亲', { ...MOTHER, code: parentsCode() })).toContain('添好了')
    expect(await screens.addRelative('父亲', { ...FATHER, code: parentsCode() })).toContain('添好了')
    expect(await screens.people()).toEqual([
      `本人 · ${DAUGHTER.name} 待缴费`,
      `母亲 · ${MOTHER.name} 待缴费`,
      `父亲 · ${FATHER.name} 待缴费`,
    ])

    await countyRecordsPayment(family.county, MOTHER, 32_000)
    await screens.openCourse(MOTHER.name)
    expect((await screens.steps()).find((step) => step.startsWith('现在'))).toContain('享受待遇')
    expect(await screens.part('course-benefit').innerText()).toBe('待遇享受期：2022年1月1日至12月31日')
    expect((await screens.history())[0]).toContain('缴费320元')
    await screens.back()
    await screens.openCourse(FATHER.name)
    expect((await screens.steps()).find((step) => step.startsWith('现在'))).toContain('待缴费')
    expect(complaints).toEqual([])
    await leave()
  })

  it('快到期，父亲没交，消息箱里有提醒；看过就不再是新的；点进去是父亲的全程', async () => {
    await family.county.setClock('2022-03-24T06:00:00+08:00')
    const { screens, page, complaints, leave } = await visitAs('oDaughter')
    await screens.open()
    await screens.part('read-messages').waitFor()
    await screens.openInbox()
    const [first = ''] = await screens.messages()
    expect(first).toContain(`新`)
    expect(first).toContain('缴费快截止了')
    await page.locator('#page-inbox:visible .message-course').first().click()
    await screens.part('course-line').waitFor()
    await page.goBack()
    await page.goBack()
    await screens.here()
    await screens.openInbox()
    expect((await screens.messages())[0]).not.toContain('新')
    expect(complaints).toEqual([])
    await leave()
  })
})

describe('网络不好，或者改了主意', () => {
  it('没有信号：照实说没有连上；有了信号，自己再查', async () => {
    const { screens, page, leave } = await visitAs('oDaughter')
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await screens.part('home-family').click()
    expect(await screens.part('no-answer').innerText()).toContain('没有连上')
    await page.context().setOffline(false)
    // Nobody has to tap: it asks again by itself.
    await screens.here()
    await leave()
  })

  it('办成了而回话丢了：再点一次还是同一件事，只办一次', async () => {
    const { screens, page, leave } = await visitAs('oSonInLaw')
    const sent: string[] = []
    await page.route('**/functions/enrollment', async (route) => {
      const { action, data } = route.request().postDataJSON() as { action: string; data?: { operation: string } }
      if (action !== 'askLink' || data === undefined) return route.continue()
      sent.push(data.operation)
      const answer = await route.fetch()
      return sent.length === 1 ? route.abort() : route.fulfill({ response: answer })
    })
    await screens.open()
    await screens.startAdding('母亲', MOTHER)
    await screens.part('relative-send').click()
    expect(await screens.part('relative-unanswered').innerText()).toContain('不会办成两次')
    await screens.part('relative-send').click()
    expect(await screens.part('relative-done').innerText()).toContain('等对方同意')
    expect(sent).toHaveLength(2)
    expect(sent[1]).toBe(sent[0])
    const links = await family.county.stored('links', { openid: 'oSonInLaw' })
    expect(links).toHaveLength(1)
    await leave()
  })

  it('母亲不同意女婿看，也收回了女儿的；女儿再打开那一页，说得清清楚楚', async () => {
    const { screens, complaints, leave } = await visitAs('oMother1')
    await screens.open()
    await screens.answerRequest(false)
    await screens.revoke('母亲', '不让他看')
    expect(await screens.part('links-followers').innerText()).toContain('没有别人能看您的参保')
    expect(complaints).toEqual([])
    await leave()

    const daughter = await visitAs('oDaughter')
    await daughter.page.goto(`${family.county.url}/#/pages/family/course/index?enrolment=${enrolmentOf(MOTHER)}`)
    expect(await daughter.screens.part('refused-message').innerText()).not.toBe('')
    await daughter.screens.part('back-to-family').click()
    await daughter.screens.here()
    expect(await daughter.screens.people()).toEqual([`本人 · ${DAUGHTER.name} 待缴费`, `父亲 · ${FATHER.name} 待缴费`])
    await daughter.screens.openLinks()
    await daughter.screens.revoke('父亲', '不再看了')
    expect(await daughter.screens.part('links-family').innerText()).toContain('还没有添家人')
    await daughter.leave()
  })

  it('拿走自己的全部资料，再注销：没打那两个字不办；办了，还留着什么一条条说', async () => {
    const { screens, complaints, leave } = await visitAs('oDaughter')
    await screens.open()
    await screens.part('go-data').click()
    await screens.part('export-get').click()
    expect(await screens.part('export-text').innerText()).toContain(DAUGHTER.idNumber)

    await screens.part('delete-send').click()
    expect(await screens.part('delete-confirm-wrong').innerText()).toBe('要注销，请先打上“注销”两个字。')
    await screens.part('delete-confirm').locator('input').fill('注销')
    await screens.part('delete-send').click()
    expect(await screens.part('deleted').innerText()).toContain('社会保险法')
    await screens.part('deleted-home').click()
    await screens.open()
    expect(await screens.part('not-bound').innerText()).toContain('还没有绑定')
    expect(await family.county.stored('links', { openid: 'oDaughter' })).toEqual([])
    expect(complaints).toEqual([])
    await leave()
  })
})
