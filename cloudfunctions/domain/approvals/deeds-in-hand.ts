import { DEEDS, PROPOSED_DEEDS } from './deeds'
import type { ProposedAction } from './deeds'
import type { ProposableAction } from './define-deed'
import type { Permission } from '../access'

/** What each proposed deed of the table is carried out by; of one that is missing the compiler tells. */
export type GuardedActions = { readonly [Id in ProposedAction]: ProposableAction<Id> }

const rowsOf = (side: 'proposes' | 'confirms'): readonly Permission[] => [
  ...new Set(PROPOSED_DEEDS.map((deed) => DEEDS[deed][side])),
]

/** Rows of the permissions of which the one that fits the deed is asked. */
export const PROPOSING = rowsOf('proposes')
/** Of who proposed it the same; and `proposals`, of a proposal that there is not. */
export const CONFIRMING: readonly Permission[] = [
  ...new Set([...rowsOf('confirms'), ...PROPOSING, 'proposals' as const]),
]
