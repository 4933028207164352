import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runQuietly } from './run-step'

/** A build: an npm script, what it reads and what it leaves. */
export interface Build {
  script: string
  /** Files and folders. */
  inputs: readonly string[]
  output: string
  /** Left by the same script, beside it. */
  beside?: readonly string[]
}

const LOCKFILE = 'package-lock.json'
const CACHE = '.cache/builds'

const POLICIES = {
  script: 'build:policies',
  inputs: ['rules', LOCKFILE],
  output: 'rules/policies/compiled.json',
  beside: ['rules/policies/compiled-office.json', 'rules/policies/compiled-sources.json'],
}

/** In the order in which one needs the other. */
export const BUILDS = {
  policies: POLICIES,
  /** Of the good files, whatever the others are: a script of its own, so that the gate never takes it for the whole. */
  goodPolicies: { ...POLICIES, script: 'build:policies:good' },
  functions: {
    script: 'build:functions',
    inputs: [
      'cloudfunctions',
      'rules',
      'commands/build-functions.ts',
      'commands/bundle-function.ts',
      'commands/deploy/manifest.ts',
      LOCKFILE,
    ],
    output: 'dist/functions',
  },
  h5: {
    script: 'build:h5',
    inputs: ['src', 'rules', 'config', 'cloudfunctions/deploy.json', 'babel.config.js', 'tsconfig.json', LOCKFILE],
    output: 'dist/h5',
  },
  weapp: {
    script: 'build:weapp',
    inputs: [
      'src',
      'rules',
      'config',
      'cloudfunctions/deploy.json',
      'babel.config.js',
      'tsconfig.json',
      'project.config.json',
      LOCKFILE,
    ],
    output: 'dist/weapp',
  },
} as const satisfies Record<string, Build>

/** Made by a build inside an input folder, hence no input. */
const GENERATED: readonly string[] = [BUILDS.policies.output, ...BUILDS.policies.beside]

/**
 * Builds, unless nothing that the build reads has changed since and its output is as the build left it (an interrupted
 * build, or one by hand, leaves another). True when it built. Throws when the build fails.
 */
export async function buildOnce(
  { script, inputs, output, beside = [] }: Build,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const memory = join(CACHE, script.replaceAll(':', '-'))
  const read = await digestOf(inputs)
  const last = await readFile(memory, 'utf8').catch(() => '')
  if (last === `${read} ${await digestOf([output, ...beside])}`) return false
  // Not on the output, which may be a line for a program.
  console.error(`… npm run ${script}`)
  const status = await runQuietly(script, env)
  if (status !== 0) throw new Error(`npm run ${script} 失败 failed (${status})`)
  await mkdir(CACHE, { recursive: true })
  await writeFile(memory, `${read} ${await digestOf([output, ...beside])}`)
  return true
}

async function digestOf(inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const path of await filesOf(input)) {
      hash
        .update(path)
        .update('\0')
        .update(await readFile(path))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null)
  if (entries === null) return [path]
  const inside = entries.map((entry) => join(path, entry.name)).filter((file) => !GENERATED.includes(file))
  const nested = await Promise.all(inside.map(filesOf))
  return nested.flat().sort()
}
