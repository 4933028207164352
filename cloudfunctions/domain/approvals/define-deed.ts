import type * as z from 'zod/mini'
import type { ProposedAction } from './deeds'
import { Refusal } from '../../platform/base'
import { checkedRequest } from '../../platform/calls'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** What a proposal is about, as its deed found it. */
interface About {
  region: string
  /** null = of the whole place: an officer of some villages cannot confirm it. */
  village: string | null
  /** Id for the audit, never a name or a number. */
  target: string
  /** What is to be done, in a sentence for who confirms; people masked. */
  words: string
}

/** Within which a deed is carried out. */
export interface Carrying {
  transaction: Transaction
  db: Database
  /** What the deed makes is named by it. */
  operation: string
  /** Who answers for the deed: who proposed it. */
  by: string
  /** Who confirmed it; null while it is only tried. */
  second: string | null
  /** Of the confirmation. */
  now: number
  today: CivilDay
}

interface Deed<Request> {
  /** Asks the permission, and says what it is about. @throws Refusal */
  about(request: Request, context: CallContext): Promise<About>
  /** The very deed; answers an id of what it made or changed. @throws Refusal */
  carryOut(request: Request, carrying: Carrying): Promise<string>
  /** What who proposed it is told once it is done, e.g. a code; null = nothing more. */
  told?(made: string, db: Database): Promise<string | null>
}

/** A deed as the room of proposals has it: with its request still unread. */
export type ProposableAction<Id extends ProposedAction> = Deed<unknown> & { readonly deed: Id }

/** A deed of the table, said by the module that does it. Its request is held against the shape each time. */
export function defineProposable<const Id extends ProposedAction, const Shape extends z.ZodMiniType>(
  deed: Id,
  shape: Shape,
  { about, carryOut, told }: Deed<z.output<Shape>>,
): ProposableAction<Id> {
  return {
    deed,
    about: async (request, context) => {
      const read = shape.safeParse(request)
      if (read.success) return about(read.data, context)
      throw new Refusal({
        code: 'PROPOSAL_UNREADABLE',
        path: 'request',
        message: '要办的内容没有填全或者填得不对，没有提请。请返回那一页，核对以后再提请。',
      })
    },
    carryOut: async (request, carrying) => carryOut(checkedRequest(shape, request), carrying),
    ...(told === undefined ? {} : { told }),
  }
}
