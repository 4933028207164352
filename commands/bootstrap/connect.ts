import { provideEnvironment, environmentOf } from '../../devcloud/environment'
import { startDevcloud } from '../../devcloud'
import type { Database } from '../../cloudfunctions/platform/database'
import { openDatabase } from '../../cloudfunctions/platform/database'

/** The same files that a deployment uses. */
const INDEXES = 'cloudfunctions/indexes.json'
const ENVIRONMENT = 'cloudfunctions/environment.json'

interface Connection {
  db: Database
  close(): Promise<void>
}

/** A data folder of devcloud, whether or not it is there yet. No other devcloud may have it open. */
export async function connectToFolder(data: string): Promise<Connection> {
  const devcloud = await startDevcloud({ port: 0, data, indexes: INDEXES, environment: ENVIRONMENT })
  return { db: await reachCloud(`${devcloud.url}/admin`), close: () => devcloud.close() }
}

/** A devcloud that runs on a data folder. */
export async function connectToDevcloud(url: string, data: string): Promise<Connection> {
  const takeBack = provideEnvironment(environmentOf(data, ENVIRONMENT))
  return { db: await reachCloud(`${url}/admin`), close: () => Promise.resolve(takeBack()) }
}

/** The functions' own database code, told by its environment where the platform is. */
function reachCloud(admin: string): Promise<Database> {
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: admin }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'devcloud',
    TENCENTCLOUD_SECRETKEY: 'devcloud',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
  })
  return openDatabase()
}

const NEEDED = ['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY', 'CANBAO_SEALING_KEYS', 'CANBAO_INDEX_KEY'] as const

/**
 * An environment of the platform, by the variables that its owner has set. @throws Error naming those that are
 * missing
 */
export async function connectToDeployment(id: string): Promise<Connection> {
  const missing = NEEDED.filter((name) => (process.env[name] ?? '') === '')
  if (missing.length > 0)
    throw new Error(
      `没有设好这些环境变量 These variables are not set: ${missing.join('、')}。它们要和云函数里设的一样，否则存下的东西谁也读不出来`,
    )
  Object.assign(process.env, { TENCENTCLOUD_RUNENV: 'SCF', SCF_NAMESPACE: id, TCB_ENV: id })
  return { db: await openDatabase(), close: () => Promise.resolve() }
}
