import { parseArgs } from 'node:util'
import { throwPayloads } from './throw-payloads'

/**
 * `npm run --silent malformed -- [--seed S] [--count N] [--only FUNCTION]…`: N payloads that nobody means well at each
 * function; a JSON line of each, and exit 1 where an error got out, a stack came in an answer, or a call hung.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now()) },
    count: { type: 'string', default: '100000' },
    only: { type: 'string', multiple: true, default: [] },
  },
})

async function print(): Promise<void> {
  const began = performance.now()
  const thrown = await throwPayloads(values.seed, Number(values.count), values.only)
  for (const { wrong, codes, ...figures } of thrown) {
    const most = Object.entries(codes).sort(([, a], [, b]) => b - a)
    console.log(JSON.stringify({ ...figures, codes: Object.fromEntries(most.slice(0, 8)) }))
    for (const one of wrong) console.error(one)
  }
  console.log(JSON.stringify({ seed: values.seed, seconds: Math.round((performance.now() - began) / 1000) }))
  const isWell = thrown.every((one) => one.uncaught + one.stacks + one.hangs + one.internal === 0)
  process.exit(isWell ? 0 : 1)
}

void print()
