import { limitAttempts, linkTo, defineAction } from '../access'
import type { EnrolmentDocument, EnrolmentRecord, EnrolmentView } from '../enrolments'
import {
  isPayableNow,
  recordStateOn,
  enrolmentId,
  viewEnrolment,
  mayBringNoCover,
  readEnrolment,
  readRecord,
  enrolmentStatusOn,
  summaryOfView,
  withEnrolmentEvent,
} from '../enrolments'
import type { Assessed, ReservationDocument, Stamp, OrderDocument, OrderLine } from './documents'
import { saidPaidOn } from './documents'
import { identify, typedNumber } from '../people'
import { Refusal } from '../../platform/base'
import { sealing } from '../../platform/sealing'
import type { AnswerField, Assessment, CivilDay, Fen, RecordedFigures, WarningCode } from '../../../rules'
import { assess, civilDay, dayNumber, dayInWords, policyFor, assessedAmounts } from '../../../rules'
import { amountContract } from './contract'

/** What paying for one person on a day would cost and bring, as the server assesses it. */
export interface Collectible {
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
  /** Last day of payment on these terms, by the notice; an order's own validity is another thing. */
  deadline: CivilDay | null
  tier: string | null
  channels: Assessment['channels']
  /** The last day on which all this is still so. */
  until: CivilDay
}

/** An amount is promised no longer ahead than this. */
const DAYS_AHEAD_MAX = 6

/** @throws Refusal SEALED_UNREADABLE; RulesError as `assess` */
export function collectibleOn(document: EnrolmentDocument, today: CivilDay, record?: EnrolmentRecord): Collectible {
  const look = viewEnrolment(document, today, sealing(), record)
  const { fee } = look.figures
  const because = objection(look)
  return {
    fee,
    because,
    payable: because === null ? { line: lineOf(look), assessed: assessedOf(look) } : null,
    warnings: because === null ? warningsOf(look.assessment) : [],
    mayBeForNothing: mayBringNoCover(look.assessment),
    benefit: because === null ? benefitOf(look.assessment) : null,
    deadline: because === null ? summaryOfView(look).deadline : null,
    tier: look.assessment.answers.tier ?? null,
    channels: look.assessment.channels,
    until: lastDayOfSameTerms(look.assessment, today),
  }
}

/**
 * What may be collected from a person on a day: what they owe, unless an order has them. Who asks says
 * in which words they
 * hear of that order (the payer, the clerk at the desk, the list that goes along to doors), where
 * nothing else is in the
 * way or even then: `because` is what is.
 */
export function collectible(
  document: EnrolmentDocument,
  claim: ReservationDocument | undefined,
  day: CivilDay,
  sentenceOf: (claim: ReservationDocument, because: string | null) => string,
): Collectible {
  const owing = collectibleOn(document, day)
  if (claim === undefined || claim.state === 'free') return owing
  return { ...owing, payable: null, because: sentenceOf(claim, owing.because), warnings: [], benefit: null }
}

/** Why nothing can be paid for them today, as they themselves are told; null = nothing stands against it. */
function objection(look: EnrolmentView): string | null {
  return isPayableNow(look.standing.status, look.figures.fee, look.assessment) !== false
    ? null
    : summaryOfView(look).sentence
}

function lineOf({
  document: { _id, resident, region, year, village },
  figures: { baseFee, subsidy, fee },
  assessment: { policy },
}: EnrolmentView): OrderLine {
  return {
    enrolment: _id,
    resident,
    region,
    year,
    village,
    fee: fee ?? 0,
    subsidy: subsidy ?? 0,
    baseFee: baseFee ?? 0,
    policy: policy.version,
  }
}

function assessedOf({ document: { region, year }, figures: { subsidy, fee, fundedBy } }: EnrolmentView): Assessed {
  return { season: `${region}-${year}`, fee: fee ?? 0, subsidy: subsidy ?? 0, funder: funderCode(fundedBy ?? '') }
}

/** The same of a payment that was made: `amount` is what counts of it, `figures` are those of its day. */
export function paidLine(
  { _id, resident, region, year, village }: EnrolmentDocument,
  { baseFee, subsidy, fundedBy }: RecordedFigures,
  amount: Fen,
): NonNullable<Collectible['payable']> {
  return {
    line: {
      enrolment: _id,
      resident,
      region,
      year,
      village,
      fee: amount,
      subsidy: subsidy ?? 0,
      baseFee: baseFee ?? amount,
      policy: policyFor(region, year).version,
    },
    assessed: { season: `${region}-${year}`, fee: amount, subsidy: subsidy ?? 0, funder: funderCode(fundedBy ?? '') },
  }
}

/** What the notice determines, or else the reading that is taken. */
function benefitOf({ answers, recommended }: Assessment): Collectible['benefit'] {
  const { benefitStart: from, benefitEnd: to } = { ...recommended, ...answers }
  return from == null || to == null ? null : { from, to }
}

function lastDayOfSameTerms({ next }: Assessment, today: CivilDay): CivilDay {
  const cap = dayNumber(today)! + DAYS_AHEAD_MAX
  return civilDay(next === null ? cap : Math.max(dayNumber(today)!, Math.min(cap, dayNumber(next.day)! - 1)))
}

