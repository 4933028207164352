import type { Assessment, CivilDay, Fen, RecordedFigures } from '../../rules'
import { civilDay, dayNumber, policyFor } from '../../rules'
import { canBePaid, mayBeForNothing } from '../enrollment/can-be-paid'
import type { EnrolmentDocument } from '../enrollment/documents'
import { lookAt, summaryOfLook } from '../enrollment/enrolment-summary'
import type { Look } from '../enrollment/enrolment-summary'
import { sealing } from '../shared/sealing'
import type { Assessed, OrderLine } from './documents'
import { funderCode } from './funders'
import { warningsOf } from './payment-warnings'
import type { PaymentWarning } from './payment-warnings'

/** What paying for one person on a day would cost and bring, as the server assesses it. */
export interface Owing {
  /** fen; null = not settled. */
  fee: Fen | null
  /** What an order holds of it, and what the ledger is told; null = nothing can be paid. */
  payable: { line: OrderLine; assessed: Assessed } | null
  /** Why nothing can be paid; null = it can. */
  because: string | null
  warnings: readonly PaymentWarning[]
  /** It may buy nothing: not to be offered to a stranger, who could not be told why. */
  mayBeForNothing: boolean
  benefit: { from: CivilDay; to: CivilDay } | null
  channels: Assessment['channels']
  /** The last day on which all this is still so. */
  until: CivilDay
}

/** An amount is promised no longer ahead than this. */
const DAYS_AHEAD_MAX = 6

/** @throws Refusal SEALED_UNREADABLE; RulesError as `assess` */
export function owingOn(document: EnrolmentDocument, today: CivilDay): Owing {
  const look = lookAt(document, today, sealing())
  const { fee } = look.figures
  const because = objection(look)
  return {
    fee, because,
    payable: because === null ? { line: lineOf(look), assessed: assessedOf(look) } : null,
    warnings: because === null ? warningsOf(look.assessment) : [],
    mayBeForNothing: mayBeForNothing(look.assessment),
    benefit: because === null ? benefitOf(look.assessment) : null,
    channels: look.assessment.channels,
    until: lastDayAlike(look.assessment, today),
  }
}

/** Why nothing can be paid for them today, as they themselves are told; null = nothing stands against it. */
function objection(look: Look): string | null {
  return canBePaid(look.standing.status, look.figures.fee, look.assessment) !== false ? null : summaryOfLook(look).sentence
}

function lineOf({ document: { _id, resident, region, year, village }, figures: { baseFee, subsidy, fee }, assessment: { policy } }: Look): OrderLine {
  return { enrolment: _id, resident, region, year, village, fee: fee ?? 0, subsidy: subsidy ?? 0, baseFee: baseFee ?? 0, policy: policy.version }
}

function assessedOf({ document: { region, year }, figures: { subsidy, fee, fundedBy } }: Look): Assessed {
  return { season: `${region}-${year}`, fee: fee ?? 0, subsidy: subsidy ?? 0, funder: funderCode(fundedBy ?? '') }
}

/** The same of a payment that was made: `amount` is what counts of it, `figures` are those of its day. */
export function paidLine({ _id, resident, region, year, village }: EnrolmentDocument, { baseFee, subsidy, fundedBy }: RecordedFigures, amount: Fen): NonNullable<Owing['payable']> {
  return {
    line: { enrolment: _id, resident, region, year, village, fee: amount, subsidy: subsidy ?? 0, baseFee: baseFee ?? amount, policy: policyFor(region, year).version },
    assessed: { season: `${region}-${year}`, fee: amount, subsidy: subsidy ?? 0, funder: funderCode(fundedBy ?? '') },
  }
}

/** What the notice determines, or else the reading that is taken. */
function benefitOf({ answers, recommended }: Assessment): Owing['benefit'] {
  const { benefitStart: from, benefitEnd: to } = { ...recommended, ...answers }
  return from == null || to == null ? null : { from, to }
}

function lastDayAlike({ next }: Assessment, today: CivilDay): CivilDay {
  const cap = dayNumber(today)! + DAYS_AHEAD_MAX
  return civilDay(next === null ? cap : Math.max(dayNumber(today)!, Math.min(cap, dayNumber(next.day)! - 1)))
}
