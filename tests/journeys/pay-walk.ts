import type { Page } from 'playwright-core'
import type { Resident } from '../../cloudfunctions/domain/people/residents'
import { KELAN, NEIGHBOUR, type PayCounty } from './pay-county'
import { PayScreens } from './pay-screens'
import { HomeScreen } from './home-screen'
import { sayYesInBrowser, signInAs } from './sign-in'

type Stop = (screen: string) => Promise<void>

/** Orders of the daughter's sister: one is still to be paid on the official channel, of the other the tax office has the money. */
export interface SistersOrders {
  waiting: string
  arrived: string
}

export async function placeSistersOrders({ county, taxFileArrives }: PayCounty): Promise<SistersOrders> {
  const [uncle, aunt, cousin] = (await county.family('oSister', [KELAN, KELAN, KELAN])) as [
    Resident,
    Resident,
    Resident,
  ]
  const [{ order: waiting }, { order: arrived }] = [
    await county.place('oSister', [uncle, aunt]),
    await county.place('oSister', [cousin]),
  ]
  await taxFileArrives([cousin], 32_000)
  return { waiting, arrived }
}

/** Each screen of paying, without placing an order: walked as often as one likes. */
export async function walkPaying(
  page: Page,
  { county }: PayCounty,
  { waiting, arrived }: SistersOrders,
  fontSize: string,
  stop: Stop,
): Promise<void> {
  const screens = new PayScreens(page, sayYesInBrowser(page))
  await signInAs(page, county.url, 'oDaughter')
  await new HomeScreen(page).chooseFontSize(fontSize)
  await screens.open()
  await screens.payable()
  await stop('pay')
  await screens.tap('pay-go')
  await screens.part('confirm-go').waitFor()
  await screens.atRest()
  await stop('pay-confirm')
  await screens.inSight(screens.part('pay-ways'))
  await stop('pay-ways')
  await page.goBack()
  await screens.tap('pay-stranger')
  await screens.tap('stranger-send')
  await screens.part('stranger-season-wrong').waitFor()
  await stop('pay-stranger')
  await screens.tap('stranger-kelan-2022')
  await screens.askForStranger(NEIGHBOUR)
  await stop('pay-stranger-found')

  await signInAs(page, county.url, 'oSister')
  for (const [screen, address, shown] of [
    ['pay-channel', `channel/index?order=${waiting}`, 'channel-total'],
    ['order-waiting', `order/index?order=${waiting}`, 'order-total'],
    ['order-arrived', `order/index?order=${arrived}`, 'order-total'],
  ] as const) {
    await page.goto(`${county.url}/#/pages/pay/${address}`)
    await screens.part(shown).waitFor()
    await screens.atRest()
    await stop(screen)
  }
}
