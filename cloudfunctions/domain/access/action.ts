import type * as z from 'zod/mini'
import { wasAsked } from './allowed'
import { limitCalls } from './call-limits'
import { isOwnOnly } from './permissions'
import type { Permission } from './permissions'
import { Refusal } from '../../platform/base'
import { checkedRequest } from '../../platform/calls'
import type { CallContext, Contract, DefinedAction } from '../../platform/calls'
import { claimOperation, giveOperationBack } from '../../platform/database'
import { sealing } from '../../platform/sealing'

/** Rows of the table of permissions; `open`: everybody may ask, and learns nothing about anybody. */
type Rows = Permission | readonly Permission[] | 'open'

interface UseCase<Asked, Answer> {
  /** What `run` asks before it answers; of several rows the one that fits the request. */
  permission: Rows
  run(request: Asked, context: CallContext): Promise<Answer>
  /** What of the request makes it the deed that it is, where not all of it does. */
  deedOf?(request: Asked): unknown
  /**
   * What it makes is named by the operation and holds the request's digest itself: two writes a call less in a rush.
   */
  keepsRequest?: true
}

/**
 * One thing that can be asked, declared once: its contract says the shapes, the use case the rest. The request is
 * checked before `run` sees it; what it answers is checked by the compiler and, with CANBAO_CHECK_ANSWERS, against the
 * contract. A request with an operation id is bound to it: the same id with another request is refused before `run`
 * sees it. Nothing is answered before the action's row of the permissions was asked, unless the row admits nobody but
 * whom the answer belongs to.
 * @throws Error of an action that answers without having asked
 */
export function defineAction<const Of extends Contract, const Name extends keyof Of & string>(
  contract: Of,
  name: Name,
  {
    permission,
    run: answerOf,
    deedOf = (asked) => asked,
    keepsRequest,
  }: UseCase<z.output<Of[Name]['request']>, z.input<Of[Name]['answer']>>,
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
    answer: async (data, context) => {
      await limitCalls(context, name)
      const asked = checkedRequest<Of[Name]['request']>(request, data)
      if (keepsRequest) return run(asked, context)
      return onceAsked(context, name, deedOf(asked), (bound) => run(asked, bound))
    },
  }
}

/**
 * Carries a request out under its operation id, if it has one. What was refused is not bound to it, so that it can be
 * put right; a fault of ours leaves it bound, as the deed may have been done.
 * @throws Refusal OPERATION_REUSED
 */
async function onceAsked<Answer>(
  context: CallContext,
  action: string,
  deed: unknown,
  answer: (bound: CallContext) => Promise<Answer>,
): Promise<Answer> {
  const { db, caller, operation, now: at } = context
  if (operation === null) return answer(context)
  const asked = sealing().blindIndex(inOneOrder(deed), 'asked')
  const claim = { openid: caller.openid, operation, action, at, asked }
  const isFirst = await claimOperation(db, claim)
  try {
    return await answer({ ...context, asked })
  } catch (error) {
    if (isFirst && error instanceof Refusal) await giveOperationBack(db, claim)
    throw error
  }
}

/** The same text for the same values, in whatever order their names were sent. */
const inOneOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
