import { policyFor } from '../../rules'
import type { Policy } from '../../rules'
import type { CallContext } from '../shared/call-context'
import type { Role } from '../shared/permissions'
import { sealing } from '../shared/sealing'
import { allowedEnrolment } from './allowed-enrolment'
import type { Answers, Requests } from './contract'
import { lookAt, summaryOfLook } from './enrolment-summary'
import type { Look } from './enrolment-summary'
import { nameOfStatus, sentenceOfStretch, wordsOfEvent, wordsOfKept } from './enrolment-sentences'
import { maskedCourse } from './masked-course'
import { requireResident } from './ledger-deed'
import { stepsOf } from './lifecycle'
import type { LinkDocument } from './link-documents'
import { fullCard } from './person-card'
import { questionsLeft } from './questions-left'
import { linksOfResident, relationOf } from './records/links'

type Course = Answers['course']

/**
 * The whole course of one enrolment: where it stands, how it came to that, what the calendar brings, and why.
 * In full to the person and to those they consented to; to staff without name and category, which they look at by
 * `revealField`, for a reason.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export async function course({ enrolment }: Requests['course'], context: CallContext): Promise<Course> {
  const { document, role } = await allowedEnrolment(context, 'course', enrolment)
  const links = await linksOfResident(context.db, document.resident)
  const look = lookAt(document, context.today, sealing())
  const policy = policyFor(document.region, document.year)
  const card = await fullCard(context.db, await requireResident(context.db, document.resident))
  const whole: Course = {
    person: card,
    relation: relationTo(role, links, context),
    summary: summaryOfLook(look),
    policy: { regionName: policy.name, title: policy.document.title, number: policy.document.number, version: look.course.paidOn === null ? policy.version : document.policy },
    steps: stepsIn(policy, look),
    history: historyIn(look, links),
    money: moneyIn(look),
    reasons: look.assessment.reasons.map(({ clause, sentence, cite, quote }) => ({ clause, sentence, cite, quote })),
    kept: wordsOfKept(look.course.kept),
    questions: questionsLeft(look, role),
  }
  return role === 'self' || role === 'family' ? whole : maskedCourse(whole, look)
}

function relationTo(role: Role, links: readonly LinkDocument[], { caller }: CallContext): string | null {
  const link = links.find(({ openid, kind, state }) => openid === caller.openid && kind === role && state === 'active')
  return link === undefined ? null : relationOf(link)
}

function stepsIn(policy: Policy, { record, today }: Look): Course['steps'] {
  return stepsOf(policy, record).map(({ from, to, status, cite, quote, open, benefit }) => ({
    from, to, status, cite, quote, open, statusName: nameOfStatus(status, benefit), sentence: sentenceOfStretch(status, from > today, benefit),
  }))
}

function historyIn({ record, today }: Look, links: readonly LinkDocument[]): Course['history'] {
  return record.events.filter(({ day }) => day <= today)
    .map((event) => ({ id: event.id, day: event.day, words: wordsOfEvent(event), by: doerOf(event.by, links) }))
    .reverse()
}

/** Who wrote it down, by what they are to the person; an openid is told to nobody. */
function doerOf(openid: string, links: readonly LinkDocument[]): string {
  const link = links.find((one) => one.openid === openid)
  return link === undefined ? '经办人员' : link.kind === 'self' ? '本人' : '家人'
}

function moneyIn({ course: { paidOn, amount }, figures: { baseFee, subsidy, fee, category, fundedBy } }: Look): Course['money'] {
  return { baseFee, subsidy, fee: paidOn === null ? fee : amount, category, fundedBy }
}
