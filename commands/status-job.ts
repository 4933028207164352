import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CallReport, LogLine } from '../cloudfunctions/status-job'
import { startDevcloud } from '../devcloud'
import { BUILDS, buildOnce } from './build-once'

const JOB = 'status-job'
const INDEXES = 'cloudfunctions/indexes.json'
const ENVIRONMENT = 'cloudfunctions/environment.json'
/** Between ticks: as its timer in `cloudfunctions/deploy.json` has it. */
const TICK_MINUTES = 2
const FIRST_TICK_HOUR = 1
const TICKS_MAX = 150
const FAILURES_MAX = 3

/**
 * `npm run --silent status-job -- --data DIR --day YYYY-MM-DD`: one night of the built function on a data folder, fired
 * by its own timer as devcloud's clock passes, until the night is over. Prints one line of JSON.
 */
async function runNight(): Promise<number> {
  const {
    values: { data, day },
  } = parseArgs({ options: { data: { type: 'string' }, day: { type: 'string' } } })
  if (data === undefined || day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    throw new Error('用法 Usage: npm run --silent status-job -- --data DIR --day YYYY-MM-DD')
  }
  const env = { ...process.env }
  await buildOnce(BUILDS.policies, env)
  await buildOnce(BUILDS.functions, env)
  // Alone, so that the clock sets off no other function's timer.
  const functions = mkdtempSync(join(tmpdir(), 'status-job-'))
  cpSync(join(BUILDS.functions.output, JOB), join(functions, JOB), { recursive: true })
  const first = Date.parse(`${day}T00:00:00+08:00`) + FIRST_TICK_HOUR * 3_600_000
  const devcloud = await startDevcloud({
    port: 0,
    data,
    indexes: INDEXES,
    environment: ENVIRONMENT,
    functions,
    timeoutMs: 60_000,
    standingAt: first - 1_000,
  })
  try {
    const ran = await tickUntilOver(devcloud.url, first)
    process.stdout.write(`${JSON.stringify(summary(day, ran))}\n`)
    return isOver(ran) ? 0 : 1
  } finally {
    await devcloud.close()
    rmSync(functions, { recursive: true })
  }
}

type Call = Omit<CallReport, 'nights'>
type Night = CallReport['nights'][number]

interface Ran {
  calls: readonly Call[]
  nights: readonly Night[]
}

async function tickUntilOver(url: string, first: number): Promise<Ran> {
  for (let tick = 0; ; tick++) {
    await ask(`${url}/clock`, { now: new Date(first + tick * TICK_MINUTES * 60_000).toISOString() })
    const ran = await ranSoFar(url)
    const failed = ran.calls.filter(({ outcome }) => outcome === 'FAILED').length
    if (isOver(ran) || failed === FAILURES_MAX || tick === TICKS_MAX) return ran
  }
}

/** From the function's log: a timer's answer goes to nobody. */
async function ranSoFar(url: string): Promise<Ran> {
  const written = (await ask(`${url}/logs?function=status-job`)) as { text: string }[]
  const lines = written
    .map(({ text }) => text)
    .filter((text) => /^\{"(night|call)":/.test(text))
    .map((text) => JSON.parse(text) as LogLine)
  return {
    calls: lines.flatMap((line) => ('call' in line ? line.call : [])),
    nights: lines.flatMap((line) => ('night' in line ? line.night : [])),
  }
}

const outcomeOf = ({ calls }: Ran): string => calls.at(-1)?.outcome ?? 'NOT_CALLED'
const isOver = (ran: Ran): boolean => ['done', 'idle', 'CLOCK_BEHIND'].includes(outcomeOf(ran))

/** Seconds, reads and writes are those of this run; who changed, of the nights that it finished. */
function summary(day: string, ran: Ran) {
  const { calls, nights } = ran
  const used = (of: 'seconds' | 'reads' | 'writes' | 'documentsRead' | 'documentsWritten') =>
    calls.reduce((all, call) => all + call[of], 0)
  const total = (of: 'told' | 'delivered' | 'pushed' | 'snapshots' | 'postponed' | 'resealed') =>
    nights.reduce((all, night) => all + night[of], 0)
  const changed: Record<string, number> = {}
  for (const night of nights)
    for (const [change, people] of Object.entries(night.changed)) changed[change] = (changed[change] ?? 0) + people
  return {
    day,
    outcome: outcomeOf(ran),
    nights: nights.length,
    ticks: calls.length,
    seconds: Math.round(used('seconds') * 1000) / 1000,
    reads: used('reads'),
    writes: used('writes'),
    documentsRead: used('documentsRead'),
    documentsWritten: used('documentsWritten'),
    changed,
    told: total('told'),
    delivered: total('delivered'),
    pushed: total('pushed'),
    snapshots: total('snapshots'),
    postponed: total('postponed'),
    resealed: total('resealed'),
    failures: calls.flatMap(({ code }) => code ?? []),
    cpuSeconds: cpuSeconds(),
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

/** Of the function and the cloud together, as they share this process. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return Math.round((user + system) / 1e5) / 10
}

async function ask(url: string, body?: object): Promise<unknown> {
  const response = await fetch(
    url,
    body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } },
  )
  if (!response.ok) throw new Error(`${url} ${response.status}`)
  return response.json()
}

runNight().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(`没有运行 Did not run: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
)
