import type { Index } from '../../devcloud/database/index-file'
import type { Found, FoundCollection, FoundFunction } from './found'
import { objectionsToKeys } from './keys'
import type { Manifest } from './manifest'
import type { Objection, Wanted, WantedFunction } from './wanted'

/** One change of the platform. What was done is seen on the platform itself and noted down nowhere. */
export type Step =
  | { do: 'make-collection'; collection: string }
  | { do: 'close-collection'; collection: string; was: string | null }
  | { do: 'drop-index'; collection: string; index: string }
  | { do: 'add-index'; collection: string; index: Index }
  | { do: 'make-function'; of: WantedFunction; variables: ReadonlyMap<string, string> }
  | { do: 'put-code'; of: WantedFunction }
  | { do: 'configure'; of: WantedFunction; variables: ReadonlyMap<string, string>; differs: readonly string[] }
  | { do: 'drop-trigger'; of: string; trigger: { name: string; cron: string } }
  | { do: 'add-trigger'; of: string; trigger: { name: string; cron: string } }
  | { do: 'open-path'; of: string; path: string }

export interface Plan {
  steps: readonly Step[]
  /** With one of these nothing is done. */
  objections: readonly Objection[]
  /** Things of the environment that no file names. They are left alone. */
  strangers: readonly string[]
}

/** Nobody but functions and the console: a phone can neither read nor write. */
export const CLOSED = 'ADMINONLY'

/** What has to be done so that the platform stands as the files say; pure. Done once, the next is empty. */
export function planOf(wanted: Wanted, found: Found, declared: Manifest['variables']): Plan {
  const functions = wanted.functions.map((one) => ({ one, now: found.functions.get(one.name) }))
  const foreign = [...found.collections].filter(([name]) => !wanted.collections.has(name))
  return {
    steps: [
      ...[...wanted.collections].flatMap(([name, indexes]) =>
        collectionSteps(name, indexes, found.collections.get(name)),
      ),
      ...functions.flatMap(({ one, now }) => functionSteps(one, now)),
    ],
    objections: [
      ...foreign.filter(([, { permission }]) => permission !== CLOSED).map(([name, now]) => open(name, now)),
      ...functions.flatMap(({ one, now }) => [...objectionsToFunction(one, now, declared)]),
    ],
    strangers: foreign.map(([name]) => `集合 ${name}`),
  }
}

function open(name: string, { permission }: FoundCollection): Objection {
  return {
    code: 'COLLECTION_OPEN',
    says: `集合 ${name} 不在 indexes.json 里，权限是 ${permission ?? '查不到'}，手机可能写得进去。请先在控制台改为「仅管理端可读写」，或删掉它`,
  }
}

/** Made, closed and only then indexed: nothing is written to a collection that phones may write to. */
function collectionSteps(collection: string, indexes: readonly Index[], now: FoundCollection | undefined): Step[] {
  const was = now?.permission ?? null
  const there = new Map((now?.indexes ?? []).map((index) => [index.name, index]))
  return [
    ...(now === undefined ? [{ do: 'make-collection', collection } as const] : []),
    ...(was === CLOSED ? [] : [{ do: 'close-collection', collection, was } as const]),
    ...indexes.flatMap((index): Step[] => {
      const stands = there.get(index.name)
      if (stands?.keys === keysOf(index) && stands.unique === index.unique) return []
      const drop: Step = { do: 'drop-index', collection, index: index.name }
      return [...(stands === undefined ? [] : [drop]), { do: 'add-index', collection, index }]
    }),
  ]
}

/** As the platform tells an index. */
const keysOf = ({ fields }: Index): string => fields.map(([field, direction]) => `${field}:${direction}`).join(' ')

function functionSteps(of: WantedFunction, now: FoundFunction | undefined): Step[] {
  const variables = variablesOf(of, now)
  const paths: Step[] =
    of.path === null || now?.paths.includes(of.path) === true ? [] : [{ do: 'open-path', of: of.name, path: of.path }]
  if (now === undefined) return [{ do: 'make-function', of, variables }, ...triggerSteps(of, []), ...paths]
  const code = digestIn(now.description) === digestIn(of.description) ? [] : [{ do: 'put-code', of } as const]
  const differs = differences(of, now, variables)
  return [
    ...code,
    // The digest of the code stands in the description, which is written last: a death in between does both again.
    ...(differs.length === 0 ? [] : [{ do: 'configure', of, variables, differs } as const]),
    ...triggerSteps(of, now.triggers),
    ...paths,
  ]
}

const digestIn = (description: string): string => description.split(' · ').at(-1) ?? ''

function triggerSteps({ name: of, trigger }: WantedFunction, now: FoundFunction['triggers']): Step[] {
  const right = now.find((one) => one.name === trigger?.name && one.cron === trigger.cron)
  const drop = now.filter((one) => one !== right).map((one): Step => ({ do: 'drop-trigger', of, trigger: one }))
  return [...drop, ...(trigger === null || right !== undefined ? [] : [{ do: 'add-trigger', of, trigger } as const])]
}

/** All that the function shall have: an update replaces every variable, so what is kept is written too. */
function variablesOf({ variables }: WantedFunction, now: FoundFunction | undefined): Map<string, string> {
  const entries = [...variables].flatMap(([name, value]) => {
    const kept = value ?? now?.variables.get(name)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return new Map(entries)
}

/** In words that quote no value. */
function differences(of: WantedFunction, now: FoundFunction, variables: ReadonlyMap<string, string>): string[] {
  const changed = [...variables].filter(([name, value]) => now.variables.get(name) !== value).map(([name]) => name)
  const gone = [...now.variables.keys()].filter((name) => !variables.has(name))
  return [
    ...(of.memory === now.memory ? [] : [`内存 ${now.memory} → ${of.memory} MB`]),
    ...(of.timeout === now.timeout ? [] : [`时限 ${now.timeout} → ${of.timeout} 秒`]),
    ...(of.description === now.description ? [] : ['说明和代码摘要']),
    ...changed.map((name) => `环境变量 ${name}`),
    ...gone.map((name) => `去掉环境变量 ${name}`),
  ]
}

function* objectionsToFunction(
  of: WantedFunction,
  now: FoundFunction | undefined,
  declared: Manifest['variables'],
): Generator<Objection> {
  if (now !== undefined && now.runtime !== of.runtime) {
    const [is, shall] = [now.runtime, of.runtime]
    yield {
      code: 'RUNTIME_FIXED',
      says: `${of.name} 在平台上是 ${is}，deploy.json 里是 ${shall}。运行环境建好后不能改：删掉这个函数再部署，或改回 ${is}`,
    }
  }
  const variables = variablesOf(of, now)
  for (const name of of.variables.keys()) {
    if (declared[name]?.required !== true || variables.has(name)) continue
    yield { code: 'VARIABLE_MISSING', says: `${of.name} 要有环境变量 ${name}：${declared[name].about}` }
  }
  yield* objectionsToKeys(of.name, variables, now?.variables ?? new Map())
}
