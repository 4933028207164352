import { askedToday, putAsked } from '../enrollment/records/asked-messages'
import { linksFollowing } from '../enrollment/records/followed'
import { isAskedFor } from '../enrollment/reminder-days'
import type { CallContext } from '../shared/call-context'
import { allowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { deadlineHere } from './place-deadline'
import { unpaidIn, type Unpaid } from './records/people-counts'

/**
 * A reminder for each household that has still to pay or register, to everybody who looks after one of them and is not
 * reached through another; once a day, whoever taps how often. The nightly job delivers it, unless it was paid meanwhile.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export async function sendReminders({ village, year }: Requests['sendReminders'], context: CallContext): Promise<Answers['sendReminders']> {
  const { village: { region }, households: only } = await allowedDesk(context, 'sendReminders', { village, year })
  const { db, today } = context
  const households = new Map<string, Unpaid[]>()
  for (const one of await unpaidIn(db, { village, year, only }, isAskedFor)) households.set(one.household, [...households.get(one.household) ?? [], one])
  const all = [...households.values()].flat()
  const asked = await askedToday(db, all.map(({ _id }) => _id), today)
  const followers = await linksFollowing(db, all.filter(({ followed }) => followed).map(({ resident }) => resident))
  const fresh = [...households.values()].filter((members) => !members.some(({ _id }) => asked.has(_id)))
  const chosen = fresh.map((members) => reaching(members, followers))
  const about = deadlineHere(region, year, today) ?? today
  await putAsked(db, chosen.flat().map(({ _id, resident }) => ({ enrolment: _id, resident, year, day: today, about })))
  const queued = chosen.filter((some) => some.length > 0).length
  const [already, unreached] = [households.size - fresh.length, fresh.length - queued]
  return { queued, already, unreached, done: true, sentence: sentenceOf(queued, already, unreached) }
}

/** As few members as reach everybody who looks after one of them. */
function reaching(members: readonly Unpaid[], followers: ReadonlyMap<string, ReadonlySet<string>>): Unpaid[] {
  const reached = new Set<string>()
  return members.filter(({ resident }) => {
    const fresh = [...followers.get(resident) ?? []].filter((openid) => !reached.has(openid))
    fresh.forEach((openid) => reached.add(openid))
    return fresh.length > 0
  })
}

function sentenceOf(queued: number, already: number, unreached: number): string {
  const done = queued === 0 ? '这一次没有新的提醒要发。' : `${queued} 户的提醒已经排好，今晚送到家人的收件箱；允许了微信通知的，微信也会收到。`
  return `${done}${already === 0 ? '' : `${already} 户今天已经发过，没有重发。`}${unreached === 0 ? '' : `还有 ${unreached} 户没有家人绑定，消息送不到，请打电话。`}`
}
