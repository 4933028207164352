import type cloud from 'wx-server-sdk'

type Cloud = typeof cloud

let opened: Promise<Cloud> | undefined

/**
 * The platform, in the environment that the function is deployed to. Loaded when it is first needed: the SDK makes up
 * nine tenths of a cold start (decision 0003).
 */
export function openCloud(): Promise<Cloud> {
  opened ??= load()
  return opened
}

async function load(): Promise<Cloud> {
  // The default export is the SDK's own object: `init` puts `logger` on it, and the namespace would not show it.
  const { default: sdk } = await import('wx-server-sdk')
  // The SDK's types call the constant a symbol and the option a string; at run time one is made for the other.
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV as unknown as string })
  return sdk
}
