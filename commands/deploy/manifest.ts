import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** Where the deployment stands as data. */
export const MANIFEST_FILE = 'cloudfunctions/deploy.json'

/** https://docs.cloudbase.net/cloud-function/configuration/config: all variables of one function together. */
export const VARIABLES_BYTES_MAX = 4 * 1024
/** The lease of a job ends after 70 s (`platform/database/lease.ts`): no function may run longer. */
const TIMEOUT_S_MAX = 60
/** https://docs.cloudbase.net/cloud-function/runtime-support; a function's cannot be changed after it was made. */
const RUNTIMES = ['Nodejs16.13', 'Nodejs18.15', 'Nodejs20.19', 'Nodejs22.21', 'Nodejs24.11'] as const
/** What a value of a message may be; the meaning stands in `domain/messages`. */
const PARTS = ['what', 'day', 'status', 'about'] as const

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/)
const variable = z.string().regex(/^CANBAO_[A-Z_]+$/)
/** 定时触发器: seven fields, in UTC+8. */
const cron = z.string().regex(/^\S+( \S+){6}$/, 'seven fields: second minute hour day month weekday year')

const template = z.strictObject({
  use: z.enum(['reminder', 'change']),
  /** 一次性 or 长期 subscription, as WeChat approved the template. */
  kind: z.enum(['once', 'long']),
  id: z.string().min(1).max(64),
  page: z.string().optional(),
  values: z.record(z.string(), z.enum(PARTS)),
})

const environment = z.strictObject({
  /** Null until the account exists; nothing is done to an environment without a name. */
  envId: z.string().min(1).nullable(),
  appid: z
    .string()
    .regex(/^wx[0-9a-z]{16}$/)
    .nullable(),
  region: z.string().min(1),
  templates: z
    .array(template)
    .refine((all) => new Set(all.map(({ use }) => use)).size === all.length, 'one template for each use'),
})

const deployedFunction = z.strictObject({
  memory: z.int().min(128).max(3_072).multipleOf(64),
  timeout: z.int().min(1).max(TIMEOUT_S_MAX),
  /** Interfaces of WeChat's that it calls (云调用). */
  openapi: z.array(z.string()).default([]),
  variables: z.array(variable),
  /** Named somewhere in its bundle, and kept from it on purpose: a key is given to whom it serves alone. */
  withheld: z.array(variable).default([]),
  /** WeChat allows one a function. */
  trigger: z.strictObject({ name, cron }).nullable().default(null),
  /** Where the public reaches it over HTTP (HTTP 访问服务), without signing in. */
  path: z
    .string()
    .regex(/^\/[a-z-]+$/)
    .nullable()
    .default(null),
})

const manifest = z
  .strictObject({
    runtime: z.enum(RUNTIMES),
    environments: z.record(z.string(), environment),
    variables: z.record(variable, z.strictObject({ secret: z.boolean(), required: z.boolean(), about: z.string() })),
    functions: z.record(name, deployedFunction),
  })
  .superRefine(({ functions, variables }, context) => {
    for (const [of, { variables: used }] of Object.entries(functions))
      for (const unknown of used.filter((one) => !(one in variables)))
        context.addIssue({
          code: 'custom',
          path: ['functions', of, 'variables'],
          message: `${unknown} is not declared`,
        })
  })

export type Manifest = z.output<typeof manifest>
export type EnvironmentManifest = z.output<typeof environment>

/** @throws Error naming the file and the place that is wrong */
export function readManifest(file: string = MANIFEST_FILE): Manifest {
  return manifestOf(JSON.parse(readFileSync(file, 'utf8')), file)
}

/** @throws Error */
export function manifestOf(value: unknown, file: string): Manifest {
  const read = manifest.safeParse(value)
  if (read.success) return read.data
  throw new Error(`${file}: ${z.prettifyError(read.error)}`)
}

/** The `config.json` that WeChat's tool and devcloud read beside a function: its limits come from the manifest too. */
export function configFileOf({ functions }: Manifest, of: string): string {
  const wanted = functions[of]
  if (wanted === undefined)
    throw new Error(`${MANIFEST_FILE} has no function ${of}: say its memory, time-out and variables`)
  const { memory, timeout, openapi, trigger, path } = wanted
  const triggers = trigger === null ? [] : [{ name: trigger.name, type: 'timer', config: trigger.cron }]
  const open = path === null ? {} : { path }
  return `${JSON.stringify({ permissions: { openapi }, triggers, timeout, memorySize: memory, ...open }, null, 2)}\n`
}
