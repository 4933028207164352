import { CLERK, openClerkCounty, type ClerkCounty } from '../journeys/clerk-county'
import { ClerkScreens } from '../journeys/clerk-screens'
import { launchPackage } from '../mini-runtime/launch-package'
import type { MiniProgram } from '../mini-runtime/mini-program'

/** WeChat's audit of a page: developers.weixin.qq.com, 体验评分. */
const NODES_MAX = 1000
const DEPTH_MAX = 30
const SET_DATA_BYTES_MAX = 256 * 1024

let clerks: ClerkCounty
let program: MiniProgram
let screens: ClerkScreens
/** The valley has no network. */
let cut = false
beforeAll(async () => {
  clerks = await openClerkCounty()
  const clerk = clerks.county.as(CLERK)
  program = await launchPackage('dist/weapp', clerks.browser, {
    callFunction: async (name, request) => {
      if (cut) return { errCode: -1, errMsg: 'request:fail' }
      const { action, data } = request as { action: string; data?: unknown }
      return { result: await clerk.call(name, action, data) }
    },
  })
  screens = new ClerkScreens(program.page, (button) => program.answerSheet(button))
})
afterAll(async () => {
  await program.close()
  await clerks.close()
})

async function isLight(): Promise<void> {
  const { nodes, depth, setDataBytes } = await program.measure()
  expect(nodes).toBeLessThan(NODES_MAX)
  expect(depth).toBeLessThan(DEPTH_MAX)
  expect(setDataBytes).toBeLessThanOrEqual(SET_DATA_BYTES_MAX)
}

describe('the built WeChat package, as a village clerk uses it', () => {
  it('shows the way to work to her, today, and the list with what doors need, light by the audit', async () => {
    await screens.open()
    expect(await screens.unpaid()).toBe(13)
    await isLight()
    await screens.openList()
    await screens.takenAlong(6)
    await isLight()
  })

  it('collects at a door with a network and at one without, and sends what waited once the network is back', async () => {
    await screens.openHousehold('0204')
    await screens.collect()
    expect(await screens.receipt()).toBe('kelan-2022-1-1-00001')
    await screens.nextHousehold()
    cut = true
    await screens.openHousehold('040X')
    await screens.collect()
    await screens.part('provisional').waitFor()
    expect(await screens.part('taken-waiting').innerText()).toContain('1 笔没上传')
    cut = false
    await program.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await screens.part('taken-waiting').waitFor({ state: 'detached' })
    expect(await clerks.county.stored('orders')).toHaveLength(2)
    expect(await program.complaints()).toEqual([])
  })
})
