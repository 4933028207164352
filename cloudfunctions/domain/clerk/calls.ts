import { requireVillageAccess, defineAction } from '../access'
import { lastContacts, shownContact } from './contacts'
import { ageOn, householdRows, hasTodo, seesNames } from './households'
import type { Unpaid } from './people-counts'
import { unpaidIn } from './people-counts'
import { householdsAfter, peopleOf } from './village-list'
import { enrolmentId, isAskedFor } from '../enrolments'
import { remindedToday, queueVillageReminders } from '../messages'
import { followedOf, linksFollowing, residentsOf } from '../people'
import type { Resident } from '../people'
import { maskedName, maskedPhone } from '../../platform/base'
import type { Answers } from './contract-households'
import type { CivilDay } from '../../../rules'
import { assess, policyFor } from '../../../rules'
import { householdsContract } from './contract-households'

const PAGE = 100
const ADULT = 18
type Called = Answers['callList']['households'][number]

/**
 * Households that have still to pay or register, with whom to call and what to say; a hundred households are looked at
 * in a call, so a page may be short, or empty with more to come.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export const callList = /* @__PURE__ */ defineAction(householdsContract, 'callList', {
  permission: 'callList',
  async run({ village, year, after }, context) {
    const access = await requireVillageAccess(context, 'callList', { village, year })
    const {
      village: { region },
      households: only,
    } = access
    const inFull = await seesNames(context, 'callList', access)
    const { db, today, caller } = context
    const households = await householdsAfter(db, village, after, PAGE, only)
    const people = await peopleOf(
      db,
      households.map(({ _id }) => _id),
      year,
    )
    const open = new Set(people.filter(hasTodo).map(({ household }) => household))
    const unpaid = people.filter(hasTodo).map(({ resident }) => resident)
    const followed = unpaid.length === 0 ? new Set<string>() : await followedOf(db, unpaid)
    const messaged = await remindedToday(
      db,
      unpaid.map((resident) => enrolmentId(resident, year)),
      today,
    )
    const contacts = await lastContacts(db, [...open], year)
    const residents = await residentsOf(
      db,
      people.filter(({ household }) => open.has(household)).map(({ resident }) => resident),
    )
    const rows = householdRows(
      households.filter(({ _id }) => open.has(_id)),
      people,
      { today, year, inFull },
    )
    const of = (household: string, ids: ReadonlySet<string>, idOf: (resident: string) => string) =>
      people.some((person) => person.household === household && hasTodo(person) && ids.has(idOf(person.resident)))
    return {
      consequences: consequencesHere(region, year),
      deadline: deadlineHere(region, year, today),
      households: rows.map(({ household, head, group, unpaid: count, owed }): Called => ({
        household,
        head,
        group,
        unpaid: count,
        owed,
        call: whomToCall(
          residents.filter((one) => one.household === household),
          headOf(households, household),
          { today, inFull },
        ),
        canMessage: of(household, followed, (id) => id),
        messagedToday: of(household, messaged, (id) => enrolmentId(id, year)),
        lastContact: contacts.has(household) ? shownContact(contacts.get(household)!, household, caller.openid) : null,
      })),
      next: households.length < PAGE ? null : households.at(-1)!._id,
    }
  },
})

const headOf = (households: readonly { _id: string; head: string | null }[], household: string): string | null =>
  households.find(({ _id }) => _id === household)?.head ?? null

/** The head, else a grown-up, else whoever has a phone. */
function whomToCall(
  members: readonly Resident[],
  head: string | null,
  { today, inFull }: { today: string; inFull: boolean },
): Called['call'] {
  const reachable = members.filter(({ phone, absent }) => phone !== null && absent === null)
  const one =
    reachable.find(({ id }) => id === head) ??
    reachable.find(({ birthDate }) => ageOn(birthDate, today) >= ADULT) ??
    reachable[0]
  return one === undefined
    ? null
    : { resident: one.id, name: inFull ? one.name : maskedName(one.name), phone: maskedPhone(one.phone!) }
}

