import type { Permission } from '../access'

/**
 * A deed that one person alone may not do. Adding one: its row here, and for one that goes through a proposal the
 * `defineProposable` of the module that does it, named in `county/index.ts` (without it nothing compiles).
 */
interface DeedRow {
  /** As people call it. */
  name: string
  /** Rows of the permissions: who may propose it, and who may be the second person. */
  proposes: Permission
  confirms: Permission
  /** The action that the audit has for it, where that is not the row of who proposes. */
  audited?: Permission
  /**
   * `proposal`: proposed and confirmed in this room. `ownSteps`: by steps of its own, which ask
   * `requireSecondPerson`.
   */
  through: 'proposal' | 'ownSteps'
}

/** What needs a second person, who was in office before and whom the first did not appoint (record 0023). */
export const DEEDS = {
  /** A payment of a day that lies further back than a clerk's word is taken for. */
  backdatePayment: {
    name: '补记早些天的缴费',
    proposes: 'recordPayment',
    confirms: 'recordPayment',
    through: 'proposal',
  },
  voidPayment: { name: '补记的缴费作废', proposes: 'voidPayment', confirms: 'voidPayment', through: 'proposal' },
  /** But a clerk's own cash of the same day, which is still in their hands: `undoCash`. */
  voidCash: {
    name: '村里收款作废',
    proposes: 'proposeVoidCash',
    confirms: 'confirmVoidCash',
    audited: 'voidCash',
    through: 'proposal',
  },
  /** Of the county, or of a township, who can be a second person too. */
  appointOfficer: { name: '任命县、乡镇经办人员', proposes: 'appoint', confirms: 'appoint', through: 'proposal' },
  extendOfficer: { name: '县、乡镇经办人员改期', proposes: 'appoint', confirms: 'appoint', through: 'proposal' },
  /** Money that returns: asked for by anybody, agreed by two. */
  refund: { name: '同意退费', proposes: 'decideRefund', confirms: 'decideRefund', through: 'ownSteps' },
  returnUnmatched: { name: '未匹配收款退回', proposes: 'settleOddity', confirms: 'settleOddity', through: 'ownSteps' },
  returnByTaxOffice: {
    name: '税务文件里的钱退还或作废',
    proposes: 'settleTaxRow',
    confirms: 'settleTaxRow',
    through: 'ownSteps',
  },
  /** A county's year: signed by one, published with the second signature. */
  publishPolicy: { name: '发布政策', proposes: 'signPolicy', confirms: 'signPolicy', through: 'ownSteps' },
  takePolicyBack: { name: '撤回政策', proposes: 'signPolicy', confirms: 'signPolicy', through: 'ownSteps' },
} as const satisfies Record<string, DeedRow>

/** Under which action a deed that was done stands in the audit. */
export function auditedAs(deed: GuardedId): Permission {
  const row: DeedRow = DEEDS[deed]
  return row.audited ?? row.proposes
}

export type GuardedId = keyof typeof DEEDS
/** Those that are proposed here. */
export type ProposedAction = {
  [Deed in GuardedId]: (typeof DEEDS)[Deed]['through'] extends 'proposal' ? Deed : never
}[GuardedId]

export const PROPOSED_DEEDS = (Object.keys(DEEDS) as GuardedId[]).filter(
  (deed): deed is ProposedAction => DEEDS[deed].through === 'proposal',
)
