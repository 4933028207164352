import { answerWithoutPermission, limitAttempts, linkTo, defineAction } from '../access'
import { requireEnrolmentAccess, enrolmentId, readEnrolment } from '../enrolments'
import type { ReservationDocument, MiniProgramOf, Collectible, Beneficiary } from '../payments'
import { reservationsOf, collectibleForPayer, merchantOf, miniProgramsOf, ownersOf } from '../payments'
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
    const asked = await resolveBeneficiaries(context, 'quote', people)
    // Each request is made whoever is there: what is asked of the database must not tell a stranger who is.
    const claims = await reservationsOf(
      context.db,
      asked.map(({ document, year }) => document?._id ?? enrolmentId('nobody', year)),
    )
    const ownOrders = await ownOrdersIn(context, claims)
    const claimOf = ({ document }: Beneficiary) => claims.get(document?._id ?? '')
    const judged = asked.map((one) => collectibleForPayer(one, claimOf(one), { ownOrders }, context.today))
    const titles = await titlesOf(context, asked, people)
    const payable = asked.filter((_, i) => judged[i]!.payable !== null)
    const miniPrograms = await miniProgramsOf(
      context.db,
      asked.map(({ region }) => region),
    )
    const merchant = await merchantOf(
      context.db,
      (payable.length === 0 ? asked : payable).map(({ region }) => region),
    )
    return {
      people: asked.map((one, index) => ({
        ...quotedPerson(one, judged[index]!, miniPrograms),
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

async function ownOrdersIn(
  { db, caller }: CallContext,
  claims: ReadonlyMap<string, ReservationDocument>,
): Promise<ReadonlySet<string>> {
  const owners = await ownersOf(db, [
    'nobodys',
    ...[...claims.values()].flatMap(({ order }) => (order === null ? [] : [order])),
  ])
  return new Set([...owners].filter(([, payer]) => payer === caller.openid).map(([order]) => order))
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
  { fee, payable, because, warnings, benefit, channels }: Collectible,
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
    channels: channels.map((channel) => quotedChannel(channel, region, miniProgramOf)),
  }
}

function ownOrder(claim: ReservationDocument | undefined, ownOrders: ReadonlySet<string>): string | null {
  const order = claim?.order ?? null
  return order !== null && ownOrders.has(order) ? order : null
}

export const quotedChannel = (
  { id, name, steps, copy, closedBecause, needs, cite, quote: words }: Collectible['channels'][number],
  region: string,
  miniProgramOf: MiniProgramOf,
): Quote['people'][number]['channels'][number] => ({
  id,
  name,
  steps,
  copy,
  closedBecause,
  needs,
  cite,
  quote: words,
  miniProgram: miniProgramOf(region, id),
})

type Stranger = Extract<Requests['quote']['people'][number], { name: string }>

/**
 * Who they are. Strangers are counted against the limits, each of them.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, TOO_MANY_ATTEMPTS, PERSON_TWICE; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function resolveBeneficiaries(
  context: CallContext,
  action: 'quote' | 'placeOrder',
  people: Requests['quote']['people'],
): Promise<Beneficiary[]> {
  const asked: Beneficiary[] = []
  for (const who of people)
    asked.push('enrolment' in who ? await linked(context, action, who.enrolment) : await stranger(context, action, who))
  const ids = asked.flatMap(({ document }) => (document === null ? [] : [document._id]))
  if (new Set(ids).size < ids.length)
    throw new Refusal({
      code: 'PERSON_TWICE',
      path: 'people',
      message: '同一个人选了两次，没有继续。请去掉重复的再试。',
    })
  return asked
}

async function linked(context: CallContext, action: 'quote' | 'placeOrder', id: string): Promise<Beneficiary> {
  const { document } = await requireEnrolmentAccess(context, action, id)
  const { region, year } = document
  return { document, isStranger: false, isLinked: true, region, year }
}

async function stranger(
  context: CallContext,
  action: 'quote' | 'placeOrder',
  { region, year, name, idNumber }: Stranger,
): Promise<Beneficiary> {
  answerWithoutPermission(context, action, 'asStranger')
  policyFor(region, year)
  const person = await identify(context.db, name, idNumber)
  const isLinked = (await linkTo(context, person?.id ?? 'nobody')) !== null
  // Never given back: what was right tells a stranger as much as what was wrong.
  if (!isLinked) await limitAttempts(context, 'amount', typedNumber(idNumber))
  const found = await readEnrolment(context.db, enrolmentId(person?.id ?? 'nobody', year))
  return { document: found?.region === region ? found : null, isStranger: true, isLinked, region, year }
}
