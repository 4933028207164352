import { answerWithoutPermission, limitAttempts, defineAction } from '../access'
import { enrolmentId, readEnrolment, requireFamilyEnrolments } from '../enrolments'
import type { EnrolmentDocument } from '../enrolments'
import type { ReservationDocument, MiniProgramOf, OrderDocument, Collectible, Beneficiary } from '../payments'
import { reservationsOf, collectibleForPayer, ordersWithIds, saidPaidOn, waysOfPlaces } from '../payments'
import { fullCards, identify, residentsOf, typedNumber } from '../people'
import type { Answers, Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { CivilDay } from '../../../rules'
import { policyFor } from '../../../rules'
import { ordersContract } from './contract'

type Quote = Answers['quote']

/**
 * What paying today would cost and bring, for each and together. Nothing is kept.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, TOO_MANY_ATTEMPTS, PERSON_TWICE; RulesError as `assess`
 */
export const quote = /* @__PURE__ */ defineAction(ordersContract, 'quote', {
  permission: 'quote',
  async run({ people }, context): Promise<Answers['quote']> {
    const { asked } = await resolveBeneficiaries(context, 'quote', people)
    // Each request is made whoever is there: what is asked of the database must not tell a stranger who is.
    const claims = await reservationsOf(
      context.db,
      asked.map(({ document, year }) => document?._id ?? enrolmentId('nobody', year)),
    )
    const { ownOrders, saidPaid } = await ordersIn(context, claims)
    const claimOf = ({ document }: Beneficiary) => claims.get(document?._id ?? '')
    const judged = asked.map((one) => collectibleForPayer(one, claimOf(one), { ownOrders, saidPaid }, context.today))
    const titles = await titlesOf(context, asked, people)
    const payable = asked.filter((_, i) => judged[i]!.payable !== null)
    const ways = await waysOfPlaces(
      context.db,
      asked.map(({ region }) => region),
    )
    const merchant = ways.merchantFor(payable.map(({ region }) => region))
    return {
      people: asked.map((one, index) => ({
        ...quotedPerson(one, judged[index]!, ways.miniProgramOf),
        index,
        ...titles[index]!,
        order: one.isStranger ? null : ownOrder(claimOf(one), ownOrders),
      })),
      total: judged.reduce((sum, { payable: owed }) => sum + (owed?.line.fee ?? 0), 0),
      until: untilOf(judged, context.today),
      ways: payable.length === 0 ? [] : merchant === null ? ['official'] : ['official', 'wechat'],
    }
  },
})

/** The amounts hold for as long as each of them does. */
export function untilOf(judged: readonly Collectible[], today: CivilDay): CivilDay {
  return (
    judged
      .filter(({ payable }) => payable !== null)
      .map(({ until }) => until)
      .sort()[0] ?? today
  )
}

/** Of the orders that have these people: the caller's own, and those of which the payer says that they are paid. */
async function ordersIn(
  { db, caller }: CallContext,
  claims: ReadonlyMap<string, ReservationDocument>,
): Promise<{ ownOrders: ReadonlySet<string>; saidPaid: ReadonlySet<string> }> {
  const orders = await ordersWithIds(db, ['nobodys', ...[...claims.values()].flatMap(({ order }) => order ?? [])])
  const idsOf = (of: (order: OrderDocument) => boolean) => new Set(orders.filter(of).map(({ _id }) => _id))
  return {
    ownOrders: idsOf(({ payer }) => payer === caller.openid),
    saidPaid: idsOf((order) => saidPaidOn(order) !== null),
  }
}

interface Title {
  name: string
  place: string
}

/** What the payer knows each by: in full whom they look after, a stranger as they typed them. */
async function titlesOf(
  { db }: CallContext,
  asked: readonly Beneficiary[],
  people: Requests['quote']['people'],
): Promise<Title[]> {
  const residents = await residentsOf(
    db,
    asked.flatMap(({ document, isStranger }) => (document === null || isStranger ? [] : [document.resident])),
  )
  const cards = await fullCards(db, residents)
  return asked.map(({ document, region, year }, i) => {
    const who = people[i]!
    if ('name' in who) return { name: who.name, place: policyFor(region, year).name }
    const { name, place, village } = cards.get(document!.resident)!
    return { name, place: `${place}${village}` }
  })
}

function quotedPerson(
  { document, isStranger, region, year }: Beneficiary,
  { fee, payable, because, warnings, benefit, deadline, tier, channels }: Collectible,
  miniProgramOf: MiniProgramOf,
): Omit<Quote['people'][number], 'index' | 'order' | keyof Title> {
  return {
    region,
    regionName: policyFor(region, year).name,
    year,
    enrolment: isStranger ? null : (document?._id ?? null),
    fee,
    payable: payable !== null,
    because,
    warnings: warnings.map(({ code, message }) => ({ code, message })),
    benefit,
    deadline,
    tier,
    channels: channels.map((channel) => quotedChannel(channel, region, miniProgramOf)),
  }
}

function ownOrder(claim: ReservationDocument | undefined, ownOrders: ReadonlySet<string>): string | null {
  const order = claim?.order ?? null
  return order !== null && ownOrders.has(order) ? order : null
}

export const quotedChannel = (
  { id, name, kind, steps, copy, closedBecause, needs, cite, quote, says, document }: Collectible['channels'][number],
  region: string,
  miniProgramOf: MiniProgramOf,
): Quote['people'][number]['channels'][number] => ({
  id,
  name,
  kind,
  steps,
  copy,
  closedBecause,
  needs,
  cite,
  quote,
  ...(says !== undefined && { says }),
  ...(document !== undefined && { document }),
  miniProgram: miniProgramOf(region, id),
})

type Stranger = Extract<Requests['quote']['people'][number], { name: string }>

/** Those asked for, in their order, and whom the caller is linked to, as read on the way. */
export interface Resolved {
  asked: Beneficiary[]
  links: ReadonlyMap<string, 'self' | 'family'>
}

/**
 * Who they are. Strangers are counted against the limits, each of them.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, TOO_MANY_ATTEMPTS, PERSON_TWICE; RulesError UNKNOWN_REGION,
 * UNKNOWN_YEAR
 */
export async function resolveBeneficiaries(
  context: CallContext,
  action: 'quote' | 'placeOrder',
  people: Requests['quote']['people'],
): Promise<Resolved> {
  const named = people.flatMap((who) => ('enrolment' in who ? [who.enrolment] : []))
  const { documents, links } = await requireFamilyEnrolments(context, action, named)
  const family = documents.values()
  const asked: Beneficiary[] = []
  for (const who of people)
    asked.push('enrolment' in who ? linked(family.next().value!) : await stranger(context, action, who, links))
  const ids = asked.flatMap(({ document }) => (document === null ? [] : [document._id]))
  if (new Set(ids).size < ids.length)
    throw new Refusal({
      code: 'PERSON_TWICE',
      path: 'people',
      message: '同一个人选了两次，没有继续。请去掉重复的再试。',
    })
  return { asked, links }
}

const linked = (document: EnrolmentDocument): Beneficiary => ({
  document,
  isStranger: false,
  isLinked: true,
  region: document.region,
  year: document.year,
})

async function stranger(
  context: CallContext,
  action: 'quote' | 'placeOrder',
  { region, year, name, idNumber }: Stranger,
  links: Resolved['links'],
): Promise<Beneficiary> {
  answerWithoutPermission(context, action, 'asStranger')
  policyFor(region, year)
  const person = await identify(context.db, name, idNumber)
  const isLinked = links.has(person?.id ?? 'nobody')
  // Never given back: what was right tells a stranger as much as what was wrong.
  if (!isLinked) await limitAttempts(context, 'amount', typedNumber(idNumber))
  const found = await readEnrolment(context.db, enrolmentId(person?.id ?? 'nobody', year))
  return { document: found?.region === region ? found : null, isStranger: true, isLinked, region, year }
}
