import type { Role } from '../access'
import { PERMISSIONS, defineAction } from '../access'
import { FACT_ROWS } from './facts'
import { stretchesOf } from './lifecycle'
import { nameOfStatus, sentenceOfStretch, wordsOfEvent, deferredWords } from './sentences'
import { mayHappenAt } from './states'
import { requireEnrolmentAccess } from './store'
import type { EnrolmentView } from './summary'
import { viewEnrolment, summaryOfView } from './summary'
import { fullCard, linksOfResident, relationOf, requireResident } from '../people'
import type { LinkDocument } from '../people'
import type { Answers } from './contract'
import { maskedName } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { isKeyOf } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import type { CivilDay, FactName, Policy, Question, Facts } from '../../../rules'
import { policyFor, questions } from '../../../rules'
import { enrolmentsContract } from './contract'

type Course = Answers['course']

/**
 * The whole course of one enrolment: where it stands, how it came to that, what the calendar brings, and why.
 * In full to the person and to those they consented to; to staff without name and category, which they look at by
 * `revealField`, for a reason.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export const course = /* @__PURE__ */ defineAction(enrolmentsContract, 'course', {
  permission: 'course',
  async run({ enrolment }, context) {
    const { document, role } = await requireEnrolmentAccess(context, 'course', enrolment)
    const links = await linksOfResident(context.db, document.resident)
    const look = viewEnrolment(document, context.today, sealing())
    const policy = policyFor(document.region, document.year)
    const card = await fullCard(context.db, await requireResident(context.db, document.resident))
    const whole: Course = {
      person: card,
      relation: relationTo(role, links, context),
      summary: summaryOfView(look),
      policy: {
        regionName: policy.name,
        title: policy.document.title,
        number: policy.document.number,
        version: look.course.paidOn === null ? policy.version : document.policy,
      },
      steps: stepsIn(policy, look),
      history: historyIn(look, links),
      money: moneyIn(look),
      reasons: look.assessment.reasons.map(({ clause, sentence, cite, quote, says }) => ({
        clause,
        sentence,
        cite,
        quote,
        ...(says === undefined ? {} : { says }),
      })),
      kept: deferredWords(look.course.kept),
      questions: questionsLeft(look, role),
    }
    return role === 'self' || role === 'family' ? whole : maskedCourse(whole, look)
  },
})

function relationTo(role: Role, links: readonly LinkDocument[], { caller }: CallContext): string | null {
  const link = links.find(({ openid, kind, state }) => openid === caller.openid && kind === role && state === 'active')
  return link === undefined ? null : relationOf(link)
}

function stepsIn(policy: Policy, { record, today }: EnrolmentView): Course['steps'] {
  return stretchesOf(policy, record).map(({ from, to, status, cite, quote, says, open, benefit }) => ({
    from,
    to,
    status,
    cite,
    quote,
    ...(says === undefined ? {} : { says }),
    open,
    statusName: nameOfStatus(status, benefit),
    sentence: sentenceOfStretch(status, from > today, benefit),
  }))
}

function historyIn({ record, today }: EnrolmentView, links: readonly LinkDocument[]): Course['history'] {
  return record.events
    .filter(({ day }) => day <= today)
    .map((event) => ({ id: event.id, day: event.day, words: wordsOfEvent(event), by: doerOf(event.by, links) }))
    .reverse()
}

/** Who wrote it down, by what they are to the person; an openid is told to nobody. */
function doerOf(openid: string, links: readonly LinkDocument[]): string {
  const link = links.find((one) => one.openid === openid)
  return link === undefined ? '经办人员' : link.kind === 'self' ? '本人' : '家人'
}

function moneyIn({
  course: { paidOn, amount },
  figures: { baseFee, subsidy, fee, category, fundedBy },
}: EnrolmentView): Course['money'] {
  return { baseFee, subsidy, fee: paidOn === null ? fee : amount, category, fundedBy }
}

