import type { ComponentEnv } from 'glass-easel-miniprogram-adapter'

/** What WeChat's logic layer has besides `wx`: the language itself, timers and the console. */
const KEPT = [
  'Object',
  'Array',
  'Number',
  'parseFloat',
  'parseInt',
  'Infinity',
  'NaN',
  'Boolean',
  'String',
  'Symbol',
  'Date',
  'Promise',
  'RegExp',
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'JSON',
  'Math',
  'ArrayBuffer',
  'Uint8Array',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'Uint8ClampedArray',
  'DataView',
  'Map',
  'BigInt',
  'Set',
  'WeakMap',
  'WeakSet',
  'Proxy',
  'Reflect',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'escape',
  'unescape',
  'isFinite',
  'isNaN',
  'console',
] as const
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const
const CANNOT_BE_PARAMETERS = new Set(['undefined', 'eval', 'arguments'])

type Defining = 'Page' | 'Component' | 'Behavior'
type DefiningEnv = Pick<ComponentEnv, Defining>

interface Module {
  exports: unknown
}

/** Runs the package's own JavaScript: CommonJS, with every global of the browser hidden. */
export class LogicLayer {
  private readonly loaded = new Map<string, Module>()
  private readonly globals: Record<string, unknown>
  private readonly hidden: string[]
  private defining: DefiningEnv | null = null
  app: unknown = null

  constructor(
    private readonly modules: Record<string, string>,
    wx: object,
    currentPages: () => unknown[],
  ) {
    const globals: Record<string, unknown> = { wx, Function: functionThatRefuses() }
    for (const name of KEPT) globals[name] = Reflect.get(window, name)
    for (const name of TIMERS) globals[name] = window[name].bind(window)
    for (const kind of ['Page', 'Component', 'Behavior'] as const)
      globals[kind] = (...definition: unknown[]) => this.define(kind, definition)
    globals['App'] = (options: unknown) => {
      this.app = options
    }
    globals['getApp'] = () => this.app
    globals['getCurrentPages'] = currentPages
    globals['globalThis'] = globals['global'] = globals
    this.globals = globals
    this.hidden = browserGlobals().filter((name) => !(name in globals))
  }

  /**
   * Runs the file of a page or a component. What it defines is that page or component, even when the defining call
   * stands in a file that was run long before: as in WeChat, it goes by the file that is being loaded.
   */
  loadDefinition(id: string, define: DefiningEnv): void {
    const outer = this.defining
    this.defining = define
    try {
      this.load(id)
    } finally {
      this.defining = outer
    }
  }

  /** Runs a module, once. */
  private load(id: string): unknown {
    const known = this.loaded.get(id)
    if (known) return known.exports
    const source = this.modules[id]
    if (source === undefined) throw new Error(`module "${id}" is not in the package`)

    const module: Module = { exports: {} }
    this.loaded.set(id, module)
    const scope: Record<string, unknown> = {
      ...this.globals,
      module,
      exports: module.exports,
      require: (path: string) => this.load(this.resolve(id, path)),
    }
    const names = Object.keys(scope)
    const hidden = this.hidden.filter((name) => !(name in scope))
    const body = new Function(...names, ...hidden, `${source}\n//# sourceURL=package:///${id}.js`)
    Reflect.apply(
      body,
      undefined,
      names.map((name) => scope[name]),
    )
    return module.exports
  }

  private define(kind: Defining, definition: unknown[]): unknown {
    if (!this.defining) throw new Error(`${kind}() is called while no page and no component is loaded`)
    return Reflect.apply(this.defining[kind], undefined, definition)
  }

  /** `require` takes relative paths and paths from the root, with or without `.js`, and folders with an index. */
  private resolve(from: string, to: string): string {
    const id = resolvePath(from, to).replace(/\.js$/, '')
    return id in this.modules ? id : `${id}/index`
  }
}

export function resolvePath(from: string, to: string): string {
  const parts = to.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** Names that a script in a browser could reach, along the whole prototype chain of `window`. */
function browserGlobals(): string[] {
  const names = new Set<string>()
  for (let owner: object | null = window; owner; owner = Object.getPrototypeOf(owner) as object | null) {
    for (const name of Object.getOwnPropertyNames(owner)) names.add(name)
  }
  return [...names].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !CANNOT_BE_PARAMETERS.has(name))
}

/** `new Function` does not work in a mini-program; `Function.prototype` does. */
function functionThatRefuses(): unknown {
  const refuse = () => {
    throw new EvalError('a mini-program may not make code from text')
  }
  return new Proxy(Function, { construct: refuse, apply: refuse })
}
