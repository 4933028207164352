import { openDays } from '../../commands/demo-data/season'
import { civilDay, dayNumber, type CivilDay, type Policy } from '../../rules'
import { County } from './county'
import { Clerk } from './clerk'
import { DishonestClerk } from './dishonest-clerk'
import { forge } from './forger'
import { requireNoHarm, requireSeen } from './harm'
import { handInHostile } from './hostile-files'
import { payAtBank, payForNoOrder, settleFound, undoMadeUp } from './found-money'
import {
  requireAllSettled,
  requireCounts,
  requireOnePayment,
  requireReceiptsWithoutGaps,
  requireSoundLedger,
  requireStatuses,
} from './invariants'
import { officersMischief } from './officers-ill-will'
import { payAsStranger, payByWechat, payOfficially } from './payers'
import { poison } from './poison'
import { HOUR, MINUTE, type SeasonRun } from './season-run'
import { strangersMischief } from './stranger'
import { handOutFile, payOn } from './tax-office'
import { CLERKS, COUNTY, ROGUE, type Household } from './township'

/** Of the days on which people can pay, so many are walked, evenly; in between only the clock goes on, and the nights are made up for. */
const PAYING_DAYS = { least: 8, most: 24 } as const
const PEOPLE_A_DAY = 3
/** Days after the last of payment in which nothing is paid any more, and what was is told, settled and given back. */
const DAYS_AFTER = [2, 5, 8, 11, 15, 20, 25, 30]
/** On every n-th day that is walked. */
const OFFICE = { payOn: 2, file: 3, question: 2 } as const
const TIMES = { opens: 8, bank: 18, night: 24.2 } as const
/** The clock is wrong for a while; what a phone or the platform's own does not do often. */
/** Of visits and of days at the office, those on which somebody means ill. */
const ILL_WILL = { stranger: 0.25, clerk: 0.15, office: 0.7, file: 0.15 } as const
const SHARE = { rare: 0.25, jump: 0.04, watch: 0.3, counts: 0.3, forged: 0.08, deposits: 0.7, refund: 0.3, void: 0.2 }
/** How often houses are looked after, in a season, on the average. */
const VISITS_A_HOUSE = 4

/** The days on which a season is walked. */
export function daysOf(policy: Policy, people: number): { paying: readonly CivilDay[]; after: readonly CivilDay[] } {
  const all = openDays(policy)
  const most = Math.min(PAYING_DAYS.most, Math.max(PAYING_DAYS.least, Math.ceil(people / PEOPLE_A_DAY)))
  const every = Math.ceil(all.length / most)
  const last = dayNumber(all.at(-1)!)!
  return {
    paying: all.filter((_, i) => i % every === 0 || i === all.length - 1),
    after: DAYS_AFTER.map((days) => civilDay(last + days)),
  }
}

/** A township from the first day of payment until everything is settled; checked every night, and whole at the end. */
export async function walkSeason(run: SeasonRun): Promise<void> {
  const { paying, after } = daysOf(run.town.policy, run.town.members.size)
  const desk = new Clerk(run)
  const county = new County(run, desk)
  const rogue = new DishonestClerk(run, desk)
  await poison(run.town)
  const visits = Math.max(1, (run.town.households.length * VISITS_A_HOUSE) / paying.length)
  for (const [at, name] of [...paying, ...after].entries()) {
    const day = dayNumber(name)!
    await run.clockTo(momentOf(day, TIMES.opens))
    const isOpen = at < paying.length
    for (let left = isOpen ? visits : 0; left > 0 && (left >= 1 || run.happens(left)); left--)
      await visit(run, { desk, rogue }, run.pick(run.town.households), isOpen)
    if (at === paying.length - 1) await overtime(run, { desk, rogue, county, day })
    if (isOpen) await desk.withoutNetwork.send(false)
    await officeHours(run, { desk, rogue, county, day, at, isLast: !isOpen })
    await night(run, day + 1)
    // Some phones find a network only after midnight: then the day of the payment is not the day of sending.
    await desk.withoutNetwork.send(false)
  }
  await settleEverything(run, county)
  await requireSeen(run, rogue)
}

const momentOf = (day: number, hours: number): number => Date.parse(`${civilDay(day)}T00:00:00+08:00`) + hours * HOUR

/** Houses come that have not been there, as long as there are points at which nobody has died; each with the county's work after it. */
async function overtime(run: SeasonRun, office: Omit<Office, 'at' | 'isLast'>): Promise<void> {
  for (const house of run.town.latecomers) {
    if (!run.points.areLeft()) return
    run.count('overtime')
    for (let times = 0; times < VISITS_A_HOUSE; times++) await visit(run, office, house, false)
    await officeHours(run, { ...office, at: 0, isLast: false })
  }
}

