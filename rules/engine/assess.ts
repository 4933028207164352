import { birthday, dayNumber } from '../calendar/civil-day'
import { FACTS, type Facts } from '../language/facts'
import type { ChannelRule, Policy } from '../language/policy'
import type { AnswerField, CivilDay } from '../language/words'
import type { Assessment, Channel, PolicyHead, Undetermined, Warning } from './assessment'
import { reasonsFor } from './explain'
import type { Field } from './fields'
import { judge, type Judgement } from './judge'
import { holds, validOn } from './conditions'
import { factsOf, readPerson } from './person'
import { rulebook, type Rulebook } from './rulebook'
import { seasonOf } from './season'
import { settleIfAllAgree } from './agreement'
import { FACT_WORDS, FIELD_WORDS, valueWords } from './wording'

/**
 * The whole answer for one person who pays on `day`.
 * @param told facts as read by `readFacts`
 * @param day civil day of payment (of enrolment, when nothing is owed); null = no day told
 * @throws RulesError UNKNOWN_CATEGORY, UNKNOWN_VALUE
 */
export function assess(policy: Policy, told: Facts, day: CivilDay | null): Assessment {
  const book = rulebook(policy)
  const person = readPerson(told, policy, book.vocabulary)
  const paid = day === null ? undefined : dayNumber(day)!
  const judgement = judge(book, person, paid)
  settleIfAllAgree(book, told, paid, judgement)
  const season =
    paid === undefined ? { next: null, deadline: null, timeline: [] } : seasonOf(book, person, paid, judgement)
  return {
    policy: policyHead(policy),
    day,
    ...answersOf(judgement),
    reasons: reasonsFor(book, judgement),
    warnings: warningsFor(book, judgement),
    ...season,
    assumed: factsOf(judgement.moment.leaned).filter((name) => FACTS[name].ask !== undefined),
    tieBetween: tiesOf(judgement),
    registration: registrationOf(judgement),
    channels: policy.channels.map((channel) => channelFor(channel, book, judgement)),
    notes: policy.notes
      .filter(({ when }) => !when || holds(when, policy, judgement.moment))
      .map(({ topic, text, cite, quote }) => ({ topic, text, cite, quote })),
    contacts: policy.contacts.map(({ name, phone, about }) => ({ name, phone, about })),
  }
}

export function policyHead({ region, code, name, within, year, version, document }: Policy): PolicyHead {
  const { title, number, issued, issuer, status, seen = 'official' } = document
  return {
    region,
    regionName: name,
    within,
    year,
    version,
    title,
    number,
    issued,
    issuer,
    status,
    seen,
    ...(code && { code }),
  }
}

function answersOf({ fields, beyond }: Judgement): Pick<Assessment, 'answers' | 'recommended' | 'undetermined'> {
  const answers: Record<string, unknown> = {}
  const recommended: Record<string, unknown> = {}
  const undetermined: Undetermined[] = []
  for (const [name, field] of Object.entries(fields) as [AnswerField, Field | undefined][]) {
    if (field === undefined) continue
    if (field.is === 'known') answers[name] = field.value
    else undetermined.push(undeterminedOf(name, field))
    if (field.is === 'open' && field.reading !== undefined) recommended[name] = field.reading
  }
  for (const { about, why, cite, quote } of beyond)
    undetermined.push({ field: about[0]!, kind: 'silent', why, cite, quote, alternatives: [], facts: [] })
  return { answers: answers, recommended: recommended, undetermined }
}

