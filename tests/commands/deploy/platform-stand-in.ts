import type { Management } from '../../../commands/deploy/management'

/** Of the platform, not of our code: Tencent's management API for one environment, as its library's code has the requests. */
export interface PlatformStandIn extends Management {
  /** Every request that changes something, `action what`, in order. */
  changes: string[]
  /** All that stands, without what only time tells. */
  state(): unknown
  /** The process that calls dies with its n-th change from now: before it arrives, or after it is done. */
  dieAt(change: number, when: 'before' | 'after'): void
  /** Says yes to closing this collection and does not do it. */
  deafTo(collection: string): void
  /** Somebody was at the console. */
  byHand(action: string, parameters: Record<string, unknown>): void
}

interface Table {
  permission: string
  indexes: { Name: string; Unique: boolean; Keys: { Name: string; Direction: string }[] }[]
}

interface DeployedFunction {
  looksUntilActive: number
  settings: Record<string, unknown>
  code: string
  triggers: { TriggerName: string; TriggerDesc: string }[]
}

type Asked = Record<string, unknown>

const CHANGES = /^(Create|Update|Modify|Delete|Batch)/
const PAGE = 100

class Refused extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

export function platformStandIn(): PlatformStandIn {
  const tables = new Map<string, Table>()
  const functions = new Map<string, DeployedFunction>()
  const paths: { Path: string; Name: string }[] = []
  const changes: string[] = []
  let death: { at: number; when: 'before' | 'after' } | null = null
  const deaf = new Set<string>()

  const table = ({ TableName }: Asked): Table => {
    const found = tables.get(String(TableName))
    if (found === undefined) throw new Refused('ResourceNotFound.Table')
    return found
  }
  const deployed = ({ FunctionName }: Asked): DeployedFunction => {
    const found = functions.get(String(FunctionName))
    if (found === undefined) throw new Refused('ResourceNotFound.Function')
    return found
  }
  /** The platform takes no change of a function that it is still making. */
  const settled = (asked: Asked): DeployedFunction => {
    const found = deployed(asked)
    if (found.looksUntilActive > 0) throw new Refused('FailedOperation.FunctionStatusError')
    return found
  }

  const actions: Record<string, (asked: Asked) => object> = {
    DescribeEnvInfo: ({ EnvId }) => ({
      EnvInfo: { EnvBaseInfo: { EnvId, Databases: [{ InstanceId: 'tnt-1' }], Functions: [{ Namespace: EnvId }] } },
    }),
    ListTables: ({ MgoOffset }) => ({
      Tables: [...tables.keys()].slice(Number(MgoOffset), Number(MgoOffset) + PAGE).map((TableName) => ({ TableName })),
    }),
    // Made by code, a collection lets each phone write documents of its own.
    CreateTable: ({ TableName }) => {
      if (tables.has(String(TableName))) throw new Refused('ResourceInUse.Table')
      tables.set(String(TableName), { permission: 'PRIVATE', indexes: [] })
      return {}
    },
    DescribeTable: (asked) => ({ Indexes: [...table(asked).indexes] }),
    UpdateTable: (asked) => {
      const { indexes } = table(asked)
      for (const { IndexName } of (asked.DropIndexes ?? []) as { IndexName: string }[])
        indexes.splice(
          indexes.findIndex(({ Name }) => Name === IndexName),
          1,
        )
      for (const { IndexName, MgoKeySchema: schema } of (asked.CreateIndexes ?? []) as CreatedIndex[]) {
        if (indexes.some(({ Name }) => Name === IndexName)) throw new Refused('ResourceInUse.Index')
        indexes.push({ Name: IndexName, Unique: schema.MgoIsUnique, Keys: schema.MgoIndexKeys })
      }
      return {}
    },
    DescribeResourcePermission: ({ Resources }) => ({
      Data: {
        PermissionList: (Resources as string[]).map((Resource) => ({
          Resource,
          Permission: tables.get(Resource)!.permission,
        })),
      },
    }),
    ModifyResourcePermission: ({ Resource, Permission }) => {
      if (!deaf.has(String(Resource))) table({ TableName: Resource }).permission = String(Permission)
      return { Data: { Success: true } }
    },
    GetFunction: (asked) => {
      const found = deployed(asked)
      found.looksUntilActive = Math.max(0, found.looksUntilActive - 1)
      const Status = found.looksUntilActive > 0 ? 'Updating' : 'Active'
      const triggers = found.triggers.map((one) => ({ ...one, TriggerDesc: `{"cron":"${one.TriggerDesc}"}` }))
      return { ...found.settings, Status, Triggers: triggers }
    },
    CreateFunction: (asked) => {
      if (functions.has(String(asked.FunctionName))) throw new Refused('ResourceInUse.FunctionName')
      const { Code, ...settings } = asked
      const code = (Code as { ZipFile: string }).ZipFile
      functions.set(String(asked.FunctionName), { looksUntilActive: 3, settings, code, triggers: [] })
      return {}
    },
    UpdateFunctionCode: (asked) => {
      const found = settled(asked)
      found.code = (asked.Code as { ZipFile: string }).ZipFile
      found.looksUntilActive = 3
      return {}
    },
    UpdateFunctionConfiguration: ({ FunctionName, ...settings }) => {
      const found = settled({ FunctionName })
      Object.assign(found.settings, settings)
      found.looksUntilActive = 2
      return {}
    },
    DeleteTrigger: (asked) => {
      const found = settled(asked)
      found.triggers = found.triggers.filter(({ TriggerName }) => TriggerName !== asked.TriggerName)
      return {}
    },
    BatchCreateTrigger: (asked) => {
      const found = settled(asked)
      found.triggers.push(...(JSON.parse(String(asked.Triggers)) as DeployedFunction['triggers']))
      if (found.triggers.length > 1) throw new Refused('LimitExceeded.Trigger')
      return {}
    },
    DescribeCloudBaseGWAPI: ({ Name }) => ({ APISet: paths.filter((one) => one.Name === Name) }),
    CreateCloudBaseGWAPI: ({ Path, Name }) => {
      if (paths.some((one) => one.Path === Path)) throw new Refused('InvalidParameter.APICreated')
      paths.push({ Path: String(Path), Name: String(Name) })
      return {}
    },
  }

  const answer = (action: string, asked: Asked): object => {
    const known = actions[action]
    if (known === undefined) throw new Refused('InvalidAction')
    return known(asked)
  }
  return {
    changes,
    state: () => ({
      tables: [...tables],
      functions: [...functions].map(([name, { settings, code, triggers }]) => ({ name, settings, code, triggers })),
      paths,
    }),
    dieAt: (change, when) => {
      death = { at: changes.length + change, when }
    },
    deafTo: (collection) => void deaf.add(collection),
    byHand: (action, parameters) => void answer(action, parameters),
    async call(_service, action, parameters) {
      const asked = { ...parameters } as Asked
      if (!CHANGES.test(action)) return answer(action, asked)
      const dies = death !== null && changes.length + 1 === death.at ? death.when : null
      if (dies !== null) death = null
      if (dies === 'before') throw new Error('killed')
      changes.push(`${action} ${String(asked.TableName ?? asked.Resource ?? asked.FunctionName ?? asked.Path)}`)
      const answered = answer(action, asked)
      if (dies === 'after') throw new Error('killed')
      return answered
    },
  }
}

interface CreatedIndex {
  IndexName: string
  MgoKeySchema: { MgoIsUnique: boolean; MgoIndexKeys: { Name: string; Direction: string }[] }
}
