/** Stable codes of what the rules refuse. Programs branch on the code, people read the message. */
export const RULES_ERROR_CODES = [
  'UNKNOWN_REGION',
  'UNKNOWN_YEAR',
  'UNKNOWN_FACT',
  'UNKNOWN_VALUE',
  'UNKNOWN_CATEGORY',
  'BAD_TYPE',
  'BAD_DAY',
  'BIRTH_IN_FUTURE',
  'CONTRADICTION',
  'DAY_OUT_OF_RANGE',
  'TOO_MANY',
  'TOO_LARGE',
  'BAD_CASE',
  'WRONG_KIND',
  'HOLIDAYS_UNKNOWN',
] as const
export type RulesErrorCode = (typeof RULES_ERROR_CODES)[number]

/** Input that the rules cannot take: what was found, where, and (in the message) what to do. */
export class RulesError extends Error {
  constructor(
    readonly code: RulesErrorCode,
    message: string,
    /** Where in the input, e.g. `person.birthDate`. */
    readonly path: string,
    readonly found?: unknown,
  ) {
    super(message)
    this.name = 'RulesError'
  }
}

/** What was found, short enough to show. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
