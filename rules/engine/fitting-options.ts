import { addMonths, dayNumber, type DayNumber } from '../calendar/civil-day'
import type { FactName, Facts } from '../language/facts'
import { identityInWords, SHOWN_FOR, SITUATION_AGES, STUDENT_AGES } from '../language/identity-words'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import type { QuestionOption } from './assessment'
import { optionsFor } from './question-options'
import { usualPeriod } from './usual-period'

/** From here on studying is out of the ordinary. */
const GROWN = 30

/** The answers that this person could give: what their age rules out is not shown, and the same thing stands once. */
export function fittingOptions(policy: Policy, fact: FactName, told: Facts, day: CivilDay | null): QuestionOption[] {
  const options = optionsFor(policy, fact).filter(({ value }) => fits(policy, fact, value, told, day))
  if (fact !== 'student' || !isGrown(policy, told, day)) return options
  return [...options.filter(({ value }) => value === null), ...options.filter(({ value }) => value !== null)]
}

/** False where nobody of that age can give the answer, or another one says the same. */
export function fits(policy: Policy, fact: FactName, value: unknown, told: Facts, day: CivilDay | null): boolean {
  if (typeof value !== 'string') return true
  const ages =
    fact === 'categories'
      ? identityInWords(value)
      : fact === 'situation'
        ? SITUATION_AGES[value]
        : fact === 'student'
          ? STUDENT_AGES[value]
          : undefined
  const shown = fact === 'categories' ? SHOWN_FOR[value] : undefined
  if (shown !== undefined && policy.identities[shown] !== undefined) return false
  return ages == null || isOfAge(birthIn(told), on(policy, day), ages)
}

/** How a grown person is asked whether they study; {} = in the usual words. */
export function studyWords(policy: Policy, told: Facts, day: CivilDay | null): { ask?: string; hint?: string } {
  if (!isGrown(policy, told, day)) return {}
  return { ask: '现在是大学里的全日制学生吗？', hint: '老年大学、夜校、函授都不算。一般选“不是学生”。' }
}

function isOfAge(birth: DayNumber | null, day: DayNumber, { from, under }: { from?: number; under?: number }): boolean {
  if (birth === null) return true
  return (
    (from === undefined || addMonths(birth, 12 * from) <= day) &&
    (under === undefined || addMonths(birth, 12 * under) > day)
  )
}

const isGrown = (policy: Policy, told: Facts, day: CivilDay | null): boolean =>
  birthIn(told) !== null && isOfAge(birthIn(told), on(policy, day), { from: GROWN })

const birthIn = ({ birthDate }: Facts): DayNumber | null => (birthDate == null ? null : dayNumber(birthDate))

const on = (policy: Policy, day: CivilDay | null): DayNumber => dayNumber(day ?? usualPeriod(policy).from)!
