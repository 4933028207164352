import { assess, policyFor } from '../../rules'
import type { Assessment, CivilDay } from '../../rules'
import type { ClaimDocument } from './documents'
import { owingOn } from './owing'
import type { Owing } from './owing'
import { UNSEEN } from './payment-warnings'
import type { PersonAsked } from './people-asked'

/** One answer for every stranger for whom nothing can be paid: it tells of no one what they are. */
export const NOTHING_UNSEEN =
  '没有查到现在可以代缴的费用：可能已经缴过、正在由别人缴、不用自己缴、还没办参保登记，也可能姓名或证件号码写得不对。请核对一遍，或者问本人和村（社区）经办人员。'

/**
 * What a payer is told of one person today, and on what terms an order takes them. A stranger's shows the amount and the
 * place's own channels, nothing that hangs on who they are.
 */
export function judgePerson(asked: PersonAsked, claim: ClaimDocument | undefined, payer: { ownOrders: ReadonlySet<string> }, today: CivilDay): Owing {
  const { document, isStranger } = asked
  if (!isStranger) return withClaim(owingOn(document!, today), claim, payer)
  const own = document === null ? null : withClaim(owingOn(document, today), claim, payer)
  const channels = channelsOf(asked.region, asked.year, today)
  if (own === null || own.payable === null || own.mayBeForNothing) return { ...NOTHING, channels, because: NOTHING_UNSEEN, until: today }
  return { ...own, channels, benefit: null, warnings: [UNSEEN] }
}

const NOTHING = { fee: null, payable: null, warnings: [], mayBeForNothing: false, benefit: null } as const

/** The channels of a place, for whomever. */
export function channelsOf(region: string, year: number, day: CivilDay): Assessment['channels'] {
  return assess(policyFor(region, year), {}, day).channels
}

function withClaim(owing: Owing, claim: ClaimDocument | undefined, { ownOrders }: { ownOrders: ReadonlySet<string> }): Owing {
  if (owing.payable === null || claim === undefined || claim.state === 'free') return owing
  return { ...owing, payable: null, because: wordsOfClaim(claim, ownOrders.has(claim.order ?? '')), warnings: [], benefit: null }
}

/** Why someone whom an order has cannot be paid for; `isOwn`: the payer's own order. */
export function wordsOfClaim({ state }: ClaimDocument, isOwn: boolean): string {
  if (state === 'paid') return '这一年的费用已经缴过了，不用再缴。'
  return isOwn ? '您有一份订单正在等着为他付款。请到“我的订单”里付完，或者取消以后再来。'
    : '另一份订单正在为他付款，请不要重复缴。那是您自己的，请到“我的订单”里付完或取消；不是您的，没有付成的话过后可以再来。'
}
