import Taro from '@tarojs/taro'

/** No answer came: no network, no server, or not the answer of a function. The screen goes on without it. */
export class NoAnswer extends Error {}

const PATIENCE_MS = 8_000

/** One way to call a function: WeChat's cloud on the phone, `POST /functions/<name>` in a browser. */
export async function callFunction(name: string, request: { action: string; data: unknown }): Promise<unknown> {
  try {
    return process.env.TARO_ENV === 'weapp' ? await throughWechat(name, request) : await throughHttp(name, request)
  } catch {
    throw new NoAnswer(name)
  }
}

let opened = false

async function throughWechat(name: string, request: { action: string; data: unknown }): Promise<unknown> {
  if (!opened) Taro.cloud.init({})
  opened = true
  const { result } = await Taro.cloud.callFunction({ name, data: request })
  return result
}

async function throughHttp(name: string, request: { action: string; data: unknown }): Promise<unknown> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    const response = await fetch(`/functions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: stop.signal,
    })
    return await response.json()
  } finally {
    clearTimeout(timer)
  }
}
