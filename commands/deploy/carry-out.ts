import { setTimeout as pause } from 'node:timers/promises'
import { findAll, findFunction, findPlace } from './found'
import type { Found, Place } from './found'
import type { Management } from './management'
import type { Manifest } from './manifest'
import { inWords } from './plan-text'
import { CLOSED, planOf } from './steps'
import type { Plan, Step } from './steps'
import type { Objection, Wanted } from './wanted'

/** Nothing more was done. */
export class Stopped extends Error {
  constructor(readonly objections: readonly Objection[]) {
    super(objections.map(({ code, says }) => `${code}：${says}`).join('\n'))
  }
}

interface Carrying {
  management: Management
  /** A line for each thing done. */
  tell(line: string): void
  /** Between two looks at a function that the platform is still making. */
  pauseMs?: number
}

interface Doing extends Carrying {
  wanted: Wanted
  declared: Manifest['variables']
  /** Of what the files alone say against it. */
  objections: readonly Objection[]
}

const OF_THE_DATABASE = new Set<Step['do']>(['make-collection', 'close-collection', 'drop-index', 'add-index'])
const LOOKS_MAX = 300

/** @throws Stopped when the environment has no name yet */
export async function observe({
  management,
  wanted,
  declared,
}: Doing): Promise<{ place: Place; found: Found; plan: Plan }> {
  if (wanted.envId === null) {
    const says = `deploy.json 里「${wanted.environment}」的 envId 还是空的，填上云开发环境的编号再来`
    throw new Stopped([{ code: 'ENVIRONMENT_UNNAMED', says }])
  }
  const place = await findPlace(management, wanted.envId)
  const names = { collections: [...wanted.collections.keys()], functions: wanted.functions.map(({ name }) => name) }
  const found = await findAll(management, place, names)
  return { place, found, plan: planOf(wanted, found, declared) }
}

/**
 * Makes the environment what the files say. The database first; no function is touched before every collection has been
 * read back as closed. Killed at any moment it is begun again: what stands is not done twice.
 * @returns how many changes it made
 * @throws Stopped
 */
export async function apply(doing: Doing): Promise<number> {
  const { place, plan } = await observe(doing)
  const objections = [...doing.objections, ...plan.objections]
  if (objections.length > 0) throw new Stopped(objections)
  await carryOut(
    doing,
    place,
    plan.steps.filter((step) => OF_THE_DATABASE.has(step.do)),
  )
  requireClosed((await observe(doing)).found)
  await carryOut(
    doing,
    place,
    plan.steps.filter((step) => !OF_THE_DATABASE.has(step.do)),
  )
  const left = (await observe(doing)).plan
  if (left.steps.length > 0) {
    throw new Stopped(left.steps.map((step) => ({ code: 'NOT_TAKEN', says: `平台没有照办：${inWords(step)}` })))
  }
  return plan.steps.length
}

/** @throws Stopped COLLECTION_OPEN */
export function requireClosed({ collections }: Found): void {
  const open = [...collections].filter(([, { permission }]) => permission !== CLOSED)
  if (open.length === 0) return
  throw new Stopped(
    open.map(([name, { permission }]) => ({
      code: 'COLLECTION_OPEN',
      says: `集合 ${name} 还没有关上（权限 ${permission ?? '查不到'}），云函数没有更新。请在控制台改为「仅管理端可读写」再来`,
    })),
  )
}

/** One after another, each seen to be done before the next. @throws Stopped */
export async function carryOut(doing: Carrying, place: Place, steps: readonly Step[]): Promise<void> {
  for (const [at, step] of steps.entries()) {
    // A call that died before may have left it in the making.
    if ('of' in step && step.do !== 'make-function') await untilActive(doing, place, nameOf(step))
    await doStep(doing.management, place, step)
    if ('of' in step) await untilActive(doing, place, nameOf(step))
    doing.tell(`${at + 1}/${steps.length} ${inWords(step)}`)
  }
}

