import type { Database } from '../cloudfunctions/platform/database'
import { openDatabase } from '../cloudfunctions/platform/database'
import { startDevcloud } from '../devcloud'

const INDEXES = 'cloudfunctions/indexes.json'

/**
 * The functions' own database code on a data folder of devcloud, told by its environment where the platform is.
 * @param environment the file of variables; its keys are the folder's own
 */
export async function withDataFolder<Result>(
  data: string,
  environment: string | undefined,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const devcloud = await startDevcloud({ port: 0, data, indexes: INDEXES, environment })
  try {
    Object.assign(process.env, {
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${devcloud.url}/admin` }),
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: 'devcloud',
      TENCENTCLOUD_SECRETKEY: 'devcloud',
      SCF_NAMESPACE: 'local',
      TCB_ENV: 'local',
    })
    return await work(await openDatabase())
  } finally {
    await devcloud.close()
  }
}
