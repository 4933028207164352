import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cloud from 'wx-server-sdk'
import { openDatabase } from '../../devcloud/database'

/**
 * `npm run bench:devcloud`: a county's documents through the unmodified SDK. Beside each figure stands the same call
 * against a server that always gives the same reply, which is the SDK's own cost and HTTP's; the rest is devcloud's.
 * Times vary from machine to machine: compare within one run.
 */
const DOCUMENTS = Number(process.env.DOCUMENTS ?? 550_000)
const PAGE = 500
const VILLAGES = 200
const AT_ONCE = 16

type Stored = Record<string, unknown>
interface Database {
  command: {
    gt(value: unknown): unknown
    in(values: unknown[]): unknown
    inc(by: number): unknown
    neq(value: unknown): unknown
  }
  collection(name: string): Collection
  runTransaction<Result>(
    work: (transaction: { collection(name: string): Collection }) => Promise<Result>,
  ): Promise<Result>
}
interface Query {
  where(query: object): Query
  orderBy(field: string, direction: 'asc'): Query
  limit(count: number): Query
  get(): Promise<{ data: Stored[] }>
  update(change: { data: object }): Promise<{ stats: { updated: number } }>
}
interface Collection extends Query {
  add(added: { data: object }): Promise<unknown>
  doc(id: string): { get(): Promise<{ data: Stored }>; update(change: { data: object }): Promise<unknown> }
}

const idOf = (n: number) => `resident-${String(n).padStart(8, '0')}`

/** Some 300 bytes, as an enrolment is. */
function resident(n: number): Stored {
  return {
    _id: idOf(n),
    village: `village-${n % VILLAGES}`,
    card: `card-${n}`,
    year: 2022,
    status: 'due',
    paid: n % 3 === 0,
    version: 0,
    name: 'x'.repeat(40),
    phone: 'y'.repeat(40),
    address: 'z'.repeat(60),
    changedAt: 1_650_000_000_000 + n,
    fen: 32_000,
  }
}

/** Starts devcloud as a person does, and answers its address and its process. */
async function startDevcloud(folder: string) {
  const indexes = join(folder, 'indexes.json')
  writeFileSync(
    indexes,
    JSON.stringify({
      collections: {
        residents: { indexes: [{ fields: { card: 1 }, unique: true }, { fields: { village: 1, _id: 1 } }] },
        accounts: {},
      },
    }),
  )
  const args = [
    '--import',
    'tsx',
    'devcloud/main.ts',
    '--port',
    '0',
    '--functions',
    'tests/devcloud/functions',
    '--data',
    folder,
    '--indexes',
    indexes,
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve(/http:\S+/.exec(line.toString())?.[0] ?? ''))
  })
  return { url, child }
}

function sdkAt(url: string): Database {
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'bench',
    TENCENTCLOUD_SECRETKEY: 'bench',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
  })
  cloud.init({ env: 'local' })
  return cloud.database() as unknown as Database
}

/** Gives one reply to everything: what is left is the SDK, HTTP and JSON. */
async function constantServer(reply: object): Promise<{ url: string; close(): void }> {
  const body = JSON.stringify(reply)
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => response.setHeader('Content-Type', 'application/json; charset=utf-8').end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/** `count` calls, some at a time, as the instances of a function would make them. */
async function atOnce(count: number, call: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await call(next++)
    }),
  )
}

const residentMemory = (pid: number | undefined, line: string) =>
  Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024

function report(what: string, count: number, took: number, floor: number | null, target: number | null): void {
  const rate = Math.round(count / took).toLocaleString('en')
  const shares =
    floor === null
      ? ''
      : `; the SDK's share ${Math.min(100, Math.round((floor / took) * 100))} %, devcloud's ${Math.max(0, 100 - Math.round((floor / took) * 100))} %`
  const verdict =
    target === null ? '' : ` (target ${target.toLocaleString('en')}: ${count / took >= target ? 'met' : 'MISSED'})`
  console.log(`${what}: ${rate}/s${verdict}${shares}`)
}

/** What the same number of calls costs with a server that does nothing. */
async function floorOf(reply: object, run: (db: Database) => Promise<unknown>): Promise<number> {
  const server = await constantServer(reply)
  const took = await seconds(() => run(sdkAt(server.url)))
  server.close()
  return took
}

async function insertAll(folder: string): Promise<void> {
  // In groups of 500 straight into the store: through the SDK it would be the SDK that is timed.
  const database = openDatabase({ folder, indexes: join(folder, 'indexes.json') })
  for (let n = 0; n < DOCUMENTS; n += PAGE) {
    const data = Array.from({ length: Math.min(PAGE, DOCUMENTS - n) }, (_one, i) => JSON.stringify(resident(n + i)))
    await database.answer('database.insertDocument', { collectionName: 'residents', data })
  }
  database.close()
}

