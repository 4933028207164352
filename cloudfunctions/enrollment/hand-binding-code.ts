import { shanghaiDay } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { writeAudit } from '../shared/audit'
import { requireAllowed } from '../shared/permissions'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { bindingCodeOf, keepBindingCode } from './records/binding-codes'
import { residentTarget } from './resident-target'

/**
 * Makes the code with which a resident binds themself; whoever made one for whom is audited. Asked again with the same
 * operation, it is the same code.
 * @throws Refusal NOT_ALLOWED
 */
export async function handBindingCode({ operation, resident }: Requests['handBindingCode'], context: CallContext): Promise<Answers['handBindingCode']> {
  const { db, caller: { openid }, now, today } = context
  const target = await residentTarget(db, resident)
  await requireAllowed(context, 'handBindingCode', target)
  const until = await inTransaction(db, (transaction) => keepBindingCode(transaction, { resident, operation, by: openid, at: now }))
  await writeAudit(db, { _id: `code-${openid}-${operation}`, at: now, day: today, openid, action: 'handBindingCode', target: resident, region: target.region ?? null, outcome: 'done', why: 'BINDING_CODE' })
  return { code: bindingCodeOf(resident, operation), until: shanghaiDay(until) }
}
