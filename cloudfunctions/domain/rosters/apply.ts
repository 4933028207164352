import { createHash } from 'node:crypto'
import type { Answers } from './contract'
import { requirePermission, writeAudit, defineAction } from '../access'
import type { EnrolmentDocument, EnrolmentRecord, EnrolmentWrite } from '../enrolments'
import {
  changedEnrolment,
  enrolmentId,
  enrolmentsWithIds,
  mayHappenAt,
  putEnrolments,
  seasonsOf,
  enrolmentStatusesOn,
  withEnrolmentEvent,
} from '../enrolments'
import type { Resident } from '../people'
import { putResident, residentsOf } from '../people'
import type { BatchDocument, EntryDocument, PersonChange } from './documents'
import { factsFor } from './effect'
import { batchMachine, entryMachine } from './batch-machine'
import {
  countEntries,
  entriesIn,
  entriesWithIds,
  factsIn,
  listKey,
  putBatch,
  putEntry,
  putMember,
  readEntry,
  removeEntries,
  requireBatch,
  viewOf,
  isOutdated,
} from './store'
import { certifiedBy, isCertifiedNow, withChanges } from './terms'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inPieces, inTransaction, sideBySide } from '../../platform/database'
import { policyFor } from '../../../rules'
import { rostersContract } from './contract'

/**
 * Somebody agrees to the effect that they saw. Only to that: one of another day or of another check, or one that
 * another list has overtaken, is looked at anew first. Entering follows (`applyRoster`).
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, BATCH_STATE, EFFECT_OUTDATED, OTHER_BEING_APPLIED
 */
export const confirmRoster = /* @__PURE__ */ defineAction(rostersContract, 'confirmRoster', {
  permission: 'confirmRoster',
  async run({ operation, batch: id, round }, context) {
    const { db, caller, now, today } = context
    const seen = await requireBatch(db, id)
    await requirePermission(context, 'confirmRoster', { id, region: seen.region })
    const overtaken = seen.state === 'ready' ? await isOutdated(db, seen) : null
    const confirmed = await inTransaction(db, async (transaction) => {
      const batch = await requireBatch(transaction, id)
      if (batch.confirmed?.operation === operation) return batch
      const state = batchMachine.require(batch.state, batch.tally.people === 0 ? 'confirmEmpty' : 'confirm')
      if (batch.round !== round || batch.weighedOn !== today || overtaken === 'applied') throw outdated(batch)
      if (overtaken === 'applying')
        throw new Refusal({
          code: 'OTHER_BEING_APPLIED',
          path: 'batch',
          message: '另一份名册正在登记，这一份没有确认。请等那一份登记完，再重新核对这一份。',
        })
      const after: BatchDocument = { ...batch, state, confirmed: { by: caller.openid, at: now, operation } }
      await putBatch(transaction, after)
      return after
    })
    await writeAudit(db, {
      deed: operation,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'confirmRoster',
      target: id,
      region: seen.region,
      outcome: 'done',
      why: `round:${round}`,
    })
    return viewOf(confirmed)
  },
})

function outdated({ weighedOn }: BatchDocument): Refusal {
  return new Refusal({
    code: 'EFFECT_OUTDATED',
    path: 'round',
    found: weighedOn,
    message: `您看到的影响是 ${weighedOn} 核对的，之后情况变了或者换了一天，没有确认。请重新核对，再看一遍影响。`,
  })
}

/**
 * A list that shall not be entered: sent by mistake, or to come again. @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED,
 * BATCH_STATE
 */
