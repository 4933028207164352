import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleFunction } from '../../commands/bundle-function'
import { configFileOf, readManifest } from '../../commands/deploy/manifest'

const ROOT = join(__dirname, '../..')
const CACHE = join(ROOT, '.cache/functions')
const INPUTS = [
  'cloudfunctions',
  'rules',
  'commands/bundle-function.ts',
  'commands/deploy/manifest.ts',
  'package-lock.json',
]
const KEPT_MS = 3_600_000

/**
 * The functions as they are deployed, bundled from what the files hold now: a folder named by their digest, made once
 * for all tests. Two workers that make it at once make the same; the first to finish puts it in place.
 */
export async function builtFunctions(): Promise<string> {
  const folder = join(CACHE, digestOf(INPUTS))
  if (existsSync(folder)) return folder
  const making = `${folder}-${randomUUID()}`
  await Promise.all(Object.keys(readManifest().functions).map((name) => bundle(name, join(making, name))))
  try {
    renameSync(making, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(making, { recursive: true })
  }
  removeOld()
  return folder
}

async function bundle(name: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true })
  await bundleFunction(join(ROOT, 'cloudfunctions', name, 'index.ts'), join(target, 'index.js'))
  writeFileSync(join(target, 'config.json'), configFileOf(readManifest(), name))
}

function digestOf(inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => filesIn(join(ROOT, input))).sort())
    hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 32)
}

function filesIn(path: string): string[] {
  return statSync(path).isFile() ? [path] : readdirSync(path).flatMap((name) => filesIn(join(path, name)))
}

/** Bundles of files that have changed since; a test that runs has loaded its own. */
function removeOld(): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name)
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - made > KEPT_MS) rmSync(path, { recursive: true, force: true })
  }
}
