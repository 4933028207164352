import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { zipOf } from '../../cloudfunctions/platform/files/zip-write'
import { bundleFunction } from '../bundle-function'
import { carryOut, requireClosed } from './carry-out'
import { findAll, findPlace } from './found'
import type { Management } from './management'
import { planOf } from './steps'
import type { Wanted } from './wanted'

const PROBE = 'deploy-probe'

const Invoked = z.object({ Result: z.object({ RetMsg: z.string() }) })
/** What a person has to do with a phone, as no server can speak for one. */
const BY_HAND = [
  '在开发者工具的控制台里，用这个环境运行：wx.cloud.database().collection("deploy-probe").add({data:{}})',
  '  应当失败（-502003 permission denied）。写进去了，就不要上线',
  '支付回调是谁在调用：付一笔 0.01 元，再看 payment-notice 的日志里有没有 NOT_FOR_USERS',
]

/**
 * Tries on the platform what no document says, and prints it: the codes of a duplicate and of a conflict, which names
 * of fields are taken, who a timer's call is, how long a request takes. What it made is taken away again.
 */
export async function probe(management: Management, ours: Wanted, tell: (line: string) => void): Promise<number> {
  const { envId } = ours
  if (envId === null) throw new Error('envId 还是空的')
  const everyMinute = { name: 'everyMinute', cron: '0 * * * * * *' }
  const wanted: Wanted = {
    environment: ours.environment,
    envId,
    collections: new Map([[PROBE, []]]),
    functions: [
      {
        name: PROBE,
        runtime: ours.functions[0]?.runtime ?? 'Nodejs20.19',
        memory: 256,
        timeout: 60,
        description: `临时：量平台，量完就删 · ${Date.now().toString(36)}`,
        zip: (await probeZip()).toString('base64'),
        variables: new Map(),
        trigger: everyMinute,
        path: null,
      },
    ],
  }
  const place = await findPlace(management, envId)
  const named = { FunctionName: PROBE, Namespace: place.namespace }
  try {
    const doing = { management, tell }
    // Its own collection alone is what it looks at: those of the product are the affair of `apply`.
    const look = async () => {
      const found = await findAll(management, place, { collections: [PROBE], functions: [PROBE] })
      return { ...found, collections: new Map([...found.collections].filter(([name]) => name === PROBE)) }
    }
    await carryOut(doing, place, planOf(wanted, await look(), {}).steps)
    requireClosed(await look())
    tell('等定时器自己来一次（一分多钟）……')
    await new Promise((resolve) => setTimeout(resolve, 75_000))
    const asked = { ...named, LogType: 'Tail', ClientContext: JSON.stringify({ probe: true }) }
    const { Result } = Invoked.parse(await management.call('scf', 'Invoke', asked))
    tell(JSON.stringify(JSON.parse(Result.RetMsg), null, 2))
    BY_HAND.forEach(tell)
    return 0
  } finally {
    await management.call('scf', 'DeleteFunction', named)
    tell(`${PROBE} 函数已删除；试过手机写入以后，请在控制台删掉集合 ${PROBE}`)
  }
}

async function probeZip(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-probe-'))
  try {
    const file = join(folder, 'index.js')
    await bundleFunction(join(__dirname, 'probe-function.ts'), file)
    return zipOf([{ name: 'index.js', bytes: readFileSync(file) }])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
