import { post } from './running-devcloud'
import type { Reply } from './running-devcloud'

/** Tells devcloud something that on the platform people, WeChat or time would do. */
export async function tell(url: string, path: string, what: unknown): Promise<unknown> {
  const reply: Reply = await post(`${url}${path}`, JSON.stringify(what))
  if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}: ${reply.body}`)
  return reply.json
}

export async function ask(url: string, path: string): Promise<unknown> {
  const response = await fetch(`${url}${path}`)
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.json()
}

export interface Fired {
  at: string
  what: string
  outcome: string
}

/** Sets the clock; what fired on the way. */
export async function setClock(url: string, now: string | null): Promise<readonly Fired[]> {
  return ((await tell(url, '/clock', { now })) as { fired: Fired[] }).fired
}

/** What a function has written to its console. */
export async function consoleOf(url: string, name: string): Promise<readonly string[]> {
  return ((await ask(url, `/logs?function=${name}`)) as { text: string }[]).map(({ text }) => text)
}

/** What a call cost: `total` and the kinds of its requests, as `GET /requests` has them (devcloud/README.md). */
export interface CallCosts {
  requestId: string | null
  function: string | null
  action: string | null
  ms: number | null
  memoryMb: number | null
  requests: Readonly<Record<string, number>>
}

/** What calls cost, by the request id of one (`x-request-id` of its answer), or by function and action. */
export async function costsOf(
  url: string,
  wanted: { requestId?: string; function?: string; action?: string } = {},
): Promise<readonly CallCosts[]> {
  return (await ask(url, `/requests?${new URLSearchParams(wanted).toString()}`)) as readonly CallCosts[]
}
