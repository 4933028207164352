import { createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** When a function dies: with its n-th write (the first is 1), before the cloud gets it or after it was done. */
export interface Death { write: number; when: 'before' | 'after' }

/** What was seen of one call: its writes, in order, by what was written; and whether it died. */
export interface Passage { writes: readonly string[]; died: boolean }

/** Calls without a user: notices, the watch, the night's job. */
export const SERVER = '-'

interface Lane { death: Death | null; writes: string[]; died: boolean }
interface Turns { choose: (of: readonly string[]) => string; open: Set<string>; waiting: Map<string, (() => void)[]>; busy: boolean }

/**
 * Stands between functions and their cloud. A function that dies here is never heard again: none of its later requests
 * arrives, its transaction stays open until the cloud ends it, and nobody gets its answer. Of two calls at once it lets
 * through one request at a time, by dice, so that they meet in the same places again.
 */
export class Gate {
  private readonly lanes = new Map<string, Lane>()
  private turns: Turns | null = null
  private readonly server = createServer((incoming, outgoing) => { void this.pass(incoming, outgoing) })
  url = ''

  constructor(private readonly cloudUrl: () => string) {}

  async open(): Promise<void> {
    await new Promise<void>((resolve) => { this.server.listen(0, '127.0.0.1', resolve) })
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  /** Counts the writes of the call that a user (or {@link SERVER}) makes from now on. */
  async watch<Result>(lane: string, death: Death | null, call: () => Promise<Result>): Promise<{ result: Result; passage: Passage }> {
    const seen: Lane = { death, writes: [], died: false }
    this.lanes.set(lane, seen)
    try {
      return { result: await call(), passage: seen }
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

  private async answer(lane: Lane | null, { incoming, body }: { incoming: IncomingMessage; body: Buffer }, outgoing: ServerResponse): Promise<void> {
    if (lane?.died === true) return void outgoing.destroy()
    const what = writeIn(incoming, body)
    if (lane !== null && what !== null) lane.writes.push(what)
    const fatal = lane !== null && what !== null && lane.death?.write === lane.writes.length ? lane.death.when : null
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
      turns.waiting.set(lane, [...turns.waiting.get(lane) ?? [], resolve])
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

const laneOf = ({ url = '/' }: IncomingMessage): string => decodeURIComponent(new URL(url, 'http://gate').pathname.split('/').at(-1) ?? '')

const WRITES: readonly string[] = ['database.insertDocument', 'database.modifyDocument', 'database.removeDocument', 'database.commitTransaction']
const WRITES_AT_WECHAT: readonly string[] = ['unifiedOrder', 'closeOrder', 'refund']

/** What a request writes, in the database or at WeChat; null = it only reads. A star: it stands at once, outside of a transaction. */
function writeIn({ headers }: IncomingMessage, body: Buffer): string | null {
  if ((headers['content-type'] ?? '').startsWith('multipart/')) {
    const api = /name="apiName"\r\n\r\n(\w+)/.exec(body.toString('latin1'))?.[1] ?? ''
    return WRITES_AT_WECHAT.includes(api) ? `*wechat.${api}` : null
  }
  const { action, collectionName, transactionId } = JSON.parse(body.toString()) as Partial<Record<string, string>>
  if (action === undefined || !WRITES.includes(action)) return null
  if (action === 'database.commitTransaction') return '*commit'
  return `${transactionId === undefined ? '*' : ''}${collectionName ?? ''}`
}

/** null = the cloud gave no answer: one that was lost on its way from WeChat. */
async function forwarded(url: string, incoming: IncomingMessage, body: Buffer): Promise<{ status: number; type: string; body: Buffer } | null> {
  const headers = { ...incoming.headers, host: new URL(url).host, connection: 'close' }
  return new Promise((resolve) => {
    const outgoing = request(`${url}/admin`, { method: incoming.method, headers }, (answer) => {
      bytesOf(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', body: bytes }), () => resolve(null))
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
