import type { EnrolmentDocument } from '../enrolments'
import { isReminded, reminderAfter, reminderOn } from '../enrolments'
import type { Phase } from './night-state'
import { stallGuard } from './night-state'
import type { OutboxDocument } from '../messages'
import { IDS_AN_UPDATE, putIntoOutbox } from '../messages'
import type { Database } from '../../platform/database'
import { READ_LIMIT } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** Puts the reminders of coming deadlines into the outbox; each enrolment then waits for its next one. */
export const queueReminders: Phase = async (work) => {
  const watch = stallGuard()
  while (!work.outOfTime()) {
    const due = await dueReminders(work.db, work.day)
    if (due.length === 0) return true
    const rows = due.map(rowOf).filter((row) => row !== null)
    await putIntoOutbox(work.db, rows)
    let moved = 0
    for (const { ids, remindOn, deadline } of reminderGroups(due)) {
      moved += await moveReminders(
        work.db,
        ids,
        { remindOn, deadline },
        deadline === null ? null : reminderAfter(deadline, remindOn, work.day),
      )
    }
    watch(moved)
    await work.save({ told: work.night.told + rows.length })
  }
  return false
}

function rowOf({ _id, resident, year, status, deadline, remindOn }: EnrolmentDocument): OutboxDocument | null {
  if (deadline === null || remindOn === null || !isReminded(status)) return null
  const kind = reminderOn(deadline, remindOn)
  return kind === null
    ? null
    : {
        _id: `${_id}~${kind}~${remindOn}`,
        enrolment: _id,
        resident,
        year,
        kind,
        day: remindOn,
        about: deadline,
        state: 'waiting',
      }
}

interface ReminderGroup {
  remindOn: CivilDay
  deadline: CivilDay | null
  ids: string[]
}

function reminderGroups(due: readonly EnrolmentDocument[]): ReminderGroup[] {
  const groups = new Map<string, ReminderGroup>()
  for (const { _id, remindOn, deadline } of due) {
    if (remindOn === null) continue
    const key = `${remindOn} ${deadline}`
    const group = groups.get(key) ?? { remindOn, deadline, ids: [] }
    group.ids.push(_id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The enrolments whose reminder is due; once it moves on they are due no more. */
async function dueReminders(db: Database, day: CivilDay): Promise<EnrolmentDocument[]> {
  const due = db
    .collection('enrolments')
    .where({ remindOn: db.command.lte(day) })
    .orderBy('remindOn', 'asc')
    .orderBy('_id', 'asc')
  return (
    await due
      .limit(READ_LIMIT)
      .field({ resident: true, year: true, status: true, deadline: true, remindOn: true })
      .get()
  ).data as EnrolmentDocument[]
}

/** Moves the reminders of some enrolments on, except where they were changed since; how many were. */
async function moveReminders(
  db: Database,
  ids: readonly string[],
  from: { remindOn: CivilDay; deadline: CivilDay | null },
  to: CivilDay | null,
): Promise<number> {
  let moved = 0
  for (let at = 0; at < ids.length; at += IDS_AN_UPDATE) {
    const some = ids.slice(at, at + IDS_AN_UPDATE)
    const { stats } = await db
      .collection('enrolments')
      .where({ _id: db.command.in(some), ...from })
      .update({ data: { remindOn: to } })
    moved += stats.updated
  }
  return moved
}
