import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { startDevcloud } from '../devcloud'
import { endWithProcess } from '../devcloud/process'
import { BUILDS, buildOnce } from './build-once'
import { demoClock, PAPERS, SEASON, setDemoClock } from './demo-data/demo-folder'
import { policiesLeftOut } from './policies-left-out'
import { markServed, requireUnserved } from './serving'
import type { Build } from './build-once'

const HOST = '127.0.0.1'
const FIRST_PORT = 4200
const PORTS_TRIED = 100
/** Kept from start to start; git does not see it. */
const DATA = '.data'
/** Whom one may be in the browser, in place of signing in to WeChat: chosen at /sign-in. */
const IDENTITIES = 'commands/demo-data/identities.json'
/** The same file that a deployment uses. */
const INDEXES = 'cloudfunctions/indexes.json'
/** The variables a deployment sets; their keys are made with the data folder and kept in it. */
const ENVIRONMENT = 'cloudfunctions/environment.json'

/**
 * `npm start`: the product on this machine, for the browser and for WeChat's developer tool.
 * Data is kept from start to start; `npm run start:fresh` makes the demonstration anew. Its clock begins in a season of
 * the notices and runs on; `--now 2022-04-01T09:00:00+08:00` sets it, `--now machine` leaves it to the machine.
 */
async function start(): Promise<void> {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      now: { type: 'string' },
      /** Of `npm run dev`: the browser build comes from its own watcher, and nothing is made for WeChat's tool. */
      dev: { type: 'boolean', default: false },
      /** ms that each request of the database takes at least, as on the platform. */
      latency: { type: 'string' },
    },
  })
  const begun = Date.now()
  // Of now: the devcloud adds the platform's variables to this process, which no build should see.
  // One faulty policy file stops its own place only: what is built here goes on with the others.
  const env = { ...process.env, CANBAO_LEAVE_OUT_FAULTY: '1' }
  const waitedFor: string[] = []
  const ready = async (build: Build) => {
    const since = Date.now()
    const built = await buildOnce(build, env)
    waitedFor.push(`${build.script} ${built ? seconds(Date.now() - since) : '未变 unchanged'}`)
  }

  let close: () => Promise<void> = () => Promise.resolve()
  endWithProcess(() => close())

  await ready(BUILDS.goodPolicies)
  const missing = policiesLeftOut()
  if (missing.length > 0)
    console.error(
      `这些地方的政策文件有错，没有编进去，别的照常 Left out, for their files have faults: ${missing.join('、')}（npm run policy -- check）`,
    )
  await ready(BUILDS.functions)
  if (!values.dev) await ready(BUILDS.h5)
  const port = await choosePort(process.env.PORT)
  // Only now: what cannot be served is not to be erased.
  requireUnserved(DATA)
  if (values.fresh) await rm(DATA, { recursive: true, force: true })
  const wanted = values.now === undefined ? null : moment(values.now)
  if (!existsSync(DATA)) {
    const since = Date.now()
    // Loaded now only: it reads the policies that were built above.
    const { fillWithDemoData } = await import('./demo-data/fill-with-demo-data')
    const documents = fillWithDemoData(DATA, {
      indexes: INDEXES,
      environment: ENVIRONMENT,
      now: wanted ?? Date.parse(SEASON),
    })
    waitedFor.push(`${documents} 条演示数据 demo documents ${seconds(Date.now() - since)}`)
  } else if (wanted !== null) setDemoClock(DATA, wanted)
  const now = demoClock(DATA)
  const devcloud = await startDevcloud({
    host: HOST,
    port,
    functions: BUILDS.functions.output,
    static: BUILDS.h5.output,
    data: DATA,
    indexes: INDEXES,
    identities: IDENTITIES,
    environment: ENVIRONMENT,
    now: now ?? Date.now,
    dated: now !== null,
    latencyMs: latencyOf(values.latency),
  })
  const unmark = markServed(DATA)
  close = async () => {
    await devcloud.close()
    unmark()
  }
  console.log(`\n浏览器打开  Open in a browser:  ${devcloud.url}`)
  console.log(`先选您是谁  Choose whom to be:  ${devcloud.url}/sign-in`)
  console.log(
    now === null
      ? '数据是旧的演示，请用 npm run start:fresh 重做  The data is of an older demonstration: make it anew'
      : `演示里现在是 In the demonstration it is ${inShanghai(now())}（--now 可改 to change it）；绑定试用 papers to bind with: ${DATA}/${PAPERS}`,
  )

  if (values.dev) return
  await ready(BUILDS.weapp)
  console.log(
    `微信开发者工具导入本目录，小程序已在 ${BUILDS.weapp.output}  Ready for WeChat's developer tool: ${BUILDS.weapp.output}`,
  )
  console.log(`用时 Took ${seconds(Date.now() - begun)}：${waitedFor.join('，')}`)
  console.log('按 Ctrl+C 结束  Press Ctrl+C to stop')
}

/** PORT when it is given, and no other; else the first free one from 4200 up. */
async function choosePort(wanted: string | undefined): Promise<number> {
  if (wanted !== undefined) {
    const port = Number(wanted)
    if (/^\d+$/.test(wanted) && port > 0 && port < 65_536) {
      if (await isFree(port)) return port
      throw new Error(`PORT ${port} 已被占用，数据没有动  is in use; nothing was changed`)
    }
    throw new Error(`PORT 应为 1 到 65535 的整数 has to be a port number: ${wanted}`)
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
    if (await isFree(port)) return port
  }
  throw new Error(`${FIRST_PORT} 起的 ${PORTS_TRIED} 个端口都被占用，请用 PORT 指定  No free port found; set PORT`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, HOST, () => probe.close(() => resolve(true)))
  })
}

function latencyOf(text: string | undefined): number {
  const ms = Number(text ?? 0)
  if (Number.isInteger(ms) && ms >= 0 && ms <= 10_000) return ms
  throw new Error(`--latency 应为 0 到 10000 的毫秒数  has to be a number of milliseconds: ${text}`)
}

function moment(text: string): number {
  if (text === 'machine') return Date.now()
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)))
    return Date.parse(text)
  throw new Error(`--now 应为 2022-04-01T09:00:00+08:00 这样的时刻  has to be a moment like that, not ${text}`)
}

const inShanghai = (ms: number): string =>
  new Date(ms).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' })

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

start().catch((error: unknown) => {
  console.error(`没有启动 Did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
