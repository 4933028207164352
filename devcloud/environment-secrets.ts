import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { openDataFolder } from './data-folder'
import { holdsDocuments } from './database/sqlite-file'

type Secrets = Readonly<Record<string, string>>

const secretsFile = z.record(z.string(), z.string())

const fileIn = (folder: string) => join(folder, 'secrets.json')

/** What a data folder keeps; nothing when it has no `secrets.json` yet. Throws when that is damaged. */
export function keptSecrets(folder: string): Secrets {
  const file = fileIn(folder)
  const text = textOf(file)
  if (text === null) return {}
  try {
    return secretsFile.parse(JSON.parse(text))
  } catch {
    // Neither the parser's nor the checker's words: they may quote a secret.
    throw new Error(`${file} is not {"NAME": "value", …}. What is sealed in this folder needs it: put the right file back`)
  }
}

/**
 * Refuses to make secrets for a folder whose own are gone, while its documents are not: what was sealed by the old ones
 * could not be read any more, and nobody would know why.
 */
export function requireNothingLost(folder: string, wanted: readonly string[]): void {
  const file = fileIn(folder)
  if (textOf(file) !== null || !holdsDocuments(folder)) return
  throw new Error(`${file} is gone, while ${folder} has documents, of which parts may be sealed by what it held. Put it back from a copy, `
    + `or set ${wanted.join(', ')} in the environment to what they were. If they are lost, begin with an empty folder (npm run start:fresh); `
    + 'if nothing is sealed, write {} into that file')
}

/** Adds secrets, and gives all that are kept. What another process was quicker to keep stands. */
export function keepSecrets(folder: string, added: Secrets): Secrets {
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
