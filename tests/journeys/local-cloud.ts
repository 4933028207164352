import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { z } from 'zod'

const START_MS_MAX = 120_000
const FUNCTIONS = 'dist/functions'
const BROWSER_BUILD = 'dist/h5'

export interface LocalCloud {
  url: string
  /** What `wx.cloud.callFunction` would do: the built function runs, and answers with its result or the platform's error. */
  call(name: string, data: unknown): Promise<{ result: unknown } | { errCode: number; errMsg: string }>
  stop(): Promise<void>
}

const Refusal = z.object({ code: z.string(), message: z.string() })
/** developers.weixin.qq.com, 云开发错误码: a cloud function could not be run. */
const FUNCTION_FAILED = -504002

/** Starts the devcloud as a person would, in a process of its own, on a free port, with the built functions and pages. */
export async function startLocalCloud(): Promise<LocalCloud> {
  const args = [
    '--import',
    'tsx',
    'devcloud/main.ts',
    '--port',
    '0',
    '--functions',
    FUNCTIONS,
    '--static',
    BROWSER_BUILD,
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  try {
    const url = await addressOf(child)
    return { url, call: (name, data) => callFunction(url, name, data), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Waits for the line in which the devcloud says where it is. */
function addressOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (what: string) => {
      clearTimeout(patience)
      reject(new Error(`the devcloud ${what}: ${said}`))
    }
    const patience = setTimeout(() => fail(`did not start in ${START_MS_MAX} ms`), START_MS_MAX)
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const [, url] = /devcloud ready at (\S+)/.exec(said) ?? []
      if (url === undefined) return
      clearTimeout(patience)
      resolve(url)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', () => fail('ended'))
  })
}

async function callFunction(url: string, name: string, data: unknown): ReturnType<LocalCloud['call']> {
  const response = await fetch(`${url}/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(data),
  })
  const body: unknown = await response.json()
  if (response.ok) return { result: body }
  const { code, message } = Refusal.parse(body)
  return { errCode: FUNCTION_FAILED, errMsg: `${code} ${message}` }
}
