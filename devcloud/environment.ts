import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { openDataFolder } from './data-folder'
import { holdsDocuments } from './database/sqlite-file'

/** What functions find in `process.env` beside the platform's own: what a deployment sets in the console. */
export type Environment = Readonly<Record<string, string>>

const NAME = /^[A-Za-z_]\w*$/
/** Begin names that the platform, or devcloud in its place, gives itself. */
const OF_THE_PLATFORM = /^(WX|TENCENTCLOUD|TCB|SCF)_/
const RANDOM = /\{(\d{1,3}) random bytes\}/g

const environmentFile = z.record(z.string(), z.string().max(4096))

/**
 * The environment that a file asks for, over a data folder: what this process's environment has, wins; `{32 random
 * bytes}` in a value is made once, in base64, and kept in the folder's `secrets.json`. Without a folder it is made anew
 * each time. A program that fills the folder before devcloud has it gets the same values here.
 *
 * @throws Error when a file is wrong. A damaged `secrets.json` is never replaced, nor is one that is gone from beside
 * documents: what was sealed by it would be lost.
 */
export function environmentOf(data: string | undefined, file: string): Environment {
  const wanted = readEnvironmentFile(file)
  const given = Object.fromEntries(
    Object.keys(wanted).flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
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
  if (data !== undefined && missing.length > 0)
    requireNothingLost(
      data,
      missing.map(([name]) => name),
    )
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

type Secrets = Readonly<Record<string, string>>

const secretsFile = z.record(z.string(), z.string())

const fileIn = (folder: string) => join(folder, 'secrets.json')

/** What a data folder keeps; nothing when it has no `secrets.json` yet. Throws when that is damaged. */
function keptSecrets(folder: string): Secrets {
  const file = fileIn(folder)
  const text = textOf(file)
  if (text === null) return {}
  try {
    return secretsFile.parse(JSON.parse(text))
  } catch {
    // Neither the parser's nor the checker's words: they may quote a secret.
    throw new Error(
      `${file} is not {"NAME": "value", …}. What is sealed in this folder needs it: put the right file back`,
    )
  }
}

/**
 * Refuses to make secrets for a folder whose own are gone, while its documents are not: what was sealed by the old ones
 * could not be read any more, and nobody would know why.
 */
function requireNothingLost(folder: string, wanted: readonly string[]): void {
  const file = fileIn(folder)
  if (textOf(file) !== null || !holdsDocuments(folder)) return
  throw new Error(
    `${file} is gone, while ${folder} has documents, of which parts may be sealed by what it held. ` +
      `Put it back from a copy, or set ${wanted.join(', ')} in the environment to what they were. ` +
      'If they are lost, begin with an empty folder (npm run start:fresh); ' +
      'if nothing is sealed, write {} into that file',
  )
}

/** Adds secrets, and gives all that are kept. What another process was quicker to keep stands. */
function keepSecrets(folder: string, added: Secrets): Secrets {
  openDataFolder(folder)
  const file = fileIn(folder)
  const all = { ...added, ...keptSecrets(folder) }
  const draft = `${file}.${process.pid}`
  writeOnDisk(draft, `${JSON.stringify(all, null, 2)}\n`)
  if (textOf(file) !== null) renameSync(draft, file)
  else if (!isFirst(draft, file)) return keepSecrets(folder, added)
  return all
}

/** A link, unlike a renaming, does not replace what is there. */
function isFirst(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    return false
  } finally {
    rmSync(draft)
  }
}

/** Readable by its owner only. On the disk before anything is sealed by it. */
function writeOnDisk(file: string, text: string): void {
  const draft = openSync(file, 'w', 0o600)
  try {
    writeSync(draft, text)
    fsyncSync(draft)
  } finally {
    closeSync(draft)
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === code
}
