import type { Condition } from './condition'

/** Clauses: a value, or what the notice leaves open, each with its source. */

/** A clause's source: always the clause's name and its sentence, to the letter. */
export interface Source {
  cite: string
  quote: string
}

/**
 * A source that may be another document than the policy's own. Of one that is not at hand in full the sentence is not
 * quoted but told: `quote` is null and `says` holds our own words.
 */
export interface Cited {
  cite: string
  quote: string | null
  says?: string
  /** The document it stands in, of `documents`; absent = the policy's own. */
  doc?: string
}

/** How a silence or a contradiction is written. No `alternatives` = nothing is known of other answers. */
export interface Open<V> {
  /** One plain Chinese sentence: what is open and why. */
  why: string
  /** The reading taken; null = the file takes none. */
  reading: V | null
  alternatives?: readonly V[]
}

/** A rule of a decision: it holds `when`, and then either gives a value or says that the notice leaves it open. */
export interface Clause<V> {
  id: string
  when?: Condition
  gives?: V
  open?: Open<V>
  cite: string | null
  quote: string | null
  /** The sentence in our own words, of a document that is not at hand in full. */
  says?: string
  /** The document it stands in, of `documents`; absent = the policy's own. */
  doc?: string
  /** The value follows from the text only by inference: why, in plain Chinese. */
  inferred?: string
  /** Of a contribution: what is inside it, said and not computed with. Fen. */
  includes?: readonly { name: string; yuan: number }[]
}

export interface Decision<V> {
  clauses: readonly Clause<V>[]
}
