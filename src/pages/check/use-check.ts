import Taro from '@tarojs/taro'
import { useEffect, useMemo, useState } from 'react'
import type { CivilDay, Policy, PolicyHead, Question } from '../../../rules'
import { policyFor, RulesError } from '../../../rules'
import type { CheckSession, FactValue } from '../../client/checks'
import { currentSession, keepSession, savedCheck, startSession, withAnswer, withoutAnswer } from '../../client/checks'
import { today } from '../../client/days'
import type { GuidedPath } from './guided-path'
import { troubleFrom, tryAnswer, walkPath, judgeAhead } from './guided-path'
import type { TroubleWords } from '../../ui/screen'

/** The screens before the first question of the rules. */
export const PLACE = 0
export const WHO = 1
export const DAY = 2
export const FIRST_FACT = 3

export interface CheckParams {
  region?: string
  year?: string
  /** `today`: they mean to pay now, as who comes by a season that is open does. */
  day?: string
  redo?: string
  resume?: string
  /** Number of the question to change, from 0; afterwards the kept answers lead back to the result. */
  at?: string
}

export interface Check {
  session: CheckSession | null
  /** Screen shown: PLACE, WHO, DAY, or FIRST_FACT + questions passed. */
  position: number
  policy: Policy | null
  path: GuidedPath | null
  trouble: TroubleWords | null
  complaint: string
  choosePlace(place: Pick<PolicyHead, 'region' | 'year'>): void
  chooseWho(who: string): void
  chooseDay(day: CivilDay): void
  answer(question: Question, value: FactValue): void
  unsure(question: Question): void
  back(): void
}

interface Start {
  session: CheckSession | null
  position: number
  trouble: TroubleWords | null
}

const END_OF_PATH = FIRST_FACT + 99

/** Drives the guided check. Every step is kept on the phone at once, so that leaving never loses an answer. */
export function useCheck(params: CheckParams): Check {
  const start = useMemo(() => startFrom(params), [])
  const [session, setSession] = useState(start.session)
  const [position, setPosition] = useState(start.position)
  const [complaint, setComplaint] = useState('')
  const here = useMemo(() => placeInPath(session, position), [session, position])

  const shown = position < FIRST_FACT ? String(position) : here.path?.now?.fact
  useEffect(() => {
    // The next question starts at its own first line, however far down the last one was answered.
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }, [shown])

  useEffect(() => {
    if (session !== null && here.policy !== null && here.path !== null && position >= FIRST_FACT)
      return judgeAhead(here.policy, session, here.path)
    return undefined
  }, [session, here, position])
  const goOn = (next: CheckSession, to: number): void => {
    keepSession(next)
    setSession(next)
    setComplaint('')
    const { path } = placeInPath(next, to)
    if (to >= FIRST_FACT && path?.now === null) void Taro.redirectTo({ url: '/pages/check/result/index' })
    else setPosition(to)
  }
  const passedSoFar = FIRST_FACT + (here.path?.passed.length ?? 0)
  const afterAnswer = params.at === undefined ? passedSoFar + 1 : END_OF_PATH

  return {
    session,
    position,
    complaint,
    policy: here.policy,
    path: here.path,
    trouble: start.trouble ?? here.trouble,
    choosePlace: (place) => {
      const same = session !== null && session.region === place.region && session.year === place.year
      const fresh = {
        ...startSession(place.region, place.year),
        who: session?.who ?? '',
        savedId: session?.savedId ?? null,
      }
      goOn(same ? session : fresh, WHO)
    },
    chooseWho: (who) => session && goOn({ ...session, who }, params.day === 'today' ? FIRST_FACT : DAY),
    chooseDay: (day) => session && goOn({ ...session, day }, params.at === undefined ? FIRST_FACT : END_OF_PATH),
    answer: (question, value) => {
      if (session === null || here.policy === null || here.path === null) return
      try {
        tryAnswer(here.policy, session, here.path.passed, question.fact, value)
      } catch (error) {
        if (!(error instanceof RulesError)) throw error
        setComplaint(error.message)
        return
      }
      goOn(withAnswer(session, question.fact, value), afterAnswer)
    },
    unsure: (question) => session && goOn(withoutAnswer(session, question.fact), afterAnswer),
    back: () => {
      setComplaint('')
      setPosition(Math.min(position, passedSoFar) - 1)
    },
  }
}

function startFrom(params: CheckParams): Start {
  if (params.redo !== undefined) return startFromSaved(params.redo, params.at)
  if (params.resume !== undefined) {
    const kept = currentSession().value
    return { session: kept, position: kept === null ? PLACE : positionToResume(kept, params.at), trouble: null }
  }
  if (params.region === undefined) return { session: null, position: PLACE, trouble: null }
  const day = params.day === 'today' ? today() : null
  const session = { ...startSession(params.region, Number(params.year)), day }
  const { trouble } = placeInPath(session, WHO)
  if (trouble === null) keepSession(session)
  return { session: trouble === null ? session : null, position: WHO, trouble }
}

function startFromSaved(id: string, at: string | undefined): Start {
  const saved = savedCheck(id)
  if (saved === null) return { session: null, position: PLACE, trouble: SAVED_MISSING }
  const session = { ...saved.session, savedId: id }
  keepSession(session)
  return { session, position: at === undefined ? WHO : positionToResume(session, at), trouble: null }
}

/** The question named, else the first without an answer, else the last one. */
function positionToResume(session: CheckSession, at: string | undefined): number {
  if (session.day === null) return DAY
  if (at !== undefined) return FIRST_FACT + Math.max(Number.parseInt(at, 10) || 0, -FIRST_FACT)
  const { path } = placeInPath(session, END_OF_PATH)
  return path?.now === null ? FIRST_FACT + Math.max(path.passed.length - 1, 0) : END_OF_PATH
}

export const SAVED_MISSING: TroubleWords = {
  code: 'SAVED_CHECK_MISSING',
  message: '这部手机上没有这条记录，可能已经删了。',
  todo: '请回到首页，重新查一次。',
}

function placeInPath(
  session: CheckSession | null,
  position: number,
): { policy: Policy | null; path: GuidedPath | null; trouble: TroubleWords | null } {
  if (session === null) return { policy: null, path: null, trouble: null }
  try {
    const policy = policyFor(session.region, session.year)
    return { policy, path: walkPath(policy, session, Math.max(position - FIRST_FACT, 0)), trouble: null }
  } catch (error) {
    return { policy: null, path: null, trouble: troubleFrom(error) }
  }
}
