import type { ComponentEnv } from 'glass-easel-miniprogram-adapter'

/** What WeChat's logic layer has besides `wx`: the language itself, timers and the console. */
const KEPT = [
  'Object', 'Array', 'Number', 'parseFloat', 'parseInt', 'Infinity', 'NaN', 'Boolean', 'String', 'Symbol', 'Date', 'Promise',
  'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'JSON',
  'Math', 'ArrayBuffer', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'Float32Array',
  'Float64Array', 'Uint8ClampedArray', 'DataView', 'Map', 'BigInt', 'Set', 'WeakMap', 'WeakSet', 'Proxy', 'Reflect', 'decodeURI',
  'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'isFinite', 'isNaN', 'console',
] as const
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const
const CANNOT_BE_PARAMETERS = new Set(['undefined', 'eval', 'arguments'])

type DefiningEnv = Pick<ComponentEnv, 'Page' | 'Component' | 'Behavior'>

interface Module {
  exports: unknown
}

/** Runs the package's own JavaScript: CommonJS, with every global of the browser hidden. */
export class LogicLayer {
  private readonly loaded = new Map<string, Module>()
  private readonly globals: Record<string, unknown>
  private readonly hidden: string[]
  app: unknown = null

  constructor(
    private readonly modules: Record<string, string>,
    wx: object,
    private readonly currentPages: () => unknown[],
  ) {
    const globals: Record<string, unknown> = { wx, Function: functionThatRefuses() }
    for (const name of KEPT) globals[name] = Reflect.get(window, name)
    for (const name of TIMERS) globals[name] = window[name].bind(window)
    globals['globalThis'] = globals['global'] = globals
    this.globals = globals
    this.hidden = browserGlobals().filter((name) => !(name in globals))
  }

  /** Runs a module, once; `define` is what `Page` and `Component` mean while it runs. */
  load(id: string, define: DefiningEnv): unknown {
    const known = this.loaded.get(id)
    if (known) return known.exports
    const source = this.modules[id]
    if (source === undefined) throw new Error(`module "${id}" is not in the package`)

    const module: Module = { exports: {} }
    this.loaded.set(id, module)
    const scope: Record<string, unknown> = {
      ...this.globals,
      ...define,
      module,
      exports: module.exports,
      require: (path: string) => this.load(this.resolve(id, path), define),
      App: (options: unknown) => { this.app = options },
      getApp: () => this.app,
      getCurrentPages: this.currentPages,
    }
    const names = Object.keys(scope)
    const hidden = this.hidden.filter((name) => !(name in scope))
    const body = new Function(...names, ...hidden, `${source}\n//# sourceURL=package:///${id}.js`)
    Reflect.apply(body, undefined, names.map((name) => scope[name]))
    return module.exports
  }

  /** `require` takes relative paths and paths from the root, with or without `.js`, and folders with an index. */
  resolve(from: string, to: string): string {
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
