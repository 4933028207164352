import type { Database } from '../../cloudfunctions/platform/database/database'

/** When a call dies: with its n-th request, before the cloud gets it or after it was done. */
export interface Death {
  request: number
  when: 'before' | 'after'
}

export class Died extends Error {
  override readonly name = 'Died'
}

const REQUESTS: ReadonlySet<PropertyKey> = new Set([
  'get',
  'count',
  'add',
  'set',
  'update',
  'remove',
  'commit',
  'startTransaction',
])

/** A database whose caller dies at a request: from then on nothing more is asked. What a transaction of the dead held is let go, as the platform does. */
export function mortal(db: Database, death: Death): Database {
  let asked = 0
  const dead = () => asked > death.request || (asked === death.request && death.when === 'before')
  const wrap = <Wrapped extends object>(target: Wrapped): Wrapped =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => {
          if (!REQUESTS.has(name)) return wrapped(Reflect.apply(value, of, given))
          asked++
          if (dead()) return Promise.reject(new Died())
          const last = asked === death.request
          return (Reflect.apply(value, of, given) as Promise<unknown>).then((answer) => {
            if (last) throw new Died()
            return name === 'startTransaction' ? wrapped(answer) : answer
          })
        }
      },
    })
  const wrapped = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !(value instanceof Promise) ? wrap(value) : value
  return { collection: wrap(db).collection, startTransaction: wrap(db).startTransaction, command: db.command }
}