/** A payment that somebody of the county answers for. */
interface Answered {
  operation: string
  amount: Fen
  way: string
  evidence: string
}

/**
 * What a payment of that day is for: it has to be what was owed then, and the table of an enrolment's
 * life has to allow it.
 * @throws Refusal AMOUNT_NOT_OWED, ILLEGAL_EVENT
 */
export function requireAmountDueOn(
  document: EnrolmentDocument,
  { amount, way, evidence, operation }: Answered,
  day: CivilDay,
  { by, now }: Stamp,
): NonNullable<Collectible['payable']> {
  const policy = policyFor(document.region, document.year)
  const record = readRecord(document, sealing())
  const figures = assessedAmounts(policy, recordStateOn(record, day).told, day)
  if (figures.fee !== amount) {
    const found = figures.fee === null ? '这一天应缴多少还定不下来' : '与这一天应缴的金额不一样'
    throw new Refusal({
      code: 'AMOUNT_NOT_OWED',
      path: 'amount',
      message: `没有记录缴费：这笔钱的金额${found}。请核对金额、缴费日期和身份认定；情况没填齐的，先补充情况。`,
    })
  }
  withEnrolmentEvent(policy, record, { id: operation, day, at: now, by, kind: 'paid', amount, way, evidence })
  return paidLine(document, figures, amount)
}

/** One answer for every stranger for whom nothing can be paid: it tells of no one what they are. */
export const NOTHING_COLLECTIBLE =
  '没有查到现在可以代缴的费用：可能已经缴过、正在由别人缴、不用自己缴、有资助、还没办参保登记，也可能姓名或证件号码写得不对。请核对一遍，或者问本人和村（社区）经办人员。'

/**
 * What a payer is told of one person today, and on what terms an order takes them. A stranger's shows
 * the amount and the
 * place's own channels, nothing that hangs on who they are.
 */
export function collectibleForPayer(
  asked: Beneficiary,
  claim: ReservationDocument | undefined,
  payer: { ownOrders: ReadonlySet<string>; saidPaid?: ReadonlySet<string> },
  today: CivilDay,
): Collectible {
  const { document, isStranger } = asked
  const sentence = (held: ReservationDocument, because: string | null) =>
    because ??
    reservationSentence(held, payer.ownOrders.has(held.order ?? ''), payer.saidPaid?.has(held.order ?? '') === true)
  const own = document === null ? null : collectible(document, claim, today, sentence)
  if (!isStranger) return own!
  const channels = channelsOf(asked.region, asked.year, today)
  if (own === null || own.payable === null || own.mayBeForNothing || !(asked.isLinked || isCommon(own.payable)))
    return { ...NOTHING, channels, because: NOTHING_COLLECTIBLE, until: today }
  return { ...own, channels, benefit: null, deadline: null, tier: null, warnings: [UNSEEN] }
}

/**
 * The standard of the place, which everybody knows: another amount would tell a stranger who is subsidised (record
 * 0024).
 */
const isCommon = ({ line: { fee, baseFee, subsidy } }: NonNullable<Collectible['payable']>): boolean =>
  subsidy === 0 && fee === baseFee

const NOTHING = {
  fee: null,
  payable: null,
  warnings: [],
  mayBeForNothing: false,
  benefit: null,
  deadline: null,
  tier: null,
} as const

/** The channels of a place, for whomever. */
function channelsOf(region: string, year: number, day: CivilDay): Assessment['channels'] {
  return assess(policyFor(region, year), {}, day).channels
}

/**
 * Why someone whom an order has cannot be paid for; `isOwn`: the payer's own order; `isSaid`: its payer
 * says it is paid.
 */
export function reservationSentence({ state }: ReservationDocument, isOwn: boolean, isSaid = false): string {
  if (state === 'paid') return '这一年的费用已经缴过了，不用再缴。'
  if (isSaid) return `${isOwn ? '您' : '家里人'}说已经交过了，等税务确认，一般要几个工作日，不用再交。`
  return isOwn
    ? '您有一份订单正在等着为他付款。请到“我的订单”里付完，或者取消以后再来。'
    : '另一份订单正在为他付款，请不要重复缴。那是您自己的，请到“我的订单”里付完或取消；不是您的，没有付成的话过后可以再来。'
}

/** Something to be heard before any money moves. */
export interface PaymentWarning {
  code: string
  message: string
}

/** Of what the rules warn of, what bears on paying at all; the rest is told where it belongs (a channel, a note). */
const OF_THE_RULES: ReadonlySet<WarningCode> = new Set<WarningCode>([
  'COVER_NEVER_STARTS',
  'STUDENT_PAID_AT_HOME',
  'DRAFT_POLICY',
  'UNDATED_POLICY',
  'IDENTITY_NOT_VALID_ON_DAY',
  'HYPOTHETICAL',
])

/** What of an answer someone pays for. Where it is a reading, they hear so. */
const PAID_FOR: ReadonlySet<string> = new Set<AnswerField>([
  'eligible',
  'registerFirst',
  'payable',
  'fee',
  'benefitStart',
  'benefitEnd',
])

