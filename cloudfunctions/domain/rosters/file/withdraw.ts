import { createHash } from 'node:crypto'
import { defineAction, requirePermission, writeAudit } from '../../access'
import type { EnrolmentDocument, EnrolmentWrite } from '../../enrolments'
import {
  changedEnrolment,
  enrolmentId,
  enrolmentStatusesOn,
  enrolmentsWithIds,
  mayHappenAt,
  putEnrolments,
  readRecord,
  seasonsOf,
  withEnrolmentEvent,
} from '../../enrolments'
import type { Resident } from '../../people'
import { putResident, residentsOf } from '../../people'
import { PEOPLE_A_CALL, PEOPLE_A_TRANSACTION, afterAll, eventIdOf } from '../apply'
import { batchMachine, entryMachine } from '../batch-machine'
import { rostersContract } from '../contract'
import type { BatchDocument, EntryDocument } from '../documents'
import { certificationsIn } from '../effect'
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
  requireBatch,
  sealsOfBatch,
} from '../store'
import { certifiedBy, isCertifiedNow, withoutChanges } from '../terms'
import { Refusal } from '../../../platform/base'
import type { CallContext } from '../../../platform/calls'
import type { Transaction } from '../../../platform/database'
import { inPieces, inTransaction, sideBySide } from '../../../platform/database'
import { sealing } from '../../../platform/sealing'
import { policyFor } from '../../../../rules'

/** Looked through by one round of reading. */
const LOOKED_AT_ONCE = 250

/** Why somebody cannot be put back as they were. */
const STANDS = {
  GONE: '已经不在本地台账',
  CHANGED: '的身份后来又改过',
  HAPPENED: '后来缴了费、退出了，或者又有别的登记',
} as const
type Stands = keyof typeof STANDS

/**
 * Takes back whole what a list entered by mistake, a piece a call: identities as they were, and an event that says so
 * in each enrolment. Nothing of it happens where something stands on anybody's; of who changes while it goes on
 * nothing is taken back, and that is told.
 * @throws Refusal BATCH_NOT_FOUND, NOT_ALLOWED, BATCH_STATE, LIST_STANDS, BUSY
 */
export const withdrawRoster = /* @__PURE__ */ defineAction(rostersContract, 'withdrawRoster', {
  permission: 'confirmRoster',
  async run({ operation, batch: id, because }, context) {
    const { db } = context
    const found = await requireBatch(db, id)
    await requirePermission(context, 'confirmRoster', { id, region: found.region })
    if (found.state === 'withdrawn') return progressOf(found, 0)
    const batch = found.state === 'withdrawing' ? found : await begun(context, found, { operation, because })
    const work = await workOn(context, batch)
    const done = await entriesIn(db, batch, { state: 'done' }, '', PEOPLE_A_CALL)
    const parts = inPieces(
      done.map(({ _id }) => _id),
      PEOPLE_A_TRANSACTION,
    )
    const through = await sideBySide(parts, (ids) => work.takeBack(ids))
    const [people, stays, left] = await Promise.all(
      (['undone', 'stays', 'done'] as const).map((state) => countEntries(db, batch, state)),
    )
    const counted = { ...batch, withdrawn: { ...batch.withdrawn!, people: people!, stays: stays! } }
    if (through < parts.length || left! > 0) return progressOf(counted, left!)
    const after: BatchDocument = { ...counted, state: batchMachine.require(batch.state, 'finishWithdrawing') }
    await putBatch(db, after)
    return progressOf(after, 0)
  },
})

const progressOf = ({ _id, state, withdrawn }: BatchDocument, left: number) => ({
  batch: _id,
  done: state === 'withdrawn',
  people: withdrawn?.people ?? 0,
  left,
  stays: withdrawn?.stays ?? 0,
})

const workOn = async (context: CallContext, batch: BatchDocument): Promise<TakingBack> => {
  const years = (await seasonsOf(context.db, batch.region)).map(({ year }) => year)
  return new TakingBack(
    context,
    batch,
    years.filter((year) => year >= batch.year),
  )
}

/** @throws Refusal BATCH_STATE, LIST_STANDS */
async function begun(
  context: CallContext,
  seen: BatchDocument,
  { operation, because }: { operation: string; because: string },
): Promise<BatchDocument> {
  const { db, caller, now, today } = context
  batchMachine.require(seen.state, 'withdraw')
  const stands = await (await workOn(context, seen)).stands()
  if (stands.length > 0)
    throw new Refusal({
      code: 'LIST_STANDS',
      path: 'batch',
      found: stands.join('；'),
      message: `这份名册不能整份撤回，什么也没有改动：${stands.join('；')}。请逐个人更正。`,
    })
  const batch = await inTransaction(db, async (transaction) => {
    const fresh = await requireBatch(transaction, seen._id)
    if (fresh.state === 'withdrawing') return fresh
    const sealed = sealsOfBatch(fresh._id).seal(because, 'deskNote')
    const withdrawn = { by: caller.openid, at: now, operation, because: sealed, people: 0, stays: 0 }
    const after = { ...fresh, state: batchMachine.require(fresh.state, 'withdraw'), withdrawn }
    await putBatch(transaction, after)
    return after
  })
  await writeAudit(db, {
    ...{ deed: operation, at: now, day: today, openid: caller.openid, action: 'withdrawRoster' },
    ...{ target: seen._id, region: seen.region, outcome: 'done', why: 'WITHDRAWN' },
  })
  return batch
}

