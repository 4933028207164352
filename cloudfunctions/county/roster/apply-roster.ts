import { createHash } from 'node:crypto'
import { policyFor } from '../../../rules'
import type { Written } from '../../enrollment/count-changes'
import type { EnrolmentDocument } from '../../enrollment/documents'
import { enrolmentId } from '../../enrollment/enrolment-document'
import { mayHappenAt } from '../../enrollment/events'
import { withEvent } from '../../enrollment/lifecycle'
import type { EnrolmentRecord } from '../../enrollment/lifecycle'
import { changedEnrolment, enrolmentsWithIds, putEnrolments } from '../../enrollment/records/enrolments'
import { putResident, residentsOf } from '../../enrollment/records/residents'
import type { Resident } from '../../enrollment/records/residents'
import { seasonsOf } from '../../enrollment/records/seasons'
import { standingsOn } from '../../enrollment/standings'
import type { CallContext } from '../../shared/call-context'
import type { Transaction } from '../../shared/database'
import { requireAllowed } from '../../shared/permissions'
import { Refusal } from '../../shared/refusal'
import { inTransaction } from '../../shared/transaction'
import type { Answers, Requests } from '../contract'
import { certifiedBy, isLive, withChanges } from './certifications'
import type { BatchDocument, EntryDocument, PersonChange } from './documents'
import { factsFor } from './effect'
import { wrongState } from './read-roster'
import { countEntries, entriesIn, entriesWithIds, factsIn, listKey, putBatch, putEntry, putMember, readEntry, requireBatch } from './records'

/** Some hundred writes of one transaction, which may take 30 s. */
const PEOPLE_A_TRANSACTION = 25
const TRANSACTIONS_A_CALL = 8

/**
 * Enters a batch that was confirmed: the residents' identities and an event in each of their enrolments, or that they left
 * for employee insurance. As many people as a call can; asked again until `done`, by whoever of the county and however often.
 * Each person once: what is entered and that it is are written together.
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, BATCH_STATE, BUSY
 */
export async function applyRoster({ batch: id }: Requests['applyRoster'], context: CallContext): Promise<Answers['applyRoster']> {
  const { db } = context
  const batch = await requireBatch(db, id)
  await requireAllowed(context, 'confirmRoster', { id, region: batch.region })
  if (batch.state !== 'applying' && batch.state !== 'applied') throw wrongState(batch)
  const applying = new Applying(context, batch, (await seasonsOf(db, batch.region)).map(({ year }) => year).filter((year) => year >= batch.year))
  for (let part = 0; part < TRANSACTIONS_A_CALL; part++) {
    const waiting = await entriesIn(db, batch, { state: 'waiting' }, '', PEOPLE_A_TRANSACTION)
    if (waiting.length === 0) return finish(context, batch)
    await applying.enter(waiting.map((entry) => entry._id))
  }
  const failed = await countEntries(db, batch, 'failed')
  return { batch: id, done: false, applied: await countEntries(db, batch, 'done'), failed, people: batch.tally.people }
}

async function finish({ db }: CallContext, batch: BatchDocument): Promise<Answers['applyRoster']> {
  const done = batch.state === 'applied' ? batch : { ...batch, state: 'applied' as const, applied: await countEntries(db, batch, 'done'), failed: await countEntries(db, batch, 'failed') }
  if (done !== batch) await putBatch(db, done)
  return { batch: batch._id, done: true, applied: done.applied, failed: done.failed, people: batch.tally.people }
}

/** What is certified replaces what was, so it comes after it even within one moment. */
const afterAll = ({ events }: EnrolmentRecord, now: number): number => events.reduce((at, event) => Math.max(at, event.at + 1), now)

/** A call's entering; people who are alike are judged once. */
class Applying {
  private readonly standingOf: ReturnType<typeof standingsOn>
  private readonly list: string

  constructor(private readonly context: CallContext, private readonly batch: BatchDocument, private readonly years: readonly number[]) {
    this.standingOf = standingsOn(context.today)
    this.list = listKey(batch.region, batch.certifier)
  }

  /**
   * The transaction's first read fixes what it sees; then all that is needed is read beside it in a few queries, and what
   * was read is written inside, so that what changed in between ends it with a conflict.
   */
  async enter(ids: readonly string[]): Promise<void> {
    const { db } = this.context
    await inTransaction(db, async (transaction) => {
      await readEntry(transaction, ids[0]!)
      const entries = (await entriesWithIds(db, ids)).filter(({ state }) => state === 'waiting')
      const people = new Map((await residentsOf(db, entries.map(({ resident }) => resident))).map((resident) => [resident.id, resident]))
      const enrolments = await enrolmentsWithIds(db, entries.flatMap(({ resident }) => this.years.map((year) => enrolmentId(resident, year))))
      const written: Written<EnrolmentDocument>[] = []
      for (const entry of entries) written.push(...await this.enterOne(transaction, entry, people.get(entry.resident), enrolments.filter(({ resident }) => resident === entry.resident)))
      await putEnrolments(transaction, written)
    })
  }

  /** What is left to write, of all people at once: their enrolments. */
  private async enterOne(transaction: Transaction, entry: EntryDocument, person: Resident | undefined, enrolments: readonly EnrolmentDocument[]): Promise<readonly Written<EnrolmentDocument>[]> {
    const { changes } = factsIn(entry)
    const outcome = this.changed(changes, person, enrolments)
    await putEntry(transaction, typeof outcome === 'string' ? { ...entry, state: 'failed', why: outcome } : { ...entry, state: 'done' })
    if (typeof outcome === 'string') return []
    await putResident(transaction, outcome.person)
    if (this.batch.kind !== 'employee') await putMember(transaction, this.list, entry.resident, certifiedBy(outcome.person.categories, this.batch.certifier).some(isLive))
    return outcome.written
  }

  /** Everything as it will be, or the code of why it cannot be any more. Pure but for seals. */
  private changed(changes: readonly PersonChange[], person: Resident | undefined, enrolments: readonly EnrolmentDocument[]): { person: Resident; written: readonly Written<EnrolmentDocument>[] } | string {
    const { certifier, region } = this.batch
    if (person === undefined || person.region !== region) return 'PERSON_ELSEWHERE'
    const [first] = changes
    if (person.absent !== null && changes.some(({ change }) => change !== '减少')) return 'PERSON_ABSENT'
    const after: Resident = first?.change === '职工参保' ? { ...person, absent: { why: 'employee', since: first.day } } : { ...person, categories: withChanges(person.categories, changes, certifier) }
    try {
      return { person: after, written: enrolments.flatMap((before) => this.enrolmentAfter(before, changes) ?? []) }
    } catch (error) {
      if (error instanceof Refusal) return error.error.code
      throw error
    }
  }

  /** null = it is at a status that takes no such event: only the ledger changes. */
  private enrolmentAfter(document: EnrolmentDocument, changes: readonly PersonChange[]): Written<EnrolmentDocument> | null {
    const { context: { now, today }, batch: { certifier, confirmed } } = this
    const after = changedEnrolment(document, today, (record) => {
      const facts = factsFor(record, changes, certifier)
      if (!mayHappenAt(facts.kind, this.standingOf(record).standing.status)) return record
      return withEvent(policyFor(record.region, record.year), record, { id: this.eventId(document._id), day: today, at: afterAll(record, now), by: confirmed!.by, ...facts })
    }, this.standingOf)
    return after === document ? null : { before: document, after }
  }

  private eventId(enrolment: string): string {
    return createHash('sha256').update(`${this.batch._id}\0${this.batch.round}\0${enrolment}`).digest('hex').slice(0, 32)
  }
}
