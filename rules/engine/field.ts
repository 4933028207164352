import type { Open } from '../language/clause'
import type { AnswerField } from '../language/words'
import type { Outcome } from './outcome'

/** How sure one field of the answer is. */
export type Field =
  | { is: 'known'; value: unknown }
  | {
      is: 'open'
      reading: unknown
      why: string
      cite: string | null
      quote: string | null
      alternatives: readonly unknown[] | null
    }
  | { is: 'notTold'; missing: number }

export type Fields = Partial<Record<AnswerField, Field>>

export const known = (value: unknown): Field => ({ is: 'known', value })
export const unknownFact = (missing: number): Field => ({ is: 'notTold', missing })

/** What an open clause says, with its reading and alternatives put as values of the field. */
export function openField<V>(
  outcome: { open: Open<V>; clause: { cite: string | null; quote: string | null } | null },
  toValue: (v: V) => unknown,
): Field {
  const { open, clause } = outcome
  return {
    is: 'open',
    why: open.why,
    cite: clause?.cite ?? null,
    quote: clause?.quote ?? null,
    reading: open.reading === null ? undefined : toValue(open.reading),
    alternatives: open.alternatives?.map(toValue) ?? null,
  }
}

/** Undefined where no clause speaks and no fact is missing. */
export function fieldOf<V>(outcome: Outcome<V>, toValue: (v: V) => unknown): Field | undefined {
  if (outcome.open) return openField({ open: outcome.open, clause: outcome.clause }, toValue)
  if (outcome.value !== undefined) return known(toValue(outcome.value))
  return outcome.missing ? unknownFact(outcome.missing) : undefined
}

/** No clause says anything, and no fact is missing: a hole in the file is said, not passed over. */
export const SILENT: Field = {
  is: 'open',
  reading: undefined,
  why: '通知没有写这种情况',
  cite: null,
  quote: null,
  alternatives: null,
}

/** The value a field stands at: what is known, or the reading taken. */
export function decisionState(field: Field | undefined): unknown {
  return field?.is === 'known' ? field.value : field?.is === 'open' ? field.reading : undefined
}

/** Values of fields are plain: texts, numbers, lists of named amounts. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b))
