/** Rosters of subsidised people, appointments, audit and the quality of the ledger. */
export const requests = {}

export const answers = {}
