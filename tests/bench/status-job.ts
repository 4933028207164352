import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../devcloud/database'

/**
 * `npm run bench:status-job`: two nights of a whole county through the built function, the SDK and devcloud: one on which
 * 1 % change and the one of suspension on which 20 % do; then each again, which has to write nothing. Data are made by
 * `data:county` unless COUNTY names a folder that holds `suspension` and `one-percent` already. Seconds vary from machine
 * to machine and with what else it does: beside them stand CPU seconds, and the time that a bare read and update of as
 * many documents takes, without judging or opening anything: the peer.
 */
const RESIDENTS = process.env.RESIDENTS
const KEPT = process.env.COUNTY
const MEMORY_MB_MAX = 256

interface NightCase {
  name: string
  folder: string
  day: string
  secondsMax: number
  fill: readonly string[]
}
const NIGHTS: readonly NightCase[] = [
  {
    name: '1 % change',
    folder: 'one-percent',
    day: '2022-07-15',
    secondsMax: 10,
    fill: ['--changing-on', '2022-07-15', '--share', '0.01'],
  },
  {
    name: 'suspension, 20 % change',
    folder: 'suspension',
    day: '2022-04-01',
    secondsMax: 120,
    fill: ['--paid-share', '0.8'],
  },
]

/** The line that `npm run status-job` prints. */
interface Line {
  outcome: string
  ticks: number
  seconds: number
  cpuSeconds: number
  reads: number
  writes: number
  documentsRead: number
  documentsWritten: number
  changed: Record<string, number>
  peakMB: number
}

function npm(script: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync('npm', ['run', '--silent', script, '--', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) throw new Error(`npm run ${script} ended with ${status}: ${stdout}`)
  return stdout
}

const night = (data: string, day: string): Line => JSON.parse(npm('status-job', ['--data', data, '--day', day])) as Line

/** Reads and updates as many documents, 500 at a time, straight in the store. */
async function bareSeconds(folder: string, day: string, documents: number): Promise<number> {
  const database = openDatabase({ folder })
  const begun = performance.now()
  for (let done = 0; done < documents; done += 500) {
    const query = JSON.stringify({ nextChange: { $lte: day } })
    const { data } = await database.answer('database.getDocument', {
      collectionName: 'enrolments',
      queryType: 'WHERE',
      query,
      order: JSON.stringify({ nextChange: 1, _id: 1 }),
      limit: 500,
    })
    const ids = (data as { list: string[] }).list.map((text) => (JSON.parse(text) as { _id: string })._id)
    const update = {
      query: JSON.stringify({ _id: { $in: ids } }),
      data: JSON.stringify({ $set: { nextChange: null } }),
    }
    await database.answer('database.modifyDocument', {
      collectionName: 'enrolments',
      queryType: 'WHERE',
      ...update,
      multi: true,
      merge: true,
      upsert: false,
    })
  }
  database.close()
  return (performance.now() - begun) / 1000
}

const grouped = (n: number): string => n.toLocaleString('en')
const verdict = (met: boolean): string => (met ? 'met' : 'MISSED')

async function bench(): Promise<boolean> {
  const work = mkdtempSync(join(tmpdir(), 'status-job-bench-'))
  let good = true
  try {
    for (const { name, folder, day, secondsMax, fill } of NIGHTS) {
      const made = join(KEPT ?? work, folder)
      if (!existsSync(made))
        console.log(
          npm('data:county', ['--data', made, ...(RESIDENTS === undefined ? [] : ['--residents', RESIDENTS]), ...fill])
            .trim()
            .split('\n')
            .at(-1),
        )
      const data = join(work, 'run')
      cpSync(made, data, { recursive: true })
      const first = night(data, day)
      const again = night(data, day)
      const people = Object.values(first.changed).reduce((sum, count) => sum + count, 0)
      rmSync(data, { recursive: true })
      cpSync(made, data, { recursive: true })
      const bare = await bareSeconds(data, day, people)
      rmSync(data, { recursive: true })
      const met = first.seconds <= secondsMax && first.peakMB < MEMORY_MB_MAX && again.writes === 0
      good &&= met
      console.log(`\n${name} (${day}): ${grouped(people)} people ${JSON.stringify(first.changed)}`)
      console.log(
        `  ${first.seconds.toFixed(1)} s in ${first.ticks} ticks (target ${secondsMax} s: ${verdict(first.seconds <= secondsMax)}), ${first.cpuSeconds} CPU s with the cloud's; bare read and update ${bare.toFixed(1)} s: ${(first.seconds / bare).toFixed(1)} times as long`,
      )
      console.log(
        `  memory of function and cloud together: at most ${first.peakMB} MB (target below ${MEMORY_MB_MAX}: ${verdict(first.peakMB < MEMORY_MB_MAX)})`,
      )
      console.log(
        `  on the platform: ${grouped(first.reads)} read requests of ${grouped(first.documentsRead)} documents, ${grouped(first.writes)} write requests of ${grouped(first.documentsWritten)} documents (quota a day 50,000 and 30,000)`,
      )
      console.log(
        `  a second time: ${again.reads} reads, ${again.writes} writes (target 0: ${verdict(again.writes === 0)})`,
      )
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return good
}

bench().then(
  (good) => process.exit(good ? 0 : 1),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
