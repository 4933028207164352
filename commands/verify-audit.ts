import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { AUDIT_FAULTS, verifyAudit } from '../cloudfunctions/domain/access'
import { withDataFolder } from './data-folder-database'

const ENVIRONMENT = 'cloudfunctions/environment.json'
const USAGE = '用法 Usage: npm run --silent verify-audit -- --data DIR [--against EXPORT.csv] [--kept-from YYYY-MM-DD]'

/**
 * `npm run --silent verify-audit -- --data DIR`: whether every day of the audit is as the night closed it, and each
 * holds
 * the digest of the day before. `--against`: compares with digests that were exported then (操作记录摘要, a CSV).
 * `--kept-from`: lines of days before have reached their term. Prints one line of JSON and each fault on a line of
 * its own;
 * ends with 1 when there is any. It changes nothing.
 */
async function verify(): Promise<number> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, against: { type: 'string' }, 'kept-from': { type: 'string' } },
  })
  if (values.data === undefined) throw new Error(USAGE)
  const exported = values.against === undefined ? new Map<string, string>() : digestsIn(values.against)
  const verdict = await withDataFolder(values.data, ENVIRONMENT, (db) =>
    verifyAudit(db, { exported, keptFrom: values['kept-from'] ?? null }),
  )
  process.stdout.write(`${JSON.stringify(verdict)}\n`)
  for (const { day, fault } of verdict.faults) console.error(`${day} ${AUDIT_FAULTS[fault]} (${fault})`)
  return verdict.faults.length === 0 ? 0 : 1
}

/** `day,lines,before,digest` of an export, whatever stands around it. */
function digestsIn(file: string): ReadonlyMap<string, string> {
  const rows = readFileSync(file, 'utf8').matchAll(/^"?(\d{4}-\d{2}-\d{2})"?,[^\n]*?"?([\w-]{43})"?\r?$/gm)
  return new Map([...rows].map(([, day, digest]) => [day!, digest!]))
}

verify().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(`没有运行 Did not run: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
)
