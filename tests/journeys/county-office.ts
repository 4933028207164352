import type { Page } from 'playwright-core'
import type { Resident } from '../../cloudfunctions/domain/people/residents'
import type { PaymentConfigDocument } from '../../cloudfunctions/domain/payments/store'
import type { AppointmentDocument } from '../../cloudfunctions/domain/access/permissions'
import { startCountyCloud, type CountyCloud } from '../domain/county-cloud'
import { tell } from '../devcloud/ask'
import { cloudPay } from '../devcloud/wechat-sdk'
import { madeHousehold, madeResident, seedResidents } from '../domain/made-residents'
import { openCounty, openWholeSeason, type OpenCounty } from './open-county'

/** A working morning in the collection of 岢岚. */
export const MORNING = '2021-12-10T09:00:00+08:00'
/** A desk's window. */
export const COUNTY_HOME = {
  viewport: { width: 1280, height: 860 },
  deviceScaleFactor: 1,
  isMobile: false,
  hasTouch: false,
} as const

export const OFFICER = 'oCountyKelan'
export const COLLEAGUE = 'oCountyKelanToo'
export const THIRD = 'oCountyKelanThree'
/** Appointed where a journey wants them: 甲子镇. */
export const TOWN_OFFICER = 'oTownKelan'
export const CLERK_TO_BE = 'oNeighbour'
const VILLAGE = 'kelan-1-1'
const MERCHANT = '1900009231'
const PEOPLE = 12

/** Twelve people of one village, two to a house; the last house is of another village group. */
export const KELAN: readonly Resident[] = Array.from({ length: PEOPLE }, (_, i) =>
  madeResident(i + 1, {
    region: 'kelan',
    village: VILLAGE,
    household: `house-${Math.ceil((i + 1) / 2)}`,
    hukou: '岢岚县',
    group: i < 10 ? '1组' : '2组',
    birthDate: `19${50 + i}-03-0${(i % 9) + 1}`,
  }),
)

export type CountyOffice = OpenCounty

/** The built pages before the county's office of 岢岚, where the season is open and a clerk collects. */
export async function openCountyOffice(): Promise<CountyOffice> {
  return openCounty(async () => {
    const county = await startCountyCloud({
      pages: 'dist/h5',
      now: MORNING,
      people: [COLLEAGUE, THIRD, 'oClerkKelan', TOWN_OFFICER],
    })
    await county.seed<AppointmentDocument>('appointments', [
      appointment(COLLEAGUE, 'county', null),
      appointment(THIRD, 'county', null),
      appointment('oClerkKelan', 'clerk', [VILLAGE]),
    ])
    await seedResidents(
      county,
      KELAN,
      Array.from({ length: PEOPLE / 2 }, (_, i) =>
        madeHousehold(i + 1, { region: 'kelan', village: VILLAGE, head: `person-${2 * i + 1}` }),
      ),
    )
    await county.seed<PaymentConfigDocument>('payment-configs', [{ _id: 'kelan', wechat: { merchant: MERCHANT } }])
    await openWholeSeason(county, OFFICER, 'kelan', 2022)
    return county
  })
}

const appointment = (
  _id: string,
  role: AppointmentDocument['role'],
  villages: AppointmentDocument['villages'],
): AppointmentDocument => ({ _id, role, region: 'kelan', villages, from: '2021-01-01', until: null })

/** Somebody at the door: the clerk takes what a household of one owes, in cash. */
export async function clerkTakes(county: CountyCloud, resident: Resident): Promise<void> {
  const clerk = county.as('oClerkKelan')
  const enrolments = [`${resident.id}-2022`]
  const { total, people } = await clerk.ask<{
    total: number
    people: readonly { warnings: readonly { code: string }[] }[]
  }>('payment', 'owedAtDesk', { enrolments })
  const heard = people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
  await clerk.ask('payment', 'takeCash', {
    operation: `office-take-${resident.id}`,
    enrolments,
    way: 'cash',
    total,
    slip: null,
    heard,
  })
}

/** Somebody pays the county's merchant at WeChat, for an order that is none of ours. */
export async function paidForNoOrder(county: CountyCloud, outTradeNo: string, totalFee: number): Promise<void> {
  await cloudPay(county.url).unifiedOrder({
    body: '城乡居民医保',
    outTradeNo,
    totalFee,
    spbillCreateIp: '127.0.0.1',
    subMchId: MERCHANT,
    subOpenid: 'oDaughter',
    envId: 'local',
    functionName: 'payment-notice',
    nonceStr: 'n',
    tradeType: 'JSAPI',
  })
  await tell(county.url, '/pay/pay', { outTradeNo })
}

/** A list of 民政部门: three who are on it, one whose number is not in the ledger, one with a letter wrong. */
export function civilAffairsList(): string {
  const rows = KELAN.slice(0, 3).map(({ name, idNumber }) => `${name},${idNumber},低保对象,新增`)
  return [
    '姓名,身份证号码,人员类别,新增或减少',
    ...rows,
    `无名氏,${KELAN[0]!.idNumber!.replace(/.$/, (last) => (last === '1' ? '2' : '1'))},低保对象,新增`,
  ].join('\n')
}

/** The county's pages as they are read and used. */
export class CountyScreens {
  constructor(readonly page: Page) {}

  part(id: string) {
    return this.page.locator(`#${id}:visible`)
  }

  async words(id: string): Promise<string> {
    return (await this.part(id).innerText()).replace(/\s+/g, ' ').trim()
  }

  /** Nothing is waited for any more. */
  async settled(): Promise<void> {
    await this.page.locator('.question-title:visible').first().waitFor()
    await this.page.waitForFunction(() => document.querySelector('#waiting') === null)
  }

  async open(room: string): Promise<void> {
    await this.part(`go-${room}`).click()
    await this.page.locator(`#page-${room}:visible`).waitFor()
  }

  async back(): Promise<void> {
    await this.part('back-to-county').click()
    await this.page.locator('#page-county:visible #county-rooms').waitFor()
  }

  async write(id: string, words: string): Promise<void> {
    await this.part(id).locator('input').fill(words)
  }

  /** Finds somebody by the whole number. */
  async findPerson(id: string, idNumber: string): Promise<void> {
    await this.write(`${id}-number`, idNumber)
    await this.part(`${id}-find`).click()
    await this.part(`${id}-found`).waitFor()
  }

  /** Taps what asks for a file, and gives it one. */
  async give(id: string, name: string, text: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.part(id).click()
    await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  }

  /** Taps what makes a file; its name and bytes. */
  async fetch(id: string): Promise<{ name: string; bytes: number }> {
    const download = this.page.waitForEvent('download')
    await this.part(id).click()
    const file = await download
    let bytes = 0
    for await (const piece of await file.createReadStream()) bytes += (piece as Buffer).length
    return { name: file.suggestedFilename(), bytes }
  }
}
