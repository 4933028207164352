import type { FactName, Policy, Question, Facts } from '../../../rules'
import { questions, readFacts, RulesError, judgeQuestions } from '../../../rules'
import type { CheckSession, FactValue } from '../../client/checks'
import type { TroubleWords } from '../../ui/screen'
import { UNFORESEEN } from '../../ui/screen'

/** How far the guided check has come: the questions passed, and the one to put now. */
export interface GuidedPath {
  /** Facts passed, in the order asked, answered or left unsure. */
  passed: readonly FactName[]
  /** The same, with the words of the question. */
  asked: readonly Question[]
  /** The question to put now; null = nothing asked can change the answer any more. */
  now: Question | null
  /** About so many questions follow this one; an answer can bring up a new one. */
  mayFollow: number
}

/**
 * Walks from the first question, taking kept answers, at most `steps` far. The path is a function of what was
 * answered: after a change the questions that no longer matter fall out by themselves.
 */
export function walkPath(policy: Policy, session: CheckSession, steps: number): GuidedPath {
  const passed: FactName[] = []
  const asked: Question[] = []
  const bound = Math.min(steps, MOST_QUESTIONS)
  for (;;) {
    const open = openQuestions(policy, session, passed)
    const now = open[0] ?? null
    if (now === null || passed.length >= bound || !isSettled(session, now.fact)) {
      return { passed, asked, now, mayFollow: Math.max(open.length - 1, 0) }
    }
    passed.push(now.fact)
    asked.push(now)
  }
}

/** More questions than any notice has facts: a bound for the loop, never reached. */
const MOST_QUESTIONS = 40

/** A cheap phone takes a tenth of a second to weigh the questions, and each step walks the whole path again. */
const ranked = new Map<string, readonly Question[]>()
const MOST_RANKED = 60

function openQuestions(policy: Policy, session: CheckSession, passed: readonly FactName[]): Question[] {
  const told = factsFrom(policy, session, passed)
  const key = keyOf(policy, session.day, told)
  const open = ranked.get(key) ?? keepRanked(key, questions(policy, told, session.day))
  return open.filter((question) => !passed.includes(question.fact))
}

const keyOf = ({ region, year }: Policy, day: string | null, told: Facts): string =>
  JSON.stringify([region, year, day, told])

function keepRanked(key: string, open: readonly Question[]): readonly Question[] {
  if (ranked.size >= MOST_RANKED) ranked.clear()
  ranked.set(key, open)
  return open
}

/** Between two weighings, so that a finger is never kept waiting for one. */
const PAUSE_MS = 4

/**
 * While somebody reads a question, weighs what would come after each of its answers: most have chosen from what is
 * ready by then. @returns what ends it
 */
export function judgeAhead(policy: Policy, session: CheckSession, { passed, now }: GuidedPath): () => void {
  if (now === null) return () => undefined
  const answers = now.kind === 'set' ? [[]] : now.options.map(({ value }) => value)
  const kept = session.answers[now.fact]
  const left = kept === undefined ? answers : [kept, ...answers.filter((value) => value !== kept)]
  let timer = setTimeout(weighNext, PAUSE_MS)
  function weighNext(): void {
    const value = left.shift()
    if (value === undefined || now === null) return
    try {
      weigh({ ...session, answers: { ...session.answers, [now.fact]: value } }, [...passed, now.fact])
    } catch {
      // What the rules refuse is said when it is answered.
      timer = setTimeout(weighNext, PAUSE_MS)
    }
  }
  function weigh(supposed: CheckSession, facts: readonly FactName[]): void {
    const told = factsFrom(policy, supposed, facts)
    const weighing = judgeQuestions(policy, told, session.day)
    const step = (): void => {
      const next = ranked.has(keyOf(policy, session.day, told)) ? null : weighing.next()
      if (next?.done === true) keepRanked(keyOf(policy, session.day, told), next.value)
      timer = setTimeout(next === null || next.done === true ? weighNext : step, PAUSE_MS)
    }
    step()
  }
  return () => clearTimeout(timer)
}

function isSettled(session: CheckSession, fact: FactName): boolean {
  return session.answers[fact] !== undefined || session.unsure.includes(fact)
}

export function walkToEnd(policy: Policy, session: CheckSession): GuidedPath {
  return walkPath(policy, session, MOST_QUESTIONS)
}

/** The facts of a check: only those asked on its way, so that an answer to a question that fell out cannot leak in. */
export function factsOnPath(policy: Policy, session: CheckSession, path: GuidedPath): Facts {
  return factsFrom(policy, session, path.passed)
}

/** @throws RulesError when the value cannot be (a day that does not exist, a birth in the future). */
export function tryAnswer(
  policy: Policy,
  session: CheckSession,
  passed: readonly FactName[],
  fact: FactName,
  value: FactValue,
): void {
  factsFrom(policy, { ...session, answers: { ...session.answers, [fact]: value } }, [...passed, fact])
}

function factsFrom(policy: Policy, { answers, day }: CheckSession, facts: readonly FactName[]): Facts {
  const input: Partial<Record<FactName, FactValue>> = {}
  for (const fact of facts) {
    const value = answers[fact]
    if (value !== undefined) input[fact] = value
  }
  return readFacts(policy, input, day)
}

/** What the rules refused, in their own words; anything else is a fault of ours. */
export function troubleFrom(error: unknown): TroubleWords {
  if (!(error instanceof RulesError)) return UNFORESEEN
  return { code: error.code, message: error.message, todo: '请回到首页重新选择地方，再答一遍。' }
}
