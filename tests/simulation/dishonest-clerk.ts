import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import type { Clerk } from './clerk'
import { attempt, mustFail } from './ill-will'
import type { Call, SeasonRun } from './season-run'
import { ROGUE, type Household } from './township'

const payment = (action: keyof Requests, data: object): Call => ({ who: ROGUE, name: 'payment', action, data })
const DUPLICATE = '一张小票记多家'

/** Takes cash and does not bring it to the bank; undoes what they took and keeps it; one paper for many. */
export class DishonestClerk {
  /** Cash that they took, undid and kept, fen. */
  kept = 0
  undone = 0

  constructor(
    private readonly run: SeasonRun,
    private readonly desk: Clerk,
  ) {}

  async mischief(house: Household): Promise<void> {
    const { run } = this
    await this.desk.visit(house, ROGUE)
    await run.pick([
      () => this.undoAndKeep(),
      () => this.undoOthers(),
      () => this.lieAboutDeposit(),
      () => this.reuse(),
    ])()
  }

  private own(): string[] {
    return [...this.desk.inHand].filter(([, { clerk }]) => clerk === ROGUE).map(([order]) => order)
  }

  /** Their own of today they may; what is older they may not. */
  private async undoAndKeep(): Promise<void> {
    const { run, desk } = this
    const orders = this.own()
    if (orders.length === 0) return
    const order = run.pick(orders)
    const data = { operation: run.operation(), order, because: '记错了人' }
    const answer = await attempt(run, payment('undoCash', data))
    const isToday = run.evidence.deskDay(order) === run.today
    if (!answer.ok) return
    if (!isToday) run.fail(`a clerk undid ${order} of ${run.evidence.deskDay(order)} alone`)
    // The same again, as whoever hides something might: it is the same deed, and leaves the same line.
    await attempt(run, payment('undoCash', data))
    const { amount } = desk.inHand.get(order)!
    run.world.move(`drawer:${ROGUE}`, `pocket:${ROGUE}`, amount)
    this.kept += amount
    this.undone++
    desk.inHand.delete(order)
    run.evidence.voided(order)
    run.deedDone(ROGUE, 'undoCash')
    run.count('ill will: cash undone and kept')
  }

  private async undoOthers(): Promise<void> {
    const { run, desk } = this
    const [other] = [...desk.inHand].filter(([, { clerk }]) => clerk !== ROGUE).map(([order]) => order)
    if (other === undefined) return
    const undoing = { operation: run.operation(), order: other, because: '记错了人' }
    await mustFail(run, payment('undoCash', undoing), 'it is another clerk’s cash')
    await mustFail(run, payment('voidCash', { order: other, because: '假币' }), 'voiding is the county’s, and of two')
  }

  /** Says that less was there, or shows a slip that was for another deposit. */
  private async lieAboutDeposit(): Promise<void> {
    const { run, desk } = this
    const orders = this.own()
    if (orders.length === 0) return
    const amount = orders.reduce((sum, order) => sum + desk.inHand.get(order)!.amount, 0)
    const deposit = { operation: run.operation(), year: run.town.policy.year, orders, amount, slip: 'rogue-1' }
    await mustFail(run, payment('depositCash', { ...deposit, amount: amount - 100 }), 'a yuan is missing')
    const used = desk.lastBankSlip
    if (used !== null)
      await mustFail(
        run,
        payment('depositCash', { ...deposit, operation: run.operation(), slip: used }),
        `the slip ${used} was for another deposit`,
      )
  }

  /** One slip of the terminal for several houses. */
  private async reuse(): Promise<void> {
    const { run } = this
    const used = this.desk.lastCardSlip
    const house = run.pick(run.town.households)
    const enrolments = [run.pick(house.members).enrolment]
    const owed = await attempt<Answers['owedAtDesk']>(run, payment('owedAtDesk', { enrolments }))
    if (!owed.ok || used === null || owed.data.people[0]!.fee === null || owed.data.total === 0) return
    const heard = owed.data.people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
    const { total } = owed.data
    const taking = { operation: run.operation(), enrolments, way: 'pos', total, slip: used, heard }
    await mustFail(run, payment('takeCash', taking), DUPLICATE)
  }
}
