import type { InboxDocument } from '../messages'
import { addConsent, itemsBefore, markRead, messageTemplates, messageWords, ownItem, unreadOf } from '../messages'
import { residentsOf, stillFollowed } from '../people'
import type { Answers } from './contract'
import { Refusal } from '../../platform/base'
import { inTransaction, runIdempotent } from '../../platform/database'
import { familyContract } from './contract'
import { defineAction } from '../access'

const ITEMS_A_PAGE = 20

/**
 * What the caller was told, newest first, a page at a time. Of someone whom they no longer look after nothing is shown.
 * @throws Refusal MESSAGE_NOT_FOUND when `before` is no item of theirs
 */
export const inbox = /* @__PURE__ */ defineAction(familyContract, 'inbox', {
  permission: 'inbox',
  async run({ before }, { db, caller: { openid } }) {
    const last = before === null ? null : await ownItem(db, openid, before)
    if (before !== null && last === null) {
      throw new Refusal({
        code: 'MESSAGE_NOT_FOUND',
        message: '没有找到接着往下看的那条消息。请下拉刷新后再试。',
        path: 'before',
      })
    }
    const found = await itemsBefore(db, openid, last, ITEMS_A_PAGE + 1)
    const page = found.slice(0, ITEMS_A_PAGE)
    const followed = await stillFollowed(
      db,
      openid,
      page.map(({ resident }) => resident),
    )
    const names = new Map((await residentsOf(db, [...followed])).map(({ id, name }) => [id, name]))
    return {
      items: page.flatMap((item) => (names.has(item.resident) ? inWords(item, names.get(item.resident)!) : [])),
      more: found.length > ITEMS_A_PAGE,
    }
  },
})

function inWords(
  { _id: id, day, kind, year, about, enrolment, read }: InboxDocument,
  name: string,
): Answers['inbox']['items'][number][] {
  const words = messageWords(kind, { year, about })
  return words === null ? [] : [{ id, day, title: words.title, text: `${name}：${words.text}`, enrolment, read }]
}

/** Marks messages as read, and says how many are left. */
export const readInbox = /* @__PURE__ */ defineAction(familyContract, 'readInbox', {
  permission: 'readInbox',
  async run({ items }, { db, caller: { openid } }) {
    await markRead(db, openid, items)
    return { unread: await unreadOf(db, openid) }
  },
})

/**
 * Keeps the ledger of messages that the caller has allowed: WeChat tells nobody how many are left. Each template that
 * was accepted is one message more; the same operation again is none.
 * @throws Refusal UNKNOWN_TEMPLATE
 */
export const recordConsents = /* @__PURE__ */ defineAction(familyContract, 'recordConsents', {
  permission: 'recordConsents',
  async run({ operation, answers }, { db, caller: { openid }, now, asked }) {
    const accepted = Object.entries(answers)
      .filter(([, answer]) => answer === 'accept')
      .map(([template]) => template)
    requireKnown(Object.keys(answers))
    const deed = { openid, operation, action: 'recordConsents', at: now, asked }
    const recorded = await inTransaction(db, (transaction) =>
      runIdempotent(transaction, deed, async () => {
        for (const template of accepted) await addConsent(transaction, openid, template)
        return String(accepted.length)
      }),
    )
    return { recorded: Number(recorded) }
  },
})

function requireKnown(templates: readonly string[]): void {
  const known = new Set(Object.values(messageTemplates()).map(({ id }) => id))
  const unknown = templates.find((template) => !known.has(template))
  if (unknown === undefined) return
  throw new Refusal({
    code: 'UNKNOWN_TEMPLATE',
    message: '这个消息模板不是本小程序在用的，没有记下。请更新小程序后再试。',
    path: 'answers',
    found: unknown.slice(0, 60),
  })
}
