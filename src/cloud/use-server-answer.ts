import { useEffect, useState } from 'react'
import type { Assessment, Told } from '../../rules'
import { isRecord } from '../saved/phone-storage'
import { askRulesEngine } from './rules-engine'

/** How the server's answer stands to the one worked out on this phone. */
export type ServerVerdict = 'asking' | 'same' | 'offline' | 'newerPolicy' | 'otherAnswer' | 'refused'

/** Quietly asks the server the same question. The facts go without any name; the answer on screen never waits for it. */
export function useServerAnswer(told: Told, assessment: Assessment): ServerVerdict {
  const [verdict, setVerdict] = useState<ServerVerdict>('asking')
  useEffect(() => {
    let current = true
    setVerdict('asking')
    void serverVerdict(told, assessment).then((found) => {
      if (current) setVerdict(found)
    })
    return () => { current = false }
  }, [told, assessment])
  return verdict
}

async function serverVerdict(told: Told, assessment: Assessment): Promise<ServerVerdict> {
  const { region, year } = assessment.policy
  try {
    const answer = await askRulesEngine('assess', { region, year, person: told, day: assessment.day })
    if (!answer.ok) return 'refused'
    if (!isRecord(answer.data.policy) || !isRecord(answer.data.answers)) return 'offline'
    if (answer.data.policy.version !== assessment.policy.version) return 'newerPolicy'
    return sameAnswers(answer.data.answers, assessment.answers) ? 'same' : 'otherAnswer'
  } catch {
    return 'offline'
  }
}

function sameAnswers(server: Assessment['answers'], phone: Assessment['answers']): boolean {
  const fields = new Set([...Object.keys(server), ...Object.keys(phone)]) as Set<keyof Assessment['answers']>
  return [...fields].every((field) => server[field] === phone[field])
}
