import { parseArgs } from 'node:util'
import { endWithProcess } from './process'
import { startDevcloud } from './index'

/** Its options stand in README.md. */
async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4200' },
      functions: { type: 'string' },
      static: { type: 'string' },
      host: { type: 'string' },
      'timeout-ms': { type: 'string' },
      data: { type: 'string' },
      indexes: { type: 'string' },
      identities: { type: 'string' },
      environment: { type: 'string' },
      cold: { type: 'boolean', default: process.env.DEVCLOUD_COLD === '1' },
      now: { type: 'string' },
      latency: { type: 'string' },
      throttle: { type: 'string' },
      quota: { type: 'string' },
      count: { type: 'boolean', default: false },
    },
  })
  const devcloud = await startDevcloud({
    port: wholeNumber('--port', values.port),
    functions: values.functions,
    static: values.static,
    host: values.host,
    timeoutMs: optionalNumber('--timeout-ms', values['timeout-ms']),
    data: values.data,
    indexes: values.indexes,
    identities: values.identities,
    environment: values.environment,
    cold: values.cold,
    latencyMs: optionalNumber('--latency', values.latency),
    throttle: optionalNumber('--throttle', values.throttle),
    quota: optionalNumber('--quota', values.quota),
    count: values.count,
    standingAt: values.now === undefined ? undefined : moment('--now', values.now),
  })
  endWithProcess(() => devcloud.close())
  console.log(`devcloud ready at ${devcloud.url} (${devcloud.functions.join(', ') || 'no functions'})`)
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new Error(`${name} has to be a whole number, not ${value}`)
  return Number(value)
}

function optionalNumber(name: string, value: string | undefined): number | undefined {
  return value === undefined ? undefined : wholeNumber(name, value)
}

function moment(name: string, value: string): number {
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new Error(`${name} has to be a moment like 2022-01-01T00:00:00+08:00, not ${value}`)
  }
  return Date.parse(value)
}

run().catch((error: unknown) => {
  console.error(`devcloud did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
