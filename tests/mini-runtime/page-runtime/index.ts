import type { glassEasel } from 'glass-easel-miniprogram-adapter'
import type { PackedPackage, PhoneSettings, RuntimeReport } from '../packed-package'
import { defineBuiltIns } from './components'
import { backend, codeSpace, knownTags } from './framework'
import { audit, calls, warnings } from './journal'
import { LogicLayer, resolvePath } from './logic-layer'
import { PageStack } from './page-stack'
import { createWx } from './wx'

type Templates = Record<string, (name: string) => ReturnType<glassEasel.template.ComponentTemplate['content']>>

declare global {
  interface Window {
    canbaoPackage: PackedPackage
    canbaoTemplates: Templates
    canbaoPhone: PhoneSettings
    canbaoReport(): RuntimeReport
  }
}

/** Starts the package that the test put into this page. */
function launch(
  { app, components, modules, styles }: PackedPackage,
  templates: Templates,
  settings: PhoneSettings,
): void {
  const pages = new PageStack(app, components, (route) => register(route))
  const firstPage = app.pages[0] ?? ''
  const launchOptions = { path: firstPage, query: settings.query, scene: 1001, referrerInfo: {} }
  const wx = createWx(settings, pages, launchOptions)
  const logic = new LogicLayer(modules, wx, () => pages.pages())
  const registered = new Set<string>()

  defineBuiltIns((openType, url, delta) => {
    if (openType === 'navigateBack') pages.navigateBack(delta)
    else if (openType === 'redirect') pages.redirectTo(url)
    else if (openType === 'reLaunch') pages.reLaunch(url)
    else pages.navigateTo(url)
  })
  for (const [path, css] of Object.entries(styles)) {
    codeSpace.addStyleSheet(path, path)
    backend.registerStyleSheetContent(path, css)
  }

  /** A page or a component, with the components that it uses, is made known before it is drawn. */
  function register(path: string): void {
    if (registered.has(path)) return
    registered.add(path)
    const config = components[path]
    const content = templates[path]
    if (!config || !content) throw new Error(`"${path}" has no JSON or no WXML in the package`)
    const usingComponents = { ...app.usingComponents, ...config.usingComponents }
    for (const [tag, used] of Object.entries(usingComponents)) {
      knownTags.add(tag)
      register(resolvePath(path, used))
    }
    codeSpace.addComponentStaticConfig(path, { component: config.component ?? false, usingComponents })
    codeSpace.addCompiledTemplate(path, { groupList: templates, content })
    codeSpace.componentEnv(path, (define) => logic.loadDefinition(path, define))
    if (!codeSpace.getComponentSpace().getComponentByUrlWithoutDefault(path, ''))
      throw new Error(`${path}.js defines no page and no component`)
  }

  window.canbaoReport = () => ({
    route: pages.top().route,
    stack: pages.stack(),
    calls,
    warnings: [...warnings],
    largestSetDataBytes: audit.largestSetDataBytes,
  })

  codeSpace.componentEnv('app', (define) => logic.loadDefinition('app', define))
  callApp(logic.app, 'onLaunch', launchOptions)
  callApp(logic.app, 'onShow', launchOptions)
  const query = new URLSearchParams(settings.query).toString()
  pages.navigateTo(`/${firstPage}${query ? `?${query}` : ''}`)
}

function callApp(app: unknown, lifetime: string, options: object): void {
  if (typeof app !== 'object' || app === null) throw new Error('app.js did not call App()')
  const method: unknown = Reflect.get(app, lifetime)
  if (typeof method === 'function') method.call(app, options)
}

launch(window.canbaoPackage, window.canbaoTemplates, window.canbaoPhone)
