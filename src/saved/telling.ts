import { isFactValue, type FactAnswers } from '../check/session'
import { forget, isRecord, readStored, writeStored } from './phone-storage'

/** What someone began to tell of an enrolment and has not sent yet. Holds no name. */
interface Telling {
  enrolment: string
  answers: FactAnswers
}

const KEY = 'canbao.telling'

/** What was answered before leaving, of this enrolment; one at a time is kept. */
export function keptTelling(enrolment: string): FactAnswers {
  const { value } = readStored(KEY, checkTelling)
  return value?.enrolment === enrolment ? value.answers : {}
}

export function keepTelling(telling: Telling): void {
  writeStored(KEY, telling)
}

export function dropTelling(): void {
  forget(KEY)
}

function checkTelling(raw: unknown): Telling | null {
  if (!isRecord(raw) || !isRecord(raw.answers)) return null
  const { enrolment, answers } = raw
  return typeof enrolment === 'string' && Object.values(answers).every(isFactValue) ? { enrolment, answers } : null
}
