import type { EnrolmentDocument, StatusId } from '../enrolments'
import { isAskedFor, isReminded, STATUS_NAMES } from '../enrolments'
import type { Phase, PushMessage, Work } from './night-state'
import type { MessageKind } from '../enrolments'
import type {
  InboxDocument,
  MessagePart,
  MessageTemplate,
  MessageTemplates,
  MessageUse,
  OutboxDocument,
} from '../messages'
import {
  beginPush,
  consentedTo,
  consentId,
  endPush,
  forgetConsent,
  itemsNotPushed,
  messageWords,
  putIntoInbox,
  ROWS_A_BATCH,
  closeOutboxRows,
  waitingRows,
} from '../messages'
import { followersOf } from '../people'
import { openCloud } from '../../platform/base'
import { isKeyOf } from '../../platform/calls'
import type { Database } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, dayInWords } from '../../../rules'

/**
 * Brings what waits in the outbox to whoever looks after the person: into the inbox always, as a message on WeChat to
 * those who have allowed one. Only in the night of today; nights made up for leave their rows to it.
 */
export const deliverMessages: Phase = async (work) => {
  if (work.day !== work.today) return true
  while (!work.outOfTime()) {
    const rows = await waitingRows(work.db)
    if (rows.length === 0) return true
    const statuses = await statusNow(
      work.db,
      rows.map(({ enrolment }) => enrolment),
    )
    const useful = rows.filter((row) => isUseful(row, statuses.get(row.enrolment), work.today))
    const items = itemsFor(
      useful,
      await followersOf(
        work.db,
        useful.map(({ resident }) => resident),
      ),
    )
    await putIntoInbox(work.db, items)
    const pushed = await pushAll(
      work,
      items.filter(({ day }) => isFresh(day, work.today)),
    )
    const ids = new Set(useful.map(({ _id }) => _id))
    await closeOutboxRows(work.db, [...ids], 'done')
    await closeOutboxRows(
      work.db,
      rows.map(({ _id }) => _id).filter((id) => !ids.has(id)),
      'moot',
    )
    await work.save({ delivered: work.night.delivered + items.length, pushed: work.night.pushed + pushed })
  }
  return false
}

/** A reminder after the deadline or the payment, or a status that has passed, would be wrong. */
function isUseful({ kind, about }: OutboxDocument, status: StatusId | undefined, today: CivilDay): boolean {
  if (status === undefined) return false
  if (kind === 'policy' || kind === 'otherScheme') return true
  if (kind === 'asked') return isAskedFor(status) && today <= about
  return isReminder(kind) ? isReminded(status) && today <= about : status === kind
}

/** Later than yesterday's comes into the inbox, but rings at nobody. */
const isFresh = (day: CivilDay, today: CivilDay): boolean => day >= civilDay(dayNumber(today)! - 1)

function itemsFor(rows: readonly OutboxDocument[], followers: ReadonlyMap<string, readonly string[]>): InboxDocument[] {
  return rows.flatMap(({ _id, enrolment, resident, year, kind, day, about }) =>
    (followers.get(resident) ?? []).map((openid) => ({
      _id: `${_id}~${openid}`,
      openid,
      enrolment,
      resident,
      year,
      kind,
      day,
      about,
      read: false,
      pushed: 'no' as const,
    })),
  )
}

/** One after the other, as each takes a consent off. How many went out. */
async function pushAll(work: Work, items: readonly InboxDocument[]): Promise<number> {
  const untried = await untriedByTemplate(work, items)
  let sent = 0
  for (const { item, template } of untried) {
    try {
      if ((await push(work, item, template)) === 'sent') sent++
    } catch (error) {
      // It lies in the inbox; that it rang at nobody stops no other's.
      work.leaveOut(error)
    }
  }
  return sent
}

