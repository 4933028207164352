import { BUILDS, buildOnce } from './build-once'
import { run } from './run-step'

/** `npm test`: everything, in the order in which a fault is cheapest to find. The last line is `N passed, N failed`. */
async function test(): Promise<number> {
  const env = { ...process.env }
  const begun = Date.now()
  const step = async (name: string, work: () => Promise<unknown>) => {
    const since = Date.now()
    const outcome = await work()
    if (typeof outcome === 'number' && outcome !== 0) throw new Error(name)
    console.log(`✓ ${name} ${((Date.now() - since) / 1000).toFixed(1)} s`)
  }

  await step('policies', () => buildOnce(BUILDS.policies, env))
  await step('types', () => run('npm', ['run', '--silent', 'types'], env))
  await step('lint', () => run('npm', ['run', '--silent', 'lint'], env))
  await step('functions', () => buildOnce(BUILDS.functions, env))
  await step('browser build', () => buildOnce(BUILDS.h5, env))
  await step('WeChat package', () => buildOnce(BUILDS.weapp, env))
  console.log(`before the tests: ${((Date.now() - begun) / 1000).toFixed(1)} s\n`)
  return run(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], env)
}

test().then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    console.error(`\nstopped before the tests at: ${error instanceof Error ? error.message : String(error)}`)
    console.log('\n0 passed, 1 failed')
    process.exitCode = 1
  },
)
