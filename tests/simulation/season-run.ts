import cloud from 'wx-server-sdk'
import type { CallAnswer } from '../../cloudfunctions/platform/base/refusal'
import { between, dice, happens, pick, type Dice } from '../../commands/demo-data/dice'
import { shanghaiDay, type CivilDay } from '../../rules'
import { ask, setClock, tell } from '../devcloud/ask'
import { CrashPoints } from './crash-points'
import { Evidence } from './evidence'
import { SERVER, type Reaper } from './gate'
import type { Township } from './township'
import { World } from './world'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** Longer than a transaction, or the lease of a job, of somebody who died. */
const AFTER_A_DEATH = [75 * SECOND, 150 * SECOND] as const
const TRIES_MAX = 80
const STEPS_KEPT = 12
const NOTICES_DEAD = 2
const SHARE_TAPPED_TWICE = 0.06
/** Of the calls that may die: those that die where somebody has died before, when they come to nothing new. */
const SHARE_AGAIN = 0.06
/** No deed of an actor who follows the rules may end so. */
const OUR_FAULT: ReadonlySet<string> = new Set([
  'INTERNAL',
  'BAD_REQUEST',
  'UNKNOWN_ACTION',
  'OPERATION_REUSED',
  'NOT_ALLOWED',
  'NOT_SIGNED_IN',
])

/** An invariant does not hold, at the step that is named last. */
export class Broken extends Error {}

/** Who calls what with what. */
export interface Call {
  who: string
  name: string
  action: string
  data: object
}

/** One season as it runs: the township, the plain world beside it, the dice, the clock, and what was done so far. */
export class SeasonRun {
  readonly world = new World()
  readonly evidence = new Evidence()
  readonly roll: Dice
  readonly points: CrashPoints
  readonly counts = new Map<string, number>()
  /** How many deeds there were of each person and kind of which the audit has a line each: `<openid> <action>`. */
  readonly deedsDone = new Map<string, number>()
  private readonly trace: string[] = []
  private steps = 0
  private operations = 0
  private noticesDead = 0
  now: number

  constructor(
    readonly town: Township,
    seed: string,
    opens: CivilDay,
    private readonly deaths: { share: number; most: number },
  ) {
    this.roll = dice(`season ${seed}`)
    this.points = new CrashPoints(dice(`deaths ${seed}`))
    this.now = Date.parse(`${opens}T08:00:00+08:00`)
  }