const nameOf = ({ of }: Extract<Step, { of: unknown }>): string => (typeof of === 'string' ? of : of.name)

async function untilActive({ management, pauseMs = 1_000 }: Carrying, place: Place, name: string): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look++) {
    const status = (await findFunction(management, place, name))?.status ?? '查不到'
    if (status === 'Active') return
    if (!['Creating', 'Updating', 'Publishing'].includes(status)) {
      throw new Stopped([{ code: 'FUNCTION_FAILED', says: `${name} 的状态是 ${status}，请到控制台看原因` }])
    }
    await pause(pauseMs)
  }
  throw new Stopped([{ code: 'FUNCTION_SLOW', says: `${name} 一直没有就绪，再运行一次会接着做` }])
}

/** One request each, in the words of Tencent's API. */
function doStep(management: Management, { envId, namespace, connector }: Place, step: Step): Promise<unknown> {
  const table = (collection: string) => ({ EnvId: envId, MongoConnector: connector, TableName: collection })
  const named = (name: string) => ({ FunctionName: name, Namespace: namespace })
  switch (step.do) {
    case 'make-collection':
      return management.call('flexdb', 'CreateTable', table(step.collection))
    case 'close-collection': {
      const closed = { ResourceType: 'collection', Resource: step.collection, Permission: CLOSED }
      return management.call('tcb', 'ModifyResourcePermission', { EnvId: envId, ...closed })
    }
    case 'drop-index': {
      const dropped = { DropIndexes: [{ IndexName: step.index }] }
      return management.call('flexdb', 'UpdateTable', { ...table(step.collection), ...dropped })
    }
    case 'add-index': {
      const { name, fields, unique } = step.index
      const keys = fields.map(([field, direction]) => ({ Name: field, Direction: String(direction) }))
      const schema = { MgoIndexKeys: keys, MgoIsUnique: unique }
      const added = { CreateIndexes: [{ IndexName: name, MgoKeySchema: schema }] }
      return management.call('flexdb', 'UpdateTable', { ...table(step.collection), ...added })
    }
    case 'make-function': {
      const { name, runtime, zip } = step.of
      const made = { Handler: 'index.main', Runtime: runtime, Role: 'TCB_QcsRole', Stamp: 'MINI_QCBASE' }
      const code = { Code: { ZipFile: zip }, InstallDependency: 'FALSE' }
      return management.call('scf', 'CreateFunction', { ...named(name), ...made, ...code, ...settings(step) })
    }
    case 'put-code': {
      const code = { Handler: 'index.main', InstallDependency: 'FALSE', Code: { ZipFile: step.of.zip } }
      return management.call('scf', 'UpdateFunctionCode', { ...named(step.of.name), ...code })
    }
    case 'configure':
      return management.call('scf', 'UpdateFunctionConfiguration', { ...named(step.of.name), ...settings(step) })
    case 'drop-trigger': {
      const dropped = { TriggerName: step.trigger.name, Type: 'timer' }
      return management.call('scf', 'DeleteTrigger', { ...named(step.of), ...dropped })
    }
    case 'add-trigger': {
      const trigger = { TriggerName: step.trigger.name, Type: 'timer', TriggerDesc: step.trigger.cron }
      const added = { Triggers: JSON.stringify([trigger]), Count: 1 }
      return management.call('scf', 'BatchCreateTrigger', { ...named(step.of), ...added })
    }
    case 'open-path': {
      const api = { Path: step.path, Type: 1, Name: step.of, AuthSwitch: 2 }
      return management.call('tcb', 'CreateCloudBaseGWAPI', { ServiceId: envId, ...api })
    }
  }
}

function settings({ of, variables }: Extract<Step, { do: 'make-function' | 'configure' }>): object {
  const { memory, timeout, description } = of
  const pairs = [...variables].map(([Key, Value]) => ({ Key, Value }))
  return { MemorySize: memory, Timeout: timeout, Description: description, Environment: { Variables: pairs } }
}
