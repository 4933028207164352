import { clerkTakes, CountyScreens, KELAN, MORNING, openCountyOffice, TOWN_OFFICER } from './county-office'
import type { CountyOffice } from './county-office'
import { signInAs } from './sign-in'
import type { Visitor } from './visitor'
import { townshipOffice } from '../domain/county-cloud'

const VILLAGE = { village: 'kelan-1-1', year: 2022 }
const YESTERDAY = '2021-12-09'

/** 甲子镇 of 岢岚 on a morning: 东一村 took money from four, handed in its week, and one receipt waits to be reviewed. */
export async function openTownship(): Promise<CountyOffice> {
  const office = await openCountyOffice()
  const { county } = office
  await county.seed('appointments', [townshipOffice(TOWN_OFFICER, '甲子镇', 'kelan')])
  for (const resident of KELAN.slice(0, 4)) await clerkTakes(county, resident)
  const clerk = county.as('oClerkKelan')
  const { duties } = await clerk.ask<{ duties: readonly Duty[] }>('village', 'duties', VILLAGE)
  const { duty, tasks } = duties.find((one) => one.desk === 'village' && !one.seen && one.tasks.length > 0)!
  const mark = { operation: 'township-mark', duty, began: tasks[0]!.began, paper: null, evidence: '表交给镇里小李' }
  await clerk.ask('village', 'markDuty', { ...VILLAGE, ...mark })
  const { papers } = await clerk.ask<{ papers: readonly { receipt: string }[] }>('village', 'receiptPapers', {
    ...VILLAGE,
    before: null,
    state: null,
  })
  for (const event of ['print', 'issue', 'register'])
    await clerk.ask('village', 'moveReceiptPaper', {
      operation: `township-${event}`,
      receipt: papers[0]!.receipt,
      event,
      found: null,
      because: null,
    })
  const evening = (day: string, paid: number) => ({
    _id: `kelan-2022~${day}`,
    region: 'kelan',
    year: 2022,
    day,
    villages: { 'kelan-1-1': { people: 12, paid, exempt: 0 } },
  })
  await county.seed('village-days', [evening('2021-12-02', 1), evening(YESTERDAY, 4)])
  return office
}

interface Duty {
  duty: string
  desk: string
  seen: boolean
  tasks: readonly { began: string }[]
}

/** From home through everything that a township's officer does; each screen shown to `see`. */
export async function walkTownship(
  { page }: Pick<Visitor, 'page'>,
  url: string,
  see: (name: string) => Promise<void>,
): Promise<void> {
  const screens = new CountyScreens(page)
  const open = async (way: string, name: string): Promise<void> => {
    await screens.part(`go-${way}`).click()
    await page.locator(`#page-${name}:visible`).waitFor()
    await screens.settled()
  }
  const back = async (): Promise<void> => {
    await screens.part('back-to-county').click()
    await screens.part('town-ways').waitFor()
    await screens.settled()
  }
  await page.goto(`${url}/#/pages/family/index`)
  await screens.part('go-town').click()
  await screens.part('town-hand-ins').waitFor()
  await screens.part('town-villages').waitFor()
  await see('township-today')
  await open('hand-ins', 'hand-ins')
  await see('township-hand-ins')
  await back()
  await open('bulletin', 'bulletin')
  await screens.part('bulletin-rows').waitFor()
  await see('township-bulletin')
  await back()
  await open('assessment', 'assessment')
  await screens.part('assessment-sheet').waitFor()
  await see('township-assessment')
  await back()
  await open('people', 'people')
  await screens.part('appointments').waitFor()
  await see('township-people')
  await back()
}

/** Signs in as its officer. */
export async function atTownship(page: Visitor['page'], url: string): Promise<void> {
  await page.clock.setFixedTime(MORNING)
  await signInAs(page, url, TOWN_OFFICER)
}
