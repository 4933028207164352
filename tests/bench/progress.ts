import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countAnew, keptLines, villagesToCount } from '../../cloudfunctions/domain/county-office/recount'
import { showProgress } from '../../cloudfunctions/domain/county-office/progress'
import { summed } from '../../cloudfunctions/domain/enrolments/counts'
import { openDatabase } from '../../cloudfunctions/platform/database'
import { metered } from '../../cloudfunctions/platform/database/metered'
import { startDevcloud } from '../../devcloud'
import { serverSdk } from '../devcloud/server-sdk'

/**
 * `npm run bench:progress`: the county's progress page on a county as large as the notice's (RESIDENTS=… for fewer, DATA=…
 * for a folder that is there): milliseconds, requests, documents and bytes of the call, from the kept counts; beside it a count of
 * every enrolment one by one. Ends with 1 when the two are not the same.
 */
const CALLS = 20
const grouped = (n: number): string => Math.round(n).toLocaleString('en')

function countyData(): { folder: string; made: boolean } {
  if (process.env.DATA !== undefined && existsSync(process.env.DATA)) return { folder: process.env.DATA, made: false }
  const folder = process.env.DATA ?? join(mkdtempSync(join(tmpdir(), 'county-')), 'data')
  const residents = process.env.RESIDENTS === undefined ? [] : ['--residents', process.env.RESIDENTS]
  execFileSync('npm', ['run', '--silent', 'data:county', '--', '--data', folder, ...residents], { stdio: 'inherit' })
  return { folder, made: process.env.DATA === undefined }
}

async function bench(): Promise<boolean> {
  const { folder, made } = countyData()
  const devcloud = await startDevcloud({ port: 0, data: folder, indexes: 'cloudfunctions/indexes.json' })
  try {
    serverSdk(devcloud.url)
    const db = metered(await openDatabase())
    await db
      .collection('appointments')
      .doc('oBench')
      .set({ data: { role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null } })
    const now = Date.parse('2022-03-31T09:00:00+08:00')
    const context = { db, caller: { openid: 'oBench', address: null }, now, today: '2022-03-31', operation: null }
    const times: number[] = []
    let [reads, documents, bytes] = [0, 0, 0]
    for (let call = 0; call < CALLS; call++) {
      const [before, begun] = [{ ...db.usage }, performance.now()]
      const answer = await showProgress.run({ region: 'ruijin', year: 2022, township: null }, context)
      times.push(performance.now() - begun)
      ;[reads, documents, bytes] = [
        db.usage.reads - before.reads,
        db.usage.documentsRead - before.documentsRead,
        Buffer.byteLength(JSON.stringify(answer)),
      ]
    }
    times.sort((a, b) => a - b)
    console.log(
      `progress from the kept counts: ${times[CALLS / 2]!.toFixed(0)} ms (median of ${CALLS}; first or slowest ${times.at(-1)!.toFixed(0)} ms), ${reads} reads of ${grouped(documents)} documents, an answer of ${(bytes / 1024).toFixed(1)} KB`,
    )
    const [before, begun] = [{ ...db.usage }, performance.now()]
    const kept = await keptLines(db, 'ruijin', 2022)
    const counted = await countAnew(db, 'ruijin', 2022, await villagesToCount(db, 'ruijin', kept))
    const people = counted.reduce((sum, line) => sum + line.people, 0)
    console.log(
      `a count one by one: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${grouped(db.usage.reads - before.reads)} reads of ${grouped(db.usage.documentsRead - before.documentsRead)} documents, ${grouped(people)} people`,
    )
    const differences = summed([...counted, ...kept.map((line) => ({ ...line, people: -line.people }))])
    console.log(
      differences.length === 0
        ? '  the same, in every village, status and own share'
        : `  NOT THE SAME: ${JSON.stringify(differences.slice(0, 10))}`,
    )
    return differences.length === 0
  } finally {
    await devcloud.close()
    if (made) rmSync(folder, { recursive: true })
  }
}

bench().then(
  (same) => process.exit(same ? 0 : 1),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
