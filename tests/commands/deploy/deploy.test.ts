import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apply, observe, Stopped } from '../../../commands/deploy/carry-out'
import { NOTHING_YET } from '../../../commands/deploy/found'
import { manifestOf } from '../../../commands/deploy/manifest'
import { planText } from '../../../commands/deploy/plan-text'
import { planOf } from '../../../commands/deploy/steps'
import { wantedOf } from '../../../commands/deploy/wanted'
import type { Index } from '../../../devcloud/database/index-file'
import { platformStandIn } from './platform-stand-in'
import type { PlatformStandIn } from './platform-stand-in'

const [RING, INDEX_KEY] = [`k1:${'A'.repeat(43)}=`, `${'B'.repeat(43)}=`]
const KEYS = { CANBAO_SEALING_KEYS: RING, CANBAO_INDEX_KEY: INDEX_KEY }
const byVillage: Index = { name: 'village_1__id_1', fields: [['village', 1], ['_id', 1]], unique: false } // prettier-ignore
const byNumber: Index = { name: 'idIndex_1', fields: [['idIndex', 1]], unique: true }

const manifest = (over: { memory?: number; cron?: string; runtime?: string } = {}) =>
  manifestOf(
    {
      runtime: over.runtime ?? 'Nodejs24.11',
      environments: {
        trial: { envId: 'canbao-trial', appid: null, region: 'ap-shanghai', templates: [] },
        live: { envId: null, appid: null, region: 'ap-shanghai', templates: [] },
      },
      variables: {
        CANBAO_SEALING_KEYS: { secret: true, required: true, about: '钥匙环' },
        CANBAO_INDEX_KEY: { secret: true, required: true, about: '索引的钥匙' },
      },
      functions: {
        family: { memory: over.memory ?? 512, timeout: 20, variables: Object.keys(KEYS) },
        night: {
          memory: 256,
          timeout: 60,
          variables: [],
          trigger: { name: 'nightly', cron: over.cron ?? '0 0 2 * * * *' },
        },
        receipt: { memory: 128, timeout: 10, variables: [], path: '/receipt' },
      },
    },
    'deploy.json',
  )

interface Asked {
  declared?: ReturnType<typeof manifest>
  environment?: string
  code?: string
  variables?: Record<string, string | undefined>
  collections?: Map<string, Index[]>
}

function wanted({ declared = manifest(), environment = 'trial', code = 'one', ...asked }: Asked = {}) {
  const names = Object.keys(declared.functions)
  return wantedOf(declared, {
    environment,
    collections: asked.collections ?? new Map([['residents', [byVillage, byNumber]], ['seasons', []]]), // prettier-ignore
    built: new Map(names.map((name) => [name, [{ name: 'index.js', bytes: Buffer.from(`${name} ${code}`) }]])),
    about: new Map([['family', '家庭']]),
    variables: asked.variables ?? KEYS,
  })
}

async function deployTo(platform: PlatformStandIn, asked: Asked = {}): Promise<{ changes: number; told: string[] }> {
  const told: string[] = []
  const doing = { ...wanted(asked), declared: (asked.declared ?? manifest()).variables, management: platform }
  const changes = await apply({ ...doing, tell: (line) => told.push(line), pauseMs: 0 })
  return { changes, told }
}

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'went through',
    (error: unknown) => (error instanceof Stopped ? error.message : String(error)),
  )

describe('an engineer who deploys to an empty environment', () => {
  test('reads beforehand, without an account, what will be done', () => {
    const { wanted: all, objections } = wanted({ environment: 'live' })
    const text = planText(all, planOf(all, NOTHING_YET, manifest().variables), objections, '从空环境算起')
    expect(text).toBe(readFileSync(join(__dirname, 'plan-from-empty.txt'), 'utf8'))
  })

  test('has every collection closed before the first function is there, and finds nothing left to do', async () => {
    const platform = platformStandIn()
    const { changes } = await deployTo(platform)
    expect(changes).toBe(platform.changes.length)
    expect(platform.changes).toEqual([
      'CreateTable residents',
      'ModifyResourcePermission residents',
      'UpdateTable residents',
      'UpdateTable residents',
      'CreateTable seasons',
      'ModifyResourcePermission seasons',
      'CreateFunction family',
      'CreateFunction night',
      'BatchCreateTrigger night',
      'CreateFunction receipt',
      'CreateCloudBaseGWAPI /receipt',
    ])
    expect(await deployTo(platform)).toEqual({ changes: 0, told: [] })
    expect(platform.changes).toHaveLength(changes)
  })

  test('may be cut off at any request, before or after it arrived: the next run goes on to the same end', async () => {
    const whole = platformStandIn()
    const { changes } = await deployTo(whole)
    for (let cut = 1; cut <= changes; cut++) {
      for (const when of ['before', 'after'] as const) {
        const platform = platformStandIn()
        platform.dieAt(cut, when)
        expect(await refusalOf(deployTo(platform))).toBe('Error: killed')
        await deployTo(platform)
        expect(platform.state()).toEqual(whole.state())
        expect(platform.changes).toHaveLength(changes)
      }
    }
  })

  test('never sees a key on the screen', async () => {
    const platform = platformStandIn()
    const { told } = await deployTo(platform)
    const changed = { CANBAO_SEALING_KEYS: `k2:${'C'.repeat(43)}=`, CANBAO_INDEX_KEY: `${'D'.repeat(43)}=` }
    const refused = await refusalOf(deployTo(platform, { variables: changed }))
    for (const secret of [RING, INDEX_KEY, ...Object.values(changed)]) {
      const key = secret.slice(secret.indexOf(':') + 1)
      expect(told.join('\n') + refused).not.toContain(key)
    }
  })
})

