import { policyFor } from '../../rules'
import type { CivilDay } from '../../rules'
import { fullCards } from '../enrollment/person-card'
import { residentsOf } from '../enrollment/records/residents'
import type { CallContext } from '../shared/call-context'
import type { Answers, Requests } from './contract'
import type { ClaimDocument } from './documents'
import { judgePerson } from './judge-person'
import type { Owing } from './owing'
import { peopleAsked } from './people-asked'
import type { PersonAsked } from './people-asked'
import { claimsOf } from './records/claims'
import { ownersOf } from './records/orders'
import { merchantOf, miniProgramsOf } from './records/payment-configs'
import type { MiniProgramOf } from './records/payment-configs'

type Quote = Answers['quote']

/**
 * What paying today would cost and bring, for each and together. Nothing is kept.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, TOO_MANY_ATTEMPTS, PERSON_TWICE; RulesError as `assess`
 */
export async function quote({ people }: Requests['quote'], context: CallContext): Promise<Quote> {
  const asked = await peopleAsked(context, 'quote', people)
  const claims = await claimsOf(context.db, asked.flatMap(({ document }) => (document === null ? [] : [document._id])))
  const ownOrders = await ownOrdersIn(context, claims)
  const claimOf = ({ document }: PersonAsked) => claims.get(document?._id ?? '')
  const judged = asked.map((one) => judgePerson(one, claimOf(one), { ownOrders }, context.today))
  const titles = await titlesOf(context, asked, people)
  const payable = asked.filter((_, i) => judged[i]!.payable !== null)
  const miniPrograms = await miniProgramsOf(context.db, asked.map(({ region }) => region))
  const merchant = await merchantOf(context.db, payable.map(({ region }) => region))
  return {
    people: asked.map((one, index) => ({
      ...quotedPerson(one, judged[index]!, miniPrograms), index, ...titles[index]!, order: one.isStranger ? null : ownOrder(claimOf(one), ownOrders),
    })),
    total: judged.reduce((sum, { payable: owed }) => sum + (owed?.line.fee ?? 0), 0),
    until: untilOf(judged, context.today),
    ways: payable.length === 0 ? [] : merchant === null ? ['official'] : ['official', 'wechat'],
  }
}

/** The amounts hold for as long as each of them does. */
export function untilOf(judged: readonly Owing[], today: CivilDay): CivilDay {
  return judged.filter(({ payable }) => payable !== null).map(({ until }) => until).sort()[0] ?? today
}

async function ownOrdersIn({ db, caller }: CallContext, claims: ReadonlyMap<string, ClaimDocument>): Promise<ReadonlySet<string>> {
  const owners = await ownersOf(db, [...claims.values()].flatMap(({ order }) => (order === null ? [] : [order])))
  return new Set([...owners].filter(([, payer]) => payer === caller.openid).map(([order]) => order))
}

interface Title { name: string; place: string }

/** What the payer knows each by: in full whom they look after, a stranger as they typed them. */
async function titlesOf({ db }: CallContext, asked: readonly PersonAsked[], people: Requests['quote']['people']): Promise<Title[]> {
  const residents = await residentsOf(db, asked.flatMap(({ document, isStranger }) => (document === null || isStranger ? [] : [document.resident])))
  const cards = await fullCards(db, residents)
  return asked.map(({ document, region, year }, i) => {
    const who = people[i]!
    if ('name' in who) return { name: who.name, place: policyFor(region, year).name }
    const { name, place, village } = cards.get(document!.resident)!
    return { name, place: `${place}${village}` }
  })
}

function quotedPerson(
  { document, isStranger, region, year }: PersonAsked, { fee, payable, because, warnings, benefit, channels }: Owing, miniProgramOf: MiniProgramOf,
): Omit<Quote['people'][number], 'index' | 'order' | keyof Title> {
  return {
    region, regionName: policyFor(region, year).name, year, enrolment: isStranger ? null : document?._id ?? null, fee, payable: payable !== null, because,
    warnings: warnings.map(({ code, message }) => ({ code, message })), benefit, channels: channels.map((channel) => quotedChannel(channel, region, miniProgramOf)),
  }
}

function ownOrder(claim: ClaimDocument | undefined, ownOrders: ReadonlySet<string>): string | null {
  const order = claim?.order ?? null
  return order !== null && ownOrders.has(order) ? order : null
}

export const quotedChannel = (
  { id, name, steps, copy, closedBecause, needs, cite, quote: words }: Owing['channels'][number], region: string, miniProgramOf: MiniProgramOf,
): Quote['people'][number]['channels'][number] => ({ id, name, steps, copy, closedBecause, needs, cite, quote: words, miniProgram: miniProgramOf(region, id) })
