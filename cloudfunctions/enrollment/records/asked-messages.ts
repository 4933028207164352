import type { CivilDay } from '../../../rules'
import { addDocument, DOCUMENTS_A_READ, isDuplicate } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { OutboxDocument } from '../message-documents'

/** Messages that a village asks for, a person and day once by construction; the nightly job delivers them. */
const OUTBOX = 'outbox'
const DOCUMENTS_AN_ADD = 200

export interface Asked { enrolment: string; resident: string; year: number; day: CivilDay; about: CivilDay }

const askedId = (enrolment: string, day: CivilDay): string => `${enrolment}~asked~${day}`

/** Of these enrolments those for which a message of the day is in the outbox already. */
export async function askedToday(db: Database, enrolments: readonly string[], day: CivilDay): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let at = 0; at < enrolments.length; at += DOCUMENTS_A_READ) {
    const ids = enrolments.slice(at, at + DOCUMENTS_A_READ).map((id) => askedId(id, day))
    const { data } = await db.collection(OUTBOX).where({ _id: db.command.in(ids) }).limit(DOCUMENTS_A_READ).field({ enrolment: true }).get()
    for (const { enrolment } of data as Pick<OutboxDocument, 'enrolment'>[]) found.add(enrolment)
  }
  return found
}

/** Puts them there; what somebody else put meanwhile is left. */
export async function putAsked(db: Database, asked: readonly Asked[]): Promise<void> {
  for (let at = 0; at < asked.length; at += DOCUMENTS_AN_ADD) {
    const rows = asked.slice(at, at + DOCUMENTS_AN_ADD).map((one): OutboxDocument => ({ _id: askedId(one.enrolment, one.day), ...one, kind: 'asked', state: 'waiting' }))
    try {
      await db.collection(OUTBOX).add({ data: rows })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      for (const row of rows) await addDocument(db, OUTBOX, row)
    }
  }
}
