import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillWithDemoData } from '../../../commands/demo-data/fill-with-demo-data'
import { dice, happens, pick } from '../../../commands/demo-data/dice'
import type { Dice } from '../../../commands/demo-data/dice'
import { contract as county } from '../../../cloudfunctions/county/contract'
import { contract as enrollment } from '../../../cloudfunctions/enrollment/contract'
import { contract as payment } from '../../../cloudfunctions/payment/contract'
import { rulesContract } from '../../../cloudfunctions/rules-engine/contract'
import { contract as studio } from '../../../cloudfunctions/studio/contract'
import { contract as village } from '../../../cloudfunctions/village/contract'
import { startDevcloud } from '../../../devcloud'
import { runAs } from '../../../devcloud/caller-identity'
import { functionInstances } from '../../../devcloud/function-instances'
import { builtFunctions } from '../built-functions'
import { askedOf, payload } from './payloads'
import type { Asked } from './payloads'

/** Who is called by users, with what; the rest by timers and by WeChat. */
const CALLED: Readonly<Record<string, Asked>> = {
  county: askedOf(county),
  enrollment: askedOf(enrollment),
  payment: askedOf(payment),
  'rules-engine': askedOf(rulesContract),
  studio: askedOf(studio),
  village: askedOf(village),
}
const TIMED = ['counts-job', 'payment-notice', 'payment-watch', 'status-job', 'tax-watch'] as const
/** A function that a timer calls looks at no payload: so many of its calls are the platform's, the rest users'. */
const SHARE_OF_TIMER = 0.02
const WHEN = Date.parse('2021-12-25T20:00:00+08:00')
/** An account may make some thousands of calls a day. */
const CALLS_A_DAY = 4_000
const DAY_MS = 86_400_000
const APPID = 'wxdevcloud00000000'
const HUNG_MS = 1_000
/** Without an answer by then it has none. */
const NEVER_MS = 60_000
const STACK = /\bat [^"]{0,200}\.(?:js|ts|mjs):\d+|node:internal|"stack"/

export interface Thrown {
  function: string
  payloads: number
  /** An error that left `main`, or came up behind it. */
  uncaught: number
  /** Answers that hold a stack. */
  stacks: number
  /** Calls that kept the processor for more than a second, or never answered. */
  hangs: number
  /** Answers by which a fault of ours was caught. */
  internal: number
  /** By code of the answer. */
  codes: Record<string, number>
  msPerCall: number
  mostMs: number
  /** Of what went wrong, as far as there is room: what was sent, and what came. */
  wrong: string[]
}

const OPENIDS = ['villager', 'daughter', 'clerk', 'county-kelan', 'county', 'auditor'].map((who) => `oDemo-${who}`)

function callerOf(name: string, roll: Dice): string | undefined {
  if (name in CALLED || !happens(name === 'payment-notice' ? 1 - SHARE_OF_TIMER : SHARE_OF_TIMER, roll))
    return happens(0.7, roll) ? pick(OPENIDS, roll) : `oNobody${Math.floor(roll() * 1_000)}`
  return undefined
}

/** Words and ids that fit somewhere: of the demonstration's people, and such as every object has. */
const KNOWN: readonly string[] = [
  ...['ruijin', 'kelan', 'banan', 'kelan-1-1', 'ruijin-1-1', 'kelan-1-1-0903', 'kelan-1-1-0903-1'],
  ...['kelan-1-1-0903-1-2022', 'kelan-1-1-0903-2-2022', 'oDemo-villager', 'oDemo-daughter', 'oDemo-county'],
  ...['constructor', '__proto__', 'sampled-one', '甲', '990000195003129638', 'a'.repeat(96), '0'],
]

/**
 * Throws payloads that nobody means well at each function: its real bundle, in this process, on the SDK and a
 * devcloud with the demonstration in it. The same seed throws the same.
 */
export async function throwPayloads(seed: string, count: number, only: readonly string[] = []): Promise<Thrown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'malformed-'))
  const data = join(folder, 'data')
  const files = { indexes: 'cloudfunctions/indexes.json', environment: 'cloudfunctions/environment.json' }
  fillWithDemoData(data, { ...files, now: WHEN })
  let now = WHEN
  const cloud = await startDevcloud({ port: 0, data, ...files, now: () => now })
  const behind: unknown[] = []
  const note = (error: unknown) => void behind.push(error)
  process.on('uncaughtException', note).on('unhandledRejection', note)
  const console_ = silenced()
  try {
    const instances = functionInstances({ directory: await builtFunctions(), cold: false, now: () => now })
    const thrown: Thrown[] = []
    for (const name of [...Object.keys(CALLED), ...TIMED].filter((one) => only.length === 0 || only.includes(one))) {
      const roll = dice(`${seed} ${name}`)
      const main = instances.main(name)
      const found = emptyOf(name)
      // What an instance loads once, it loads before anybody measures.
      await runAs({ appid: APPID }, randomUUID(), () => main({ action: CALLED[name]?.[0]?.action, data: {} }, {}))
      const began = performance.now()
      for (let i = 1; i <= count; i++) {
        if (i % CALLS_A_DAY === 0) now += DAY_MS
        const event = payload(CALLED[name] ?? [], KNOWN, roll)
        const openid = callerOf(name, roll)
        const caller = { appid: APPID, ...(openid === undefined ? {} : { openid }) }
        await throwOne(found, event, () => runAs(caller, randomUUID(), () => main(event, {})))
        found.uncaught += behind.length
        for (const error of behind.splice(0)) wrong(found, event, error)
      }
      found.payloads = count
      found.msPerCall = Math.round(((performance.now() - began) / count) * 1000) / 1000
      thrown.push(found)
    }
    return thrown
  } finally {
    console_()
    process.off('uncaughtException', note).off('unhandledRejection', note)
    await cloud.close()
    rmSync(folder, { recursive: true })
  }
}

