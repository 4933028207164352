import { createRequire } from 'node:module'
import { join } from 'node:path'

export type Service = 'tcb' | 'scf' | 'flexdb'

/**
 * The platform's management API, one signed request at a time: `service` and `action` as Tencent's documents name them.
 * A refusal is thrown with the platform's own `code`.
 */
export interface Management {
  call(service: Service, action: string, parameters: object): Promise<unknown>
}

interface Library {
  commonService(service: Service): { call(request: { Action: string; Param: object }): Promise<unknown> }
}

const HERE = join(process.cwd(), 'commands/deploy/package.json')

/** A key of the management's own account, as the operator's environment has it. Never printed, never written down. */
export function accountIn(environment: NodeJS.ProcessEnv): { secretId: string; secretKey: string } | null {
  const { TENCENT_SECRET_ID: secretId, TENCENT_SECRET_KEY: secretKey } = environment
  return secretId === undefined || secretKey === undefined ? null : { secretId, secretKey }
}

/**
 * Over Tencent's own library, which signs and carries. It is installed apart: `npm ci` of the project stays small.
 * @throws Error that says how to install it
 */
export function openManagement(
  account: { secretId: string; secretKey: string },
  { envId, region }: { envId: string; region: string },
): Management {
  const library = new (libraryNamed('@cloudbase/manager-node'))({ ...account, envId, region }) as Library
  return {
    call: (service, action, parameters) => library.commonService(service).call({ Action: action, Param: parameters }),
  }
}

/** A package of `commands/deploy`. */
export function libraryNamed(name: string): new (options: object) => unknown {
  try {
    return createRequire(HERE)(name) as new (options: object) => unknown
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error
    throw new Error(`还没有安装 ${name}。先运行：npm ci --prefix commands/deploy`)
  }
}

/** The platform's own code of a refusal; empty where it has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null ? String(Reflect.get(error, 'code') ?? '') : ''
}