export const discardRoster = /* @__PURE__ */ defineAction(rostersContract, 'discardRoster', {
  permission: 'confirmRoster',
  async run({ operation, batch: id, because }, context) {
    const { db, caller, now, today } = context
    const { region } = await requireBatch(db, id)
    await requirePermission(context, 'confirmRoster', { id, region })
    const discarded = await inTransaction(db, async (transaction) => {
      const batch = await requireBatch(transaction, id)
      if (batch.state === 'discarded') return batch
      const state = batchMachine.require(batch.state, 'discard')
      const after: BatchDocument = { ...batch, state, discarded: { by: caller.openid, at: now, because } }
      await putBatch(transaction, after)
      return after
    })
    await removeEntries(db, id, null)
    await writeAudit(db, {
      deed: operation,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'discardRoster',
      target: id,
      region,
      outcome: 'done',
      why: 'DISCARDED',
    })
    return viewOf(discarded)
  },
})

/** Some hundred writes of one transaction, which may take 30 s. */
export const PEOPLE_A_TRANSACTION = 25
/** Nobody stands on a list twice: they touch nothing of each other's. Half of what the smallest plan serves at once. */
const TRANSACTIONS_AT_ONCE = 16
export const PEOPLE_A_CALL = PEOPLE_A_TRANSACTION * TRANSACTIONS_AT_ONCE

/**
 * Enters a batch that was confirmed: the residents' identities and an event in each of their enrolments, or that they
 * left for employee insurance. As many people as a call can; asked again until `done`, by whoever of the county and
 * however often.
 * Each person once: what is entered and that it is are written together.
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, BATCH_STATE, BUSY
 */
export const applyRoster = /* @__PURE__ */ defineAction(rostersContract, 'applyRoster', {
  permission: 'confirmRoster',
  async run({ batch: id }, context) {
    const { db } = context
    const batch = await requireBatch(db, id)
    await requirePermission(context, 'confirmRoster', { id, region: batch.region })
    batchMachine.require(batch.state, 'enter')
    const applying = new Applying(
      context,
      batch,
      (await seasonsOf(db, batch.region)).map(({ year }) => year).filter((year) => year >= batch.year),
    )
    const waiting = await entriesIn(db, batch, { state: 'waiting' }, '', PEOPLE_A_CALL)
    const parts = inPieces(
      waiting.map((entry) => entry._id),
      PEOPLE_A_TRANSACTION,
    )
    const done = await sideBySide(parts, (ids) => applying.enter(ids))
    if (done === parts.length && waiting.length < PEOPLE_A_CALL) return finish(context, batch)
    const failed = await countEntries(db, batch, 'failed')
    return {
      batch: id,
      done: false,
      applied: await countEntries(db, batch, 'done'),
      failed,
      people: batch.tally.people,
    }
  },
})

async function finish({ db }: CallContext, batch: BatchDocument): Promise<Answers['applyRoster']> {
  const done =
    batch.state === 'applied'
      ? batch
      : {
          ...batch,
          state: batchMachine.require(batch.state, 'finish'),
          applied: await countEntries(db, batch, 'done'),
          failed: await countEntries(db, batch, 'failed'),
        }
  if (done !== batch) await putBatch(db, done)
  return { batch: batch._id, done: true, applied: done.applied, failed: done.failed, people: batch.tally.people }
}

/** What is certified replaces what was, so it comes after it even within one moment. */
export const afterAll = ({ events }: EnrolmentRecord, now: number): number =>
  events.reduce((at, event) => Math.max(at, event.at + 1), now)

/** A call's entering; people who are alike are judged once. */
class Applying {
  private readonly standingOf: ReturnType<typeof enrolmentStatusesOn>
  private readonly list: string

  constructor(
    private readonly context: CallContext,
    private readonly batch: BatchDocument,
    private readonly years: readonly number[],
  ) {
    this.standingOf = enrolmentStatusesOn(context.today)
    this.list = listKey(batch.region, batch.certifier)
  }

