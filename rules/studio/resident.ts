import { assess } from '../engine/assess'
import type { Assessment, Question } from '../engine/assessment'
import { questions } from '../engine/questions'
import { readFactsFor } from '../engine/read-facts'
import { FIELD_WORDS } from '../engine/wording'
import { fieldInWords } from '../checker/explain-table'
import type { FactName, Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { AnswerField, CivilDay } from '../language/words'

/** What a resident has answered, as a screen has it; what is missing among `asked` they could not say. */
interface ResidentAnswers {
  day: CivilDay
  answers: Readonly<Partial<Record<FactName, unknown>>>
  unsure: readonly FactName[]
}

/** How a resident would meet a policy: the questions passed, the one to be put now, and what it comes to so far. */
interface ResidentStep {
  passed: readonly Question[]
  /** null = nothing that could be asked changes the answer. */
  now: Question | null
  mayFollow: number
  answer: readonly AnswerLine[]
}

interface AnswerLine {
  name: string
  value: string
  /** The clause it rests on, with its sentence; null = no clause says it. */
  cite: string | null
  quote: string | null
}

/** More questions than any notice has facts. */
const MOST_QUESTIONS = 40
const SHOWN = [
  'eligible',
  'payable',
  'baseFee',
  'subsidy',
  'fee',
  'windowStatus',
  'benefitStart',
  'benefitEnd',
] as const

/**
 * Goes from the first question, taking the answers that are there, to the one that has none.
 * @throws RulesError as `assess`
 */
export function residentStep(policy: Policy, { day, answers, unsure }: ResidentAnswers): ResidentStep {
  const passed: Question[] = []
  for (;;) {
    const told = toldOn(policy, day, answers, passed)
    const left = questions(policy, told, day).filter(({ fact }) => passed.every((one) => one.fact !== fact))
    const now = left[0] ?? null
    const isSettled = now !== null && (answers[now.fact] !== undefined || unsure.includes(now.fact))
    if (!isSettled || passed.length >= MOST_QUESTIONS)
      return { passed, now, mayFollow: Math.max(0, left.length - 1), answer: linesOf(assess(policy, told, day)) }
    passed.push(now)
  }
}

function toldOn(
  policy: Policy,
  day: CivilDay,
  answers: ResidentAnswers['answers'],
  passed: readonly Question[],
): Facts {
  const told = passed.flatMap(({ fact }) => (answers[fact] === undefined ? [] : [[fact, answers[fact]] as const]))
  return readFactsFor(policy, Object.fromEntries(told), day)
}

function linesOf(answer: Assessment): AnswerLine[] {
  const wait: AnswerField =
    'waitingMonths' in { ...answer.answers, ...answer.recommended } ? 'waitingMonths' : 'waitingDays'
  return [...SHOWN.slice(0, 6), wait, ...SHOWN.slice(6)].flatMap((field) => {
    const value = fieldInWords(answer, field)
    const reason = answer.reasons.find((one) => one.field === field)
    return value === ''
      ? []
      : [{ name: FIELD_WORDS[field], value, cite: reason?.cite ?? null, quote: reason?.quote ?? null }]
  })
}