function warningsOf({ warnings, undetermined, timeline }: Assessment): readonly PaymentWarning[] {
  const told = warnings.filter(({ code }) => OF_THE_RULES.has(code)).map(({ code, message }) => ({ code, message }))
  const open = undetermined
    .filter(({ field }) => PAID_FOR.has(field))
    .map(({ field, why }) => ({ code: `UNDETERMINED_${field}`, message: `${why}${/[。！？]$/.test(why) ? '' : '。'}` }))
  const wait = timeline.find(({ kind }) => kind === 'waiting')
  const waits =
    wait === undefined ? [] : [{ code: 'WAIT', message: `今天缴费，要先等待到${wait.to}，这段时间看病不能报销。` }]
  return [...told, ...waits, ...open]
}

/** For whoever pays for a stranger: they are shown neither dates nor what the person is. */
const UNSEEN: PaymentWarning = {
  code: 'UNSEEN',
  message: '您没有绑定这个人，所以看不到待遇从哪天开始，也看不到在别处有没有缴过。请先和本人核对清楚，再付款。',
}

/** Why somebody cannot be paid for now: another order waits for its money. For staff: what to do. */
export function reservedSentence(order: OrderDocument | null): string {
  if (order === null) return '正在别的订单里等待付款，先不要收。'
  if (order.state === 'inQuestion') return '有人为这个人付过款，县里正在核对，先不要收。'
  if (saidPaidOn(order) !== null) return '家人说已经在官方渠道缴过了，等税务到账，先不要收。请看看他们的缴费凭证。'
  if (order.way === 'official')
    return `家人已经选了在官方渠道缴，最晚${dayInWords(order.payUntil)}。先不要收；要改成现在交现金，请让家人在手机上取消那份订单。`
  return '家人正在手机上付款，先不要收。请让他们付完；不付了的，在手机上取消那份订单。'
}

/** Enough that no two funders of a policy share one. */
const CODE_LENGTH = 12

/**
 * A funder as the ledger names it. Its entries name enrolments, and who pays the subsidy of one tells what the person
 * is; so the name is there as a keyed digest, which reports make again from the names in the policy.
 */
export function funderCode(funder: string): string {
  return sealing().blindIndex(funder, 'funder').slice(0, CODE_LENGTH)
}

/**
 * What can be paid for someone today, by name and number, without a link: the amount, or that there is
 * none. One answer
 * for everyone of whom nothing can be paid now (nobody of that name and number, paid already, owing nothing, not
 * registered, not in the ledger), so that it tells of no one what they are. Decision 0007 weighs what
 * the amount tells.
 * @throws Refusal TOO_MANY_ATTEMPTS; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const amountFor = /* @__PURE__ */ defineAction(amountContract, 'amountFor', {
  permission: 'amountFor',
  async run({ region, year, name, idNumber }, context) {
    const policy = policyFor(region, year)
    const person = await identify(context.db, name, idNumber)
    // Tries of strangers keep nobody from whom they are linked to.
    const isStranger = (await linkTo(context, person?.id ?? 'nobody')) === null
    if (isStranger) await limitAttempts(context, 'amount', typedNumber(idNumber))
    const enrolment = await readEnrolment(context.db, enrolmentId(person?.id ?? 'nobody', year))
    const found =
      enrolment === null || enrolment.region !== region ? null : payableOn(enrolment, context.today, isStranger)
    const head = { regionName: policy.name, year }
    return found === null
      ? {
          ...head,
          fee: null,
          payable: null,
          sentence:
            '没有查到现在可以代缴的费用：可能已经缴过、不用自己缴、有资助、还没办参保登记，也可能姓名或证件号码写得不对。请核对一遍，或者问本人和村（社区）经办人员。',
        }
      : { ...head, ...found, sentence: '这是现在可以代缴的金额。缴费前请和本人核对，不要重复缴。' }
  },
})

/**
 * fen that can be paid on this day; null = nothing, or not settled enough to be paid unseen. `payable:
 * null` = it hangs on facts not told, such as whether to register first.
 */
function payableOn(
  enrolment: EnrolmentDocument,
  today: CivilDay,
  isStranger: boolean,
): { fee: number; payable: true | null } | null {
  const record = readRecord(enrolment, sealing())
  const policy = policyFor(record.region, record.year)
  const assessment = assess(policy, recordStateOn(record, today).told, today)
  const { fee, subsidy = 0 } = { ...assessment.recommended, ...assessment.answers }
  if (isStranger && subsidy !== null && subsidy > 0) return null
  const payable = isPayableNow(enrolmentStatusOn(policy, record, today).status, fee, assessment)
  return payable === false || fee === undefined || mayBringNoCover(assessment) ? null : { fee, payable }
}

/** Someone to be paid for: named by an enrolment that the payer may see, or a stranger by name and number. */
export interface Beneficiary {
  document: EnrolmentDocument | null
  isStranger: boolean
  /** Bound as them or looking after them, however they were named: only then an order keeps others from paying. */
  isLinked: boolean
  region: string
  year: number
}
