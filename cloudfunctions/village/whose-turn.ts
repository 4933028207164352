import { STATUS_IDS } from '../enrollment/statuses'
import type { StatusId } from '../enrollment/statuses'

/**
 * What a village counts somebody as. `settled`: enrolled, whether or not something was owed. `open`: to pay or to
 * register. `unsure`: what they owe is not settled. `out`: not to be enrolled here this year.
 */
export type Turn = 'settled' | 'open' | 'unsure' | 'out'

const TURNS: Readonly<Record<StatusId, Turn>> = {
  registrationNeeded: 'open', ownPartPending: 'open', notYetOpen: 'open', due: 'open', exempt: 'open', overdue: 'open', suspended: 'open',
  paid: 'settled', waiting: 'settled', covered: 'settled', ended: 'settled', paidUnsettled: 'settled',
  undetermined: 'unsure',
  withdrawn: 'out', refunded: 'out', employee: 'out', outside: 'out',
}

export const turnOf = (status: StatusId): Turn => TURNS[status]
export const statusesOf = (turn: Turn): readonly StatusId[] => STATUS_IDS.filter((status) => TURNS[status] === turn)

/** The fee of the assessment is theirs: owed or paid. */
export const isTheirFee = (status: StatusId): boolean => TURNS[status] === 'settled' || TURNS[status] === 'open'
