import { readFileSync, writeFileSync } from 'node:fs'
import { tell } from '../devcloud/ask'
import { openEnrolments } from '../../cloudfunctions/domain/enrolments/season'
import { sealResident } from '../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../cloudfunctions/county/contract'
import { faultyList, someone } from '../domain/rosters/list-faults'
import { allRows, applyList, listCsv, sendList, startRosterCounty } from '../domain/rosters/roster-county'

/**
 * `npm run bench:roster`: a list of 20,000 people (ROWS=…) that 随县 takes whole, with eleven kinds of seeded faults and rows
 * twice (SEED=…), through the built function, the SDK and devcloud, call for call as the county's screen sends them. Seconds,
 * the peak of memory of function and cloud together, and whether all faults were found and none invented; else it ends with 1.
 */
const ROWS = Number(process.env.ROWS ?? 20_000)
/** Milliseconds that each request of the database takes, as on the platform. */
const LATENCY = Number(process.env.LATENCY ?? 0)
const SEED = Number(process.env.SEED ?? 20_261_125)
const EACH = Math.min(100, Math.floor(ROWS / 40))
const AT_ONCE = 500
const SENT = { region: 'suixian', roster: 'civil-affairs', certifier: '县民政局', confirmedOn: '2021-12-18' }
const HEADINGS = '姓名,身份证号码,乡镇,村,备注,人员类别,说明,备注,备注,备注,备注'

const seconds = (since: number): number => (performance.now() - since) / 1000
/** The most that a process has had in memory since it was last forgotten. Linux only. */
const peakMB = (pid: number): number =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)

async function bench(): Promise<boolean> {
  const county = await startRosterCounty({ only: ['county'], timeoutMs: 60_000 })
  try {
    let begun = performance.now()
    for (let from = 0; from < ROWS; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, ROWS - from) }, (_, i) => sealResident(someone(from + i)))
      await county.seed('residents', some)
      await openEnrolments(
        county.db,
        some.map((resident) => ({ resident, township: '甲镇' })),
        2022,
        '2021-12-01',
      )
    }
    const { rows, faults } = faultyList(SEED, ROWS, EACH)
    const bytes = listCsv(rows, HEADINGS)
    console.log(
      `${ROWS} people made in ${seconds(begun).toFixed(0)} s; a list of ${rows.length} rows, ${Math.round(bytes.length / 1024)} KB (SEED=${SEED})`,
    )
    await tell(county.url, '/network', { latencyMs: LATENCY })
    const pid = county.devcloud.process.pid!
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
    const calls = new Map<string, { calls: number; seconds: number; longest: number }>()
    let last = performance.now()
    const count = (call: string) => {
      const took = seconds(last)
      const so = calls.get(call) ?? { calls: 0, seconds: 0, longest: 0 }
      calls.set(call, { calls: so.calls + 1, seconds: so.seconds + took, longest: Math.max(so.longest, took) })
      last = performance.now()
    }
    const batch = await sendList(county.suixian, bytes, SENT, count)
    const memory = peakMB(pid)
    begun = performance.now()
    const found = (await allRows(county.suixian, batch.batch))
      .flatMap(({ line, flaws }) => flaws.map(({ code }) => `${line} ${code}`))
      .sort()
    console.log(`  report of every row read in ${seconds(begun).toFixed(1)} s`)
    const effect = await county.suixian.ask<Answers['rosterEffect']>('county', 'rosterEffect', { batch: batch.batch })
    for (const { sentence } of effect.groups) console.log(`  ${sentence}`)
    await county.suixian.ask('county', 'confirmRoster', {
      operation: 'bench-confirm',
      batch: batch.batch,
      round: effect.round,
    })
    last = performance.now()
    const applied = await applyList(county.suixian, batch.batch, count)
    for (const [call, so] of calls)
      console.log(`  ${call}: ${so.seconds.toFixed(1)} s in ${so.calls} calls, the longest ${so.longest.toFixed(1)} s`)
    console.log(`  memory of function and cloud together: ${memory} MB after reading, ${peakMB(pid)} MB at most`)
    const same = JSON.stringify(found) === JSON.stringify(faults)
    const entered = applied.applied === effect.people && applied.failed === 0
    console.log(
      `  ${faults.length} faults put in, ${found.length} found: ${same ? 'all found, none invented' : 'NOT THE SAME'}; ${applied.applied} of ${effect.people} people entered`,
    )
    if (!same)
      console.log(
        JSON.stringify([
          found.filter((one) => !faults.includes(one)).slice(0, 9),
          faults.filter((one) => !found.includes(one)).slice(0, 9),
        ]),
      )
    return same && entered
  } finally {
    await county.stop()
  }
}

bench().then(
  (good) => {
    process.exitCode = good ? 0 : 1
  },
  (error: unknown) => {
    console.error(error)
    process.exitCode = 1
  },
)
