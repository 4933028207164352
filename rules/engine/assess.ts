import { dayNumber } from '../calendar/civil-day'
import { FACTS, type Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { AnswerField, CivilDay } from '../language/words'
import type { Assessment, PolicyHead, Undetermined } from './assessment'
import { channelFor } from './channels'
import { reasonsFor, sourceOf } from './explain'
import { sameValue, type Field } from './/field'
import { judge, type Judgement } from './judge'
import { holds } from './conditions'
import { factsOf, readPerson } from './person'
import { rulebook } from './rulebook'
import { seasonOf } from './season'
import { settleIfAllAgree } from './agreement'
import { warningsFor } from './warnings'
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
    channels: policy.channels.map((channel) => channelFor(channel, book.policy, judgement.moment)),
    notes: policy.notes
      .filter(({ when }) => !when || holds(when, policy, judgement.moment))
      .map((note) => ({ topic: note.topic, text: note.text, ...sourceOf(policy, note) })),
    contacts: policy.contacts.map(({ name, phone, about, at }) => ({ name, phone, about, ...(at && { at }) })),
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
      alternatives: (alternatives ?? []).filter((a) => !sameValue(a, reading)).map((a) => valueWords(field, a)),
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
