import * as z from 'zod'
import { codeOf } from './management'
import type { Management } from './management'

/** What stands on the platform now. */
export interface Found {
  /** Every collection of the environment, also those that are not ours. */
  collections: ReadonlyMap<string, FoundCollection>
  functions: ReadonlyMap<string, FoundFunction>
}

export interface FoundCollection {
  /** Null where the platform does not tell it, which is not taken for closed. */
  permission: string | null
  indexes: readonly { name: string; keys: string; unique: boolean }[]
}

export interface FoundFunction {
  status: string
  runtime: string
  memory: number
  timeout: number
  description: string
  variables: ReadonlyMap<string, string>
  triggers: readonly { name: string; cron: string }[]
  paths: readonly string[]
}

/** Where an environment keeps its things; what the platform's services are called by. */
export interface Place {
  envId: string
  namespace: string
  connector: { DatabaseName: string; InstanceId: string }
}

export const NOTHING_YET: Found = { collections: new Map(), functions: new Map() }

const RESOURCES_AT_ONCE = 100
const TABLES_AT_ONCE = 100

const Environment = z.object({
  EnvInfo: z.object({
    EnvBaseInfo: z.object({
      EnvId: z.string(),
      Databases: z.array(z.object({ InstanceId: z.string() })).min(1),
      Functions: z.array(z.object({ Namespace: z.string() })).min(1),
    }),
  }),
})
const Tables = z.object({ Tables: z.array(z.object({ TableName: z.string() })).nullish() })
const Table = z.object({
  Indexes: z
    .array(
      z.object({
        Name: z.string(),
        Unique: z.boolean().default(false),
        Keys: z.array(z.object({ Name: z.string(), Direction: z.coerce.string() })),
      }),
    )
    .nullish(),
})
const Permissions = z.object({
  Data: z.object({ PermissionList: z.array(z.object({ Resource: z.string(), Permission: z.string() })).nullish() }),
})
const Variable = z.object({ Key: z.string(), Value: z.string() })
const DeployedFunction = z.object({
  Status: z.string(),
  Runtime: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  Description: z.string().default(''),
  Environment: z.object({ Variables: z.array(Variable).nullish() }).nullish(),
  Triggers: z.array(z.object({ TriggerName: z.string(), TriggerDesc: z.string() })).nullish(),
})
const Paths = z.object({ APISet: z.array(z.object({ Path: z.string(), Name: z.string() })).nullish() })

/** @throws Error when the platform does not know the environment */
export async function findPlace(management: Management, envId: string): Promise<Place> {
  const answer = Environment.parse(await management.call('tcb', 'DescribeEnvInfo', { EnvId: envId }))
  const { Databases, Functions } = answer.EnvInfo.EnvBaseInfo
  return {
    envId,
    namespace: Functions[0]!.Namespace,
    connector: { DatabaseName: Databases[0]!.InstanceId, InstanceId: 'flexdb' },
  }
}

/** Reads all that a deployment touches, and changes nothing. */
export async function findAll(
  management: Management,
  place: Place,
  names: { collections: readonly string[]; functions: readonly string[] },
): Promise<Found> {
  const collections = await findCollections(management, place, names.collections)
  const functions = new Map<string, FoundFunction>()
  for (const name of names.functions) {
    const found = await findFunction(management, place, name)
    if (found !== null) functions.set(name, found)
  }
  return { collections, functions }
}

export async function findCollections(
  management: Management,
  place: Place,
  ours: readonly string[],
): Promise<Map<string, FoundCollection>> {
  const names = await tableNames(management, place)
  const permissions = await permissionsOf(management, place, names)
  const found = new Map<string, FoundCollection>()
  for (const name of names) {
    // Of a collection that is not ours only the permission matters.
    const indexes = ours.includes(name) ? await indexesOf(management, place, name) : []
    found.set(name, { permission: permissions.get(name) ?? null, indexes })
  }
  return found
}

const inDatabase = ({ envId, connector }: Place) => ({ EnvId: envId, MongoConnector: connector })

async function tableNames(management: Management, place: Place): Promise<string[]> {
  const names: string[] = []
  for (;;) {
    const page = { MgoLimit: TABLES_AT_ONCE, MgoOffset: names.length }
    const { Tables: tables } = Tables.parse(
      await management.call('flexdb', 'ListTables', { ...inDatabase(place), ...page }),
    )
    names.push(...(tables ?? []).map(({ TableName }) => TableName))
    if ((tables ?? []).length < TABLES_AT_ONCE) return names
  }
}

async function permissionsOf(
  management: Management,
  { envId }: Place,
  names: readonly string[],
): Promise<Map<string, string>> {
  const permissions = new Map<string, string>()
  for (let at = 0; at < names.length; at += RESOURCES_AT_ONCE) {
    const asked = { EnvId: envId, ResourceType: 'collection', Resources: names.slice(at, at + RESOURCES_AT_ONCE) }
    const { Data } = Permissions.parse(await management.call('tcb', 'DescribeResourcePermission', asked))
    for (const { Resource, Permission } of Data.PermissionList ?? []) permissions.set(Resource, Permission)
  }
  return permissions
}

async function indexesOf(
  management: Management,
  place: Place,
  collection: string,
): Promise<FoundCollection['indexes']> {
  const asked = { ...inDatabase(place), TableName: collection }
  const { Indexes } = Table.parse(await management.call('flexdb', 'DescribeTable', asked))
  return (Indexes ?? []).map(({ Name, Keys, Unique }) => ({
    name: Name,
    keys: Keys.map((key) => `${key.Name}:${key.Direction}`).join(' '),
    unique: Unique,
  }))
}

/** Null where there is none. */
export async function findFunction(
  management: Management,
  { envId, namespace }: Place,
  name: string,
): Promise<FoundFunction | null> {
  try {
    const read = DeployedFunction.parse(
      await management.call('scf', 'GetFunction', { FunctionName: name, Namespace: namespace }),
    )
    const { APISet } = Paths.parse(
      await management.call('tcb', 'DescribeCloudBaseGWAPI', { ServiceId: envId, Name: name }),
    )
    return {
      status: read.Status,
      runtime: read.Runtime,
      memory: read.MemorySize,
      timeout: read.Timeout,
      description: read.Description,
      variables: new Map((read.Environment?.Variables ?? []).map(({ Key, Value }) => [Key, Value])),
      triggers: (read.Triggers ?? []).map(({ TriggerName, TriggerDesc }) => ({
        name: TriggerName,
        cron: cronIn(TriggerDesc),
      })),
      paths: (APISet ?? []).filter((one) => one.Name === name).map(({ Path }) => Path),
    }
  } catch (error) {
    if (codeOf(error).startsWith('ResourceNotFound')) return null
    throw error
  }
}

/** SCF tells a timer as `{"cron":"…"}` and takes it bare. */
function cronIn(description: string): string {
  const wrapped = /^\{"cron":"([^"]*)"/.exec(description)
  return wrapped?.[1] ?? description
}