async function untriedByTemplate(
  { db, templates }: Work,
  items: readonly InboxDocument[],
): Promise<{ item: InboxDocument; template: MessageTemplate }[]> {
  const withTemplate = items.flatMap((item) => {
    const template = templateFor(templates, item.kind)
    return template === null ? [] : [{ item, template }]
  })
  const allowed: typeof withTemplate = []
  for (const id of new Set(withTemplate.map(({ template }) => template.id))) {
    const here = withTemplate.filter(({ template }) => template.id === id)
    const consented = await consentedTo(
      db,
      id,
      here.map(({ item }) => item.openid),
    )
    allowed.push(...here.filter(({ item }) => consented.has(item.openid)))
  }
  if (allowed.length === 0) return []
  const untried = await itemsNotPushed(
    db,
    allowed.map(({ item }) => item._id),
  )
  return allowed.filter(({ item }) => untried.has(item._id))
}

/** At most once: it is marked before it is sent, and what is marked is not sent again. */
async function push({ db, push }: Work, item: InboxDocument, template: MessageTemplate): Promise<'sent' | 'not'> {
  const consent = consentId(item.openid, template.id)
  if (!(await beginPush(db, item._id, consent))) return 'not'
  const outcome = await push(item.openid, template, messageData(template, item))
  if (outcome === 'refused') await forgetConsent(db, consent)
  await endPush(db, item._id, outcome)
  return outcome === 'sent' ? 'sent' : 'not'
}

/** WeChat, subscribeMessage.send: 用户拒绝接受消息, or used up. */
const REFUSED = 43101

interface OpenApi {
  subscribeMessage: { send(message: object): Promise<unknown> }
}

export const pushByWechat: PushMessage = async (touser, { id, page }, data) => {
  const openapi = (await openCloud()).openapi as unknown as OpenApi
  try {
    await openapi.subscribeMessage.send({ touser, templateId: id, page, data })
    return 'sent'
  } catch (error) {
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'errCode') : undefined
    return Number(code) === REFUSED ? 'refused' : 'failed'
  }
}

const REMINDERS = [
  'seven',
  'one',
  'confirmInFourteen',
  'confirmInThree',
  'asked',
] as const satisfies readonly MessageKind[]
type Reminder = (typeof REMINDERS)[number]
const isReminder = (kind: MessageKind): kind is Reminder => (REMINDERS as readonly MessageKind[]).includes(kind)
const useOf = (kind: MessageKind): MessageUse => (isReminder(kind) ? 'reminder' : 'change')

/** The template for a kind of message; null = the deployment has none for it. */
function templateFor(templates: MessageTemplates, kind: MessageKind): MessageTemplate | null {
  return templates[useOf(kind)] ?? null
}

/** WeChat takes a status as a phrase of five characters at most. */
const PHRASE_LENGTH_MAX = 5
const OWES = '待缴费'

/** Of messages that are about no status, in its place. */
const NOT_A_STATUS = { policy: '政策有变化', otherScheme: '请核对' } as const

/** The values of a message. No name and no number: it lies in WeChat's hands and on a locked screen. */
function messageData(
  { values }: MessageTemplate,
  { kind, year, about }: InboxDocument,
): Record<string, { value: string }> {
  const name = isReminder(kind)
    ? OWES
    : isKeyOf(NOT_A_STATUS, kind)
      ? NOT_A_STATUS[kind]
      : STATUS_NAMES[kind]
  const parts: Record<MessagePart, string> = {
    what: `${year}年度城乡居民医保`,
    day: dayInWords(about),
    status: name.length > PHRASE_LENGTH_MAX ? OWES : name,
    about: messageWords(kind, { year, about })?.title ?? name,
  }
  return Object.fromEntries(Object.entries(values).map(([key, part]) => [key, { value: parts[part] }]))
}

/** Where the enrolments of rows stand now, by id. */
async function statusNow(db: Database, ids: readonly string[]): Promise<Map<string, EnrolmentDocument['status']>> {
  const { data } = await db
    .collection('enrolments')
    .where({ _id: db.command.in([...new Set(ids)]) })
    .limit(ROWS_A_BATCH)
    .field({ status: true })
    .get()
  return new Map((data as EnrolmentDocument[]).map(({ _id, status }) => [_id, status]))
}