describe('an environment that has drifted', () => {
  let platform: PlatformStandIn
  beforeEach(async () => {
    platform = platformStandIn()
    await deployTo(platform)
    platform.changes.length = 0
  })
  const drift = async (asked: Asked = {}) => {
    const doing = { ...wanted(asked), declared: manifest().variables, management: platform, tell: () => undefined }
    return (await observe(doing)).plan
  }

  test('gets only what has changed: code and its digest', async () => {
    await deployTo(platform, { code: 'two' })
    expect(platform.changes.filter((one) => one.endsWith('family'))).toEqual([
      'UpdateFunctionCode family',
      'UpdateFunctionConfiguration family',
    ])
    expect((await drift({ code: 'two' })).steps).toEqual([])
  })

  test('is brought back when somebody changed memory, a trigger or an index at the console', async () => {
    platform.byHand('UpdateFunctionConfiguration', { FunctionName: 'family', MemorySize: 128 })
    platform.byHand('DeleteTrigger', { FunctionName: 'night', TriggerName: 'nightly' })
    platform.byHand('UpdateTable', { TableName: 'residents', DropIndexes: [{ IndexName: 'idIndex_1' }] })
    expect((await drift()).steps.map((step) => step.do)).toEqual(['add-index', 'configure', 'add-trigger'])
    await deployTo(platform)
    expect((await drift()).steps).toEqual([])
  })

  test('closes a collection that was opened, before anything else', async () => {
    platform.byHand('ModifyResourcePermission', { Resource: 'seasons', Permission: 'READONLY' })
    await deployTo(platform, { code: 'three' })
    expect(platform.changes[0]).toBe('ModifyResourcePermission seasons')
  })

  test('keeps the keys that it has when the operator gives none, and takes another one more', async () => {
    expect((await deployTo(platform, { variables: {} })).changes).toBe(0)
    const longer = { ...KEYS, CANBAO_SEALING_KEYS: `k2:${'C'.repeat(43)}=,${RING}` }
    await deployTo(platform, { variables: longer })
    expect(platform.changes).toEqual(['UpdateFunctionConfiguration family'])
  })
})

describe('what is refused, with nothing done', () => {
  const refused = async (platform: PlatformStandIn, asked: Asked): Promise<string> => {
    const before = platform.changes.length
    const said = await refusalOf(deployTo(platform, asked))
    expect(platform.changes).toHaveLength(before)
    return said.split('：', 1)[0]!
  }
  const deployed = async () => {
    const platform = platformStandIn()
    await deployTo(platform)
    return platform
  }

  test('an environment without a name', async () => {
    expect(await refused(platformStandIn(), { environment: 'live' })).toBe('ENVIRONMENT_UNNAMED')
  })

  test('a key that is missing, a key that would be lost, another index key', async () => {
    expect(await refused(platformStandIn(), { variables: {} })).toBe('VARIABLE_MISSING')
    const lost = { ...KEYS, CANBAO_SEALING_KEYS: `k2:${'C'.repeat(43)}=` }
    expect(await refused(await deployed(), { variables: lost })).toBe('KEY_WOULD_BE_LOST')
    const another = { ...KEYS, CANBAO_INDEX_KEY: `${'D'.repeat(43)}=` }
    expect(await refused(await deployed(), { variables: another })).toBe('INDEX_KEY_CHANGED')
  })

  test('variables above 4 KB, and a function that was not built', async () => {
    const many = { ...KEYS, CANBAO_SEALING_KEYS: `${'k1:A,'.repeat(900)}${RING}` }
    expect(await refused(platformStandIn(), { variables: many })).toBe('VARIABLES_TOO_LARGE')
    const all = wantedOf(manifest(), { environment: 'trial', collections: new Map(), built: new Map(), about: new Map(), variables: KEYS }) // prettier-ignore
    expect(all.objections.map(({ code }) => code)).toContain('FUNCTION_NOT_BUILT')
  })

  test('another runtime, as the platform cannot change it', async () => {
    expect(await refused(await deployed(), { declared: manifest({ runtime: 'Nodejs20.19' }) })).toBe('RUNTIME_FIXED')
  })

  test('a collection of nobody that phones may write to', async () => {
    const platform = await deployed()
    platform.byHand('CreateTable', { TableName: 'somebody-elses' })
    expect(await refused(platform, { code: 'four' })).toBe('COLLECTION_OPEN')
  })

  test('functions, as long as one collection does not close, whatever the platform says', async () => {
    const platform = platformStandIn()
    platform.deafTo('residents')
    expect(await refusalOf(deployTo(platform))).toContain('COLLECTION_OPEN')
    expect(platform.changes.filter((one) => one.includes('Function'))).toEqual([])
  })
})
