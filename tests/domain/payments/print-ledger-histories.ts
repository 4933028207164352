import { parseArgs } from 'node:util'
import { walkHistories } from './ledger-histories'

/** `npm run --silent ledger:histories -- [--seed S] [--count N] [--only HISTORY]`: a JSON line, or exit 1 and the failing step. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now()) },
    count: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
})
const began = performance.now()
try {
  const { kinds, ...walked } = walkHistories(
    values.seed,
    Number(values.count),
    values.only === undefined ? null : Number(values.only),
  )
  console.log(
    JSON.stringify({
      seed: values.seed,
      ...walked,
      kinds: kinds.size,
      seconds: Math.round(performance.now() - began) / 1000,
    }),
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
