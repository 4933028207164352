import type { Policy } from '../language/policy'
import { identityIn, type NamedIdentity } from './person'
import { rulebook } from './rulebook'

/** What a notice calls the identity that a list or a clerk has put into words of their own. */
export function identityNamed(policy: Policy, words: string): NamedIdentity {
  return identityIn(rulebook(policy).vocabulary.identities, words)
}
