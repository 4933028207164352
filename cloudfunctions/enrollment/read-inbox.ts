import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import type { Answers, Requests } from './contract'
import type { InboxDocument } from './message-documents'
import { messageWords } from './message-words'
import { itemsBefore, markRead, ownItem, stillFollowed } from './records/inbox'
import { unreadOf } from './records/messages-of-user'
import { residentsOf } from './records/residents'

const ITEMS_A_PAGE = 20

/**
 * What the caller was told, newest first, a page at a time. Of someone whom they no longer look after nothing is shown.
 * @throws Refusal MESSAGE_NOT_FOUND when `before` is no item of theirs
 */
export async function inbox({ before }: Requests['inbox'], { db, caller: { openid } }: CallContext): Promise<Answers['inbox']> {
  const last = before === null ? null : await ownItem(db, openid, before)
  if (before !== null && last === null) {
    throw new Refusal({ code: 'MESSAGE_NOT_FOUND', message: '没有找到接着往下看的那条消息。请下拉刷新后再试。', path: 'before' })
  }
  const found = await itemsBefore(db, openid, last, ITEMS_A_PAGE + 1)
  const page = found.slice(0, ITEMS_A_PAGE)
  const followed = await stillFollowed(db, openid, page.map(({ resident }) => resident))
  const names = new Map((await residentsOf(db, [...followed])).map(({ id, name }) => [id, name]))
  return {
    items: page.flatMap((item) => (names.has(item.resident) ? inWords(item, names.get(item.resident)!) : [])),
    more: found.length > ITEMS_A_PAGE,
  }
}

function inWords({ _id: id, day, kind, year, about, enrolment, read }: InboxDocument, name: string): Answers['inbox']['items'][number][] {
  const words = messageWords(kind, { year, about })
  return words === null ? [] : [{ id, day, title: words.title, text: `${name}：${words.text}`, enrolment, read }]
}

/** Marks messages as read, and says how many are left. */
export async function readInbox({ items }: Requests['readInbox'], { db, caller: { openid } }: CallContext): Promise<Answers['readInbox']> {
  await markRead(db, openid, items)
  return { unread: await unreadOf(db, openid) }
}
