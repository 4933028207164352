import { civilDay, dayNumber } from '../../rules'
import type { CivilDay } from '../../rules'
import { isAskedFor, isReminded } from '../enrollment/reminder-days'
import type { InboxDocument, OutboxDocument } from '../enrollment/message-documents'
import type { StatusId } from '../enrollment/statuses'
import type { MessageTemplate } from '../shared/message-templates'
import { messageData, templateFor } from './push-message'
import { beginPush, consentedTo, consentId, endPush, followersOf, forgetConsent, itemsNotPushed, putIntoInbox, settleRows, standingNow, waitingRows } from './records/outbox'
import type { Phase, Work } from './work'

/**
 * Brings what waits in the outbox to whoever looks after the person: into the inbox always, as a message on WeChat to
 * those who have allowed one. Only in the night of today; nights made up for leave their rows to it.
 */
export const deliverMessages: Phase = async (work) => {
  if (work.day !== work.today) return true
  while (!work.outOfTime()) {
    const rows = await waitingRows(work.db)
    if (rows.length === 0) return true
    const statuses = await standingNow(work.db, rows.map(({ enrolment }) => enrolment))
    const useful = rows.filter((row) => isUseful(row, statuses.get(row.enrolment), work.today))
    const items = itemsFor(useful, await followersOf(work.db, useful.map(({ resident }) => resident)))
    await putIntoInbox(work.db, items)
    const pushed = await pushAll(work, items.filter(({ day }) => isFresh(day, work.today)))
    const ids = new Set(useful.map(({ _id }) => _id))
    await settleRows(work.db, [...ids], 'done')
    await settleRows(work.db, rows.map(({ _id }) => _id).filter((id) => !ids.has(id)), 'moot')
    await work.save({ delivered: work.night.delivered + items.length, pushed: work.night.pushed + pushed })
  }
  return false
}

/** A reminder after the deadline or the payment, or a status that has passed, would be wrong. */
function isUseful({ kind, about }: OutboxDocument, status: StatusId | undefined, today: CivilDay): boolean {
  if (status === undefined) return false
  if (kind === 'asked') return isAskedFor(status) && today <= about
  return kind === 'seven' || kind === 'one' ? isReminded(status) && today <= about : status === kind
}

/** Later than yesterday's comes into the inbox, but rings at nobody. */
const isFresh = (day: CivilDay, today: CivilDay): boolean => day >= civilDay(dayNumber(today)! - 1)

function itemsFor(rows: readonly OutboxDocument[], followers: ReadonlyMap<string, readonly string[]>): InboxDocument[] {
  return rows.flatMap(({ _id, enrolment, resident, year, kind, day, about }) => (followers.get(resident) ?? []).map((openid) =>
    ({ _id: `${_id}~${openid}`, openid, enrolment, resident, year, kind, day, about, read: false, pushed: 'no' as const })))
}

/** One after the other, as each takes a consent off. How many went out. */
async function pushAll(work: Work, items: readonly InboxDocument[]): Promise<number> {
  const untried = await untriedByTemplate(work, items)
  let sent = 0
  for (const { item, template } of untried) {
    if (await push(work, item, template) === 'sent') sent++
  }
  return sent
}

async function untriedByTemplate({ db, templates }: Work, items: readonly InboxDocument[]): Promise<{ item: InboxDocument; template: MessageTemplate }[]> {
  const withTemplate = items.flatMap((item) => {
    const template = templateFor(templates, item.kind)
    return template === null ? [] : [{ item, template }]
  })
  const allowed: typeof withTemplate = []
  for (const id of new Set(withTemplate.map(({ template }) => template.id))) {
    const here = withTemplate.filter(({ template }) => template.id === id)
    const consented = await consentedTo(db, id, here.map(({ item }) => item.openid))
    allowed.push(...here.filter(({ item }) => consented.has(item.openid)))
  }
  if (allowed.length === 0) return []
  const untried = await itemsNotPushed(db, allowed.map(({ item }) => item._id))
  return allowed.filter(({ item }) => untried.has(item._id))
}

/** At most once: it is marked before it is sent, and what is marked is not sent again. */
async function push({ db, push }: Work, item: InboxDocument, template: MessageTemplate): Promise<'sent' | 'not'> {
  const consent = consentId(item.openid, template.id)
  if (!await beginPush(db, item._id, consent)) return 'not'
  const outcome = await push(item.openid, template, messageData(template, item))
  if (outcome === 'refused') await forgetConsent(db, consent)
  await endPush(db, item._id, outcome)
  return outcome === 'sent' ? 'sent' : 'not'
}
