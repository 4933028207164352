import { z } from 'zod'
import type { PhoneSettings } from '../../packed-package'
import type { PageStack } from '../page-stack'
import { ApiFailure, asynchronous } from './asynchronous'
import { canvas, queryWithNodes } from './canvas'
import { cloud } from './cloud'
import { dialogs } from './dialogs'
import { phoneFiles } from './files'
import { handOver } from './hand-over'
import { phone } from './phone'
import { storage } from './storage'
import { strict } from './strict'

const Url = z.looseObject({ url: z.string() })
const Back = z.looseObject({ delta: z.number().default(1) })
const ScrollTo = z.looseObject({ scrollTop: z.number().optional(), selector: z.string().optional() })
const Nothing = z.looseObject({})
const neverHappensHere = () => undefined

/** The `wx` of this runtime: what canbao uses and no more. Anything else is an error, never silence. */
export function createWx(settings: PhoneSettings, pages: PageStack, launch: object): object {
  return strict('wx', {
    ...phone(settings, launch),
    ...storage,
    ...dialogs,
    ...handOver,
    ...canvas,
    ...phoneFiles,
    cloud,
    navigateTo: asynchronous('navigateTo', Url, ({ url }) => pages.navigateTo(url)),
    redirectTo: asynchronous('redirectTo', Url, ({ url }) => pages.redirectTo(url)),
    reLaunch: asynchronous('reLaunch', Url, ({ url }) => pages.reLaunch(url)),
    navigateBack: asynchronous('navigateBack', Back, ({ delta }) => pages.navigateBack(delta)),
    setNavigationBarTitle: asynchronous('setNavigationBarTitle', z.looseObject({ title: z.string() }), ({ title }) =>
      pages.setTitle(title),
    ),
    setNavigationBarColor: asynchronous('setNavigationBarColor', Nothing, neverHappensHere),
    pageScrollTo: asynchronous('pageScrollTo', ScrollTo, ({ scrollTop, selector }) =>
      selector ? document.querySelector(selector)?.scrollIntoView() : window.scrollTo(0, scrollTop ?? 0),
    ),
    createSelectorQuery: () => queryWithNodes(pages.top().page.createSelectorQuery(), pages.top().screen),
    scanCode: asynchronous('scanCode', Nothing, () => {
      if (settings.scanned === '') throw new ApiFailure('cancel')
      return { result: settings.scanned, scanType: 'QR_CODE', charSet: 'UTF-8' }
    }),
    onAppShow: neverHappensHere,
    onAppHide: neverHappensHere,
    onError: neverHappensHere,
    onUnhandledRejection: neverHappensHere,
    onPageNotFound: neverHappensHere,
    onWindowResize: (listener: () => void) => window.addEventListener('resize', listener),
    offWindowResize: (listener: () => void) => window.removeEventListener('resize', listener),
    offThemeChange: neverHappensHere,
  })
}
