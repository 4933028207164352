import { createHash } from 'node:crypto'
import type { Index } from '../../devcloud/database/index-file'
import { zipOf } from '../../cloudfunctions/platform/files/zip-write'
import { VARIABLES_BYTES_MAX } from './manifest'
import type { EnvironmentManifest, Manifest } from './manifest'

/** Why a deployment is not begun, or not gone on with. The code is stable. */
export interface Objection {
  code: string
  says: string
}

/** A function as it has to stand on the platform. */
export interface WantedFunction {
  name: string
  runtime: string
  memory: number
  timeout: number
  /** Ends with the digest of the code: what the platform tells of a function has none of its own. */
  description: string
  /** The code as the platform takes it, in base64. */
  zip: string
  /** Null = not given here: what the platform has is kept. */
  variables: ReadonlyMap<string, string | null>
  trigger: { name: string; cron: string } | null
  /** Where it answers the public over HTTP. */
  path: string | null
}

export interface Wanted {
  environment: string
  envId: string | null
  collections: ReadonlyMap<string, readonly Index[]>
  functions: readonly WantedFunction[]
}

export interface Given {
  environment: string
  collections: ReadonlyMap<string, readonly Index[]>
  /** The built files of each function, by name. */
  built: ReadonlyMap<string, readonly { name: string; bytes: Buffer }[]>
  /** What each function is for, in a line. */
  about: ReadonlyMap<string, string>
  /** Of the operator's own environment. */
  variables: Readonly<Record<string, string | undefined>>
}

/** 50 MB would be taken by way of COS; straight into a request go 1.5 MB, and a function of ours is a third of it. */
const ZIP_BYTES_MAX = 1.5 * 1024 * 1024
const TEMPLATES = 'CANBAO_MESSAGE_TEMPLATES'

/** What has to stand on the platform, from the files alone. */
export function wantedOf(manifest: Manifest, given: Given): { wanted: Wanted; objections: Objection[] } {
  const environment = manifest.environments[given.environment]
  if (environment === undefined) {
    const known = Object.keys(manifest.environments).join('、')
    throw new Error(`deploy.json 里没有「${given.environment}」这个环境，有的是：${known}`)
  }
  const values: Given['variables'] = { ...given.variables, [TEMPLATES]: templatesOf(environment) }
  const functions = Object.entries(manifest.functions).map(([name, declared]): WantedFunction => {
    const zip = zipOf(given.built.get(name) ?? [])
    const digest = createHash('sha256').update(zip).digest('hex').slice(0, 16)
    const { memory, timeout, trigger, path } = declared
    return {
      name,
      runtime: manifest.runtime,
      memory,
      timeout,
      description: `${given.about.get(name) ?? name} · ${digest}`,
      zip: zip.toString('base64'),
      variables: new Map(declared.variables.map((one) => [one, valueOf(values[one])])),
      trigger,
      path,
    }
  })
  const wanted = { environment: given.environment, envId: environment.envId, collections: given.collections, functions }
  return { wanted, objections: [...functions.flatMap((one) => [...tooLarge(one, given)])] }
}

const valueOf = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value)

/**
 * As the functions read it (`domain/messages`); undefined where the environment has none. They spend one consent a
 * message whatever the kind, which a long subscription allows too.
 */
function templatesOf({ templates }: EnvironmentManifest): string | undefined {
  if (templates.length === 0) return undefined
  return JSON.stringify(Object.fromEntries(templates.map(({ use, id, page, values }) => [use, { id, page, values }])))
}

function* tooLarge({ name, variables, zip }: WantedFunction, { built }: Given): Generator<Objection> {
  if ((built.get(name) ?? []).length === 0) {
    yield { code: 'FUNCTION_NOT_BUILT', says: `${name} 还没有构建：先运行 npm run build:functions` }
  }
  const bytes = bytesOfVariables(variables)
  if (bytes > VARIABLES_BYTES_MAX) {
    const most = VARIABLES_BYTES_MAX
    yield { code: 'VARIABLES_TOO_LARGE', says: `${name} 的环境变量共 ${bytes} 字节，平台最多收 ${most} 字节` }
  }
  const packed = (zip.length * 3) / 4
  if (packed > ZIP_BYTES_MAX) {
    yield {
      code: 'FUNCTION_TOO_LARGE',
      says: `${name} 打包后 ${megabytes(packed)}，一次最多传 ${megabytes(ZIP_BYTES_MAX)}`,
    }
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** Names and values together, as the platform counts them. */
export function bytesOfVariables(variables: ReadonlyMap<string, string | null>): number {
  return [...variables].reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value ?? ''),
    0,
  )
}
