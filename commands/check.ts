import { readHouse, neededBy } from './house/inventory'
import type { SourceFile } from './house/inventory'
import { BUILDS, buildOnce } from './build-once'
import { run } from './run-step'

/** What needs a process, a browser or a built product: a test that reaches one of these is not pure. */
const HOSTS = /^(devcloud\/(index|main)\.ts|tests\/devcloud\/|tests\/browser\/|tests\/functions\/built-functions\.ts)/
/** Walk thousands of people, start commands or wait for a linter: for `npm test`. */
const LONG =
  /^tests\/(rules\/(properties|cases|questions|generated|checker-commands|assess-command|months-later|sixth-place|next-change|recorded-figures|refund-terms|explanation)|lint\/arrows|domain\/payments\/ledger|simulation\/|bench\/|package\/|journeys\/|mini-runtime\/|commands\/|demo-data\/|environment\/)/

/**
 * `npm run check`: what can be known without a server, in under a minute: types, lint of what has changed, and the
 * tests that are pure. `npm test` is the whole.
 */
async function check(): Promise<number> {
  const env = { ...process.env }
  const begun = Date.now()
  await buildOnce(BUILDS.policies, env)
  const steps = await Promise.all([
    timed('types', () =>
      run('npx', ['tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', '.cache/types.json'], env),
    ),
    timed('lint', () => run('npx', ['eslint', '.', '--cache', '--cache-location', '.cache/eslint/'], env)),
  ])
  const tests = await timed('pure tests', () =>
    run(
      process.execPath,
      ['node_modules/jest/bin/jest.js', '--silent', ...pureTests(), '--selectProjects', 'unit'],
      env,
    ),
  )
  console.log(`${[...steps, tests].map(({ words }) => words).join(', ')}; in all ${seconds(Date.now() - begun)}`)
  return [...steps, tests].find(({ status }) => status !== 0)?.status ?? 0
}

async function timed(name: string, step: () => Promise<number>): Promise<{ status: number; words: string }> {
  const since = Date.now()
  const status = await step()
  return { status, words: `${status === 0 ? '✓' : '✗'} ${name} ${seconds(Date.now() - since)}` }
}

/** Tests that reach no host, neither themselves nor by what they import. */
function pureTests(): readonly string[] {
  const house = readHouse('.')
  const reaches = new Map<string, boolean>()
  const reachesHost = (one: SourceFile): boolean => {
    const known = reaches.get(one.file)
    if (known !== undefined) return known
    reaches.set(one.file, HOSTS.test(one.file))
    const found = HOSTS.test(one.file) || neededBy(one).some((file) => reachesHost(house.get(file)!))
    reaches.set(one.file, found)
    return found
  }
  return [...house.values()]
    .filter(({ file }) => /^tests\/.*\.test\.tsx?$/.test(file) && !LONG.test(file))
    .filter((one) => !reachesHost(one))
    .map(({ file }) => file)
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

check().then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