type Undone = { person: Resident; written: readonly EnrolmentWrite<EnrolmentDocument>[] }

/** A call's taking back; like entering it judges who is alike once. */
class TakingBack {
  private readonly standingOf: ReturnType<typeof enrolmentStatusesOn>

  constructor(
    private readonly context: CallContext,
    private readonly batch: BatchDocument,
    private readonly years: readonly number[],
  ) {
    this.standingOf = enrolmentStatusesOn(context.today)
  }

  /** What stands on what was entered, in words with how many people; none = it can be taken back. */
  async stands(): Promise<string[]> {
    if (this.batch.kind === 'employee') return ['职工医保名单登记的是退出居民医保，要逐个人恢复']
    const counts = new Map<Stands, number>()
    for (let after = ''; ;) {
      const page = await entriesIn(this.context.db, this.batch, { state: 'done' }, after, LOOKED_AT_ONCE)
      for (const outcome of (await this.undoneOf(page)).values())
        if (typeof outcome === 'string') counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      if (page.length < LOOKED_AT_ONCE) break
      after = page.at(-1)!._id
    }
    return [...counts].map(([why, people]) => `${people} 人${STANDS[why]}`)
  }

  /** The transaction's first read fixes what it sees, as where they were entered. */
  async takeBack(ids: readonly string[]): Promise<void> {
    const { db } = this.context
    const list = listKey(this.batch.region, this.batch.certifier)
    await inTransaction(db, async (transaction) => {
      await readEntry(transaction, ids[0]!)
      const entries = (await entriesWithIds(db, ids)).filter(({ state }) => state === 'done')
      const written: EnrolmentWrite<EnrolmentDocument>[] = []
      for (const [entry, outcome] of await this.undoneOf(entries)) {
        const event = typeof outcome === 'string' ? 'leave' : 'takeBack'
        await putEntry(transaction, { ...entry, state: entryMachine.require(entry.state, event) })
        if (typeof outcome === 'string') continue
        await this.putBack(transaction, outcome.person, list)
        written.push(...outcome.written)
      }
      await putEnrolments(transaction, written)
    })
  }

  private async putBack(transaction: Transaction, person: Resident, list: string): Promise<void> {
    await putResident(transaction, person)
    const isListed = certifiedBy(person.categories, this.batch.certifier).some(isCertifiedNow)
    await putMember(transaction, list, person.id, isListed)
  }

  /** Everybody as they were before, or why they cannot be. */
  private async undoneOf(entries: readonly EntryDocument[]): Promise<ReadonlyMap<EntryDocument, Undone | Stands>> {
    const { db } = this.context
    const ids = entries.map(({ resident }) => resident)
    const people = new Map((await residentsOf(db, ids)).map((resident) => [resident.id, resident]))
    const enrolments = await enrolmentsWithIds(
      db,
      ids.flatMap((resident) => this.years.map((year) => enrolmentId(resident, year))),
    )
    return new Map(
      entries.map((entry) => [
        entry,
        this.undone(
          entry,
          people.get(entry.resident),
          enrolments.filter(({ resident }) => resident === entry.resident),
        ),
      ]),
    )
  }

  private undone(
    entry: EntryDocument,
    person: Resident | undefined,
    enrolments: readonly EnrolmentDocument[],
  ): Undone | Stands {
    const { region, certifier } = this.batch
    if (person === undefined || person.region !== region) return 'GONE'
    const categories = withoutChanges(person.categories, factsIn(entry).changes, certifier)
    if (categories === null) return 'CHANGED'
    const written = enrolments.map((before) => this.enrolmentBefore(before))
    if (written.includes('HAPPENED')) return 'HAPPENED'
    return {
      person: { ...person, categories },
      written: written.flatMap((one) => (one === 'HAPPENED' || one === null ? [] : [one])),
    }
  }

  /** null = the list changed nothing there. */
  private enrolmentBefore(document: EnrolmentDocument): EnrolmentWrite<EnrolmentDocument> | 'HAPPENED' | null {
    const { now, today, caller } = this.context
    const ours = eventIdOf(this.batch, document._id)
    const { events, ...record } = readRecord(document, sealing())
    const at = events.findIndex(({ id }) => id === ours)
    if (at === -1) return null
    const standing = this.standingOf({ ...record, events }).standing.status
    if (at < events.length - 1 || !mayHappenAt('certified', standing)) return 'HAPPENED'
    const certifications = certificationsIn({ ...record, events: events.slice(0, at) })
    const after = changedEnrolment(
      document,
      today,
      (fresh) =>
        withEnrolmentEvent(policyFor(fresh.region, fresh.year), fresh, {
          id: createHash('sha256').update(`${ours}\0back`).digest('hex').slice(0, 32),
          day: today,
          at: afterAll(fresh, now),
          by: caller.openid,
          kind: 'certified',
          certifications,
        }),
      this.standingOf,
    )
    return { before: document, after }
  }
}
