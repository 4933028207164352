import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { adminProtocol } from './admin-protocol'
import { browserSessions, readIdentities } from './sign-in'
import { captureConsole } from './call-log'
import { callerOf, separateCallers } from './caller-identity'
import { openDatabase } from './database'
import { environmentOf, provideEnvironment } from './environment'
import { functionConfigs, noConfigs } from './function-config'
import { hostFunctions } from './function-host'
import { functionInstances, noFunctions } from './function-instances'
import { httpFront } from './http-front'
import { hostInUrl, requireLoopback } from './http-requests'
import { openNetwork } from './network'
import { inOneLine, requestCounts } from './request-counts'
import { staticFiles } from './static-files'
import { startClock } from './time/clock'
import { functionTimers } from './time/timers'
import { openWechat } from './wechat'

export interface DevcloudOptions {
  /** Folder of built bundles: `<function>/index.js`; absent = there are none. */
  functions?: string
  /** Folder of the browser build; absent = none is served. */
  static?: string
  host?: string
  /** 0 = any free port. */
  port: number
  /** How long a function may run whose `config.json` does not say, as set in the platform's console. */
  timeoutMs?: number
  /** Folder of the database and of WeChat's file; absent = no database, and WeChat forgets. */
  data?: string
  /** File that declares collections and indexes. */
  indexes?: string
  /** File of demo identities to sign in as; absent = every browser is somebody new. */
  identities?: string
  /**
   * File of the variables that functions find in `process.env`, as set in the platform's console; absent = none more.
   */
  environment?: string
  /** A new instance of the function for every call. */
  cold?: boolean
  /** The machine's time, in epoch milliseconds. */
  now?: () => number
  /** Where the clock stands at the start; absent = it runs with the machine's. */
  standingAt?: number
  /** Pages tell their browser the clock's time; for a demonstration of another year. */
  dated?: boolean
  /** Milliseconds that each request of the SDK takes at least; absent = none. */
  latencyMs?: number
  /** So many requests of the database are served side by side, one more is refused; absent = any number. */
  throttle?: number
  /** So many requests of the database, then each is refused; absent = any number. */
  quota?: number
  /** Writes a line for each call: the requests that it made. */
  count?: boolean
}

export interface Devcloud {
  url: string
  functions: readonly string[]
  close(): Promise<void>
}

const LOCAL_APPID = 'wxdevcloud00000000'
const CLOSING_MS_MAX = 5_000
const CLOSING_IDLE_MS = 50

/** What the SDK inside the functions has to find to take this process for the platform; its address comes on top. */
const PLATFORM_ENVIRONMENT = {
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  TENCENTCLOUD_SECRETID: 'devcloud',
  TENCENTCLOUD_SECRETKEY: 'devcloud',
  SCF_NAMESPACE: 'local',
  TCB_ENV: 'local',
}

/** Starts the cloud in this process. One a process: functions find it through the process's environment. */
export async function startDevcloud(options: DevcloudOptions): Promise<Devcloud> {
  const host = options.host ?? '127.0.0.1'
  requireLoopback(host)

  let port = 0
  const portOf = () => port
  const identities = options.identities === undefined ? [] : readIdentities(options.identities)
  Object.assign(process.env, PLATFORM_ENVIRONMENT)
  const withdrawEnvironment = provideEnvironment(
    options.environment === undefined ? {} : environmentOf(options.data, options.environment),
  )
  separateCallers()
  const clock = startClock(options.now ?? Date.now, options.standingAt ?? null)
  const log = captureConsole(() => clock.now())
  const instances =
    options.functions === undefined
      ? noFunctions
      : functionInstances({ directory: options.functions, cold: options.cold ?? false, now: () => clock.now() })
  const counts = requestCounts((call) => {
    if (options.count === true) console.error(`devcloud: ${inOneLine(call)}`)
  })
  const { latencyMs = 0, throttle = null, quota = null } = options
  const network = openNetwork(counts, { latencyMs, throttle, quota })
  const configOf = options.functions === undefined ? noConfigs : functionConfigs(options.functions, instances.names())
  const functions = hostFunctions({ instances, log, counts, configOf, timeoutMs: options.timeoutMs })
  clock.follow(functionTimers(functions, configOf, LOCAL_APPID))
  const database =
    options.data === undefined
      ? null
      : openDatabase({ folder: options.data, indexes: options.indexes, now: () => clock.now() })
  const wechat = openWechat({ folder: options.data, functions, clock, appid: LOCAL_APPID, callerOf })
  const answer = httpFront({
    functions,
    admin: adminProtocol({ functions, appid: LOCAL_APPID, database, network }),
    sessions: browserSessions(portOf, options.data),
    identities,
    clock,
    log,
    wechat,
    network,
    counts,
    files:
      options.static === undefined
        ? null
        : staticFiles(options.static, options.dated === true ? () => clock.now() : undefined),
    appid: LOCAL_APPID,
    portOf,
  })
  const server = patientServer(answer)
  port = await listening(server, host, options.port)
  const url = `http://${hostInUrl(host)}:${port}`
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `${url}/admin` })
  const close = () =>
    closed(server).finally(() => {
      clock.stop()
      database?.close()
      wechat.file.close()
      withdrawEnvironment()
    })
  return { url, functions: functions.names(), close }
}

/**
 * A server that never hangs up first. Clients keep connections, and one that the server closes as idle may be the one
 * on which the next request is just under way: it then fails with ECONNRESET, which looks like a fault of the function.
 * The bounds of Node are against slow strangers; nobody but this machine can connect.
 */
function patientServer(answer: ReturnType<typeof httpFront>): Server {
  const unbounded = { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }
  return createServer(unbounded, (request, response) => {
    void answer(request, response)
  })
}

function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('devcloud has no port'))
      else resolve(address.port)
    })
  })
}

/** Lets running calls end, but not for ever. Connections that browsers keep open are closed as they fall idle. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const idle = setInterval(() => server.closeIdleConnections(), CLOSING_IDLE_MS)
    const patience = setTimeout(() => server.closeAllConnections(), CLOSING_MS_MAX)
    server.close((error) => {
      clearInterval(idle)
      clearTimeout(patience)
      if (error) reject(error)
      else resolve()
    })
  })
}
