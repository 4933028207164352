import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FunctionHost } from '../function-host'
import { fingerprint } from '../function-instances'
import { asPlatformError } from '../platform-error'
import type { Due, DueSource } from './clock'
import { readCron } from './cron'
import type { Cron } from './cron'

/** WeChat, 定时触发器: a name of at most 60 characters, and so far one trigger a function. */
const Config = z.object({
  triggers: z.array(z.object({
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/),
    type: z.literal('timer'),
    config: z.string(),
  })).max(1, 'a function has one trigger at most').default([]),
})

interface Trigger { name: string; cron: Cron }
interface ReadConfig { stamp: string | null; trigger: Trigger | null }

/** The timers of all functions, from each one's `config.json`, read again when it changes. Throws when one is wrong at the start. */
export function functionTimers(directory: string, functions: FunctionHost, appid: string): DueSource {
  const known = new Map<string, ReadConfig>()
  for (const name of functions.names()) known.set(name, readConfig(directory, name))

  const triggerOf = (name: string): Trigger | null => {
    const last = known.get(name)
    if (last !== undefined && last.stamp === fingerprint(configFile(directory, name))) return last.trigger
    const read = readAgain(directory, name)
    known.set(name, read)
    return read.trigger
  }

  const dueOf = (name: string, after: number): Due | null => {
    const trigger = triggerOf(name)
    const at = trigger?.cron.after(after) ?? null
    if (trigger === null || at === null) return null
    return { at, what: `timer ${name}/${trigger.name}`, run: () => fire(functions, name, timerEvent(trigger.name, at), appid) }
  }

  return {
    next: (after) => functions.names().map((name) => dueOf(name, after))
      .reduce<Due | null>((first, due) => (first === null || (due !== null && due.at < first.at) ? due : first), null),
  }
}

/** SCF, 定时触发器入参. */
function timerEvent(triggerName: string, at: number): string {
  return JSON.stringify({ Type: 'Timer', TriggerName: triggerName, Time: new Date(at).toISOString().replace('.000', ''), Message: '' })
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

function configFile(directory: string, name: string): string {
  return join(directory, name, 'config.json')
}

function readConfig(directory: string, name: string): ReadConfig {
  const file = configFile(directory, name)
  const stamp = fingerprint(file)
  if (stamp === null) return { stamp, trigger: null }
  try {
    const [trigger] = Config.parse(JSON.parse(readFileSync(file, 'utf8'))).triggers
    return { stamp, trigger: trigger ? { name: trigger.name, cron: readCron(trigger.config) } : null }
  } catch (error) {
    const why = error instanceof z.ZodError ? error.issues[0]?.message : error instanceof Error ? error.message : String(error)
    throw new Error(`${file}: ${why}`)
  }
}

/** While it runs, a wrong file stops that function's timer, says so, and nothing else. */
function readAgain(directory: string, name: string): ReadConfig {
  try {
    return readConfig(directory, name)
  } catch (error) {
    console.error(`devcloud: ${error instanceof Error ? error.message : String(error)}`)
    return { stamp: fingerprint(configFile(directory, name)), trigger: null }
  }
}
