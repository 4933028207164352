import * as z from 'zod/mini'
import { PROPOSED_DEEDS } from './deeds'
import { proposalMachine } from './proposal-machine'
import type { Contract } from '../../platform/calls'
import {
  civilDay,
  count,
  dayOrNone,
  identifier,
  listOf,
  operationId,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

const deed = z.enum(PROPOSED_DEEDS)
const because = typed(200)

const proposal = z.strictObject({
  proposal: identifier,
  deed,
  deedName: text,
  /** What is to be done; people masked. */
  words: text,
  because: text,
  /** Who proposed it, as the office calls them; null = it never said. */
  who: textOrNone,
  /** The caller proposed it. */
  own: z.boolean(),
  day: civilDay,
  /** The last day on which it can be confirmed. */
  expiresOn: civilDay,
  state: z.enum(proposalMachine.stateIds),
  stateName: text,
  /** Who confirmed or declined it, when, and why not. */
  decidedBy: textOrNone,
  decidedOn: dayOrNone,
  decidedBecause: textOrNone,
  /** The caller may confirm it; else why not. */
  mayConfirm: z.boolean(),
  whyNot: textOrNone,
  /** What who proposed it is told now that it is done, as the code of an invitation; to nobody else. */
  told: textOrNone,
})

/** Deeds that need a second person: one proposes, another confirms, and with that it is done. */
export const approvalsContract = {
  /** `request`: what the deed's own action takes, without its operation. Refused as the deed would be. */
  propose: {
    request: z.strictObject({ operation: operationId, deed, request: z.unknown(), because }),
    answer: proposal,
  },
  /** Of a place, latest first, 50 a call; `waiting`: only those that somebody may still confirm. */
  proposals: {
    request: z.strictObject({ region: identifier, waiting: z.boolean(), after: z.nullable(text) }),
    answer: z.strictObject({
      proposals: listOf(proposal),
      next: textOrNone,
      /** Officers in office who could be a second person for the caller; 0 = somebody has to be appointed first. */
      others: z.int(),
    }),
  },
  /**
   * What each officer and clerk of a place did in some days, both included, at most 366: alone and by two, and what
   * stands
   * out. Refused TOO_MANY_LINES.
   */
  officerReport: {
    request: z.strictObject({ region: identifier, from: civilDay, to: civilDay }),
    answer: z.strictObject({
      from: civilDay,
      to: civilDay,
      people: listOf(
        z.strictObject({
          /** Their openid. */
          person: text,
          who: textOrNone,
          roleName: text,
          alone: count,
          byTwo: count,
          refused: count,
          kinds: listOf(z.strictObject({ action: text, actionName: text, alone: count, byTwo: count })),
          /** Sentences. */
          standsOut: listOf(text),
        }),
      ),
    }),
  },
  confirmProposal: { request: z.strictObject({ operation: operationId, proposal: identifier }), answer: proposal },
  declineProposal: {
    request: z.strictObject({ operation: operationId, proposal: identifier, because }),
    answer: proposal,
  },
  /** By who proposed it. */
  withdrawProposal: { request: z.strictObject({ operation: operationId, proposal: identifier }), answer: proposal },
} satisfies Contract
