import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleFunction } from './bundle-function'

const SOURCE = 'cloudfunctions'
const TARGET = 'dist/functions'
/** Copied as they are, for the upload. */
const DEPLOYMENT_FILES = ['config.json', 'package.json']

/** Bundles every cloud function to one file; why, is told in `docs/decisions/0003-function-bundles.md`. */
async function buildFunctions(): Promise<void> {
  await rm(TARGET, { recursive: true, force: true })
  for (const name of await functionNames()) {
    const bytes = await buildFunction(name)
    console.log(`${TARGET}/${name}/index.js ${(bytes / 1024).toFixed(0)} KB`)
  }
}

async function functionNames(): Promise<string[]> {
  const entries = await readdir(SOURCE, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(SOURCE, entry.name, 'config.json')))
    .map((entry) => entry.name)
    .sort()
}

async function buildFunction(name: string): Promise<number> {
  const target = join(TARGET, name)
  const outfile = join(target, 'index.js')
  await mkdir(target, { recursive: true })
  await bundleFunction(join(SOURCE, name, 'index.ts'), outfile)
  for (const file of DEPLOYMENT_FILES) await cp(join(SOURCE, name, file), join(target, file))
  return (await stat(outfile)).size
}

buildFunctions().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
