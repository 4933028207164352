import { z } from 'zod'
import type { Root } from 'glass-easel-miniprogram-adapter'
import type { AppConfig, ComponentConfig } from '../packed-package'
import { backend, codeSpace } from './framework'
import { audit } from './journal'
import { ApiFailure } from './wx/asynchronous'

/** developers.weixin.qq.com, 页面路由: ten pages at most. */
const PAGES_MAX = 10

type Page = ReturnType<Root['get']>

interface OpenPage {
  route: string
  root: Root
  page: Page
  screen: HTMLElement
}

/** The pages that are open, the last one on top. */
export class PageStack {
  private readonly open: OpenPage[] = []
  private readonly routes: Set<string>

  constructor(
    private readonly app: AppConfig,
    private readonly configs: Record<string, ComponentConfig>,
    /** Makes a page's code and template known, the first time that it is opened. */
    private readonly register: (route: string) => void,
  ) {
    const inSubPackages = app.subPackages.flatMap(({ root, pages }) =>
      pages.map((page) => `${root.replace(/\/$/, '')}/${page}`),
    )
    this.routes = new Set([...app.pages, ...inSubPackages])
  }

  pages(): Page[] {
    return this.open.map(({ page }) => page)
  }

  stack(): string[] {
    return this.open.map(({ route }) => route)
  }

  top(): OpenPage {
    const top = this.open[this.open.length - 1]
    if (!top) throw new Error('no page is open')
    return top
  }

  navigateTo(url: string): void {
    const target = this.locate(url)
    if (this.open.length >= PAGES_MAX) throw new ApiFailure('webview count limit exceed')
    if (this.open.length > 0) {
      call(this.top().page, 'onHide')
      this.top().screen.hidden = true
    }
    this.enter(target)
  }

  redirectTo(url: string): void {
    const target = this.locate(url)
    this.leave(1)
    this.enter(target)
  }

  reLaunch(url: string): void {
    const target = this.locate(url)
    this.leave(this.open.length)
    this.enter(target)
  }

  navigateBack(delta: number): void {
    if (this.open.length < 2) throw new ApiFailure('cannot navigate back at first page')
    this.leave(Math.min(delta, this.open.length - 1))
    this.top().screen.hidden = false
    call(this.top().page, 'onShow')
  }

  setTitle(title: string): void {
    const shown = this.top().screen.querySelector('.phone-title')
    if (shown) shown.textContent = title
  }

  private locate(url: string): { route: string; query: Record<string, string> } {
    const { pathname, searchParams } = new URL(url, `package:///${this.open.length > 0 ? this.top().route : ''}`)
    const route = pathname.replace(/^\/+/, '')
    if (!this.routes.has(route)) throw new ApiFailure(`page "${route}" is not found`)
    return { route, query: Object.fromEntries(searchParams) }
  }

  private enter({ route, query }: { route: string; query: Record<string, string> }): void {
    this.register(route)
    const root = backend.createRoot('page', codeSpace, route)
    const page = root.get()
    Object.assign(page, { route, __route__: route, options: query })
    weighSetData(page)
    const screen = this.drawScreen(route)
    const place = screen.appendChild(document.createElement('div'))
    this.open.push({ route, root, page, screen })
    call(page, 'onLoad', query)
    root.attach(asBackendElement(screen), asBackendElement(place))
    call(page, 'onShow')
    call(page, 'onReady')
    window.scrollTo(0, 0)
  }

  private leave(count: number): void {
    for (const { page, root, screen } of this.open.splice(this.open.length - count).reverse()) {
      call(page, 'onUnload')
      root.release()
      screen.remove()
    }
  }

  /** The bar with the title and the way back is WeChat's to draw. */
  private drawScreen(route: string): HTMLElement {
    const screen = document.body.appendChild(document.createElement('section'))
    screen.className = 'phone-page'
    screen.dataset['route'] = route
    const window = { ...this.app.window, ...this.configs[route] }
    if (window.navigationStyle === 'custom') return screen
    const bar = screen.appendChild(document.createElement('header'))
    if (this.open.length > 0) {
      const back = bar.appendChild(document.createElement('button'))
      back.setAttribute('aria-label', '返回')
      back.addEventListener('click', () => this.navigateBack(1))
    }
    const title = bar.appendChild(document.createElement('h1'))
    title.className = 'phone-title'
    title.textContent = window.navigationBarTitleText ?? ''
    return screen
  }
}

type Lifetime = 'onLoad' | 'onShow' | 'onReady' | 'onHide' | 'onUnload'
const Method = z.custom<(this: unknown, argument?: unknown) => void>((value) => typeof value === 'function').optional()

function call(page: Page, lifetime: Lifetime, argument?: unknown): void {
  Method.parse(Reflect.get(page, lifetime))?.call(page, argument)
}

type BackendElement = Parameters<Root['attach']>[0]
const asBackendElement = (element: HTMLElement) => element as unknown as BackendElement

/** WeChat's audit wants at most 256 KB at once. */
function weighSetData(page: Page): void {
  const original = page.setData.bind(page)
  page.setData = (data: Parameters<Page['setData']>[0], callback?: () => void) => {
    audit.largestSetDataBytes = Math.max(
      audit.largestSetDataBytes,
      new TextEncoder().encode(JSON.stringify(data)).length,
    )
    original(data, callback)
  }
}
