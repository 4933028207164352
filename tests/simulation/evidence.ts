import type { EnrolmentEvent, EventFacts } from '../../cloudfunctions/domain/enrolments/states'
import { enrolmentStatusOn } from '../../cloudfunctions/domain/enrolments/lifecycle'
import type { StatusId } from '../../cloudfunctions/domain/enrolments/states'
import type { ReservationDocument } from '../../cloudfunctions/domain/payments/documents'
import { sealedFactsOfRow } from '../../cloudfunctions/domain/reconciliation/store'
import type { TaxRowDocument } from '../../cloudfunctions/domain/reconciliation/documents'
import type { CivilDay } from '../../rules'
import type { SeasonRun } from './season-run'

export type Shown = EventFacts & { day: CivilDay }

/** What was really done for each person, as people and papers could show it, beside what the product keeps. */
export class Evidence {
  private readonly of = new Map<string, Shown[]>()
  private readonly atDesk = new Map<string, CivilDay>()
  /** Whose refund two people have agreed to. */
  readonly out = new Set<string>()

  add(enrolment: string, ...shown: readonly Shown[]): void {
    this.of.set(enrolment, [...(this.of.get(enrolment) ?? []), ...shown])
  }

  shown(enrolment: string): readonly Shown[] {
    return this.of.get(enrolment) ?? []
  }
  tookAtDesk(order: string, day: CivilDay): void {
    this.atDesk.set(order, day)
  }
  voided(order: string): void {
    this.atDesk.delete(order)
  }
  deskDay(order: string): CivilDay | null {
    return this.atDesk.get(order) ?? null
  }
}

/** The day on which the money of an order of ours was really paid; null = it was not paid to us. */
export function paidToUsOn({ evidence, world }: SeasonRun, order: string): CivilDay | null {
  return evidence.deskDay(order) ?? [...world.wechatPayments.values()].find((one) => one.order === order)?.day ?? null
}

/** The same of one person, who may have paid to the tax office; the claim says only by which of its rows. */
async function paidOn(run: SeasonRun, enrolment: string, order: string): Promise<CivilDay> {
  const day = paidToUsOn(run, order)
  if (day !== null) return day
  const { arrival } = (await run.town.db.collection('payment-claims').doc(enrolment).get()).data as ReservationDocument
  const row =
    arrival === undefined
      ? null
      : ((await run.town.db.collection('tax-rows').doc(arrival.row).get()).data as TaxRowDocument)
  const voucher = row === null ? null : sealedFactsOfRow(row).voucher
  return (
    run.world.taxPayments.find((one) => one.voucher === voucher)?.paidOn ??
    run.fail(`${enrolment} counts as paid by ${order}, and nobody ever paid it`)
  )
}

const paid = (day: CivilDay): Shown => ({ kind: 'paid', amount: 1, way: '', evidence: '', day })

/** Two people have agreed: from today the person is out, and what was paid for them is owed back. */
export async function outNow(run: SeasonRun, enrolment: string, order: string): Promise<void> {
  run.evidence.add(enrolment, paid(await paidOn(run, enrolment, order)), {
    kind: 'refunded',
    amount: 1,
    day: run.today,
  })
  run.evidence.out.add(enrolment)
}

/** Where someone stands by the notice, computed from nothing but how they began and what really happened. */
export async function statusByEvidence(
  run: SeasonRun,
  enrolment: string,
  claim: ReservationDocument | undefined,
): Promise<StatusId> {
  const {
    evidence,
    town: { policy, members },
  } = run
  const counts = claim?.state === 'paid' && !evidence.out.has(enrolment)
  const shown = [...evidence.shown(enrolment), ...(counts ? [paid(await paidOn(run, enrolment, claim.order!))] : [])]
  const events = shown
    .map((one, i): EnrolmentEvent => ({ ...one, id: `shown-${i}`, by: 'evidence', at: i }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.at - b.at))
  return enrolmentStatusOn(policy, { ...members.get(enrolment)!.begun, events }, run.today).status
}
