import type { CallContext } from '../shared/call-context'
import { messageTemplates } from '../shared/message-templates'
import { once } from '../shared/operations'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { addConsent } from './records/message-consents'

/**
 * Keeps the ledger of messages that the caller has allowed: WeChat tells nobody how many are left. Each template that was
 * accepted is one message more; the same operation again is none.
 * @throws Refusal UNKNOWN_TEMPLATE
 */
export async function recordConsents({ operation, answers }: Requests['recordConsents'], { db, caller: { openid }, now }: CallContext): Promise<Answers['recordConsents']> {
  const accepted = Object.entries(answers).filter(([, answer]) => answer === 'accept').map(([template]) => template)
  requireKnown(Object.keys(answers))
  const deed = { openid, operation, action: 'recordConsents', at: now }
  const recorded = await inTransaction(db, (transaction) => once(transaction, deed, async () => {
    for (const template of accepted) await addConsent(transaction, openid, template)
    return String(accepted.length)
  }))
  return { recorded: Number(recorded) }
}

function requireKnown(templates: readonly string[]): void {
  const known = new Set(Object.values(messageTemplates()).map(({ id }) => id))
  const unknown = templates.find((template) => !known.has(template))
  if (unknown === undefined) return
  throw new Refusal({ code: 'UNKNOWN_TEMPLATE', message: '这个消息模板不是本小程序在用的，没有记下。请更新小程序后再试。', path: 'answers', found: unknown.slice(0, 60) })
}
