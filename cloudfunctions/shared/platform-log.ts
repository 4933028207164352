import { openCloud } from './open-cloud'

/** A line of the platform's log (云开发高级日志). Whoever writes one sees to it that no personal data is in it. */
export async function writePlatformLog(entry: Readonly<Record<string, string>>): Promise<void> {
  const cloud = await openCloud()
  cloud.logger().error(entry)
}
