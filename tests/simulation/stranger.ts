import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import type { OrderDocument } from '../../cloudfunctions/domain/payments/documents'
import { attempt, mustFail } from './ill-will'
import { readEvery } from './read-every'
import { MINUTE, type Call, type SeasonRun } from './season-run'
import { CLERKS, STRANGER, type Household, type Member } from './township'

/** Names and numbers of everybody, and a link to nobody: means to pay, so that others cannot; asks who there is; wants others' money. */
const payment = (action: keyof Requests, data: object): Call => ({ who: STRANGER, name: 'payment', action, data })
/** So long may somebody without a link keep others from paying, and so many orders may they leave unpaid. */
const HELD_AT_MOST = 10 * MINUTE
const OPEN_AT_MOST = 3
/** Whom one account may learn of in a day, by name and number. */
const LEARNED_AT_MOST = 10
const OPEN: readonly OrderDocument['state'][] = ['placed', 'handedOver', 'prepaid']

type Mischief = (run: SeasonRun, house: Household, member: Member) => Promise<void>

/** Of whom a stranger was told something, by day. */
const learned = new WeakMap<SeasonRun, Map<string, Set<string>>>()

function nowKnows(run: SeasonRun, { enrolment }: Member): void {
  const days = learned.get(run) ?? new Map<string, Set<string>>()
  learned.set(run, days)
  const today = days.get(run.today) ?? new Set<string>()
  days.set(run.today, today.add(enrolment))
  if (today.size > LEARNED_AT_MOST) run.fail(`a stranger learned of ${today.size} people on ${run.today}`)
}

/** One of these, of somebody of the house. */
export async function strangersMischief(run: SeasonRun, house: Household): Promise<void> {
  const numbered = house.members.filter(({ idNumber }) => idNumber !== null)
  if (numbered.length === 0) return
  const member = run.pick(numbered)
  const acts: readonly Mischief[] = [meanToPay, meanToPay, askForRefunds, lookForPeople, wishToBeLinked]
  await run.pick(acts)(run, house, member)
}

const typed = ({ town }: SeasonRun, { name, idNumber }: Member): object => ({
  region: town.policy.region,
  year: town.policy.year,
  name,
  idNumber: idNumber!,
})

/** What the clerk would take for them, and what their daughter could pay. */
async function payable(run: SeasonRun, { daughter }: Household, { enrolment }: Member): Promise<readonly boolean[]> {
  const desk = { who: CLERKS[0], name: 'payment', action: 'owedAtDesk', data: { enrolments: [enrolment] } }
  const home = { who: daughter, name: 'payment', action: 'quote', data: { people: [{ enrolment }] } }
  const { people: atDesk } = await run.must<Answers['owedAtDesk']>(desk)
  const { people: atHome } = await run.must<Answers['quote']>(home)
  return [atDesk[0]!.fee !== null, atHome[0]!.payable]
}

/** Orders whom they can, and never pays: ten minutes later, whoever could be paid for can. */
async function meanToPay(run: SeasonRun, house: Household, member: Member): Promise<void> {
  const before = await payable(run, house, member)
  const people = [typed(run, member)]
  const quoted = await attempt<Answers['quote']>(run, payment('quote', { people }))
  if (quoted.ok) nowKnows(run, member)
  const way = run.pick(['official', 'wechat'] as const)
  if (!quoted.ok || !quoted.data.ways.includes(way)) return
  const heard = quoted.data.people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
  const { total } = quoted.data
  const order = { operation: run.operation(), people, way, channel: null, total, heard }
  const placed = await attempt<Answers['placeOrder']>(run, payment('placeOrder', order))
  if (!placed.ok) return
  run.count('ill will: orders of a stranger')
  if (way === 'wechat' && run.happens(0.5)) await attempt(run, payment('prepay', { order: placed.data.order }))
  const day = run.today
  await run.pass(HELD_AT_MOST)
  const after = await payable(run, house, member)
  // At midnight a window may have shut.
  if (run.today === day && before.some((could, i) => could && !after[i]))
    run.fail(`${member.enrolment} cannot be paid for, as a stranger meant to: ${placed.data.order}`)
  const own = await readEvery<OrderDocument>(run.town.db, 'orders', { payer: STRANGER })
  const open = own.filter(({ state, expiresAt }) => OPEN.includes(state) && expiresAt > run.now).length
  if (open > OPEN_AT_MOST) run.fail(`a stranger has ${open} orders waiting`)
}

/** Wants back what others paid, by their own order of the same people or by the others'. */
async function askForRefunds(run: SeasonRun, _house: Household, { enrolment }: Member): Promise<void> {
  const orders = (await readEvery<OrderDocument>(run.town.db, 'orders')).filter(({ lines }) =>
    lines.some((line) => line.enrolment === enrolment),
  )
  for (const { _id: order } of orders.slice(-2))
    await mustFail(
      run,
      payment('askRefund', { operation: run.operation(), order, enrolment, why: '退给我' }),
      `a stranger asked for the money of ${order}`,
    )
}

/** Asks of one after the other whether they are there, right and wrong. */
async function lookForPeople(run: SeasonRun): Promise<void> {
  for (let times = 0; times < 6; times++) {
    const member = run.pick(run.pick(run.town.households).members)
    if (member.idNumber === null) continue
    const name = run.happens(0.5) ? member.name : `${member.name}某`
    const people = [{ ...typed(run, member), name }]
    const answer = await attempt<Answers['quote']>(run, payment('quote', { people }))
    if (answer.ok && name === member.name) nowKnows(run, member)
  }
}

async function wishToBeLinked(run: SeasonRun, _house: Household, { name, idNumber }: Member): Promise<void> {
  const data = { operation: run.operation(), name, idNumber, householdCode: null, relation: '女儿' }
  await attempt(run, { who: STRANGER, name: 'enrollment', action: 'askLink', data })
}
