import { reportError } from '../journal'

/** Read by bundlers before it is set; and of whatever a promise is resolved with. */
const LEFT_TO_THE_PACKAGE = new Set(['webpackJsonp', 'then'])

/**
 * An object whose unknown members are errors. WeChat would answer `undefined`; here that would be silence about an API
 * that this runtime does not have, and a test that proves nothing.
 */
export function strict<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !LEFT_TO_THE_PACKAGE.has(key)) {
        reportError(
          new Error(`${name}.${key} is used, but this runtime does not provide it (tests/mini-runtime/README.md)`),
        )
      }
      return Reflect.get(target, key, receiver) as unknown
    },
  })
}
