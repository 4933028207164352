import { defineBuiltIn } from './built-in'

/** Goes to another page, as `wx.navigateTo` and its sisters do. */
export type Travel = (openType: string, url: string, delta: number) => void

const NAVIGATOR = [
  'url',
  'openType',
  'delta',
  'target',
  'appId',
  'path',
  'extraData',
  'version',
  'shortLink',
  'hoverClass',
  'hoverStopPropagation',
  'hoverStartTime',
  'hoverStayTime',
]

export function defineNavigator(travel: Travel): void {
  defineBuiltIn('navigator', NAVIGATOR, ({ element, get }) => {
    element.addEventListener('click', () =>
      travel(String(get('openType') || 'navigate'), String(get('url') ?? ''), Number(get('delta') ?? 1)),
    )
  })
}
