import { parseArgs } from 'node:util'
import { compareCounts, repairDifferences } from '../cloudfunctions/domain/county-office'
import type { Difference } from '../cloudfunctions/domain/county-office'
import type { SeasonDocument } from '../cloudfunctions/domain/enrolments'
import { readAll } from '../cloudfunctions/platform/database'
import { withDataFolder } from './data-folder-database'

/**
 * `npm run --silent recount -- --data DIR [--repair]`: counts every enrolment of a data folder of devcloud one by one
 * and compares with the kept counts. Prints one line of JSON; ends with 1 when any differs. `--repair` puts them right.
 */
async function recount(): Promise<number> {
  const {
    values: { data, repair },
  } = parseArgs({ options: { data: { type: 'string' }, repair: { type: 'boolean', default: false } } })
  if (data === undefined) throw new Error('用法 Usage: npm run --silent recount -- --data DIR [--repair]')
  return withDataFolder(data, undefined, async (db) => {
    const begun = performance.now()
    const counted = { seasons: 0, villages: 0, people: 0 }
    const differences: (Difference & { season: string })[] = []
    for (const { _id, region, year } of await readAll<SeasonDocument>(db, 'seasons', {})) {
      counted.seasons++
      let after: string | null = null
      do {
        const piece = await compareCounts(db, region, year, after)
        counted.villages += piece.villages
        counted.people += piece.people
        differences.push(...piece.differences.map((one) => ({ season: _id, ...one })))
        if (repair) await repairDifferences(db, region, year, piece.differences)
        after = piece.next
      } while (after !== null)
    }
    const seconds = Math.round(performance.now() - begun) / 1000
    process.stdout.write(
      `${JSON.stringify({ ...counted, seconds, differences, repaired: repair && differences.length > 0 })}\n`,
    )
    return differences.length === 0 ? 0 : 1
  })
}

recount().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(`没有运行 Did not run: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
)
