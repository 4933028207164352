import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fingerprint } from './function-instances'
import { LIMITS } from './limits'
import { readCron } from './time/cron'
import type { Cron } from './time/cron'

const SECONDS_MAX = LIMITS.timeoutMsMax / 1_000

/**
 * WeChat, 定时触发器: a name of at most 60 characters, and so far one trigger a function. `timeout` and `memorySize`
 * are named and counted as in CloudBase's `cloudbaserc.json`; WeChat has them set in the console. `path`: where
 * HTTP 访问服务 lets the public reach it; the platform has that set in the console too.
 */
const Config = z.object({
  triggers: z
    .array(
      z.object({
        name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/),
        type: z.literal('timer'),
        config: z.string(),
      }),
    )
    .max(1, 'a function has one trigger at most')
    .default([]),
  timeout: z
    .int(`timeout is a number of whole seconds from 1 to ${SECONDS_MAX}`)
    .min(1, 'timeout is at least 1 s')
    .max(SECONDS_MAX, `timeout is at most ${SECONDS_MAX} s`)
    .optional(),
  memorySize: z
    .int('memorySize is a number of whole megabytes')
    .min(128, 'memorySize is at least 128 MB')
    .max(3_072, 'memorySize is at most 3072 MB')
    .optional(),
  path: z
    .string()
    .regex(/^\/[a-z-]+$/, 'path is one word behind a stroke')
    .optional(),
})

export interface FunctionConfig {
  /** Null where it has no timer. */
  trigger: { name: string; cron: Cron } | null
  /** How long it may run; undefined where its file does not say. */
  timeoutMs?: number
  memoryMb?: number
  /** Where the public reaches it over HTTP; undefined = nowhere. */
  path?: string
}

export type ConfigOf = (name: string) => FunctionConfig

const NOTHING_SAID: FunctionConfig = { trigger: null }

/** For a cloud without functions. */
export const noConfigs: ConfigOf = () => NOTHING_SAID

/** Each function's `config.json`, read again when it changes. Throws when one of those named is wrong at the start. */
export function functionConfigs(directory: string, names: readonly string[]): ConfigOf {
  const known = new Map<string, { stamp: string | null; config: FunctionConfig }>()
  const fileOf = (name: string) => join(directory, name, 'config.json')
  for (const name of names) known.set(name, { stamp: fingerprint(fileOf(name)), config: readConfig(fileOf(name)) })
  return (name) => {
    const stamp = fingerprint(fileOf(name))
    const last = known.get(name)
    if (last !== undefined && last.stamp === stamp) return last.config
    const config = readAgain(fileOf(name))
    known.set(name, { stamp, config })
    return config
  }
}

function readConfig(file: string): FunctionConfig {
  if (fingerprint(file) === null) return NOTHING_SAID
  try {
    const {
      triggers: [trigger],
      timeout,
      memorySize,
      path,
    } = Config.parse(JSON.parse(readFileSync(file, 'utf8')))
    return {
      trigger: trigger ? { name: trigger.name, cron: readCron(trigger.config) } : null,
      ...(timeout === undefined ? {} : { timeoutMs: timeout * 1_000 }),
      ...(memorySize === undefined ? {} : { memoryMb: memorySize }),
      ...(path === undefined ? {} : { path }),
    }
  } catch (error) {
    const { message } = (error instanceof z.ZodError ? error.issues[0] : error) as Error
    throw new Error(`${file}: ${message}`)
  }
}

/** While it runs, a wrong file stops that function's timer, leaves it the limits of all, says so, and nothing else. */
function readAgain(file: string): FunctionConfig {
  try {
    return readConfig(file)
  } catch (error) {
    console.error(`devcloud: ${error instanceof Error ? error.message : String(error)}`)
    return NOTHING_SAID
  }
}
