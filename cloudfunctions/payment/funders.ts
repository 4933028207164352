import { sealing } from '../shared/sealing'

/** Enough that no two funders of a policy share one. */
const CODE_LENGTH = 12

/**
 * A funder as the ledger names it. Its entries name enrolments, and who pays the subsidy of one tells what the person
 * is; so the name is there as a keyed digest, which reports make again from the names in the policy.
 */
export function funderCode(funder: string): string {
  return sealing().blindIndex(funder, 'funder').slice(0, CODE_LENGTH)
}
