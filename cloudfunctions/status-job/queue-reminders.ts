import type { CivilDay } from '../../rules'
import type { EnrolmentDocument } from '../enrollment/documents'
import type { OutboxDocument } from '../enrollment/message-documents'
import { isReminded, reminderAfter, reminderOn } from '../enrollment/reminder-days'
import { dueReminders, moveReminders, putIntoOutbox } from './records/outbox'
import { progressWatch } from './work'
import type { Phase } from './work'

/** Puts the reminders of coming deadlines into the outbox; each enrolment then waits for its next one. */
export const queueReminders: Phase = async (work) => {
  const watch = progressWatch()
  while (!work.outOfTime()) {
    const due = await dueReminders(work.db, work.day)
    if (due.length === 0) return true
    const rows = due.map(rowOf).filter((row) => row !== null)
    await putIntoOutbox(work.db, rows)
    let moved = 0
    for (const { ids, remindOn, deadline } of alike(due)) {
      moved += await moveReminders(work.db, ids, { remindOn, deadline }, deadline === null ? null : reminderAfter(deadline, remindOn, work.day))
    }
    watch(moved)
    await work.save({ told: work.night.told + rows.length })
  }
  return false
}

function rowOf({ _id, resident, year, status, deadline, remindOn }: EnrolmentDocument): OutboxDocument | null {
  if (deadline === null || remindOn === null || !isReminded(status)) return null
  const kind = reminderOn(deadline, remindOn)
  return kind === null ? null : { _id: `${_id}~${kind}~${remindOn}`, enrolment: _id, resident, year, kind, day: remindOn, about: deadline, state: 'waiting' }
}

interface Alike { remindOn: CivilDay; deadline: CivilDay | null; ids: string[] }

function alike(due: readonly EnrolmentDocument[]): Alike[] {
  const groups = new Map<string, Alike>()
  for (const { _id, remindOn, deadline } of due) {
    if (remindOn === null) continue
    const key = `${remindOn} ${deadline}`
    const group = groups.get(key) ?? { remindOn, deadline, ids: [] }
    group.ids.push(_id)
    groups.set(key, group)
  }
  return [...groups.values()]
}
