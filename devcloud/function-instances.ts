import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve, sep } from 'node:path'
import { compileFunction, constants } from 'node:vm'
import { LIMITS } from './limits'
import { PlatformError } from './platform-error'
import { hostDate } from './time/clock'

export type Main = (event: unknown, context: unknown) => unknown

export interface FunctionInstances {
  names(): readonly string[]
  /** The function's `main`: of a new instance when its file has changed, or always when cold; else of the warm one. */
  main(name: string): Main
  /** The platform ends an instance that ran out of time: the next call gets a new one. */
  discard(name: string): void
}

interface Instance {
  stamp: string | null
  main: Main
}

const FUNCTION_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/

export interface InstanceOptions {
  /** Holds `<function>/index.js`, each exporting `main`. */
  directory: string
  /** A new instance for every call, as after a long silence on the platform. */
  cold: boolean
  now: () => number
}

/** The instances of every function of a folder. Throws when one does not load at the start. */
export function functionInstances({ directory, cold, now }: InstanceOptions): FunctionInstances {
  const warm = new Map<string, Instance>()
  const bundleOf = (name: string) => resolve(join(directory, name, 'index.js'))
  const names = () =>
    readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(bundleOf(entry.name)))
      .map((entry) => entry.name)
      .sort()

  const fresh = (name: string): Main => {
    const bundle = bundleOf(name)
    // Taken before the file is read: a change in between is seen at the next call.
    const stamp = fingerprint(bundle)
    const main = mainOf(evaluated(bundle, now), bundle)
    warm.set(name, { stamp, main })
    return main
  }

  for (const name of names()) {
    if (!isFunctionName(name)) throw new Error(`${name} is no name for a cloud function`)
    fresh(name)
  }
  return {
    names,
    main(name) {
      const stamp = isFunctionName(name) ? fingerprint(bundleOf(name)) : null
      if (stamp === null) throw notDeployed(name)
      const instance = warm.get(name)
      return !cold && instance?.stamp === stamp ? instance.main : loaded(name, fresh)
    },
    discard: (name) => {
      warm.delete(name)
    },
  }
}

/** For a cloud without functions. */
export const noFunctions: FunctionInstances = {
  names: () => [],
  main: (name) => {
    throw notDeployed(name)
  },
  discard: () => undefined,
}

function notDeployed(name: string): PlatformError {
  const message = `FunctionName parameter could not be found. No function ${quoted(name)} is deployed here`
  return new PlatformError('FUNCTION_NOT_FOUND', message)
}

function isFunctionName(name: string): boolean {
  return FUNCTION_NAME.test(name) && name.length <= LIMITS.functionNameLengthMax
}

/** What tells one version of a file from the next; null when there is no such file. */
export function fingerprint(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found?.isFile() ? `${found.mtimeMs}:${found.size}:${found.ino}` : null
}

/** A file that does not load is a function that fails, not a devcloud that does. */
function loaded(name: string, load: (name: string) => Main): Main {
  try {
    return load(name)
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error
    console.error(`devcloud: ${name} does not load: ${error instanceof Error ? error.message : kind}`)
    throw new PlatformError('FUNCTIONS_EXECUTE_FAIL', `FUNCTIONS_EXECUTE_FAIL: the function does not load (${kind})`)
  }
}

/** Runs a file as a CommonJS module of its own, with `Date` by the host's clock. */
function evaluated(bundle: string, now: () => number): unknown {
  const load = createRequire(bundle)
  forgetFilesOf(dirname(bundle), load)
  const module: { exports: unknown } = { exports: {} }
  const wrapper = compileFunction(
    readFileSync(bundle, 'utf8'),
    ['exports', 'require', 'module', '__filename', '__dirname', 'Date'],
    { filename: bundle, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  )
  Reflect.apply(wrapper, module.exports, [module.exports, load, module, bundle, dirname(bundle), hostDate(now)])
  return module.exports
}

/** A function that is not bundled: its other files belong to the instance, too. */
function forgetFilesOf(folder: string, load: NodeJS.Require): void {
  for (const file of Object.keys(load.cache)) {
    if (file.startsWith(folder + sep)) Reflect.deleteProperty(load.cache, file)
  }
}

function mainOf(exported: unknown, bundle: string): Main {
  const main: unknown = typeof exported === 'object' && exported !== null ? Reflect.get(exported, 'main') : undefined
  if (typeof main !== 'function') throw new Error(`${bundle} exports no function named main`)
  return main as Main
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, LIMITS.functionNameLengthMax))
}