const pointReads = (db: Database, count: number) =>
  atOnce(count, (n) =>
    db
      .collection('residents')
      .doc(idOf((n * 7_919) % DOCUMENTS))
      .get(),
  )

async function scan(db: Database, pages: number): Promise<number> {
  let seen = 0
  for (let last = '', page = 0; page < pages; page++) {
    const { data } = await db
      .collection('residents')
      .where({ _id: db.command.gt(last) })
      .orderBy('_id', 'asc')
      .limit(PAGE)
      .get()
    seen += data.length
    last = String(data[data.length - 1]?._id)
  }
  return seen
}

async function updateInGroups(db: Database, groups: number): Promise<number> {
  let updated = 0
  for (let group = 0; group < groups; group++) {
    const ids = Array.from({ length: PAGE }, (_one, i) => idOf((group * PAGE + i) % DOCUMENTS))
    const { stats } = await db
      .collection('residents')
      .where({ _id: db.command.in(ids), status: db.command.neq('covered') })
      .update({ data: { status: 'covered', version: db.command.inc(1) } })
    updated += stats.updated
  }
  return updated
}

const transactions = (db: Database, count: number) =>
  atOnce(count, (n) =>
    db.runTransaction(async (transaction) => {
      await transaction.collection('residents').doc(idOf(n)).get()
      await transaction
        .collection('residents')
        .doc(idOf(n))
        .update({ data: { version: db.command.inc(1) } })
    }),
  )

/** Longer than a server of Node keeps an idle connection by itself. */
const IDLE_MS = 7_000

/** Whether a connection that lay idle still serves: the local ports of two requests, with the pause between them. */
async function keptConnection(url: string): Promise<boolean> {
  // The bench decides how long it is kept; the agent of Node would close it after 5 s.
  const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: 0 })
  const localPort = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${url}/network`, { agent }, (reply) => {
        const port = asked.socket?.localPort
        reply.resume().once('end', () => resolve(port))
      })
      asked.once('error', reject).end()
    })
  const before = await localPort()
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  const after = await localPort()
  agent.destroy()
  return before !== undefined && before === after
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'devcloud-bench-'))
  // Its file of indexes is written by the first start, which also shows that a start is quick.
  const first = await startDevcloud(folder)
  first.child.kill('SIGTERM')
  await new Promise((resolve) => first.child.once('exit', resolve))
  console.log(
    `${DOCUMENTS.toLocaleString('en')} documents of ${JSON.stringify(resident(0)).length} bytes, one unique index, one of two fields`,
  )
  report('bulk insert, by 500, into the store', DOCUMENTS, await seconds(() => insertAll(folder)), null, null)

  const { url, child } = await startDevcloud(folder)
  const pages = Math.ceil(DOCUMENTS / PAGE)
  const sample = Math.min(10_000, DOCUMENTS)
  const one = { data: { list: [JSON.stringify(resident(0))] }, requestId: 'r' }
  const page = {
    data: { list: Array.from({ length: PAGE }, (_one, n) => JSON.stringify(resident(n))) },
    requestId: 'r',
  }

  await pointReads(sdkAt(url), Math.min(1_000, sample))
  report(
    'point reads',
    sample,
    await seconds(() => pointReads(sdkAt(url), sample)),
    await floorOf(one, (db) => pointReads(db, sample)),
    1_500,
  )
  report(
    'documents scanned, pages of 500',
    DOCUMENTS,
    await seconds(() => scan(sdkAt(url), pages)),
    await floorOf(page, (db) => scan(db, pages)),
    40_000,
  )
  const updated = { data: { updated: PAGE }, requestId: 'r' }
  report(
    'documents updated, groups of 500',
    DOCUMENTS,
    await seconds(() => updateInGroups(sdkAt(url), pages)),
    await floorOf(updated, (db) => updateInGroups(db, pages)),
    15_000,
  )
  const many = Math.min(2_000, sample)
  const all = { data: { list: [JSON.stringify(resident(0))], updated: 1 }, transactionId: 't', requestId: 'r' }
  report(
    'transactions, a read and an update each',
    many,
    await seconds(() => transactions(sdkAt(url), many)),
    await floorOf(all, (db) => transactions(db, many)),
    300,
  )

  console.log(
    `a connection kept idle for ${IDLE_MS / 1000} s: ${(await keptConnection(url)) ? 'still serves' : 'was CLOSED by devcloud'}`,
  )
  const peak = residentMemory(child.pid, 'VmHWM')
  console.log(
    `memory of the server: ${Math.round(residentMemory(child.pid, 'VmRSS'))} MB, at most ${Math.round(peak)} MB (target below 300: ${peak < 300 ? 'met' : 'MISSED'})`,
  )
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  rmSync(folder, { recursive: true })
}

bench().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
