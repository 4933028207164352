import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { takeClerkPictures } from './clerk-pictures'
import { takeCountyPictures } from './county-pictures'
import { takeFamilyPictures } from './family-pictures'
import { GuidedCheck } from './guided-check'
import { HomeScreen } from './home-screen'
import { takePayPictures } from './pay-pictures'
import { PEOPLE } from './people'
import { openProduct } from './product'
import { takeReceiptPictures } from './receipt-pictures'
import { takeTownshipPictures } from './township-pictures'
import { ResultScreen } from './result-screen'
import { openVisitor } from './visitor'

const FOLDER = 'docs/pictures'
const PICTURE_BYTES_MAX = 200_000
/** The day on which a picture is taken is not the day on which this is run, so that it changes only with the product. */
const USUAL_DAY = '2022-01-10'
const LARGEST = '特大'

/** One walk through the product, and the pictures taken on its way. */
interface Album {
  day?: string
  options?: BrowserContextOptions
  walk(page: Page, take: (name: string) => Promise<void>): Promise<void>
}

const home: Album['walk'] = async (page, take) => {
  await new HomeScreen(page).screen.waitFor()
  await take('home')
}

const resultOf = (name: string, person: (typeof PEOPLE)[keyof typeof PEOPLE]): Album => ({
  day: person.payOn,
  walk: async (page, take) => {
    await new GuidedCheck(page).walk(person)
    await new ResultScreen(page).serverLine()
    await take(`result-${name}`)
  },
})

const question: Album['walk'] = async (page, take) => {
  const check = new GuidedCheck(page)
  await check.begin()
  await take('check-place')
  await check.choosePlace(PEOPLE.kelanMinimumLiving.place)
  await check.forWhom('母亲')
  await check.payOn(PEOPLE.kelanMinimumLiving.payOn)
  await check.answerUntil('身份', PEOPLE.kelanMinimumLiving)
  await take('check-question')
}

const clause: Album['walk'] = async (page, take) => {
  await new GuidedCheck(page).walk(PEOPLE.kelanMinimumLiving)
  const result = new ResultScreen(page)
  await result.why('amount')
  await result.part('amount-clause').evaluate((node) => node.scrollIntoView({ block: 'center' }))
  await take('result-clause')
}

const inLargest = ({ walk, ...album }: Album): Album => ({
  ...album,
  walk: async (page, take) => {
    await new HomeScreen(page).chooseFontSize(LARGEST)
    await walk(page, (name) => take(`${name}-largest`))
  },
})

const inTheDark = ({ walk, ...album }: Album): Album => ({
  ...album,
  options: { colorScheme: 'dark' },
  walk: (page, take) => walk(page, (name) => take(`${name}-dark`)),
})

const saved: Album['walk'] = async (page, take) => {
  await new GuidedCheck(page).walk(PEOPLE.kelanMinimumLiving)
  const result = new ResultScreen(page)
  await result.keepAs('母亲')
  await result.goHome()
  await take('home-saved')
}

const ALBUMS: Album[] = [
  { walk: home },
  inLargest({ walk: home }),
  { walk: question },
  inLargest({ walk: question }),
  resultOf('ruijin', PEOPLE.ruijinLate),
  resultOf('kelan', PEOPLE.kelanMinimumLiving),
  resultOf('fangtai', PEOPLE.fangtaiMinimumLiving),
  resultOf('suixian', PEOPLE.suixianNewborn),
  resultOf('banan', PEOPLE.bananSecondTier),
  inLargest(resultOf('kelan', PEOPLE.kelanMinimumLiving)),
  inTheDark(resultOf('ruijin', PEOPLE.ruijinLate)),
  { walk: clause },
  { walk: saved },
]

/** `npm run pictures`: the screens as they are, taken from the browser build. */
async function takePictures(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const product = await openProduct()
  try {
    for (const { day = USUAL_DAY, options, walk } of ALBUMS) {
      const { page, complaints, leave } = await openVisitor(product.browser, options)
      await page.clock.setFixedTime(`${day}T12:00:00+08:00`)
      await page.goto(product.cloud.url)
      await walk(page, (name) => take(page, name))
      if (complaints.length > 0) throw new Error(complaints.join('\n'))
      await leave()
    }
  } finally {
    await product.close()
  }
  await takeFamilyPictures(take)
  await takeClerkPictures(take)
  await takeCountyPictures(take)
  await takeTownshipPictures(take)
  await takeReceiptPictures(take)
  await takePayPictures(take)
}

async function take(page: Page, name: string): Promise<void> {
  const file = path.join(FOLDER, `${name}.png`)
  await page.screenshot({ path: file, animations: 'disabled' })
  const { size } = statSync(file)
  console.log(`${file} ${size} bytes`)
  if (size > PICTURE_BYTES_MAX) throw new Error(`${file} has ${size} bytes, at most ${PICTURE_BYTES_MAX}`)
}

takePictures().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
