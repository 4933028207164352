import type { Answers as CountyAnswers } from '../../cloudfunctions/county/contract'
import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import type { RefundDocument } from '../../cloudfunctions/domain/refunds/documents'
import { civilDay, dayNumber } from '../../rules'
import { byTwo } from './by-two'
import type { Clerk } from './clerk'
import { attempt, mustFail } from './ill-will'
import { readEvery } from './read-every'
import type { Call, SeasonRun } from './season-run'
import { CLERKS, LONER, PAIR, type Member } from './township'

type Act = (run: SeasonRun, desk: Clerk, member: Member) => Promise<void>
const payment = (who: string, action: keyof Requests, data: object): Call => ({ who, name: 'payment', action, data })
const county = (who: string, action: string, data: object): Call => ({ who, name: 'county', action, data })
const BACK_DAYS = 12
const because = '核对过凭证'

/** A county officer alone, and two who are one: the second has the office from the first. */
export async function officersMischief(run: SeasonRun, desk: Clerk): Promise<void> {
  const member = run.pick(run.pick(run.town.households).members)
  const acts: readonly Act[] = [
    backdateAlone,
    confirmOwn,
    confirmAsOne,
    voidAlone,
    appointAlone,
    agreeAsOne,
    lookAgain,
    collude,
  ]
  await run.pick(acts)(run, desk, member)
}

const madeUpPayment = ({ today }: SeasonRun, { enrolment }: Member, amount: number, evidence: string) => ({
  enrolment,
  day: civilDay(dayNumber(today)! - BACK_DAYS),
  amount,
  way: '银行柜台',
  evidence,
})

async function feeOf(run: SeasonRun, { enrolment }: Member): Promise<number | null> {
  const desk = payment(CLERKS[0], 'owedAtDesk', { enrolments: [enrolment] })
  return (await run.must<Answers['owedAtDesk']>(desk)).people[0]!.fee
}

/** A payment of long ago, taken down by one. */
const backdateAlone: Act = async (run, _desk, member) => {
  const made = madeUpPayment(run, member, (await feeOf(run, member)) ?? 100, `alone${run.operation()}`)
  await mustFail(run, payment(LONER, 'recordPayment', { operation: run.operation(), ...made }), 'it is of two')
}

/** Proposes, and confirms it themself. */
const confirmOwn: Act = (run, _desk, member) => confirmedBy(run, member, LONER, LONER)

/** The first made the second an officer, alone. */
const confirmAsOne: Act = (run, _desk, member) =>
  run.happens(0.5) ? confirmedBy(run, member, PAIR[0], PAIR[1]) : confirmedBy(run, member, PAIR[1], PAIR[0])

async function confirmedBy(run: SeasonRun, member: Member, first: string, second: string): Promise<void> {
  const fee = await feeOf(run, member)
  if (fee === null || fee === 0) return
  const request = madeUpPayment(run, member, fee, `one${run.operation()}`)
  const proposing = { operation: run.operation(), deed: 'backdatePayment', request, because }
  const proposed = await attempt<CountyAnswers['propose']>(run, county(first, 'propose', proposing))
  if (!proposed.ok) return
  run.deedDone(first, 'propose')
  const { proposal } = proposed.data
  const confirming = county(second, 'confirmProposal', { operation: run.operation(), proposal })
  await mustFail(run, confirming, `${first} proposed it`)
  const withdrawing = county(first, 'withdrawProposal', { operation: run.operation(), proposal })
  if ((await attempt(run, withdrawing)).ok) run.deedDone(first, 'withdrawProposal')
}

const voidAlone: Act = async (run, desk) => {
  const [order] = desk.inHand.keys()
  if (order !== undefined)
    await mustFail(run, payment(LONER, 'voidCash', { order, because: '假币' }), 'voiding is of two')
  for (const [id, enrolment] of run.world.madeUp)
    await mustFail(
      run,
      payment(LONER, 'voidPayment', { operation: run.operation(), enrolment, because: '没有这笔' }),
      `voiding ${id} is of two`,
    )
}

const appointAlone: Act = async (run) => {
  const { region } = run.town.policy
  const asked = { operation: run.operation(), region, role: 'county', villages: null, groups: null, until: null }
  await mustFail(run, county(LONER, 'inviteOfficer', { ...asked, who: '表弟' }), 'appointing is of two')
}

/** Money that returns, agreed to by one twice, or by two who are one. */
const agreeAsOne: Act = async (run) => {
  const { db } = run.town
  const [asked] = await readEvery<RefundDocument>(db, 'refunds', { state: 'asked' })
  if (asked === undefined) return
  for (const who of [PAIR[0], PAIR[0], PAIR[1]]) {
    const answer = await attempt<Answers['agreeRefund']>(run, payment(who, 'agreeRefund', { refund: asked._id }))
    if (answer.ok && answer.data.state !== 'agreedOnce' && answer.data.state !== 'asked')
      run.fail(`${who} agreed to ${asked._id} for one of whom they are: ${answer.data.state}`)
  }
}

/** Looks at others' numbers under one operation id, day after day: each look is a line. */
const lookAgain: Act = async (run, _desk, { resident }) => {
  const data = { operation: `looks-at-${resident}`.slice(0, 64), resident, field: 'idNumber', reason: 'complaint' }
  for (let times = 0; times < 3; times++)
    if ((await attempt(run, { who: LONER, name: 'enrollment', action: 'revealField', data })).ok)
      run.deedDone(LONER, 'revealField')
  const other = { ...data, field: 'phone' }
  await mustFail(
    run,
    { who: LONER, name: 'enrollment', action: 'revealField', data: other },
    'the id was of another look',
  )
}

/** Two whom nobody's hand binds: it is done, both stand in the audit, and the paper serves once. */
const collude: Act = async (run, _desk, member) => {
  const fee = await feeOf(run, member)
  if (fee === null || fee === 0) return
  const evidence = `pair${run.operation()}`
  const made = madeUpPayment(run, member, fee, evidence)
  const before = new Set((await readEvery<{ _id: string }>(run.town.db, 'proposals')).map(({ _id }) => _id))
  if (!(await byTwo(run, 'backdatePayment', made, [LONER, PAIR[0]]))) return
  const fresh = (await readEvery<{ _id: string; state: string }>(run.town.db, 'proposals')).find(
    ({ _id, state }) => !before.has(_id) && state === 'confirmed',
  )
  const order = fresh?._id ?? run.fail('a confirmed proposal is nowhere')
  run.evidence.tookAtDesk(order, made.day)
  run.world.madeUp.set(order, member.enrolment)
  run.count('ill will: two made up a payment')
  const house = run.town.households.find(({ members }) => !members.includes(member))
  if (house === undefined) return
  const again = madeUpPayment(run, run.pick(house.members), fee, evidence)
  const proposing = { operation: run.operation(), deed: 'backdatePayment', request: again, because }
  await mustFail(run, county(LONER, 'propose', proposing), 'the paper served another household')
}
