import { parseArgs } from 'node:util'
import { startDevcloud } from './index'

/** `devcloud --port N --functions DIR [--static DIR] [--host ADDRESS] [--timeout-ms N] [--data DIR] [--indexes FILE]` */
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
    },
  })
  if (values.functions === undefined) throw new Error('--functions DIR is missing: the folder of built functions')
  const devcloud = await startDevcloud({
    port: wholeNumber('--port', values.port),
    functions: values.functions,
    static: values.static,
    host: values.host,
    timeoutMs: values['timeout-ms'] === undefined ? undefined : wholeNumber('--timeout-ms', values['timeout-ms']),
    data: values.data,
    indexes: values.indexes,
  })
  endWith(() => devcloud.close())
  console.log(`devcloud ready at ${devcloud.url} (${devcloud.functions.join(', ') || 'no functions'})`)
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new Error(`${name} has to be a whole number, not ${value}`)
  return Number(value)
}

function endWith(close: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      close().then(() => process.exit(0), () => process.exit(1))
    })
  }
}

run().catch((error: unknown) => {
  console.error(`devcloud did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
