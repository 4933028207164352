import { ClerkScreens } from './clerk-screens'
import {
  civilAffairsList,
  clerkTakes,
  CLERK_TO_BE,
  COLLEAGUE,
  CountyScreens,
  COUNTY_HOME,
  KELAN,
  MORNING,
  OFFICER,
  openCountyOffice,
  paidForNoOrder,
  THIRD,
  type CountyOffice,
} from './county-office'
import { sayYesInBrowser, signInAs } from './sign-in'
import { openVisitor } from './visitor'

let office: CountyOffice
beforeAll(async () => {
  office = await openCountyOffice()
})
afterAll(() => office.close())

async function atTheDesk(openid: string) {
  const visitor = await openVisitor(office.browser, COUNTY_HOME)
  await visitor.page.clock.setFixedTime(MORNING)
  await signInAs(visitor.page, office.county.url, openid)
  await visitor.page.goto(`${office.county.url}/#/pages/county/index`)
  const screens = new CountyScreens(visitor.page)
  await screens.part('county-rooms').waitFor()
  return { ...visitor, screens, sayYes: sayYesInBrowser(visitor.page) }
}

describe('岢岚县医保局的一个月，在办公室的宽屏上', () => {
  it('民政送来名单：先看会有什么变化，看清楚了才登记，错的退回去，一行不丢', async () => {
    const { screens, sayYes, complaints, leave } = await atTheDesk(OFFICER)
    await screens.open('rosters')
    await screens.part('load-civil-affairs').click()
    await screens.give('roster-pick', '民政名单.csv', civilAffairsList())
    await screens.part('roster-load').click()
    await screens.part('roster-effect').waitFor()
    expect(await screens.words('effect-people')).toContain('3')
    expect(await screens.words('roster-effect')).toMatch(/3 ?人.*320.*40/)
    expect(await screens.words('roster-rows')).toContain('无名氏'.slice(0, 1))
    await screens.part('roster-confirm').click()
    await sayYes('登记')
    await screens.part('roster-enter').click()
    await screens.page.locator('#batch-state:visible', { hasText: '已登记' }).waitFor()
    expect(complaints).toEqual([])
    await leave()
    const fees = await office.county.stored<{ _id: string; assessment: { fee: number } }>('enrolments', {
      region: 'kelan',
    })
    expect(
      fees
        .filter(({ assessment }) => assessment.fee === 4_000)
        .map(({ _id }) => _id)
        .sort(),
    ).toEqual(['person-1-2022', 'person-2-2022', 'person-3-2022'])
  })

  it('收了两户：进度跟着变，资金里看得见钱在谁手里', async () => {
    await clerkTakes(office.county, KELAN[0]!)
    await clerkTakes(office.county, KELAN[5]!)
    const { screens, complaints, leave } = await atTheDesk(OFFICER)
    expect(await screens.words('progress-percent')).toContain('2')
    await screens.open('money')
    expect(await screens.words('money-paid')).toContain('360')
    expect(await screens.words('money-clerks')).toContain('360')
    const { name, bytes } = await screens.fetch('export-money')
    expect(name).toMatch(/\.xlsx$/)
    expect(bytes).toBeGreaterThan(2_000)
    expect(complaints).toEqual([])
    await leave()
  })

  it('在银行柜台缴了的，凭凭证补记，马上算已缴；记错了的作废，重新待缴', async () => {
    const { screens, complaints, leave } = await atTheDesk(OFFICER)
    const somebody = KELAN[6]!
    await screens.open('outside')
    await screens.findPerson('outside', somebody.idNumber!)
    expect(await screens.words('outside-found')).toMatch(/甲\*\*\*.*东一村/)
    await screens.write('outside-amount', '300')
    await screens.write('outside-way', '农商行柜台')
    await screens.write('outside-evidence', 'NSH-0001')
    await screens.part('outside-send').click()
    expect(await screens.words('outside-amount-wrong')).toContain('与这一天应缴的金额不一样')
    await screens.write('outside-amount', '320')
    await screens.part('outside-send').click()
    expect(await screens.words('outside-done')).toContain('320 元记上了')
    for (const field of ['number', 'amount', 'way', 'evidence'])
      expect(await screens.part(`outside-${field}`).locator('input').inputValue()).toBe('')
    const statusOf = async () =>
      (await office.county.stored<{ status: string }>('enrolments', { _id: `${somebody.id}-2022` }))[0]?.status
    expect(await statusOf()).toMatch(/^paid/)
    await screens.findPerson('void', somebody.idNumber!)
    await screens.write('void-because', '凭证是别人的')
    await screens.write('void-propose-because', '本人说没有缴过')
    await screens.part('void-propose').click()
    expect(await screens.words('void-done')).toContain('已经提请复核')
    expect(await statusOf()).toMatch(/^paid/)
    const [{ _id: proposal }] = (await office.county.stored<{ _id: string }>('proposals')) as [{ _id: string }]
    const second = await atTheDesk(COLLEAGUE)
    await second.screens.open('approvals')
    await second.screens.part(`confirm-${proposal}`).click()
    await second.sayYes('同意')
    await second.screens.part(`confirm-${proposal}`).waitFor({ state: 'detached' })
    expect(await statusOf()).toBe('due')
    expect(second.complaints).toEqual([])
    await second.leave()
    expect(complaints).toEqual([])
    await leave()
  })

  it('微信收到没有订单的钱：查到是谁就认到名下；查不清的一人提出、另一人同意，退回去', async () => {
    await paidForNoOrder(office.county, 'notours1', 32_000)
    await paidForNoOrder(office.county, 'notours2', 500)
    const { screens, complaints, leave } = await atTheDesk(OFFICER)
    await screens.open('oddities')
    const known = screens.page.locator('.oddity:visible', { hasText: 'notours1' })
    const whose = await known.locator('[id^="whose-"][id$="-number"]').getAttribute('id')
    await screens.findPerson(whose!.replace(/-number$/, ''), KELAN[7]!.idNumber!)
    await known.locator('[id^="why-"] input').fill('付款人来电，截图核对过')
    await known.locator('[id^="assign-"].button').click()
    await known.waitFor({ state: 'detached' })
    expect(
      (await office.county.stored<{ status: string }>('enrolments', { _id: `${KELAN[7]!.id}-2022` }))[0]?.status,
    ).toMatch(/^paid/)
    const unknown = screens.page.locator('.oddity:visible', { hasText: 'notours2' })
    await unknown.locator('[id^="why-"] input').fill('查不到是谁')
    await unknown.locator('[id^="propose-"].button').click()
    await unknown.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await leave()

    const colleague = await atTheDesk(COLLEAGUE)
    await colleague.screens.open('oddities')
    await colleague.screens.part('step-proposed').click()
    await colleague.screens.page.locator('[id^="agree-"].button:visible').click()
    await colleague.screens.part('oddities-none').waitFor()
    await colleague.screens.part('step-agreed').click()
    await colleague.screens.page.locator('[id^="send-back-"]:visible').click()
    await colleague.screens.part('oddities-none').waitFor()
    expect(await office.county.stored('payment-oddities', { merchantNo: 'notours2', state: 'sent' })).toHaveLength(1)
    await colleague.leave()
  })

  it('下达任务数，写明依据；进度马上按它算', async () => {
    const { screens, complaints, leave } = await atTheDesk(OFFICER)
    await screens.open('targets')
    await screens.page.locator('#targets-rows:visible .link').first().click()
    await screens.write('target-people', '10')
    await screens.part('target-send').click()
    expect(await screens.words('target-source-wrong')).toContain('依据')
    await screens.write('target-source', '县医保局征缴任务表')
    await screens.part('target-send').click()
    await screens.page.locator('#targets-rows:visible', { hasText: '10' }).waitFor()
    expect(complaints).toEqual([])
    await leave()
  })

  it('任命一位只管二组的经办人员：码当面给，本人接受，打开只有二组的户', async () => {
    const { screens, complaints, leave } = await atTheDesk(OFFICER)
    await screens.open('people')
    await screens.write('invite-who', '东一村会计')
    await screens.write('invite-village', '东一村')
    await screens.part('village-kelan-1-1').click()
    await screens.page.locator('[id^="group-"]:visible', { hasText: '2组' }).click()
    await screens.part('invite-send').click()
    const code = await screens.words('invite-code')
    await screens.page.locator('#invitations:visible', { hasText: '东一村 2组' }).waitFor()
    expect(code).toMatch(/^\w{5}-\w{5}$/)
    const { page, leave: leaveToo } = await openVisitor(office.browser)
    await signInAs(page, office.county.url, CLERK_TO_BE)
    await page.goto(`${office.county.url}/#/pages/county/accept/index`)
    const theirs = new CountyScreens(page)
    await theirs.write('accept-code', code)
    await theirs.part('accept-send').click()
    expect(await theirs.words('accept-done')).toContain('东一村 2组')
    await theirs.part('accept-home').click()
    const clerk = new ClerkScreens(page, sayYesInBrowser(page))
    await clerk.open()
    expect(await theirs.words('desk-place')).toContain('东一村 2组')
    expect(await clerk.unpaid()).toBe(2)
    expect(await theirs.part('go-duties').count()).toBe(0)
    await clerk.openList()
    expect(await clerk.rows().count()).toBe(1)
    await leaveToo()
    expect(complaints).toEqual([])
    await leave()
  })

  it('退费要另外两个人同意，钱退了才算完', async () => {
    const payer = office.county.as('oClerkKelan')
    const [order] = await office.county.stored<{ _id: string }>('orders', { payer: 'oClerkKelan' })
    await payer.ask('payment', 'askRefund', {
      operation: 'office-refund',
      order: order!._id,
      enrolment: `${await lineOf(order!._id)}`,
      why: '重复参保',
    })
    for (const openid of [COLLEAGUE, THIRD]) {
      const { screens, leave } = await atTheDesk(openid)
      await screens.open('refunds')
      await screens.page.locator('[id^="agree-"]:visible').first().click()
      await screens.page.locator('#refunds:visible').waitFor()
      await leave()
    }
    const { screens, leave } = await atTheDesk(OFFICER)
    await screens.open('refunds')
    await screens.page.locator('[id^="paid-"]:visible input').fill('签收单1号')
    await screens.page.locator('[id^="send-"].button:visible').click()
    await screens.page.locator('#refunds:visible', { hasText: '没有等着办的退费' }).waitFor()
    await leave()
  })

  it('税务局的明细导进来：对得上的自动对上，对不上的留给人', async () => {
    const { screens, complaints, leave } = await atTheDesk(OFFICER)
    await screens.open('tax')
    const [, , , fourth] = KELAN
    const file = [
      '姓名,证件号码,缴费年度,实缴金额,缴费日期,缴费凭证号',
      `${fourth!.name},${fourth!.idNumber},2022,320,2021-12-09,T0001`,
      `${fourth!.name},${fourth!.idNumber},2022,320,2021-12-09,T0002`,
    ].join('\n')
    await screens.give('tax-pick', '税务明细.csv', file)
    await screens.part('tax-load').click()
    await screens.page.locator('#tax-files:visible .row').first().click()
    await screens.page
      .locator('#tax-rows:visible', { hasText: '缴过' })
      .or(screens.page.locator('#tax-rows:visible .badge'))
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await leave()
  })

  it('谁看了什么、什么没有获准，都查得到', async () => {
    await office.county
      .as('oAuditor')
      .refusal('enrollment', 'recordEvent', {
        operation: 'office-foreign',
        enrolment: 'person-2-2022',
        day: null,
        event: { kind: 'left', why: 'died' },
      })
    const { screens, complaints, leave } = await atTheDesk(OFFICER)
    await screens.open('audit')
    await screens.part('audit-find').click()
    await screens.page.locator('#audit-lines:visible .row').first().waitFor()
    expect(complaints).toEqual([])
    await leave()
  })
})

async function lineOf(order: string): Promise<string> {
  const [found] = await office.county.stored<{ lines: readonly { enrolment: string }[] }>('orders', { _id: order })
  return found!.lines[0]!.enrolment
}
