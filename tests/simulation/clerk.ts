import { byTwo } from './by-two'
import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import type { CivilDay } from '../../rules'
import { CLERKS, type Household } from './township'
import type { Call, SeasonRun } from './season-run'
import { WithoutNetwork } from './without-network'

const payment = (who: string, action: keyof Requests, data: object): Call => ({ who, name: 'payment', action, data })
type Taken = Answers['takeCash']

/** What the clerks' hands did: money that they took and have not brought to the bank, order by order. */
interface InHand {
  clerk: string
  payer: string
  amount: number
  year: number
}
/** Of visits of a clerk, those where there is no network. */
const SHARE_WITHOUT_NETWORK = 0.25

/** What the outside world knows of money taken at a desk. */
export class Clerk {
  readonly inHand = new Map<string, InHand>()
  readonly bySlip = new Map<string, { payer: string; amount: number; slip: string }>()
  readonly withoutNetwork: WithoutNetwork
  slips = 0
  /** Of the last deposit; null = there was none. */
  lastBankSlip: string | null = null

  constructor(private readonly run: SeasonRun) {
    this.withoutNetwork = new WithoutNetwork(run, this)
  }

  /** Of a payment by card that stands; null = there is none. */
  get lastCardSlip(): string | null {
    return [...this.bySlip.values()].at(-1)?.slip ?? null
  }

  /** A clerk at a door: asks what is owed, says what has to be heard, and takes it; sometimes two clerks are there at once. */
  async visit(house: Household, clerk: string = this.run.pick(CLERKS)): Promise<void> {
    const { run } = this
    const asked = house.members.filter(() => run.happens(0.85)).map(({ enrolment }) => enrolment)
    if (asked.length === 0) return
    await this.enrol(clerk, asked)
    const { people } = await run.must<Answers['owedAtDesk']>(payment(clerk, 'owedAtDesk', { enrolments: asked }))
    const owing = people.filter(({ fee }) => fee !== null)
    if (owing.length === 0) return
    const heard = [...new Set(owing.flatMap(({ warnings }) => warnings.map(({ code }) => code)))]
    const total = owing.reduce((sum, { fee }) => sum + fee!, 0)
    const enrolments = owing.map(({ enrolment }) => enrolment)
    if (run.happens(SHARE_WITHOUT_NETWORK))
      return this.withoutNetwork.take(clerk, house.daughter, { enrolments, total, heard })
    const taking = (by: string): Call => {
      const way = run.happens(0.75) ? 'cash' : 'pos'
      const slip = way === 'pos' ? `slip${++this.slips}` : null
      return payment(by, 'takeCash', { operation: run.operation(), enrolments, way, total, slip, heard })
    }
    if (run.happens(0.12)) return this.bothTake(taking(CLERKS[0]), taking(CLERKS[1]), house.daughter)
    const call = taking(clerk)
    const answer = await run.deed<Taken>(call)
    if (answer.ok) this.taken(call, answer.data, house.daughter)
  }

  /** One of them has to give the money back at once. */
  private async bothTake(one: Call, other: Call, payer: string): Promise<void> {
    const answers = await this.run.both<Taken, Taken>(one, other)
    const took = answers.filter(({ ok }) => ok).length
    if (took !== 1) this.run.fail(`two clerks at one house: ${took} of them took the money`)
    answers.forEach((answer, i) => {
      if (answer.ok) this.taken([one, other][i]!, answer.data, payer)
    })
  }

  /** The money counts, as of the day on which it was taken. */
  taken(
    { who, data }: Call,
    { order, total }: Pick<Taken, 'order' | 'total'>,
    payer: string,
    day: CivilDay = this.run.today,
  ): void {
    const { way, slip } = data as Requests['takeCash']
    this.run.count(`taken: ${way}`)
    this.run.evidence.tookAtDesk(order, day)
    this.run.world.move(`pocket:${payer}`, way === 'cash' ? `drawer:${who}` : 'pos', total)
    if (way === 'cash') this.inHand.set(order, { clerk: who, payer, amount: total, year: this.run.town.policy.year })
    else this.bySlip.set(order, { payer, amount: total, slip: slip! })
  }

  /** Who has to register first, or owes nothing and enrols all the same. */
  private async enrol(clerk: string, enrolments: readonly string[]): Promise<void> {
    const { run } = this
    for (const enrolment of enrolments) {
      const { status } = (await run.town.db.collection('enrolments').doc(enrolment).get()).data as { status: string }
      const kind = status === 'registrationNeeded' ? 'registered' : status === 'exempt' ? 'enrolledExempt' : null
      if (kind === null) continue
      const answer = await run.deed({
        who: clerk,
        name: 'enrollment',
        action: 'recordEvent',
        data: { operation: run.operation(), enrolment, day: null, event: { kind } },
      })
      if (answer.ok) run.evidence.add(enrolment, { kind, day: run.today })
    }
  }

  /** A clerk goes to the bank: with all, or with some of it. */
  async deposit(clerk: string, all: boolean): Promise<void> {
    const { run } = this
    const held = [...this.inHand].filter(([, item]) => item.clerk === clerk)
    const items = held.filter(() => all || run.happens(0.7))
    if (items.length === 0) return
    const amount = items.reduce((sum, [, item]) => sum + item.amount, 0)
    const orders = items.length === held.length && run.happens(0.5) ? null : items.map(([order]) => order)
    const slip = `bank${++this.slips}`
    await run.must(
      payment(clerk, 'depositCash', { operation: run.operation(), year: items[0]![1].year, orders, amount, slip }),
    )
    this.lastBankSlip = slip
    run.world.move(`drawer:${clerk}`, 'bank', amount)
    for (const [order] of items) this.inHand.delete(order)
    run.count('deposits')
  }

  /** False notes, or a card that was charged for nothing: two of the county undo it. */
  async void(by: readonly [string, string]): Promise<void> {
    const { run } = this
    const orders = [...this.inHand.keys(), ...[...this.bySlip.keys()].slice(-1)].sort()
    if (orders.length === 0) return
    const order = run.pick(orders)
    if (!(await byTwo(run, 'voidCash', { order, because: '假币' }, by))) return
    const { total: lines } = await run.town.db.collection('audit').where({ action: 'voidCash', target: order }).count()
    if (lines !== 1) run.fail(`${order} was voided, and ${lines} lines of audit say by whom`)
    const [cash, card] = [this.inHand.get(order), this.bySlip.get(order)]
    if (cash !== undefined) run.world.move(`drawer:${cash.clerk}`, `pocket:${cash.payer}`, cash.amount)
    if (card !== undefined) run.world.move('pos', `pocket:${card.payer}`, card.amount)
    this.inHand.delete(order)
    this.bySlip.delete(order)
    run.evidence.voided(order)
    run.count('voided')
  }
}
