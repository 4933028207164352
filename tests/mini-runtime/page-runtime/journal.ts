import { glassEasel } from 'glass-easel-miniprogram-adapter'
import type { WxCall } from '../packed-package'

/** What happened while the package ran, for the test to look at. Errors go to the console, where the test listens. */
export const calls: WxCall[] = []
export const warnings = new Set<string>()
export const audit = { largestSetDataBytes: 0 }

export function reportError(error: unknown): void {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
}

glassEasel.addGlobalErrorListener((error) => {
  reportError(error)
  return false
})
/** Taro draws its recursive component once before it has been given its children; WeChat takes such a list for empty. */
const LIST_NOT_THERE_YET = 'The for-list data is neither Array nor Object, got type "undefined".'

glassEasel.addGlobalWarningListener((message, _component, element) => {
  if (message === LIST_NOT_THERE_YET) return false
  warnings.add(element ? `${message} (${nameOf(element)})` : message)
  return false
})

/** What can be told of a call: functions are left out, as they would be between WeChat's two layers. */
export function withoutFunctions(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
}

/** The opening of an element as the framework prints it, without its properties: `<text:text class="choice">` becomes `<text`. */
function nameOf(element: Parameters<typeof glassEasel.dumpSingleElementToString>[0]): string {
  return glassEasel.dumpSingleElementToString(element).split(':')[0] ?? ''
}
