import { z } from 'zod'
import {
  assess,
  policies,
  policyFor,
  readDay,
  readFacts,
  RulesError,
  statusOn,
  type Assessment,
  type Undetermined,
} from '../index'
import { policyAmong } from '../engine/policy-among'
import { FACT_WORDS } from '../engine/wording'
import { FACT_NAMES, FACTS, has } from '../language/facts'
import type { NamedAmount } from '../language/words'
import type { Policy } from '../language/policy'

/** A case as the acceptance data has it; what is expected of it is not our business here. */
const caseShape = z.looseObject({
  id: z.string(),
  region: z.unknown(),
  year: z.unknown(),
  kind: z.string(),
  person: z.unknown(),
  paymentDate: z.unknown().optional(),
  asOf: z.unknown().optional(),
})

const MAX_CASE_CHARACTERS = 64 * 1024
/** What can be told of a person, each with its meaning. */
const KNOWN_FACTS = FACT_NAMES.filter((name) => FACTS[name].type !== 'anything').map((name) =>
  FACT_WORDS[name] === undefined ? name : `${name}（${FACT_WORDS[name]}）`,
)
const MONEY = ['baseFee', 'subsidy', 'fee', 'ceilingBonus', 'refund'] as const
const LISTS = ['charges', 'additions'] as const

type CaseAnswer = Record<string, unknown> & { id: unknown }

/**
 * Answers one case; a case that cannot be taken gets an error of its own, with a stable code.
 * @param beside policies that stand beside the product's
 */
export function answerCase(input: unknown, beside: readonly Policy[] = []): CaseAnswer {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : null
  try {
    return { id, ...answer(input, beside) }
  } catch (fault) {
    if (!(fault instanceof RulesError)) throw fault
    const { code, message, path, found } = fault
    return { id, error: { code, message, path, found, ...(code === 'UNKNOWN_FACT' ? { known: KNOWN_FACTS } : {}) } }
  }
}

function answer(input: unknown, beside: readonly Policy[]): Record<string, unknown> {
  if (JSON.stringify(input).length > MAX_CASE_CHARACTERS)
    throw new RulesError('TOO_LARGE', `这一条太大，最多 ${MAX_CASE_CHARACTERS} 个字符。`, '')
  const read = caseShape.safeParse(input)
  if (!read.success) {
    const issue = read.error.issues[0]!
    throw new RulesError('BAD_CASE', `这一条的格式不对：${issue.message}`, issue.path.join('.'))
  }
  factsStandInPerson(read.data)
  const { region, year, kind, person, paymentDate, asOf } = read.data
  const policy = beside.length === 0 ? policyFor(region, year) : policyAmong([...ours(), ...beside], region, year)
  const paid = paymentDate == null ? null : readDay(paymentDate, 'paymentDate')
  if (kind === 'status') {
    const day = readDay(asOf, 'asOf')
    const told = readFacts(policy, person, day, paid)
    return shownStatus(statusOn(policy, told, paid, day))
  }
  if (kind !== 'enrol')
    throw new RulesError('WRONG_KIND', `“${kind}”类的问题不由 assess 回答，只回答 enrol 和 status。`, 'kind', kind)
  return shownAssessment(assess(policy, readFacts(policy, person, paid, paid), paid))
}

/** Other keys of a case are its own; a fact beside `person` would be passed over, and the answer be another's. */
function factsStandInPerson(read: object): void {
  const astray = Object.keys(read).find((key) => has(FACTS, key) && !has(caseShape.shape, key))
  if (astray !== undefined)
    throw new RulesError('BAD_CASE', `“${astray}”是这个人的情况，要写在 \`person\` 里面。`, astray)
}

const ours = (): Policy[] => policies().map(({ region, year }) => policyFor(region, year))

/** Amounts leave in yuan, as the cases have them. */
function inYuan(answers: Record<string, unknown>): Record<string, unknown> {
  const out = { ...answers }
  for (const field of MONEY) if (typeof out[field] === 'number') out[field] /= 100
  for (const field of LISTS)
    if (Array.isArray(out[field]))
      out[field] = (out[field] as readonly NamedAmount[]).map(({ name, amount }) => ({ name, yuan: amount / 100 }))
  return out
}

const whyOf = ({
  field,
  why,
  cite,
  quote,
  reading,
  alternatives,
  kind,
  facts,
}: Undetermined): Record<string, unknown> => ({
  field,
  kind,
  why,
  clause: cite,
  quote,
  ...(reading === undefined ? {} : { reading: inYuan({ [field]: reading })[field] }),
  alternatives,
  facts,
})

function shownAssessment({
  answers,
  recommended,
  undetermined,
  reasons,
  warnings,
  next,
  deadline,
  tieBetween,
  registration,
  assumed,
  policy,
}: Assessment): Record<string, unknown> {
  return {
    ...inYuan(answers),
    undetermined: undetermined.map(whyOf),
    undeterminedFields: undetermined.map(({ field }) => field),
    recommended: inYuan(recommended),
    reasons: reasons.map(({ others, ...reason }) => ({
      ...reason,
      ...(others.length > 0 ? { others: others.map((lost) => inYuan({ ...lost })) } : {}),
    })),
    warnings,
    next,
    deadline,
    ...(tieBetween.length > 0 ? { tieBetween } : {}),
    registration,
    assumed,
    policy: {
      region: policy.region,
      year: policy.year,
      status: policy.status,
      seen: policy.seen,
      version: policy.version,
    },
  }
}

function shownStatus({
  answers,
  recommended,
  undetermined,
  sentence,
}: ReturnType<typeof statusOn>): Record<string, unknown> {
  return {
    ...answers,
    undetermined: undetermined.map(whyOf),
    undeterminedFields: undetermined.map(({ field }) => field),
    recommended,
    ...(sentence === null ? {} : { sentence }),
  }
}
