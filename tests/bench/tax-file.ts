import { readFileSync, writeFileSync } from 'node:fs'
import { tell } from '../devcloud/ask'
import { FAULTS } from '../domain/reconciliation/tax-faults'
import { faultsFound, inOrder, seedTaxSeason } from '../domain/reconciliation/tax-season'
import { importTaxFile, taxCsv } from '../domain/reconciliation/tax-upload'
import { startCountyCloud } from '../domain/county-cloud'

/**
 * `npm run bench:tax`: a file of the tax office about 100,000 people (ROWS=…), with five kinds of seeded faults (SEED=…),
 * through the built function, the SDK and devcloud, call for call as the county's screen sends them. Seconds, the peak of
 * memory of function and cloud together, and whether all faults were found and none invented; else it ends with 1.
 */
const ROWS = Number(process.env.ROWS ?? 100_000)
/** Milliseconds that each request of the database takes, as on the platform. */
const LATENCY = Number(process.env.LATENCY ?? 0)
const SEED = Number(process.env.SEED ?? 20_260_711)
const PAID = Math.min(1_000, Math.floor(ROWS / 20))
const FAULTS_OF_A_KIND = Math.min(200, Math.floor(ROWS / 100))

const grouped = (n: number): string => Math.round(n).toLocaleString('en')

/** The most that a process has had in memory since it was last forgotten. Linux only. */
function peakMB(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
}
const forgetPeak = (pid: number): void => {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** What a process and its children have used of processors, in seconds. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function bench(): Promise<boolean> {
  const county = await startCountyCloud({ only: ['payment'], timeoutMs: 60_000 })
  try {
    const begun = performance.now()
    const { file } = await seedTaxSeason(county, { people: ROWS, paid: PAID, each: FAULTS_OF_A_KIND, seed: SEED })
    const bytes = taxCsv(file.lines)
    console.log(
      `${grouped(ROWS)} people made in ${grouped((performance.now() - begun) / 1000)} s; ${PAID} of them have paid by WeChat; a file of ${grouped(file.lines.length)} rows, ${grouped(bytes.length / 1024)} KB (SEED=${SEED})`,
    )
    await tell(county.url, '/network', { latencyMs: LATENCY })
    const pid = county.devcloud.process.pid!
    forgetPeak(pid)
    const phases = new Map<string, { seconds: number; calls: number; longest: number }>()
    let [last, cpu] = [performance.now(), cpuSeconds(pid)]
    const office = county.as('oCounty')
    const { tally, taxFile } = await importTaxFile(office, 'ruijin', bytes, (call) => {
      const seconds = (performance.now() - last) / 1000
      const phase = phases.get(call) ?? { seconds: 0, calls: 0, longest: 0 }
      phases.set(call, {
        seconds: phase.seconds + seconds,
        calls: phase.calls + 1,
        longest: Math.max(phase.longest, seconds),
      })
      if (call === 'matchTaxRows' && (phase.calls + 1) % 100 === 0)
        console.log(`  … ${grouped((phase.calls + 1) * 100)} rows after ${grouped(phase.seconds + seconds)} s`)
      last = performance.now()
    })
    cpu = cpuSeconds(pid) - cpu
    for (const [call, { seconds, calls, longest }] of phases)
      console.log(`  ${call}: ${seconds.toFixed(1)} s in ${calls} calls, the longest ${longest.toFixed(1)} s`)
    const total = [...phases.values()].reduce((sum, { seconds }) => sum + seconds, 0)
    console.log(
      `  all: ${total.toFixed(1)} s, ${grouped(file.lines.length / total)} rows/s, ${cpu.toFixed(0)} CPU s of function and cloud together; their memory at most ${peakMB(pid)} MB`,
    )
    console.log(`  ${JSON.stringify(tally)}`)
    const [wanted, found] = [inOrder(file.faults), inOrder(await faultsFound(county, office, taxFile))]
    for (const fault of FAULTS) console.log(`  ${fault}: ${wanted[fault].length} put in, ${found[fault].length} found`)
    const same = JSON.stringify(wanted) === JSON.stringify(found)
    console.log(same ? '  all found, none invented' : '  NOT THE SAME')
    return same
  } catch (error) {
    console.error(county.log())
    throw error
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
