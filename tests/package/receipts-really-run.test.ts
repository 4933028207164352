import { sizeOfJpeg } from '../../src/print/pdf'
import { FATHER, MOTHER, openReceiptCounty, type ReceiptCounty } from '../journeys/receipt-county'
import { ReceiptScreens } from '../journeys/receipt-screens'
import { readCodeOn } from '../journeys/scan-code'
import { launchPackage, type Phone } from '../mini-runtime/launch-package'
import type { MiniProgram } from '../mini-runtime/mini-program'

/** WeChat's audit of a page: developers.weixin.qq.com, 体验评分. */
const NODES_MAX = 1000
const SET_DATA_BYTES_MAX = 256 * 1024

let place: ReceiptCounty
let program: MiniProgram
let receipt: string
beforeAll(async () => {
  place = await openReceiptCounty()
  receipt = (await place.takeCash([MOTHER, FATHER])).receipt
})
afterAll(() => place.close())
afterEach(() => program.close())

/** The phone of someone whom WeChat has signed in. */
async function openAs(openid: string, phone: Partial<Phone> = {}): Promise<ReceiptScreens> {
  const person = place.county.as(openid)
  program = await launchPackage('dist/weapp', place.browser, {
    callFunction: async (name, request) => {
      const { action, data } = request as { action: string; data?: unknown }
      return { result: await person.call(name, action, data) }
    },
    ...phone,
  })
  return new ReceiptScreens(program.page)
}

const pathOf = (call: { options: unknown } | undefined): string => (call?.options as { filePath: string }).filePath

describe('the built WeChat package', () => {
  let scanned: string

  it('puts a receipt into the album and opens its PDF, both drawn by the phone', async () => {
    const screens = await openAs('oMother1')
    await screens.openReceiptsFromHome(MOTHER.name)
    await screens.openListed()
    await screens.part('keep-picture').click()
    await screens.part('kept-said').filter({ hasText: '存好了' }).waitFor()
    const picture = await program.file(pathOf((await program.calls('saveImageToPhotosAlbum'))[0]))
    expect(sizeOfJpeg(picture)).toEqual({ width: 1166, height: 1654 })

    await screens.part('keep-pdf').click()
    await screens.part('kept-said').filter({ hasText: '打开了' }).waitFor()
    const [opened] = await program.calls('openDocument')
    expect(opened?.options).toMatchObject({
      fileType: 'pdf',
      showMenu: true,
      filePath: `wxfile://usr/收据-${receipt}.pdf`,
    })
    expect((await program.file(pathOf(opened))).includes(picture)).toBe(true)

    scanned = (await readCodeOn(program.page, picture))!
    expect(scanned).toBe(`canbao:verify?receipt=${receipt}&check=${await screens.check()}`)
    const { nodes, setDataBytes } = await program.measure()
    expect(nodes).toBeLessThan(NODES_MAX)
    expect(setDataBytes).toBeLessThanOrEqual(SET_DATA_BYTES_MAX)
    expect(await program.complaints()).toEqual([])
  })

  it('scans the code off the paper, and says that it is genuine', async () => {
    const screens = await openAs('oStranger', { scanned })
    await screens.openVerifyFromHome()
    await screens.part('verify-scan').click()
    expect(await screens.verdict()).toContain('是真的')
    expect(await program.complaints()).toEqual([])
  })

  it('says of another code that it is none of a receipt', async () => {
    const screens = await openAs('oStranger', { scanned: 'https://example.invalid/menu?table=7' })
    await screens.openVerifyFromHome()
    await screens.part('verify-scan').click()
    await program.answerSheet('知道了')
    expect(await screens.part('verdict').count()).toBe(0)
    expect(await program.complaints()).toEqual([])
  })

  it('asks for a refund, and says where it stands', async () => {
    const screens = await openAs('oMother1')
    await screens.openReceiptsFromHome(MOTHER.name)
    await screens.openRefund()
    await screens.askRefund('参加了职工医保')
    await program.answerSheet('申请')
    await screens.part('refund-terms').filter({ hasText: '已申请' }).waitFor()
    expect(await program.complaints()).toEqual([])
  })
})
