import { trustedKeys, verifiedHead } from './sign'
import { holdingOn } from './holding'
import { readEditions, readIndex } from './store'
import type { CallContext, TimerCall } from '../../platform/calls'
import { callContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { openDatabase } from '../../platform/database'
import { adoptPolicies, LANGUAGE, shanghaiDay, type Policy } from '../../../rules'
import { adoptOffices, type Office } from '../../../rules/office'

/** So old may be what a function goes by: an hour after publishing nobody is answered by the predecessor. */
const LOOK_EVERY_MS = 60_000

interface Taken {
  policy: Policy
  office: Office
}

let lookedAt = -Infinity
let holding = ''
/** By edition: a function that runs on for days keeps what it has read. */
const taken = new Map<string, Taken>()

/** Whether this deployment trusts anybody's editions. */
export const goesByEditions = (): boolean => trustedKeys().length > 0

/**
 * Goes by the editions that hold today, as phones do. One read a minute and instance; editions themselves are read
 * once. What is not signed by the key at hand is left be: the bundled policy goes on. Where no key is set nothing is
 * asked.
 * @param now ms since 1970
 */
export async function adoptEditions(db: Database, now: number): Promise<void> {
  if (!goesByEditions()) return
  if (now - lookedAt >= LOOK_EVERY_MS || now < lookedAt) {
    lookedAt = now
    looking = look(db, now)
  }
  try {
    // Whoever comes while somebody looks waits: without that they would be answered by the bundled policies.
    await looking
  } catch (error) {
    lookedAt = -Infinity
    throw error
  }
}

/** The look that is going on, or the last one. */
let looking: Promise<void> = Promise.resolve()

async function look(db: Database, now: number): Promise<void> {
  const entries = holdingOn(await readIndex(db), shanghaiDay(now)).filter(({ language }) => language <= LANGUAGE)
  const ids = entries.map(({ edition }) => edition)
  if (ids.join() === holding) return
  const missing = ids.filter((id) => !taken.has(id))
  for (const edition of await readEditions(db, missing)) {
    if (verifiedHead(edition, trustedKeys()) === null) continue
    const { policy, office } = edition
    taken.set(edition._id, { policy: JSON.parse(policy) as Policy, office: JSON.parse(office) as Office })
  }
  holding = ids.join()
  const all = ids.flatMap((id) => taken.get(id) ?? [])
  adoptOffices(all.map(({ office }) => office))
  adoptPolicies(all.map(({ policy }) => policy))
}

/** What was just published or taken back is gone by at the next call of this instance. */
export const lookAgain = (): void => {
  lookedAt = -Infinity
}

/** The context of a call that goes by the editions. */
export async function callByEditions(data: unknown): Promise<CallContext> {
  const context = await callContext(data, Date.now())
  await adoptEditions(context.db, context.now)
  return context
}

/** Of what everybody may ask: where the database does not answer, the bundled policies do. */
export async function publicByEditions(): Promise<undefined> {
  if (!goesByEditions()) return undefined
  try {
    await adoptEditions(await openDatabase(), Date.now())
  } catch {
    return undefined
  }
}

/** A timer's work by the editions. */
export const workByEditions =
  <Report>(work: (call: TimerCall) => Promise<Report>) =>
  async (call: TimerCall): Promise<Report> => {
    await adoptEditions(call.db, call.now)
    return work(call)
  }
