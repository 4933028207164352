import type { Page } from 'playwright-core'
import { CLERK, openClerkCounty, START, type ClerkCounty } from './clerk-county'
import { signInAs } from './sign-in'
import { openVisitor } from './visitor'

let clerks: ClerkCounty
let page: Page
let leave: () => Promise<void>
beforeAll(async () => {
  clerks = await openClerkCounty()
  const visit = await openVisitor(clerks.browser)
  leave = visit.leave
  page = visit.page
  page.setDefaultTimeout(60_000)
  await page.clock.install({ time: START })
  await signInAs(page, clerks.county.url, CLERK)
})
afterAll(async () => {
  await leave()
  await clerks.close()
})

let taps = 0
/** What a finger does: a tap on something that can be pressed. */
async function tap(id: string): Promise<void> {
  taps += 1
  await page.locator(`#${id}:visible`).click()
}
/** A tap into a field, and what is typed there. */
async function type(id: string, words: string): Promise<void> {
  taps += 1
  await page.locator(`#${id}:visible input`).fill(words)
}
const text = (id: string): Promise<string> => page.locator(`#${id}:visible`).innerText()

/** The list of households, with what a clerk begins each errand from. */
async function fromTheDesk(): Promise<void> {
  await page.goto(`${clerks.county.url}/#/pages/village/index`)
  await page.locator('#go-households:visible').waitFor()
  taps = 0
}

describe('名册上的事，一件一件在手机上办', () => {
  it('找一户：两下；打名字的一部分，多一下', async () => {
    await fromTheDesk()
    await tap('go-households')
    await page.locator('.household-row:visible').first().click()
    taps += 1
    await page.locator('#members:visible').waitFor()
    expect(taps).toBe(2)
    expect(await text('members')).toContain('甲子10（户主）')

    await fromTheDesk()
    await tap('go-households')
    await type('rows-words', '子30')
    expect(await page.locator('.household-row:visible').allInnerTexts()).toEqual([expect.stringContaining('甲子30')])
    await page.locator('.household-row:visible').first().click()
    taps += 1
    await page.locator('#members:visible').waitFor()
    expect(taps).toBe(3)
  })

  it('新生儿登记进这一户，连打字不超过 8 下；没有号码，当场有这一年的参保', async () => {
    taps = 0
    await tap('add-person')
    await tap('enter-newborn')
    await type('enter-name', '甲子宝')
    await type('enter-birth', '20211120')
    await tap('enter-female')
    await tap('enter-send')
    await page.locator('#enter-done:visible').waitFor()
    expect(taps).toBeLessThanOrEqual(8)
    expect(await text('enter-done')).toContain('还没有证件号码')
    const [baby] = await clerks.county.stored<{ _id: string }>('residents', { idKind: 'newborn' })
    expect(await clerks.county.stored('enrolments', { resident: baby!._id })).toHaveLength(1)
  })

  it('补上号码：改以前先看会改什么', async () => {
    await tap('enter-household')
    const [baby] = await clerks.county.stored<{ _id: string }>('residents', { idKind: 'newborn' })
    await tap(`person-${baby!._id}`)
    await tap('go-correct')
    await type('correct-to-idNumber', '')
    await tap('correct-phone')
    await type('correct-to-phone', '00000001234')
    await tap('correct-idNumber')
    await tap('correct-show')
    expect(await text('change-phone')).toMatch(/原来：（空）[\s\S]*改成：00000001234/)
    await tap('correct-save')
    await page.locator('#person-card:visible').waitFor()
  })

  it('号码没变、姓名变了的，不当成改字：要人对过证件再定', async () => {
    await fromTheDesk()
    await tap('go-households')
    await page.locator('.household-row:visible').first().click()
    await page.locator('#members:visible [id^="person-"]').first().click()
    await tap('go-correct')
    await tap('correct-name')
    await type('correct-to-name', '庚辛壬')
    await tap('correct-show')
    expect(await text('decision')).toContain('同一个证件号码')
    await tap('correct-save')
    expect(await page.locator('#page-correct:visible').count()).toBe(1)
    await tap('decision-same')
    await tap('correct-save')
    await page.locator('#person-card:visible').waitFor()
    expect(await page.locator('#page-person:visible').innerText()).toContain('庚辛壬')
  })

  it('户主去世：记下以后，请家里别的人当户主', async () => {
    await tap('absence-open')
    await tap('absence-died')
    await tap('absence-send')
    await page.locator('#person-absent:visible').waitFor()
    expect(await text('person-absent')).toContain('去世')
    await page.goBack()
    await page.locator('#members:visible').waitFor()
    await page.locator('#members:visible [id^="person-"]').last().click()
    expect(await text('person-head')).toContain('请另定一位户主')
    await tap('head-name')
    await page.locator('#person-head:visible').waitFor({ state: 'detached' })
    expect(await text('person-card')).toContain('户主')
  })

  it('给本人一个绑定码，能看能印', async () => {
    await tap('binding-code')
    expect(await text('code')).toMatch(/^\d{8}$/)
  })

  it('收错的现金当天撤销：三下，收据作废，这家又要交', async () => {
    const [first] = await clerks.county.stored<{ _id: string; household: string; status: string }>('enrolments', {
      village: 'kelan-1-1',
      status: 'due',
    })
    const person = clerks.county.as(CLERK)
    const { people, total } = await person.ask<{ people: { warnings: { code: string }[] }[]; total: number }>(
      'payment',
      'owedAtDesk',
      { enrolments: [first!._id] },
    )
    await person.ask('payment', 'takeCash', {
      operation: 'taken-by-mistake-1',
      enrolments: [first!._id],
      way: 'cash',
      slip: null,
      total,
      heard: people.flatMap(({ warnings }) => warnings.map(({ code }) => code)),
    })
    await page.goto(`${clerks.county.url}/#/pages/village/household/index?household=${first!.household}`)
    await page.locator('#household-receipts:visible').waitFor()
    taps = 0
    await tap('undo-taken-by-mistake-1')
    await tap('undo-why-0-taken-by-mistake-1')
    await tap('undo-go-taken-by-mistake-1')
    await page.locator('#household-receipts:visible .stop-words').waitFor()
    expect(taps).toBe(3)
    expect(await text('household-receipts')).toContain('已作废')
    expect(await clerks.county.stored('enrolments', { _id: first!._id })).toMatchObject([{ status: 'due' }])
    expect(await clerks.county.stored('drawers', { _id: CLERK })).toMatchObject([{ items: [] }])
  })
})