  get today(): CivilDay {
    return shanghaiDay(this.now)
  }
  operation(): string {
    return `season-${String(++this.operations).padStart(8, '0')}`
  }
  happens(share: number): boolean {
    return happens(share, this.roll)
  }
  pick<Item>(from: readonly Item[]): Item {
    return pick(from, this.roll)
  }
  between(least: number, most: number): number {
    return between(least, most, this.roll)
  }
  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }
  deedDone(openid: string, action: string): void {
    const key = `${openid} ${action}`
    this.deedsDone.set(key, (this.deedsDone.get(key) ?? 0) + 1)
  }
  fail(why: string): never {
    throw new Broken(why)
  }

  /** What the last steps were, the one under way at the end. */
  story(): string {
    return this.trace.join('\n')
  }

  step(words: string): void {
    this.steps++
    this.trace.push(
      `step ${this.steps} · ${new Date(this.now + 8 * HOUR).toISOString().slice(0, 19).replace('T', ' ')} · ${words}`,
    )
    if (this.trace.length > STEPS_KEPT) this.trace.shift()
  }

  stepsTaken(): number {
    return this.steps
  }

  /** Time goes on, or jumps back; what was passed over happens. */
  async pass(ms: number): Promise<void> {
    await this.clockTo(this.now + ms)
  }

  async clockTo(moment: number): Promise<void> {
    const isShort = Math.abs(moment - this.now) <= AFTER_A_DEATH[1]
    this.now = moment
    const fired = await this.noticed(isShort, () => setClock(this.town.url, new Date(moment).toISOString()))
    for (const { outcome } of fired) this.count(`later notice: ${outcome}`)
  }

  /** Does a deed as a person does: again and again under one operation id until there is an answer, whoever died meanwhile. */
  async deed<Answer>({ who, name, action, data }: Call): Promise<CallAnswer<Answer>> {
    this.step(`${action} by ${who} ${JSON.stringify(data).slice(0, 300)}`)
    this.count('deeds')
    const answer = await this.untilAnswered(
      action,
      who,
      () => this.town.as(who).call<Answer>(name, action, data),
      (told) => told.ok || told.error.code !== 'BUSY',
    )
    if (!answer.ok) return this.refused(action, answer)
    if (this.happens(SHARE_TAPPED_TWICE)) {
      const again = await this.town.as(who).call<Answer>(name, action, data)
      if (!again.ok)
        this.fail(`${action} was done, and the same again was refused: ${again.error.code} ${again.error.message}`)
      this.count('tapped twice')
    }
    return answer
  }

  /** The same, of a deed that has to come off. */
  async must<Answer>(call: Call): Promise<Answer> {
    const answer = await this.deed<Answer>(call)
    return answer.ok
      ? answer.data
      : this.fail(`${call.action} was refused: ${answer.error.code} ${answer.error.message}`)
  }

  refused<Answer extends { ok: false; error: { code: string; message: string } }>(
    action: string,
    answer: Answer,
  ): Answer {
    if (OUR_FAULT.has(answer.error.code)) this.fail(`${action}: ${answer.error.code} ${answer.error.message}`)
    this.count(`refused: ${action} ${answer.error.code}`)
    return answer
  }

  /** Two calls at once, which meet request by request as the dice have it; who is told to come again comes again. */
  async both<A, B>(one: Call, other: Call): Promise<[CallAnswer<A>, CallAnswer<B>]> {
    this.step(
      `at once: ${one.action} by ${one.who}, ${other.action} by ${other.who} ${JSON.stringify([one.data, other.data]).slice(0, 400)}`,
    )
    this.count('deeds at once')
    this.town.gate.together([one.who, other.who], (lanes) => this.pick(lanes))
    const calls = [one, other].map(({ who, name, action, data }) =>
      this.town.gate.watch(who, this.points.sparing(action), () => this.invoke({ who, name, action, data })),
    )
    const answers = await Promise.all(calls)
    const again = async (call: Call, answer: CallAnswer<unknown>) =>
      !answer.ok && answer.error.code === 'BUSY'
        ? this.deed(call)
        : answer.ok
          ? answer
          : this.refused(call.action, answer)
    return [
      (await again(one, answers[0]!.result)) as CallAnswer<A>,
      (await again(other, answers[1]!.result)) as CallAnswer<B>,
    ]
  }

  /** A call that no user makes. `isDone`: whether what it answers is an end; else it is made again, a while later. */
  async serve<Answer>(name: string, isDone: (answer: Answer) => boolean): Promise<Answer> {
    this.step(name)
    return this.untilAnswered(name, SERVER, () => served<Answer>(name), isDone)
  }

  private async invoke({ who, name, action, data }: Call): Promise<CallAnswer<unknown>> {
    return who === SERVER ? { ok: true, data: await served(name) } : this.town.as(who).call(name, action, data)
  }

  /** The user pays at WeChat, and WeChat tells of it, if it does; the function that hears it may die. */
  async payAtWechat(prepayId: string): Promise<void> {
    await this.noticed(true, () => tell(this.town.url, '/pay/pay', { prepayId }))
  }

  /**
   * WeChat tells again, fifteen times, and of what is for no order nobody asks: so one death after the other has an end, and
   * nobody dies with all that is told in a day that is passed at once.
   */
  private async noticed<Result>(mayDie: boolean, call: () => Promise<Result>): Promise<Result> {
    const { result, died } = await this.watched(
      'payment-notice',
      SERVER,
      mayDie && this.noticesDead < NOTICES_DEAD ? 0 : Infinity,
      call,
    )
    this.noticesDead = died ? this.noticesDead + 1 : 0
    return result
  }

  async fault(on: string, fault: string, more: object = {}): Promise<void> {
    await tell(this.town.url, '/faults', { on, fault, ...more })
    this.count(`fault: ${on} ${fault}`)
  }

  look(path: string): Promise<unknown> {
    return ask(this.town.url, path)
  }

  private async untilAnswered<Answer>(
    kind: string,
    lane: string,
    call: () => Promise<Answer>,
    isDone: (answer: Answer) => boolean,
  ): Promise<Answer> {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const { result, died } = await this.watched(kind, lane, tries, call)
      if (!died && isDone(result)) return result
      await this.pass(this.between(...AFTER_A_DEATH))
    }
    return this.fail(`${kind} never came to an end`)
  }

  private async watched<Result>(
    kind: string,
    lane: string,
    tries: number,
    call: () => Promise<Result>,
  ): Promise<{ result: Result; died: boolean }> {
    const told = await this.town.gate.watch(lane, this.reaper(kind, tries), call)
    if (told.died) this.count('deaths')
    return told
  }

  private reaper(kind: string, tries: number): Reaper {
    const mayDie = tries < this.deaths.most && this.happens(this.deaths.share)
    return mayDie ? this.points.reaping(kind, this.happens(SHARE_AGAIN)) : this.points.sparing(kind)
  }
}

/** As a timer calls a function: no user does. */
async function served<Answer>(name: string): Promise<Answer> {
  return ((await cloud.callFunction({ name, data: {} })) as unknown as { result: Answer }).result
}
