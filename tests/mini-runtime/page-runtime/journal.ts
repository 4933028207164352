import { glassEasel } from 'glass-easel-miniprogram-adapter'
import type { WxCall } from '../packed-package'

/** What happened while the package ran, for the test to look at. Errors go to the console, where the test listens. */
export const calls: WxCall[] = []
export const warnings: string[] = []
export const audit = { largestSetDataBytes: 0 }

export function reportError(error: unknown): void {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
}

glassEasel.addGlobalErrorListener((error) => {
  reportError(error)
  return false
})
glassEasel.addGlobalWarningListener((message, _component, element) => {
  warnings.push(element ? `${message} (${glassEasel.dumpSingleElementToString(element)})` : message)
  return false
})

/** What can be told of a call: functions are left out, as they would be between WeChat's two layers. */
export function withoutFunctions(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
}
