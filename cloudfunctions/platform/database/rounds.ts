import { Refusal } from '../base'
import type { Database } from './database'
import { putDocument, readDocument } from './database'

/** Why an item is left be for a while. */
export interface ItemTrouble {
  item: string
  /** Times in a row that it failed. */
  tries: number
  /** Stable code of the last failure; `KILLED`: the call that worked on it ended without a word. */
  code: string
  /** ms since 1970 of the last failure, and until when it is not tried. */
  at: number
  until: number
}

/** `watch-state/rounds~<job>` */
interface RoundsDocument {
  _id: string
  /** Items under work, written down before it begins: who finds some here knows that a call was killed. */
  begun: readonly string[]
  troubled: readonly ItemTrouble[]
  /** Where long lists go on, by list. */
  places: readonly { list: string; after: string }[]
}

const STATE = 'watch-state'
const MINUTE_MS = 60_000
const FIRST_PAUSE_MS = 5 * MINUTE_MS
const PAUSE_MAX_MS = 6 * 60 * MINUTE_MS
/** What is not the item's fault, as far as anybody knows, is tried again soon. */
const SHORT_PAUSE_MAX_MS = 30 * MINUTE_MS
const PASSING: ReadonlySet<string> = new Set(['BUSY', 'WECHAT_PAY_UNREACHABLE'])
const KILLED = 'KILLED'
/** Of more at once the cause is not in the items. */
const TROUBLED_MAX = 200

/** After how long an item is tried again. */
function pauseAfter(tries: number, code: string): number {
  const most = PASSING.has(code) ? SHORT_PAUSE_MAX_MS : PAUSE_MAX_MS
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 10), most)
}

const codeOf = (error: unknown): string =>
  error instanceof Refusal ? error.error.code : error instanceof Error ? error.name : typeof error

interface Call {
  db: Database
  now: number
  outOfTime(): boolean
}

interface Work<Item> {
  /** Names it among all items of the job. */
  nameOf(item: Item): string
  run(item: Item): Promise<void>
  /** Shows it to whose it is: what is wrong, or null once it is well again. May be told twice. */
  tell?(item: Item, trouble: ItemTrouble | null): Promise<void>
}

/**
 * The one way in which a timer goes through items. Whatever one of them does wrong, the others go on: any error is
 * caught; what is about to be worked on is written down before, so that a killed call is noticed; what failed is left
 * be for a while, longer each time, and shown to whose it is; what may have killed a call is worked on last and alone.
 * Beside the items' own a call costs one read, and two writes when there is anything to do.
 */
export class Rounds {
  private readonly suspects: ReadonlySet<string>
  failed = 0

  private constructor(
    private readonly call: Call,
    private kept: RoundsDocument,
  ) {
    this.suspects = new Set(kept.begun)
  }

  static async open(call: Call, job: string): Promise<Rounds> {
    const _id = `rounds~${job}`
    const kept = await readDocument<RoundsDocument>(call.db, STATE, _id)
    const rounds = new Rounds(call, kept ?? { _id, begun: [], troubled: [], places: [] })
    // Of one that was alone it is known that it killed the call, of several not which.
    if (kept?.begun.length === 1) {
      rounds.note(kept.begun[0]!, KILLED)
      await rounds.save([])
    }
    return rounds
  }

  /** How many to ask for, so that as many as wanted are left beside those that wait. */
  room(wanted: number): number {
    return wanted + this.kept.troubled.length
  }

  /** Pages of a list that does not get shorter by being worked on: each call goes on behind the last, and round. */
  async page<Item extends { _id: string }>(
    list: string,
    count: number,
    read: (after: string, count: number) => Promise<readonly Item[]>,
  ): Promise<readonly Item[]> {
    const after = this.kept.places.find((place) => place.list === list)?.after ?? ''
    const found = await read(after, count)
    const wanted = count - found.length
    const round = wanted > 0 && after !== '' ? (await read('', wanted)).filter(({ _id }) => _id <= after) : []
    const next = found.length === count ? found.at(-1)!._id : (round.at(-1)?._id ?? '')
    if (next !== after) {
      const places = [...this.kept.places.filter((place) => place.list !== list), { list, after: next }]
      this.kept = { ...this.kept, places }
    }
    return [...found, ...round]
  }

  /** Works on each item whose time it is, as far as there is time. */
  async each<Item>(items: readonly Item[], work: Work<Item>): Promise<void> {
    for (const item of items) {
      const trouble = this.troubleOf(work.nameOf(item))
      if (trouble?.code === KILLED && trouble.at === this.call.now) await this.tell(item, trouble, work)
    }
    const due = items.filter((item) => this.until(work.nameOf(item)) <= this.call.now)
    const isCareful = (item: Item) =>
      this.suspects.has(work.nameOf(item)) || this.troubleOf(work.nameOf(item)) !== undefined
    const [fresh, careful] = [due.filter((item) => !isCareful(item)), due.filter(isCareful)]
    if (due.length === 0) return
    if (fresh.length > 0) await this.save(fresh.map(work.nameOf))
    for (const [at, item] of [...fresh, ...careful].entries()) {
      if (this.call.outOfTime()) break
      if (at >= fresh.length) await this.save([work.nameOf(item)])
      await this.attempt(item, work)
    }
    // Nothing is under work any more.
    await this.save([])
  }

  private async attempt<Item>(item: Item, work: Work<Item>): Promise<void> {
    const name = work.nameOf(item)
    const before = this.troubleOf(name)
    try {
      await work.run(item)
      this.kept = { ...this.kept, troubled: this.kept.troubled.filter((one) => one.item !== name) }
    } catch (error) {
      this.failed++
      this.note(name, codeOf(error))
    }
    const after = this.troubleOf(name) ?? null
    if (before !== undefined || after !== null) await this.tell(item, after, work)
  }

  /** To tell of a fault must not become one. */
  private async tell<Item>(item: Item, trouble: ItemTrouble | null, work: Work<Item>): Promise<void> {
    await work.tell?.(item, trouble).catch(() => undefined)
  }

  private note(item: string, code: string): void {
    const { now } = this.call
    const tries = (this.troubleOf(item)?.tries ?? 0) + 1
    const trouble = { item, tries, code, at: now, until: now + pauseAfter(tries, code) }
    const others = this.kept.troubled.filter((one) => one.item !== item)
    this.kept = { ...this.kept, troubled: [...others, trouble].slice(-TROUBLED_MAX) }
  }

  private troubleOf(item: string): ItemTrouble | undefined {
    return this.kept.troubled.find((one) => one.item === item)
  }

  private until(item: string): number {
    return this.troubleOf(item)?.until ?? 0
  }

  private async save(begun: readonly string[]): Promise<void> {
    this.kept = { ...this.kept, begun }
    await putDocument(this.call.db, STATE, this.kept)
  }
}
