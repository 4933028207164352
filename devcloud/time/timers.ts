import { randomUUID } from 'node:crypto'
import type { ConfigOf } from '../function-config'
import type { FunctionHost } from '../function-host'
import { asPlatformError } from '../platform-error'
import type { Due, DueSource } from './clock'

/** The timers of all functions, from each one's configuration. */
export function functionTimers(functions: FunctionHost, configOf: ConfigOf, appid: string): DueSource {
  const dueOf = (name: string, after: number): Due | null => {
    const { trigger } = configOf(name)
    const at = trigger?.cron.after(after) ?? null
    if (trigger === null || at === null) return null
    return {
      at,
      what: `timer ${name}/${trigger.name}`,
      run: () => fire(functions, name, timerEvent(trigger.name, at), appid),
    }
  }

  return {
    next: (after) =>
      functions
        .names()
        .map((name) => dueOf(name, after))
        .reduce<Due | null>(
          (first, due) => (first === null || (due !== null && due.at < first.at) ? due : first),
          null,
        ),
  }
}

/** SCF, 定时触发器入参. */
function timerEvent(triggerName: string, at: number): string {
  return JSON.stringify({
    Type: 'Timer',
    TriggerName: triggerName,
    Time: new Date(at).toISOString().replace('.000', ''),
    Message: '',
  })
}

/** A timer has no user, and nobody gets its answer. */
async function fire(functions: FunctionHost, name: string, event: string, appid: string): Promise<string> {
  try {
    await functions.call(name, event, { appid }, randomUUID())
    return 'ok'
  } catch (error) {
    return asPlatformError(error).code
  }
}
