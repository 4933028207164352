import type * as z from 'zod/mini'
import { wasAsked } from './allowed'
import { isOwnOnly } from './permissions'
import type { Permission } from './permissions'
import { checkedRequest } from '../../platform/calls'
import type { CallContext, Contract, DefinedAction } from '../../platform/calls'

/** Rows of the table of permissions; `open`: everybody may ask, and learns nothing about anybody. */
type Rows = Permission | readonly Permission[] | 'open'

interface UseCase<Asked, Answer> {
  /** What `run` asks before it answers; of several rows the one that fits the request. */
  permission: Rows
  run(request: Asked, context: CallContext): Promise<Answer>
}

/**
 * One thing that can be asked, declared once: its contract says the shapes, the use case the rest. The request is checked
 * before `run` sees it; what it answers is checked by the compiler and, with CANBAO_CHECK_ANSWERS, against the contract.
 * Nothing is answered before the action's row of the permissions was asked, unless the row admits nobody but whom the
 * answer belongs to.
 * @throws Error of an action that answers without having asked
 */
export function defineAction<const Of extends Contract, const Name extends keyof Of & string>(
  contract: Of,
  name: Name,
  { permission, run: answerOf }: UseCase<z.output<Of[Name]['request']>, z.input<Of[Name]['answer']>>,
): DefinedAction<Name, Of[Name]['request'], Of[Name]['answer'], CallContext> {
  const { request, answer } = contract[name]!
  const rows = typeof permission === 'string' ? [permission] : permission
  const run = async (asked: z.output<Of[Name]['request']>, context: CallContext) => {
    const answered = await answerOf(asked, context)
    if (!rows.some((row) => row === 'open' || isOwnOnly(row) || wasAsked(context, row))) {
      throw new Error(`${name} answered without asking whether it may`)
    }
    if (process.env.CANBAO_CHECK_ANSWERS !== undefined) answer.parse(answered)
    return answered
  }
  return {
    name,
    request,
    permission: rows.join(' '),
    run,
    answer: async (data, context) => run(checkedRequest<Of[Name]['request']>(request, data), context),
  }
}