function undeterminedOf(field: AnswerField, open: Exclude<Field, { is: 'known' }>): Undetermined {
  if (open.is === 'open') {
    const { why, cite, quote, reading, alternatives } = open
    const base: Undetermined = {
      field,
      kind: 'silent',
      why: `${why}。`.replace(/。。$/, '。'),
      cite,
      quote,
      alternatives: (alternatives ?? []).map((a) => valueWords(field, a)),
      facts: [],
    }
    return reading === undefined ? base : { ...base, reading }
  }
  const facts = factsOf(open.missing)
  const words = facts.map((name) => FACT_WORDS[name] ?? name)
  const what = words.length > 0 ? words.join('、') : '缴费日期'
  return {
    field,
    kind: 'notTold',
    why: `还不知道${what}，定不了${FIELD_WORDS[field]}。`,
    cite: null,
    quote: null,
    alternatives: [],
    facts,
  }
}

const tiesOf = ({ world: { subsidy } }: Judgement): string[] =>
  subsidy.winner && subsidy.ties.length > 0 ? [subsidy.winner, ...subsidy.ties].map((c) => c.category) : []

function registrationOf({ world: { registration } }: Judgement): Assessment['registration'] {
  const rule = registration.value
  return rule
    ? {
        first: rule.first === 'yes',
        at: rule.at ?? null,
        by: rule.by ?? null,
        form: rule.form ?? null,
        documents: rule.documents ?? [],
      }
    : null
}

function channelFor(
  { id, name, kind, steps, needs, copy, closed, cite, quote }: ChannelRule,
  book: Rulebook,
  judgement: Judgement,
): Channel {
  return {
    id,
    name,
    kind,
    steps,
    needs,
    copy: copy ?? null,
    cite,
    quote,
    closedBecause: closed && holds(closed.when, book.policy, judgement.moment) ? closed.because : null,
  }
}

const ELDER_YEARS = 60

function warningsFor(book: Rulebook, judgement: Judgement): Warning[] {
  const { policy } = book
  const { world, moment } = judgement
  const warnings: Warning[] = []
  const warn = (code: Warning['code'], message: string, cite: string | null = null): void =>
    void warnings.push({ code, message, cite })
  if (policy.document.status === 'draft')
    warn('DRAFT_POLICY', '这是一份征求意见稿，还不是正式通知，最后以正式通知为准。')
  if (policy.document.status === 'undated') warn('UNDATED_POLICY', '收到的通知缺标题、文号和日期，请向经办机构核对。')
  if (world.neverCovered && moment.paid !== undefined)
    warn(
      'COVER_NEVER_STARTS',
      '这一天缴费，等待期满时享受期已经结束：钱交了，这一年一天待遇也没有。',
      world.waiting.clause?.cite ?? null,
    )
  for (const { code, when, message, cite } of policy.warnings)
    if (holds(when, policy, judgement.moment)) warn(code, message, cite)
  const elder =
    moment.person.birth != null &&
    moment.paid !== undefined &&
    moment.paid >= birthday(moment.person.birth, ELDER_YEARS)
  const faces = policy.channels.filter(({ needs }) => needs.includes('face'))
  if (elder && faces.length > 0)
    warn(
      'ELDER_FACE_CHECK',
      `${faces.map(({ name }) => name).join('、')}，要参保人本人刷脸。子女代交，请选不用刷脸的方式，或请老人自己刷。`,
      faces[0]!.cite,
    )
  for (const word of moment.person.unlisted)
    warn(
      'IDENTITY_NOT_LISTED',
      `${policy.name}的通知没有列出“${word}”，这里按没有这项认定计算；如果有证明，请向经办机构核对。`,
    )
  for (const held of moment.person.held ?? []) {
    if (moment.paid !== undefined && !validOn(held, moment.paid))
      warn('IDENTITY_NOT_VALID_ON_DAY', `“${held.name}”在缴费那天不在有效期内，没有计算。`)
  }
  const inferred = [world.period, world.eligible, world.window]
    .map((o) => o.clause)
    .find((c) => c?.inferred !== undefined)
  if (inferred?.inferred) warn('INFERRED', inferred.inferred, inferred.cite)
  if (moment.person.told.hypotheticalBaseFee != null)
    warn('HYPOTHETICAL', '按假设的缴费标准试算，不是这一年的真实标准。')
  return warnings
}