const emptyOf = (name: string): Thrown => ({
  function: name,
  payloads: 0,
  uncaught: 0,
  stacks: 0,
  hangs: 0,
  internal: 0,
  codes: {},
  msPerCall: 0,
  mostMs: 0,
  wrong: [],
})

async function throwOne(found: Thrown, event: unknown, call: () => unknown): Promise<void> {
  const [wall, processor] = [performance.now(), process.cpuUsage()]
  const never = Symbol('never')
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise((resolve) => (timer = setTimeout(() => resolve(never), NEVER_MS)))
    const answer: unknown = await Promise.race([call(), late])
    if (answer === never) throw new Error('no answer')
    const said = JSON.stringify(answer) ?? 'undefined'
    const code = /"(?:code|errmsg|outcome)":"(\w+)"/.exec(said)?.[1] ?? 'ok'
    found.codes[code] = (found.codes[code] ?? 0) + 1
    if (STACK.test(said)) {
      found.stacks++
      wrong(found, event, said)
    }
    if (code === 'INTERNAL') {
      found.internal++
      wrong(found, event, lastLogged)
    }
  } catch (error) {
    found.uncaught++
    wrong(found, event, error)
  } finally {
    clearTimeout(timer)
  }
  const { user, system } = process.cpuUsage(processor)
  found.mostMs = Math.max(found.mostMs, Math.round(performance.now() - wall))
  if ((user + system) / 1000 > HUNG_MS || performance.now() - wall > NEVER_MS) {
    found.hangs++
    wrong(found, event, `${Math.round((user + system) / 1000)} ms of the processor`)
  }
}

let lastLogged = ''

/** The functions' log is not for the screen; what it said last is kept, for a fault. Gives the console back. */
function silenced(): () => void {
  const kept = { log: console.log, error: console.error, warn: console.warn, info: console.info }
  const write = (...said: unknown[]) => {
    lastLogged = said.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' ')
  }
  Object.assign(console, { log: write, error: write, warn: write, info: write })
  return () => void Object.assign(console, kept)
}

const WRONG_KEPT = 5
function wrong(found: Thrown, event: unknown, what: unknown): void {
  if (found.wrong.length >= WRONG_KEPT) return
  let sent: string
  try {
    sent = JSON.stringify(event)?.slice(0, 400) ?? String(event)
  } catch {
    sent = 'what is no JSON'
  }
  const came = what instanceof Error ? (what.stack ?? what.message) : String(what)
  found.wrong.push(`${sent} → ${came.slice(0, 1_200)}`)
}
