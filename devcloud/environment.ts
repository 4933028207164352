import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { keepSecrets, keptSecrets, requireNothingLost } from './environment-secrets'

/** What functions find in `process.env` beside the platform's own: what a deployment sets in the console. */
export type Environment = Readonly<Record<string, string>>

const NAME = /^[A-Za-z_]\w*$/
/** Begin names that the platform, or devcloud in its place, gives itself. */
const OF_THE_PLATFORM = /^(WX|TENCENTCLOUD|TCB|SCF)_/
const RANDOM = /\{(\d{1,3}) random bytes\}/g

const environmentFile = z.record(z.string(), z.string().max(4096))

/**
 * The environment that a file asks for, over a data folder: what this process's environment has, wins; `{32 random bytes}`
 * in a value is made once, in base64, and kept in the folder's `secrets.json`. Without a folder it is made anew each time.
 * A program that fills the folder before devcloud has it gets the same values here.
 *
 * @throws Error when a file is wrong. A damaged `secrets.json` is never replaced, nor is one that is gone from beside
 * documents: what was sealed by it would be lost.
 */
export function environmentOf(data: string | undefined, file: string): Environment {
  const wanted = readEnvironmentFile(file)
  const given = Object.fromEntries(Object.keys(wanted).flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  }))
  const missing = Object.entries(wanted).filter(([name]) => given[name] === undefined)
  const plain = missing.filter(([, value]) => !isMade(value))
  const made = missing.filter(([, value]) => isMade(value))
  return { ...Object.fromEntries(plain), ...secrets(data, made), ...given }
}

/** Lets functions find it; what comes back takes it away again, for the next devcloud of this process. */
export function provideEnvironment(environment: Environment): () => void {
  const added = Object.keys(environment).filter((name) => process.env[name] === undefined)
  for (const name of added) process.env[name] = environment[name]
  return () => added.forEach((name) => Reflect.deleteProperty(process.env, name))
}

function readEnvironmentFile(file: string): Environment {
  const result = environmentFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new Error(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
  }
  for (const name of Object.keys(result.data)) {
    if (!NAME.test(name)) throw new Error(`${file}: "${name}" is no name of a variable`)
    if (OF_THE_PLATFORM.test(name)) throw new Error(`${file}: ${name} is a name of the platform's own`)
  }
  return result.data
}

function secrets(data: string | undefined, wanted: readonly (readonly [name: string, form: string])[]): Environment {
  if (wanted.length === 0) return {}
  const kept = data === undefined ? {} : keptSecrets(data)
  const missing = wanted.filter(([name]) => kept[name] === undefined)
  if (data !== undefined && missing.length > 0) requireNothingLost(data, missing.map(([name]) => name))
  const made = Object.fromEntries(missing.map(([name, form]) => [name, makeValue(form)]))
  const all = data === undefined || missing.length === 0 ? { ...kept, ...made } : keepSecrets(data, made)
  return Object.fromEntries(wanted.map(([name]) => [name, all[name] ?? '']))
}

function isMade(value: string): boolean {
  return value.search(RANDOM) >= 0
}

function makeValue(form: string): string {
  return form.replace(RANDOM, (_, bytes: string) => randomBytes(Number(bytes)).toString('base64'))
}