  /**
   * The transaction's first read fixes what it sees; then all that is needed is read beside it in a few queries, and
   * what was read is written inside, so that what changed in between ends it with a conflict.
   */
  async enter(ids: readonly string[]): Promise<void> {
    const { db } = this.context
    await inTransaction(db, async (transaction) => {
      await readEntry(transaction, ids[0]!)
      const entries = (await entriesWithIds(db, ids)).filter(({ state }) => state === 'waiting')
      const people = new Map(
        (
          await residentsOf(
            db,
            entries.map(({ resident }) => resident),
          )
        ).map((resident) => [resident.id, resident]),
      )
      const enrolments = await enrolmentsWithIds(
        db,
        entries.flatMap(({ resident }) => this.years.map((year) => enrolmentId(resident, year))),
      )
      const written: EnrolmentWrite<EnrolmentDocument>[] = []
      for (const entry of entries)
        written.push(
          ...(await this.enterOne(
            transaction,
            entry,
            people.get(entry.resident),
            enrolments.filter(({ resident }) => resident === entry.resident),
          )),
        )
      await putEnrolments(transaction, written)
    })
  }

  /** What is left to write, of all people at once: their enrolments. */
  private async enterOne(
    transaction: Transaction,
    entry: EntryDocument,
    person: Resident | undefined,
    enrolments: readonly EnrolmentDocument[],
  ): Promise<readonly EnrolmentWrite<EnrolmentDocument>[]> {
    const { changes } = factsIn(entry)
    const outcome = this.changed(changes, person, enrolments)
    await putEntry(
      transaction,
      typeof outcome === 'string'
        ? { ...entry, state: entryMachine.require(entry.state, 'fail'), why: outcome }
        : { ...entry, state: entryMachine.require(entry.state, 'enter') },
    )
    if (typeof outcome === 'string') return []
    await putResident(transaction, outcome.person)
    if (this.batch.kind !== 'employee')
      await putMember(
        transaction,
        this.list,
        entry.resident,
        certifiedBy(outcome.person.categories, this.batch.certifier).some(isCertifiedNow),
      )
    return outcome.written
  }

  /** Everything as it will be, or the code of why it cannot be any more. Pure but for seals. */
  private changed(
    changes: readonly PersonChange[],
    person: Resident | undefined,
    enrolments: readonly EnrolmentDocument[],
  ): { person: Resident; written: readonly EnrolmentWrite<EnrolmentDocument>[] } | string {
    const { certifier, region } = this.batch
    if (person === undefined || person.region !== region) return 'PERSON_ELSEWHERE'
    const [first] = changes
    if (person.absent !== null && changes.some(({ change }) => change !== '减少')) return 'PERSON_ABSENT'
    const after: Resident =
      first?.change === '职工参保'
        ? { ...person, absent: { why: 'employee', since: first.day } }
        : { ...person, categories: withChanges(person.categories, changes, certifier) }
    try {
      return { person: after, written: enrolments.flatMap((before) => this.enrolmentAfter(before, changes) ?? []) }
    } catch (error) {
      if (error instanceof Refusal) return error.error.code
      throw error
    }
  }

  /** null = it is at a status that takes no such event: only the ledger changes. */
  private enrolmentAfter(
    document: EnrolmentDocument,
    changes: readonly PersonChange[],
  ): EnrolmentWrite<EnrolmentDocument> | null {
    const {
      context: { now, today },
      batch: { certifier, confirmed },
    } = this
    const after = changedEnrolment(
      document,
      today,
      (record) => {
        const facts = factsFor(record, changes, certifier)
        if (!mayHappenAt(facts.kind, this.standingOf(record).standing.status)) return record
        return withEnrolmentEvent(policyFor(record.region, record.year), record, {
          id: eventIdOf(this.batch, document._id),
          day: today,
          at: afterAll(record, now),
          by: confirmed!.by,
          ...facts,
        })
      },
      this.standingOf,
    )
    return after === document ? null : { before: document, after }
  }
}

/** Of the event by which a batch changes an enrolment. */
export const eventIdOf = ({ _id, round }: Pick<BatchDocument, '_id' | 'round'>, enrolment: string): string =>
  createHash('sha256').update(`${_id}\0${round}\0${enrolment}`).digest('hex').slice(0, 32)
