import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import type { CashConflictDocument } from '../../cloudfunctions/domain/cash/offline-cash'
import type { Requests as VillageRequests } from '../../cloudfunctions/village/contract'
import type { CivilDay } from '../../rules'
import type { Clerk } from './clerk'
import type { Call, SeasonRun } from './season-run'

/** Money in a clerk's bag: taken at a door without a network, and kept by the phone until it can be sent. */
interface Kept {
  call: Call
  clerk: string
  payer: string
  total: number
  takenOn: CivilDay
}
type Taking = Requests['takeCash']

/** Of what is kept, so much is sent on each occasion. */
const SHARE_SENT = 0.5

/** What clerks took where there was no network (record 0016): it counts once, or goes back and is known to have gone back. */
export class WithoutNetwork {
  private kept: Kept[] = []

  constructor(
    private readonly run: SeasonRun,
    private readonly desk: Clerk,
  ) {}

  /** A clerk takes what her list said was owed; nobody is asked. */
  take(clerk: string, payer: string, taking: Omit<Taking, 'operation' | 'way' | 'slip' | 'takenOn'>): void {
    const { run } = this
    const data: Taking = { ...taking, operation: run.operation(), way: 'cash', slip: null, takenOn: run.today }
    run.step(`${clerk} takes ${taking.total} fen without a network ${JSON.stringify(taking.enrolments)}`)
    run.world.move(`pocket:${payer}`, `bag:${clerk}`, taking.total)
    run.count('taken without a network')
    this.kept.push({
      call: { who: clerk, name: 'payment', action: 'takeCash', data },
      clerk,
      payer,
      total: taking.total,
      takenOn: run.today,
    })
  }

  /** The phone is back: some of what it kept is sent, or all. */
  async send(all: boolean): Promise<void> {
    const sending = this.kept.filter(() => all || this.run.happens(SHARE_SENT))
    for (const one of sending) {
      const answer = await this.run.deed<Answers['takeCash']>(one.call)
      // A phone's clock that ran ahead: it is sent when that day has come.
      if (!answer.ok && answer.error.code === 'TAKEN_IN_FUTURE') continue
      this.kept = this.kept.filter((other) => other !== one)
      if (answer.ok) this.counted(one, answer.data)
      else await this.giveBack(one)
    }
    if (all && this.kept.length > 0)
      this.run.fail(`${this.kept.length} payments taken without a network were never sent`)
  }

  private counted({ call, clerk, payer, total, takenOn }: Kept, { order }: Answers['takeCash']): void {
    this.run.world.move(`bag:${clerk}`, `pocket:${payer}`, total)
    this.desk.taken(call, { order, total }, payer, takenOn)
    this.run.count('sent later, and counted')
  }

  /** Refused: the village knows of the money until it is said that it went back; after that it never counts. */
  private async giveBack({ call, clerk, payer, total }: Kept): Promise<void> {
    const { run } = this
    const { operation } = call.data as Taking
    const { data: conflict } = (await run.town.db.collection('cash-conflicts').doc(operation).get()) as {
      data: CashConflictDocument | null
    }
    if (conflict?.state !== 'open' || conflict.amount !== total)
      run.fail(`${operation} was refused, and the village does not know of its ${total} fen`)
    run.world.move(`bag:${clerk}`, `pocket:${payer}`, total)
    const settling: VillageRequests['settleConflict'] = {
      operation: run.operation(),
      conflict: operation,
      end: 'returned',
      note: null,
    }
    await run.must({ who: clerk, name: 'village', action: 'settleConflict', data: settling })
    if ((await run.deed(call)).ok) run.fail(`${operation} counted after its money had gone back`)
    run.count('sent later, and given back')
  }
}
