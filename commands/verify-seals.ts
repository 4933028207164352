import { parseArgs } from 'node:util'
import { verifySeals } from '../cloudfunctions/domain/jobs'
import { withDataFolder } from './data-folder-database'

const ENVIRONMENT = 'cloudfunctions/environment.json'

/**
 * `npm run --silent verify-seals -- --data DIR`: opens every seal of a data folder of devcloud and makes every blind
 * index of a person anew. Prints one line of JSON by collection, never what is sealed; ends with 1 when any seal does
 * not open or any index is another. It changes nothing. Keys of the environment win over the folder's own.
 */
async function verify(): Promise<number> {
  const {
    values: { data },
  } = parseArgs({ options: { data: { type: 'string' } } })
  if (data === undefined) throw new Error('用法 Usage: npm run --silent verify-seals -- --data DIR')
  const report = await withDataFolder(data, ENVIRONMENT, verifySeals)
  process.stdout.write(`${JSON.stringify(report)}\n`)
  return Object.values(report).some(({ unreadable, wrongIndexes }) => unreadable + wrongIndexes > 0) ? 1 : 0
}

verify().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(`没有运行 Did not run: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
)
