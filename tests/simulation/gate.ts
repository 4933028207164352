import { createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Of a write at which a function dies: before the cloud gets it, or after it was done. */
export type DeathAt = 'before' | 'after'

/** Asked at each write of a call whether its function dies there; null = it lives on. `nth`: of all that write the same, from 1. */
export type Reaper = (what: string, nth: number) => DeathAt | null

/** Calls without a user: notices, the watch, the night's job. */
export const SERVER = '-'

interface Lane {
  reaper: Reaper
  written: Map<string, number>
  transactions: Map<string, Set<string>>
  died: boolean
}
interface Turns {
  choose: (of: readonly string[]) => string
  open: Set<string>
  waiting: Map<string, (() => void)[]>
  busy: boolean
}

/**
 * Stands between functions and their cloud. A function that dies here is never heard again: none of its later requests
 * arrives, its transaction stays open until the cloud ends it, and nobody gets its answer. Of two calls at once it lets
 * through one request at a time, by dice, so that they meet in the same places again.
 */
export class Gate {
  private readonly lanes = new Map<string, Lane>()
  private turns: Turns | null = null
  /** Like devcloud, it never closes a kept connection: the next request may be under way on it. */
  private readonly server = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => {
    void this.pass(incoming, outgoing)
  })
  url = ''

  constructor(private readonly cloudUrl: () => string) {}

  async open(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve)
    })
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  /** Asks the reaper at each write of the call that a user (or {@link SERVER}) makes from now on. */
  async watch<Result>(
    lane: string,
    reaper: Reaper,
    call: () => Promise<Result>,
  ): Promise<{ result: Result; died: boolean }> {
    const seen: Lane = { reaper, written: new Map(), transactions: new Map(), died: false }
    this.lanes.set(lane, seen)
    try {
      const result = await call()
      return { result, died: seen.died }
    } finally {
      this.lanes.delete(lane)
      this.leave(lane)
    }
  }

  /** Lets calls of these lanes meet, request by request, as `choose` has it; each leaves with its answer. */
  together(lanes: readonly string[], choose: Turns['choose']): void {
    this.turns = { choose, open: new Set(lanes), waiting: new Map(), busy: false }
  }

  private leave(lane: string): void {
    if (this.turns === null) return
    this.turns.open.delete(lane)
    if (this.turns.open.size === 0) this.turns = null
    this.next()
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const lane = laneOf(incoming)
    const body = await bytesOf(incoming)
    await this.turn(lane)
    try {
      await this.answer(this.lanes.get(lane) ?? null, { incoming, body }, outgoing)
    } finally {
      if (this.turns?.open.has(lane) === true) this.turns.busy = false
      this.next()
    }
  }

  private async answer(
    lane: Lane | null,
    { incoming, body }: { incoming: IncomingMessage; body: Buffer },
    outgoing: ServerResponse,
  ): Promise<void> {
    if (lane?.died === true) return void outgoing.destroy()
    const fatal = lane === null ? null : fateOf(lane, writeIn(incoming, body))
    if (lane !== null && fatal !== null) lane.died = true
    if (fatal === 'before') return void outgoing.destroy()
    const told = await forwarded(this.cloudUrl(), incoming, body)
    if (fatal === 'after' || told === null) outgoing.destroy()
    else outgoing.writeHead(told.status, { 'Content-Type': told.type }).end(told.body)
  }

  private turn(lane: string): Promise<void> {
    const { turns } = this
    if (turns === null || !turns.open.has(lane)) return Promise.resolve()
    return new Promise((resolve) => {
      turns.waiting.set(lane, [...(turns.waiting.get(lane) ?? []), resolve])
      this.next()
    })
  }

  /** Once everybody who is still under way has come to the gate. */
  private next(): void {
    const { turns } = this
    if (turns === null) return
    const here = [...turns.waiting.keys()].sort()
    if (turns.busy || here.length === 0 || [...turns.open].some((lane) => !turns.waiting.has(lane))) return
    const chosen = here.length === 1 ? here[0]! : turns.choose(here)
    const [first, ...rest] = turns.waiting.get(chosen)!
    if (rest.length === 0) turns.waiting.delete(chosen)
    else turns.waiting.set(chosen, rest)
    turns.busy = true
    first!()
  }
}

const laneOf = ({ url = '/' }: IncomingMessage): string =>
  decodeURIComponent(new URL(url, 'http://gate').pathname.split('/').at(-1) ?? '')

const WRITES: readonly string[] = [
  'database.insertDocument',
  'database.modifyDocument',
  'database.removeDocument',
  'database.commitTransaction',
]
const WRITES_AT_WECHAT: readonly string[] = ['unifiedOrder', 'closeOrder', 'refund']

interface Write {
  collection: string
  transaction: string | null
  commits: boolean
}

/** What a request writes, in the database or at WeChat; null = it only reads. */
function writeIn({ headers }: IncomingMessage, body: Buffer): Write | null {
  if ((headers['content-type'] ?? '').startsWith('multipart/')) {
    const api = /name="apiName"\r\n\r\n(\w+)/.exec(body.toString('latin1'))?.[1] ?? ''
    return WRITES_AT_WECHAT.includes(api) ? { collection: `wechat.${api}`, transaction: null, commits: false } : null
  }
  const { action, collectionName, transactionId } = JSON.parse(body.toString()) as Partial<Record<string, string>>
  if (action === undefined || !WRITES.includes(action)) return null
  return {
    collection: collectionName ?? '',
    transaction: transactionId ?? null,
    commits: action === 'database.commitTransaction',
  }
}

/** A star: it stands at once. A commit is named by all that stands by it; null = by that nothing does. */
function nameIn({ transactions }: Lane, { collection, transaction, commits }: Write): string | null {
  if (transaction === null) return `*${collection}`
  const written = transactions.get(transaction) ?? new Set<string>()
  if (commits) return written.size === 0 ? null : `*commit of ${[...written].sort().join('+')}`
  transactions.set(transaction, written.add(collection))
  return collection
}

function fateOf(lane: Lane, write: Write | null): DeathAt | null {
  if (write === null) return null
  const what = nameIn(lane, write)
  if (what === null) return null
  const nth = (lane.written.get(what) ?? 0) + 1
  lane.written.set(what, nth)
  return lane.reaper(what, nth)
}

/** null = the cloud gave no answer: one that was lost on its way from WeChat. */
async function forwarded(
  url: string,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; type: string; body: Buffer } | null> {
  const headers = { ...incoming.headers, host: new URL(url).host, connection: 'close' }
  return new Promise((resolve) => {
    const outgoing = request(`${url}/admin`, { method: incoming.method, headers }, (answer) => {
      bytesOf(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', body: bytes }),
        () => resolve(null),
      )
    })
    outgoing.once('error', () => resolve(null))
    outgoing.end(body)
  })
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
