import { openCloud } from './open-cloud'

/** A line of the platform's log (云开发高级日志). Whoever writes one sees to it that no personal data is in it. */
export async function writePlatformLog(entry: Readonly<Record<string, string>>): Promise<void> {
  const cloud = await openCloud()
  cloud.logger().error(entry)
}

/** Where an error happened, without its message, which may quote a person. */
export function framesOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack ?? '' : ''
  return stack.split('\n').filter((line) => /^\s+at /.test(line)).join('\n')
}
