import { approvalsContract } from './contract'
import { confirmProposal, declineProposal, withdrawProposal } from './decide'
import type { GuardedActions } from './deeds-in-hand'
import { propose } from './propose'
import { officerReport } from './report'
import { showProposals } from './show'
import { actionsOf } from '../../platform/calls'

export { defineProposable } from './define-deed'
export type { Carrying } from './define-deed'
export { claimEvidence, freeEvidence } from './evidence'
export { countProposals } from './show'
export { officersOf, requireAnySecond, requireSecondPerson, secondPersonNeeded } from './officers'

/** The room of proposals, with what carries each deed of the table out. */
export const approvalsActions = (deeds: GuardedActions) =>
  actionsOf(
    approvalsContract,
    propose(deeds),
    showProposals(deeds),
    confirmProposal(deeds),
    declineProposal(deeds),
    withdrawProposal(deeds),
    officerReport,
  )
