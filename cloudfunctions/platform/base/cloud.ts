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

/** A line of the platform's log (云开发高级日志). Whoever writes one sees to it that no personal data is in it. */
export async function writePlatformLog(entry: Readonly<Record<string, string>>): Promise<void> {
  const cloud = await openCloud()
  cloud.logger().error(entry)
}

/** Where an error happened, without its message, which may quote a person. */
export function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
