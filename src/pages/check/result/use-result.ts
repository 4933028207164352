import { adoptKept } from '../../../client/editions'
import Taro from '@tarojs/taro'
import { useMemo, useState } from 'react'
import type { Assessment, CivilDay, Facts, FeeDoubt, Policy, Question } from '../../../../rules'
import { assess, collectionDays, feeDoubt, policyFor } from '../../../../rules'
import type { CheckSession } from '../../../client/checks'
import { currentSession, keepSession, savedCheck } from '../../../client/checks'
import { today } from '../../../client/days'
import type { YearNotice } from '../../../client/years'
import { servedYears } from '../../../client/served-years'
import { yearNotice, yearState } from '../../../client/years'
import type { TroubleWords } from '../../../ui/screen'
import { factsOnPath, troubleFrom, walkToEnd } from '../guided-path'
import { SAVED_MISSING } from '../use-check'

export interface Result {
  session: CheckSession
  told: Facts
  /** The questions that led here, in their order. */
  asked: readonly Question[]
  assessment: Assessment
  /** Questions that this day brings up and nobody has answered or skipped. */
  unanswered: number
  /** What the fee hangs on that was skipped; null = nothing. */
  doubt: FeeDoubt | null
  /** Why nobody can act on it today; null = it is about today. */
  notice: YearNotice | null
}

type ResultOrTrouble = { result: Result; trouble: null } | { result: null; trouble: TroubleWords }

const NOTHING_CHECKED: TroubleWords = {
  code: 'NO_CHECK',
  message: '这里还没有查过的内容，或者手机上存的内容读不出来了。',
  todo: '请回到首页，重新查一次，大约一分钟。',
}

interface UseResultResultPage {
  shown: ResultOrTrouble
  tryDay(day: CivilDay): void
}

/** The answer for the check in hand, or for a saved one, worked out on this phone. */
export function useResult(savedId: string | undefined): UseResultResultPage {
  const [session, setSession] = useState(() => {
    // A year that was published after this package was built is answered from this phone, without a network too.
    adoptKept()
    return sessionToShow(savedId)
  })
  const shown = useMemo(() => resultOf(session, savedId), [session, savedId])
  return {
    shown,
    tryDay: (day) => {
      if (session === null) return
      const next = { ...session, day }
      if (savedId === undefined) keepSession(next)
      setSession(next)
      // The day is changed far below; what it changes is at the top.
      void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
    },
  }
}

function sessionToShow(savedId: string | undefined): CheckSession | null {
  return savedId === undefined ? currentSession().value : (savedCheck(savedId)?.session ?? null)
}

function resultOf(session: CheckSession | null, savedId: string | undefined): ResultOrTrouble {
  if (session === null) return { result: null, trouble: savedId === undefined ? NOTHING_CHECKED : SAVED_MISSING }
  try {
    const policy = policyFor(session.region, session.year)
    const path = walkToEnd(policy, session)
    const told = factsOnPath(policy, session, path)
    const assessment = assess(policy, told, session.day)
    return {
      result: {
        session,
        told,
        assessment,
        asked: path.asked,
        unanswered: path.now === null ? 0 : path.mayFollow + 1,
        doubt: feeDoubt(policy, told, session.day, session.unsure),
        notice: noticeOn(policy, today()),
      },
      trouble: null,
    }
  } catch (error) {
    return { result: null, trouble: troubleFrom(error) }
  }
}

function noticeOn(policy: Policy, day: CivilDay): YearNotice | null {
  const one = { region: policy.region, year: policy.year, ...collectionDays(policy) }
  return yearNotice(one, yearState(one, servedYears(), day), day)
}