/**
 * A reminder for each household that has still to pay or register, to everybody who looks after one of them and is not
 * reached through another; once a day, whoever taps how often. The nightly job delivers it, unless it was paid
 * meanwhile.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export const sendReminders = /* @__PURE__ */ defineAction(householdsContract, 'sendReminders', {
  permission: 'sendReminders',
  async run({ village, year }, context) {
    const {
      village: { region },
      households: only,
    } = await requireVillageAccess(context, 'sendReminders', { village, year })
    const { db, today } = context
    const households = new Map<string, Unpaid[]>()
    for (const one of await unpaidIn(db, { village, year, only }, isAskedFor))
      households.set(one.household, [...(households.get(one.household) ?? []), one])
    const all = [...households.values()].flat()
    const asked = await remindedToday(
      db,
      all.map(({ _id }) => _id),
      today,
    )
    const followers = await linksFollowing(
      db,
      all.filter(({ followed }) => followed).map(({ resident }) => resident),
    )
    const fresh = [...households.values()].filter((members) => !members.some(({ _id }) => asked.has(_id)))
    const chosen = fresh.map((members) => reaching(members, followers))
    const about = deadlineHere(region, year, today) ?? today
    await queueVillageReminders(
      db,
      chosen.flat().map(({ _id, resident }) => ({ enrolment: _id, resident, year, day: today, about })),
    )
    const queued = chosen.filter((some) => some.length > 0).length
    const [already, unreached] = [households.size - fresh.length, fresh.length - queued]
    return { queued, already, unreached, done: true, sentence: sentenceOf(queued, already, unreached) }
  },
})

/** As few members as reach everybody who looks after one of them. */
function reaching(members: readonly Unpaid[], followers: ReadonlyMap<string, ReadonlySet<string>>): Unpaid[] {
  const reached = new Set<string>()
  return members.filter(({ resident }) => {
    const fresh = [...(followers.get(resident) ?? [])].filter((openid) => !reached.has(openid))
    fresh.forEach((openid) => reached.add(openid))
    return fresh.length > 0
  })
}

function sentenceOf(queued: number, already: number, unreached: number): string {
  const done =
    queued === 0
      ? '这一次没有新的提醒要发。'
      : `${queued} 户的提醒已经排好，今晚送到家人的收件箱；允许了微信通知的，微信也会收到。`
  return `${done}${already === 0 ? '' : `${already} 户今天已经发过，没有重发。`}${unreached === 0 ? '' : `还有 ${unreached} 户没有家人绑定，消息送不到，请打电话。`}`
}

/** Somebody of the place of whom nothing is special: by them a village says what holds for most. */
const USUAL = {
  birthDate: '1980-01-01',
  employeeInsurance: 'none',
  resident: true,
  categories: [],
  registered: true,
} as const

/** The last day on which payment is in time for most people of a place; null = none is ahead. */
function deadlineHere(region: string, year: number, today: CivilDay): CivilDay | null {
  const policy = policyFor(region, year)
  return assess(policy, { ...USUAL, hukou: policy.places[0] ?? null }, today).deadline
}

type Consequence = Answers['callList']['consequences'][number]

/** Where a notice says nothing, no more can be said than this. */
const SILENT: Consequence = {
  text: '通知没有专门写不缴费会怎样。过了缴费时间，可能缴不了，也可能要等一段时间才能报销，这期间看病全部自己出钱。请在截止日以前缴。',
  cite: null,
  quote: null,
}

/** What happens to who does not pay, as the place's notice says it. */
function consequencesHere(region: string, year: number): Consequence[] {
  const notes = policyFor(region, year).notes.filter(({ topic, when }) => topic === 'consequence' && when === undefined)
  return notes.length === 0 ? [SILENT] : notes.map(({ text, cite, quote }) => ({ text, cite, quote }))
}
