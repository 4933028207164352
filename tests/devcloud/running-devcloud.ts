import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(__dirname, '../..')
export const FIXTURE_FUNCTIONS = join(__dirname, 'functions')
export const BUILT_FUNCTIONS = join(ROOT, 'dist/functions')

export interface RunningDevcloud {
  url: string
  process: ChildProcess
  /** All it wrote to its error stream so far. */
  log(): string
  stop(): Promise<number | null>
}

/** Starts a devcloud of its own, as a person does, on any free port. */
export async function startDevcloudProcess(args: readonly string[]): Promise<RunningDevcloud> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'devcloud/main.ts', '--port', '0', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => {
      const address = /http:\S+/.exec(line)?.[0]
      if (address === undefined) reject(new Error(`no address in: ${line}`))
      else resolve(address)
    })
    child.once('exit', (status) => reject(new Error(`devcloud ended with ${status}: ${errors}`)))
  })
  return {
    url,
    process: child,
    log: () => errors,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const [status] = (await ended) as [number | null]
      return status
    },
  }
}

export interface Reply {
  status: number
  headers: Headers
  body: string
  json: unknown
}

/** Posts as a program does. `body` goes as it is, so that it can be malformed. */
export async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
  return reply(response.status, response.headers, await response.text())
}

/** For headers that `fetch` does not let a program set: Host, Origin, Sec-Fetch-Site. */
export async function send(
  url: string,
  {
    path,
    method,
    headers,
    body = '',
  }: { path: string; method: string; headers: Record<string, string>; body?: string },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { path, method, headers }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        const pairs = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
        resolve(reply(incoming.statusCode ?? 0, new Headers(pairs), Buffer.concat(chunks).toString()))
      })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

function reply(status: number, headers: Headers, body: string): Reply {
  const isJson = (headers.get('content-type') ?? '').startsWith('application/json')
  return { status, headers, body, json: isJson ? (JSON.parse(body) as unknown) : undefined }
}

/** A browser, as far as devcloud is concerned: it keeps the cookie that it was given. */
export async function newBrowser(
  url: string,
): Promise<{ call(name: string, data: unknown): Promise<Reply>; cookie: string }> {
  const first = await post(`${url}/functions/none`, '{}')
  const cookie = first.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  return { cookie, call: (name, data) => post(`${url}/functions/${name}`, JSON.stringify(data), { cookie }) }
}
