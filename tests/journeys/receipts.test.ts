import { byTwo } from '../domain/by-two'
import type { Page } from 'playwright-core'
import { readCodeText } from '../../src/pages/pay/draw-receipt'
import { sizeOfJpeg } from '../../src/print/pdf'
import { downloaded } from './downloaded'
import { FATHER, MOTHER, openReceiptCounty, placeOrder, type ReceiptCounty } from './receipt-county'
import { ReceiptScreens } from './receipt-screens'
import { readCodeOn } from './scan-code'
import { signInAs } from './sign-in'
import { openVisitor } from './visitor'

let place: ReceiptCounty
let paid: { order: string; receipt: string }
beforeAll(async () => {
  place = await openReceiptCounty()
  paid = await place.takeCash([MOTHER, FATHER])
})
afterAll(() => place.close())

interface Visit {
  page: Page
  screens: ReceiptScreens
  complaints: string[]
  leave(): Promise<void>
}

/** null = somebody who has signed in nowhere. */
async function visitAs(openid: string | null): Promise<Visit> {
  const { page, complaints, leave } = await openVisitor(place.browser)
  if (openid === null) await page.goto(place.county.url)
  else await signInAs(page, place.county.url, openid)
  return { page, complaints, leave, screens: new ReceiptScreens(page) }
}

let printed: { number: string; check: string; code: string }

test('在村里交了现金的老人，自己的手机上看收据、存图片、打印，知道它不能当证明、证明哪天到哪里开', async () => {
  const { page, screens, complaints, leave } = await visitAs('oMother1')
  await screens.openReceiptsFromHome(MOTHER.name)
  await screens.openListed()
  expect(await screens.read('receipt-amount')).toBe('收到 640 元')
  const facts = await screens.read('receipt-facts')
  for (const words of ['陆佰肆拾元整', '2021年12月20日', '岢岚县甲子镇东一村', paid.receipt, '给谁交的（2 人）'])
    expect(facts).toContain(words)
  expect(facts).not.toContain(MOTHER.name)
  expect(facts).not.toContain(FATHER.idNumber)
  const proof = await screens.read('receipt-proof')
  for (const words of ['也不能用手机截图', '2021-12-27', '办税服务厅']) expect(proof).toContain(words)

  const picture = await downloaded(page, () => screens.part('keep-picture').click())
  expect(picture.name).toBe(`收据-${paid.receipt}.jpg`)
  expect(sizeOfJpeg(picture.bytes)).toEqual({ width: 1166, height: 1654 })
  const pdf = await downloaded(page, () => screens.part('keep-pdf').click())
  expect(pdf.name).toBe(`收据-${paid.receipt}.pdf`)
  expect(pdf.bytes.includes(picture.bytes)).toBe(true)
  expect(pdf.bytes.toString('latin1')).toContain('/MediaBox [0 0 419.53 595.28]')
  printed = {
    number: await screens.number(),
    check: await screens.check(),
    code: (await readCodeOn(page, picture.bytes))!,
  }
  expect(complaints).toEqual([])
  await leave()
})

test('谁拿到纸，照着填，知道是真的，看不到是谁家的；错一个字就不能当真', async () => {
  const { screens, complaints, leave } = await visitAs(null)
  await screens.openVerifyFromHome()
  await screens.part('verify-send').click()
  expect(await screens.read('verify-form')).toContain('请填收据号码。')
  const said = await screens.verify(
    printed.number.toUpperCase().replace('KELAN', 'Kelan'),
    printed.check.toLowerCase().replace(/-/g, ' '),
  )
  expect(said).toContain('✓ 是真的')
  expect(said).toContain('2021-12-20 收到岢岚县2022年度居民医保费 640元，共 2 人')
  for (const secret of [MOTHER.name, FATHER.name, '甲***', '东一村']) expect(said).not.toContain(secret)

  const last = printed.check.endsWith('A') ? 'B' : 'A'
  expect(await screens.verify(printed.number, printed.check.slice(0, -1) + last)).toContain('! 不能当真')
  expect(await screens.verify(printed.number.replace(/\d$/, '9'), printed.check)).toContain('! 不能当真')
  await screens.part('verify-check').locator('input').fill(printed.check.slice(0, -2))
  await screens.part('verify-send').click()
  expect(await screens.read('verify-form')).toContain('校验码是 16 位，现在填了 14 位')
  expect(complaints).toEqual([])
  await leave()
})

test('用手机相机扫收据上的码，打开的就是核验的结果', async () => {
  expect(readCodeText(printed.code)).toEqual({ receipt: printed.number, check: printed.check })
  const { page, complaints, leave } = await openVisitor(place.browser)
  await page.goto(printed.code)
  const screens = new ReceiptScreens(page)
  expect(await screens.verdict()).toContain('✓ 是真的')
  expect(complaints).toEqual([])
  await leave()
})

test('不相干的人看不到收据，得知怎样核验', async () => {
  const { page, screens, leave } = await visitAs('oNeighbour')
  await page.goto(`${place.county.url}/#/pages/pay/receipt/index?receipt=${paid.receipt}`)
  expect(await screens.read('refused-code')).toBe('代码：NOT_ALLOWED')
  await leave()
})

test('收据作废以后，看的人、核验的人都知道', async () => {
  await byTwo(place.county, 'voidCash', { order: paid.order, because: '收错了钱' }, [
    'oCountyKelan',
    'oCountyKelanSecond',
  ])
  const { page, screens, complaints, leave } = await visitAs('oMother1')
  await page.goto(`${place.county.url}/#/pages/pay/receipt/index?receipt=${paid.receipt}`)
  await screens.receiptDrawn()
  expect(await screens.read('receipt-void')).toContain('! 已作废')
  expect(await screens.read('receipt-void')).toContain('收错了钱')
  await screens.part('check-try').click()
  expect(await screens.verdict()).toContain('这张收据已经作废')
  expect(await screens.verdict()).not.toContain(FATHER.name)
  expect(complaints).toEqual([])
  await leave()
})

test('自己付的钱，新的在前，一页看完再看更早的，点开就是那份订单', async () => {
  for (let i = 0; i < 11; i++)
    await place.county
      .as('oDaughter')
      .ask('payment', 'cancelOrder', { order: await placeOrder(place.county, 'official') })
  await place.county.setClock('2021-12-20T09:30:00+08:00')
  const order = await place.payByWechat()
  const { page, screens, complaints, leave } = await visitAs('oDaughter')
  await page.goto(`${place.county.url}/#/pages/pay/records/index`)
  const records = page.locator('#page-records:visible .record')
  await records.first().waitFor()
  expect(await records.count()).toBe(10)
  expect((await records.first().innerText()).replace(/\s+/g, ' ')).toContain(
    '1 人，一共 320 元 … 已付，等待税务到账 2021年12月20日',
  )
  await screens.part('records-older').click()
  await records.nth(11).waitFor()
  expect(await records.count()).toBe(12)
  expect(await screens.part('records-older').count()).toBe(0)
  await records.first().locator('.record-open').click()
  await screens.part('order-now').waitFor()
  expect(page.url()).toContain(order)
  expect(complaints).toEqual([])
  await leave()
})