async function visit(
  run: SeasonRun,
  { desk, rogue }: Pick<Office, 'desk' | 'rogue'>,
  house: Household,
  mayJump: boolean,
): Promise<void> {
  await run.pass(run.between(2 * MINUTE, 25 * MINUTE))
  const back = mayJump && run.happens(SHARE.jump) ? await jump(run) : null
  const common = [payByWechat, payByWechat, payOfficially, () => desk.visit(house)]
  await run.pick(run.happens(SHARE.rare) ? [payAsStranger, payAtBank, payForNoOrder] : common)(run, house)
  if (run.happens(SHARE.watch)) await watch(run)
  if (run.happens(SHARE.counts)) await bringInCounts(run)
  if (run.happens(SHARE.forged)) await forge(run)
  if (run.happens(ILL_WILL.stranger)) await strangersMischief(run, house)
  if (run.happens(ILL_WILL.clerk)) await rogue.mischief(house)
  if (back !== null) await run.clockTo(back)
}

/** Forward for a visit, by hours or a day, or back; where it goes again. */
async function jump(run: SeasonRun): Promise<number> {
  const back = run.now
  const by = run.pick([26 * HOUR, 3 * HOUR, -40 * MINUTE, -5 * HOUR])
  run.count(by > 0 ? 'clock forward' : 'clock back')
  run.step(`the clock jumps by ${by / HOUR} hours`)
  await run.pass(by)
  return back
}

interface Office {
  desk: Clerk
  rogue: DishonestClerk
  county: County
  day: number
  /** The how-manieth day. */ at: number
  isLast: boolean
}

async function officeHours(run: SeasonRun, { desk, county, day, at, isLast }: Office): Promise<void> {
  await run.clockTo(Math.max(run.now, momentOf(day, TIMES.bank)))
  if (isLast) await desk.withoutNetwork.send(true)
  if (run.happens(SHARE.void)) await desk.void([COUNTY[2], COUNTY[0]])
  if (run.happens(SHARE.refund) && !isLast) await county.askRefund()
  if (isLast || at % OFFICE.question === 0) {
    await county.settleQuestions()
    await county.decideRefunds()
    await settleFound(run)
    await undoMadeUp(run, isLast)
  }
  for (const clerk of CLERKS) if (isLast || run.happens(SHARE.deposits)) await desk.deposit(clerk, isLast)
  if (isLast) await desk.deposit(ROGUE, true)
  if (isLast || at % OFFICE.payOn === 0) await payOn(run, (order) => desk.inHand.has(order), isLast)
  if (isLast || at % OFFICE.file === 0) {
    await handOutFile(run, COUNTY[1], isLast)
    await county.settleRows()
  }
  if (run.happens(ILL_WILL.office)) await officersMischief(run, desk)
  if (run.happens(ILL_WILL.file)) await handInHostile(run)
  await watch(run)
}

async function watch(run: SeasonRun): Promise<void> {
  await run.pass(2 * MINUTE)
  await run.serve<{ outcome: string }>('payment-watch', ({ outcome }) => outcome === 'DONE')
  await seeRefunds(run)
}

/** The timer that brings what deeds did into the counts of villages. */
async function bringInCounts(run: SeasonRun): Promise<void> {
  await run.pass(2 * MINUTE)
  await run.serve<{ outcome: string }>('counts-job', ({ outcome }) => outcome === 'DONE' || outcome === 'IDLE')
}

/** What WeChat gave back lies in the payer's pocket again. */
async function seeRefunds(run: SeasonRun): Promise<void> {
  const refunds = (await run.look('/pay/refunds')) as {
    outRefundNo: string
    outTradeNo: string
    refundFee: number
    state: string
  }[]
  for (const { outRefundNo, outTradeNo, refundFee } of refunds.filter(
    ({ state, outRefundNo }) => state === 'SUCCESS' && !run.world.wechatRefunds.has(outRefundNo),
  )) {
    run.world.wechatRefunds.add(outRefundNo)
    run.world.move('wechat', `pocket:${run.world.wechatPayments.get(outTradeNo)!.payer}`, refundFee)
    run.count('returned by WeChat')
  }
}

/** The night before a day: the job puts everybody where the calendar says; then it is looked whether that is so. */
async function night(run: SeasonRun, day: number): Promise<void> {
  await run.clockTo(Math.max(run.now, momentOf(day - 1, TIMES.night)))
  await run.serve<{ outcome: string }>(
    'status-job',
    ({ outcome }) => outcome === 'done' || outcome === 'idle' || outcome === 'CLOCK_BEHIND',
  )
  run.step('the books are looked at')
  await requireSoundLedger(run)
  await requireStatuses(run)
  await requireCounts(run)
  await bringInCounts(run)
  await requireCounts(run)
  await requireOnePayment(run)
  await requireReceiptsWithoutGaps(run)
  await requireNoHarm(run)
}

/** Until nobody has anything left to do; and then everything has to be in its place. */
async function settleEverything(run: SeasonRun, county: County): Promise<void> {
  for (let round = 0; round < 6; round++) {
    await run.pass(HOUR)
    await county.settleQuestions()
    await county.decideRefunds()
    await settleFound(run)
    await county.settleRows()
    await watch(run)
  }
  run.step('the season is over')
  await requireAllSettled(run)
}
