import type { CallContext } from '../shared/call-context'
import type { Answers, Requests } from './contract'
import { removeBindingCode } from './records/binding-codes'
import { linksOfUser, removeLink } from './records/links'
import { removeMessagesOf } from './records/messages-of-user'
import { removeUser, selfOf } from './records/users'
import { followAsLinked } from './follow-resident'

/** What stays, and on what ground; `docs/decisions/0007-family-links.md`. */
const KEPT = [
  '参保登记、缴费和待遇的记录保留。这些不是凭您的账号存的，而是社会保险经办的法定记录：《中华人民共和国社会保险法》第七十四条要求经办机构及时、完整、准确地记录个人缴费和享受待遇的情况。您的医保待遇不受影响。',
  '谁在什么时候查过、改过什么的安全日志保留，到期清除。里面没有姓名、号码和电话，只有微信给的编号。',
  '家人照看您的关联没有动，因为那是家人账号里的。不想再让家人看到的，请到村（社区）经办人员处取消。',
  '《中华人民共和国个人信息保护法》第四十七条：法律、行政法规规定的保存期限没有届满的，除存储和必要的安全保护以外，停止其他处理。对保留的内容有疑问，请联系县医保经办机构。',
] as const

/**
 * Deletes the caller's account: bindings, links, consents, inbox, and last the user, so that a call that broke off is
 * finished by the next. The ledger stays.
 */
export async function deleteMe(_request: Requests['deleteMe'], context: CallContext): Promise<Answers['deleteMe']> {
  const { db, caller: { openid } } = context
  for (const link of await linksOfUser(db, openid)) {
    await removeLink(db, link._id)
    await followAsLinked(context, link.resident)
  }
  const self = await selfOf(db, openid)
  if (self !== null) await removeBindingCode(db, self)
  await removeMessagesOf(db, openid)
  await removeUser(db, openid)
  return { kept: [...KEPT] }
}
