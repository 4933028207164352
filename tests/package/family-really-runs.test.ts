import {
  countyRecordsPayment,
  DAUGHTER,
  daughtersCode,
  FATHER,
  MOTHER,
  openFamilyCounty,
  parentsCode,
  type FamilyCounty,
} from '../journeys/family-county'
import { FamilyScreens } from '../journeys/family-screens'
import { launchPackage } from '../mini-runtime/launch-package'
import type { MiniProgram } from '../mini-runtime/mini-program'

/** WeChat's audit of a page: developers.weixin.qq.com, 体验评分. */
const NODES_MAX = 1000
const DEPTH_MAX = 30
const SET_DATA_BYTES_MAX = 256 * 1024

let family: FamilyCounty
let program: MiniProgram
beforeAll(async () => {
  const reminder = { id: 'reminder-template', values: { thing1: 'what', date2: 'day' } }
  family = await openFamilyCounty({ CANBAO_MESSAGE_TEMPLATES: JSON.stringify({ reminder }) })
})
afterAll(() => family.close())
afterEach(() => program.close())

/** The phone of someone whom WeChat has signed in. */
async function openAs(openid: string): Promise<FamilyScreens> {
  const person = family.county.as(openid)
  program = await launchPackage('dist/weapp', family.browser, {
    callFunction: async (name, request) => {
      const { action, data } = request as { action: string; data?: unknown }
      return { result: await person.call(name, action, data) }
    },
  })
  const screens = new FamilyScreens(program.page, (button) => program.answerSheet(button))
  await screens.open()
  return screens
}

describe('the built WeChat package, as a family uses it', () => {
  it('binds the daughter, adds her parents, shows a course with its clause, and is light by the audit', async () => {
    const screens = await openAs('oDaughter')
    await screens.bindMyself({ ...DAUGHTER, code: daughtersCode() })
    expect(await screens.addRelative('母亲', { ...MOTHER, code: parentsCode() })).toContain('添好了')
    expect(await screens.addRelative('父亲', { ...FATHER, code: parentsCode() })).toContain('添好了')
    await countyRecordsPayment(family.county, MOTHER, 32_000)

    await screens.openCourse(MOTHER.name)
    expect((await screens.steps()).find((step) => step.startsWith('现在'))).toContain('享受待遇')
    expect(await screens.clauseOfNow()).not.toBe('')
    const { nodes, depth, setDataBytes } = await program.measure()
    expect(nodes).toBeLessThan(NODES_MAX)
    expect(depth).toBeLessThan(DEPTH_MAX)
    expect(setDataBytes).toBeLessThanOrEqual(SET_DATA_BYTES_MAX)
    expect(await program.complaints()).toEqual([])
  })

  it('reads the inbox, copies the export, ends a link after asking', async () => {
    await family.county.setClock('2022-03-24T06:00:00+08:00')
    const screens = await openAs('oDaughter')
    await screens.openInbox()
    expect((await screens.messages())[0]).toContain('缴费快截止了')
    await screens.back()

    await screens.part('go-data').click()
    await screens.part('export-get').click()
    await screens.part('export-copy').click()
    const [copied] = await program.calls('setClipboardData')
    expect(JSON.stringify(copied)).toContain(DAUGHTER.idNumber)
    await screens.back()

    await screens.openLinks()
    await screens.revoke('父亲', '不再看了')
    expect(await program.complaints()).toEqual([])
  })

  it('asks WeChat for consent to a message after a tap, and the answer is in the ledger of consents', async () => {
    const screens = await openAs('oDaughter')
    await screens.part('allow-messages').click()
    await program.answerSheet('允许')
    await screens.part('reminders-said').filter({ hasText: '会发到您的微信' }).waitFor()
    expect(await family.county.stored('message-consents', { openid: 'oDaughter' })).toMatchObject([{ left: 1 }])
    expect(await program.complaints()).toEqual([])
  })
})
