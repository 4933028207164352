import {
  clerkTakes,
  CountyScreens,
  KELAN,
  OFFICER,
  openCountyOffice,
  paidForNoOrder,
  type CountyOffice,
} from '../journeys/county-office'
import { launchPackage } from '../mini-runtime/launch-package'
import type { MiniProgram } from '../mini-runtime/mini-program'

/** WeChat's audit of a page: developers.weixin.qq.com, 体验评分. */
const NODES_MAX = 1000
const SET_DATA_BYTES_MAX = 256 * 1024

let office: CountyOffice
let program: MiniProgram
let screens: CountyScreens
beforeAll(async () => {
  office = await openCountyOffice()
  await clerkTakes(office.county, KELAN[0]!)
  await paidForNoOrder(office.county, 'notours', 32_000)
  const officer = office.county.as(OFFICER)
  program = await launchPackage('dist/weapp', office.browser, {
    callFunction: async (name, request) => {
      const { action, data } = request as { action: string; data?: unknown }
      return { result: await officer.call(name, action, data) }
    },
  })
  screens = new CountyScreens(program.page)
})
afterAll(async () => {
  await program.close()
  await office.close()
})

it('the built WeChat package shows the county its rooms, and what each of them is for, light by the audit and without a complaint', async () => {
  await screens.part('home-family').click()
  await screens.part('go-county').click()
  await screens.part('county-rooms').waitFor()
  expect(await screens.words('progress-percent')).not.toBe('')
  for (const room of [
    'money',
    'targets',
    'rosters',
    'tax',
    'refunds',
    'oddities',
    'outside',
    'quality',
    'people',
    'audit',
  ]) {
    await screens.open(room)
    await program.page.waitForFunction(() => document.querySelector('#waiting') === null)
    const { nodes, setDataBytes } = await program.measure()
    expect({ room, light: nodes < NODES_MAX && setDataBytes <= SET_DATA_BYTES_MAX }).toEqual({ room, light: true })
    await screens.back()
  }
  expect(await program.complaints()).toEqual([])
})

it('takes down a payment at another counter there too', async () => {
  await screens.open('outside')
  await screens.findPerson('outside', KELAN[6]!.idNumber!)
  for (const [part, value] of [
    ['year', '2021'],
    ['month', '12'],
    ['date', '10'],
  ] as const)
    await screens.write(`outside-day-${part}`, value)
  await screens.write('outside-amount', '320')
  await screens.write('outside-way', '农商行柜台')
  await screens.write('outside-evidence', 'NSH-0002')
  await screens.part('outside-send').click()
  expect(await screens.words('outside-done')).toContain('320 元记上了')
  expect(
    (await office.county.stored<{ status: string }>('enrolments', { _id: `${KELAN[6]!.id}-2022` }))[0]?.status,
  ).toMatch(/^paid/)
})
