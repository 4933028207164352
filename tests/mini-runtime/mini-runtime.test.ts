/** @jest-environment node */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser/open-browser'
import { launchPackage, type Phone } from './launch-package'
import { sizeOfJpeg } from '../../src/print/pdf'
import type { MiniProgram } from './mini-program'
import { packPackage } from './pack-package'

const FIXTURE = path.join(__dirname, 'fixture')

let browser: Browser
let program: MiniProgram
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
afterEach(() => program.close())

const launch = async (phone?: Partial<Phone>) => {
  program = await launchPackage(FIXTURE, browser, phone)
  return program
}
const text = (id: string) => program.screen.locator(`#${id}`).innerText({ timeout: 30_000 })
const becomes = (id: string, expected: string) =>
  program.screen.locator(`#${id}`, { hasText: expected }).waitFor({ timeout: 30_000 })

describe('a mini-program opened in a browser', () => {
  it('shows its first page, with WXML and WXS as WeChat compiles them, and complains of nothing', async () => {
    await launch()
    expect(await program.route()).toBe('pages/start/index')
    expect(await text('fee')).toBe('320 元')
    expect(await program.screen.locator('header').innerText()).toBe('样例')
    expect(await program.complaints()).toEqual([])
  })

  it('has its WXSS applied, 750rpx to the width of the screen', async () => {
    await launch({ width: 400 })
    expect(await program.screen.locator('#fee').boundingBox()).toMatchObject({ width: 200, height: 20 })
  })

  it('hears a tap, with the dataset of the element, and draws what it sets', async () => {
    await launch()
    await program.tap('改为三百八')
    await becomes('fee', '380 元')
  })

  it('hears what its own components tell', async () => {
    await launch()
    await program.screen.locator('#点数').click()
    await program.screen.locator('#点数').click()
    await becomes('counted', '已数 2')
  })

  it('does not hear a tap on a disabled button', async () => {
    await launch()
    await program.tap('不能点')
    expect(await program.complaints()).toEqual([])
  })

  it('keeps what it stores after it is closed and opened again', async () => {
    await launch()
    await program.screen.locator('#name input').fill('母亲')
    await becomes('greeting', '母亲你好')
    await program.tap('保存')
    await program.relaunch()
    await becomes('greeting', '母亲你好')
  })

  it('goes to another page and comes back to the first as it was', async () => {
    await launch()
    await program.tap('改为三百八')
    await program.tap('下一页')
    await becomes('from', '来自 样例')
    expect(await program.stack()).toEqual(['pages/start/index', 'pages/next/index'])
    await program.goBack()
    await becomes('fee', '380 元')
  })

  it('may not open an eleventh page', async () => {
    await launch()
    await program.tap('下一页')
    for (let pages = 2; pages < 10; pages += 1) {
      await program.tap('再开一页')
      await becomes('from', `来自 ${pages}`)
    }
    await program.tap('再开一页')
    await becomes('failure', 'navigateTo:fail webview count limit exceed')
    expect(await program.stack()).toHaveLength(10)
  })

  it('asks, and gets the answer that was tapped', async () => {
    await launch()
    await program.tap('问一问')
    await program.answerSheet('取消')
    await becomes('asked', '没删')
    await program.tap('问一问')
    await program.answerSheet('确定')
    await becomes('asked', '删了')
  })

  it('offers a choice, which may be left alone', async () => {
    await launch()
    await program.tap('选一样')
    await program.answerSheet('现金')
    await becomes('asked', '第 1 样')
    await program.tap('选一样')
    await program.answerSheet('取消')
    await becomes('asked', 'showActionSheet:fail cancel')
  })

  it('copies and calls, as the journal of its calls tells', async () => {
    await launch()
    await program.tap('复制')
    await program.page.getByRole('status').getByText('内容已复制').waitFor()
    await program.tap('打电话')
    expect(await program.calls('setClipboardData')).toEqual([{ api: 'setClipboardData', options: { data: '楚税通' } }])
    expect(await program.calls('makePhoneCall')).toEqual([{ api: 'makePhoneCall', options: { phoneNumber: '12393' } }])
  })

  it('lets a day and a place be picked', async () => {
    await launch()
    await program.tap('选日子')
    await program.answerSheet('确定', '1952-03-08')
    await program.tap('选地方')
    await program.answerSheet('确定', '岢岚县')
    await becomes('picked', '1952-03-08 岢岚县')
  })

  it('gets a form with what was chosen in it', async () => {
    await launch()
    await program.tap('二档')
    await program.tap('残疾')
    await program.tap('交表')
    await becomes('form', '{"tier":"二档","who":["残疾"]}')
  })

  it('calls a cloud function, which runs in Node', async () => {
    await launch({ callFunction: async (name, data) => ({ result: { text: `${name} ${JSON.stringify(data)}` } }) })
    await program.tap('上云')
    await becomes('cloud', 'greet {"who":"母亲"}')
  })

  it('draws on a canvas, and has the picture as a file of the phone', async () => {
    await launch()
    await program.tap('画一张')
    await becomes('drawn', 'wxfile://usr/sheet.jpg')
    expect(sizeOfJpeg(await program.file('wxfile://usr/sheet.jpg'))).toEqual({ width: 40, height: 20 })
    expect(await program.calls('saveImageToPhotosAlbum')).toEqual([
      { api: 'saveImageToPhotosAlbum', options: { filePath: 'wxfile://usr/sheet.jpg' } },
    ])
    expect(await program.complaints()).toEqual([])
  })

  it('scans what the camera sees, or is told that the person turned back', async () => {
    await launch({ scanned: 'canbao:verify' })
    await program.tap('扫一扫')
    await becomes('scanned', 'canbao:verify')
    await program.close()
    await launch()
    await program.tap('扫一扫')
    await becomes('scanned', 'scanCode:fail cancel')
  })

  it('is told the code of a cloud function that fails', async () => {
    await launch({ callFunction: async () => ({ errCode: -504002, errMsg: '云函数出错' }) })
    await program.tap('上云')
    await becomes('cloud', '-504002 cloud.callFunction:fail 云函数出错')
  })

  it('sees nothing of the browser that it runs in', async () => {
    await launch()
    expect(await text('globals')).toBe('undefined undefined undefined undefined undefined undefined')
  })

  it('is in error when it uses an API that is not provided here', async () => {
    await launch()
    await program.tap('用没有的接口')
    await program.page.waitForTimeout(100)
    expect((await program.complaints()).join('\n')).toMatch(
      /wx\.startBeaconDiscovery is used, but this runtime does not provide it/,
    )
  })

  it('has its pages measured as the audit of WeChat does', async () => {
    await launch()
    const { nodes, depth, mostChildren, setDataBytes } = await program.measure()
    expect({ depth, mostChildren }).toEqual({ depth: 5, mostChildren: 27 })
    expect(nodes).toBeGreaterThan(mostChildren)
    expect(setDataBytes).toBe(
      '{"globals":"undefined undefined undefined undefined undefined undefined","name":""}'.length,
    )
  })
})

describe('a package with a fault', () => {
  const faulty = (change: (folder: string) => void) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'canbao-faulty-'))
    cpSync(FIXTURE, folder, { recursive: true })
    change(folder)
    return folder
  }

  it('has the warnings of the template compiler told, with file and line', () => {
    const folder = faulty((at) => writeFileSync(path.join(at, 'pages/next/index.wxml'), '<view>\n  <view>\n</view>'))
    expect(packPackage(folder).warnings).toEqual(['pages/next/index.wxml:1 missing end tag'])
    rmSync(folder, { recursive: true })
  })

  it('has the warning of a component told that WeChat does not have', async () => {
    const folder = faulty((at) => writeFileSync(path.join(at, 'pages/start/index.wxml'), '<veiw>你好</veiw>'))
    program = await launchPackage(folder, browser)
    expect((await program.complaints()).join('\n')).toMatch(/veiw/)
    rmSync(folder, { recursive: true })
  })
})
