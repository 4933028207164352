import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { builtFunctions } from '../../functions/built-functions'
import { TEST_KEYS } from '../county-cloud'

/** Runs the built function in a process of its own at a moment, and answers what it answered. */
const SCRIPT =
  'Date.now = () => Number(process.env.MOMENT); require(process.env.BUNDLE).main().then((report) => { process.stdout.write(JSON.stringify(report)); process.exit(0) })'

/** When a tick dies: with its n-th request, before the cloud gets it or after it was done and before the answer. */
export interface Death {
  request: number
  when: 'before' | 'after'
}

export interface Deadly {
  /** One tick in a process of its own, which is killed as said; null = it was. */
  tick(moment: string, death: Death | null): Promise<{ outcome: string } | null>
  /** Requests that the last tick made. */
  requests(): number
  close(): void
}

/** Stands between the function and its cloud, and kills the function's process with SIGKILL at the request that is wanted. */
export async function deadlyCloud(cloudUrl: string): Promise<Deadly> {
  const bundle = join(await builtFunctions(), 'status-job/index.js')
  let child: ChildProcess | null = null
  let death: Death | null = null
  let seen = 0
  // Like devcloud, it never closes a kept connection: the next request may be under way on it.
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => {
    const fatal = ++seen === death?.request ? death.when : null
    if (fatal === 'before') {
      child?.kill('SIGKILL')
      return
    }
    void forwarded(cloudUrl, incoming).then(({ status, type, body }) => {
      if (fatal === 'after') child?.kill('SIGKILL')
      else outgoing.writeHead(status, { 'Content-Type': type }).end(body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    requests: () => seen,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
    tick: async (moment, wanted) => {
      death = wanted
      seen = 0
      child = spawn(process.execPath, ['-e', SCRIPT], {
        env: environment(url, bundle, moment),
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let written = ''
      child.stdout!.on('data', (chunk: Buffer) => {
        written += chunk.toString()
      })
      await once(child, 'close')
      const report = written.split('\n').at(-1) ?? ''
      return child.signalCode === 'SIGKILL' ? null : (JSON.parse(report) as { outcome: string })
    },
  }
}

function environment(url: string, bundle: string, moment: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    BUNDLE: bundle,
    MOMENT: String(Date.parse(moment)),
    ...TEST_KEYS,
    CANBAO_MESSAGE_TEMPLATES: process.env.CANBAO_MESSAGE_TEMPLATES,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'test',
    TENCENTCLOUD_SECRETKEY: 'test',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
  }
}

async function forwarded(
  url: string,
  incoming: IncomingMessage,
): Promise<{ status: number; type: string; body: Buffer }> {
  const body = await bytesOf(incoming)
  const headers = { ...incoming.headers, host: new URL(url).host, connection: 'keep-alive' }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
      void bytesOf(answer).then((bytes) =>
        resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', body: bytes }),
      )
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
