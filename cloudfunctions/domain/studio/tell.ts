import { studioContract } from './contract'
import type { DraftDocument } from './documents'
import { requireOwnDraft, requireReading } from './drafts'
import { putDraft } from './store'
import { policyBefore } from './try'
import { defineAction } from '../access'
import { readRecord, recordStateOn, type EnrolmentDocument } from '../enrolments'
import { putIntoOutbox } from '../messages'
import { Refusal } from '../../platform/base'
import { READ_LIMIT, type Database } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Policy } from '../../../rules'
import { PeopleColumns, PolicyComparison } from '../../../rules/what-if'

const PAGES_A_CALL = 4

/**
 * Puts a message into the outbox for each person whom a user looks after and whose answer a published draft changes:
 * one a person and edition by its id; the nightly job delivers it.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, NOT_PUBLISHED
 */
export const tellFamilies = /* @__PURE__ */ defineAction(studioContract, 'tellFamilies', {
  permission: 'signPolicy',
  async run({ draft: id }, context) {
    const { db, today } = context
    const draft = await requireOwnDraft(context, db, id, 'signPolicy')
    if (draft.state !== 'published')
      throw new Refusal({ code: 'NOT_PUBLISHED', path: 'draft', message: '这份还没有发布，没有通知谁。' })
    const { policy: after } = requireReading(draft)
    const before = await policyBefore(db, draft)
    let told = draft.told ?? { after: null, done: false, people: 0 }
    for (let pages = 0; pages < PAGES_A_CALL && !told.done; pages++) {
      const page = await followedAfter(db, before, told.after)
      const changed = page.filter((document) => changesFor(document, before, after, today))
      await putIntoOutbox(
        db,
        changed.map((document) => messageFor(document, draft, today)),
      )
      told = {
        after: page.at(-1)?._id ?? told.after,
        done: page.length < READ_LIMIT,
        people: told.people + changed.length,
      }
    }
    await putDraft(db, { ...draft, told })
    return { people: told.people, done: told.done }
  },
})

type Followed = Pick<EnrolmentDocument, '_id' | 'resident' | 'region' | 'year' | 'told' | 'certified' | 'events'>

async function followedAfter(db: Database, { region, year }: Policy, after: string | null): Promise<Followed[]> {
  const { data } = await db
    .collection('enrolments')
    .where({ region, year, followed: true, ...(after === null ? {} : { _id: db.command.gt(after) }) })
    .orderBy('_id', 'asc')
    .limit(READ_LIMIT)
    .get()
  return data as Followed[]
}

function changesFor(document: Followed, before: Policy, after: Policy, today: CivilDay): boolean {
  const { told, paidOn, left } = recordStateOn(readRecord(document, sealing()), today)
  if (left !== null) return false
  const people = new PeopleColumns()
  people.add(told, paidOn ?? today)
  const comparison = new PolicyComparison(before, after)
  comparison.add(people)
  return comparison.result().changed > 0
}

const messageFor = ({ _id, resident }: Followed, { year, published }: DraftDocument, today: CivilDay) => ({
  _id: `${_id}~policy~${published!.edition.split('@')[1]!}`,
  enrolment: _id,
  resident,
  year,
  kind: 'policy' as const,
  day: today,
  about: published!.effective,
  state: 'waiting' as const,
})