type MaskedCourseCourse = Answers['course']

/** A course without what names the person or tells their category: the amounts, the dates and what to do stay. */
function maskedCourse(course: MaskedCourseCourse, { record, assessment }: EnrolmentView): MaskedCourseCourse {
  const certifications = new Set(record.events.filter(({ kind }) => kind === 'certified').map(({ id }) => id))
  const ofSubsidy = new Set(
    assessment.reasons.filter(({ field }) => field === 'subsidy' || field === 'fee').map(({ sentence }) => sentence),
  )
  return {
    ...course,
    person: { ...course.person, name: maskedName(course.person.name) },
    steps: course.steps.map((step) => (step.status === 'exempt' ? withoutSource(step) : step)),
    history: course.history.map((one) => (certifications.has(one.id) ? { ...one, words: '身份认定更新' } : one)),
    money: { ...course.money, category: null, fundedBy: null },
    reasons: course.reasons.filter(
      ({ clause, sentence }) => !clause.startsWith('subsidy/') && !ofSubsidy.has(sentence),
    ),
    kept: course.kept === null ? null : '缴费以后，身份认定有变化。这一年已经缴的费和待遇不变，下一年按那时的认定算。',
  }
}

function withoutSource({ says: _told, ...step }: Course['steps'][number]): Course['steps'][number] {
  return { ...step, cite: null, quote: null }
}

/**
 * What the caller may still tell of a person, and what can change by it; none once it is paid for or left.
 * A question that arises only by an unusual answer to another waits until that answer is recorded.
 */
export function questionsLeft(look: EnrolmentView, role: Role): Question[] {
  if (!isKeyOf(PERMISSIONS.tellFacts, role) || !mayTellFacts(look)) return []
  const {
    record: { region, year },
    course: { told },
    today,
  } = look
  const policy = policyFor(region, year)
  const open = asked(policy, told, today)
  const arisen = open.filter(({ fact }) =>
    asked(policy, { ...told, ...ordinary(open, fact) }, today).some((still) => still.fact === fact),
  )
  const matters = mattersOf(look)
  return [...arisen.filter(({ fact }) => matters.has(fact)), ...arisen.filter(({ fact }) => !matters.has(fact))]
}

function mayTellFacts({
  course: {
    paidOn,
    told: { birthDate },
  },
  standing: { status },
  today,
}: EnrolmentView): boolean {
  return paidOn === null && mayHappenAt('told', status) && (birthDate == null || birthDate <= today)
}

function asked(policy: Policy, told: Facts, day: CivilDay): Question[] {
  return questions(policy, told, day)
    .filter(({ fact }) => FACT_ROWS[fact].by === 'person')
    .map((question) => ({
      ...question,
      options: question.options.filter(({ value }) => value !== NEWBORN || mayBeNewborn(policy, told)),
    }))
    .filter(({ kind, options }) => kind === 'day' || kind === 'number' || options.length > 1)
}

const NEWBORN = '新生儿'

/** Nobody asks the old whether they were just born. */
function mayBeNewborn({ year }: Policy, { birthDate }: Facts): boolean {
  return birthDate == null || birthDate >= `${year - 1}-01-01`
}

/** What people usually answer to the other questions. */
function ordinary(open: readonly Question[], but: FactName): Facts {
  return Object.fromEntries(
    open
      .filter(({ fact, options }) => fact !== but && options.length > 0)
      .map(({ fact, options }) => [fact, usualOf(options)]),
  )
}

/** None of these, where that can be said; else what stands first. */
function usualOf(options: Question['options']): Question['options'][number]['value'] {
  return options.some(({ value }) => value === null) ? null : options[0]!.value
}

/** Facts without which something is not settled. */
function mattersOf({ assessment: { undetermined } }: EnrolmentView): ReadonlySet<FactName> {
  return new Set(undetermined.filter(({ kind }) => kind === 'notTold').flatMap(({ facts }) => facts))
}
