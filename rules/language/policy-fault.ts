/**
 * Stable codes of what a policy file may have wrong. Tools branch on the code, authors read the message.
 * Meanings stand in `docs/policy-language.md`.
 */
export const POLICY_FAULT_CODES = [
  // Shape: what the text itself shows.
  'YAML_SYNTAX',
  'DUPLICATE_KEY',
  'QUOTE_CUT',
  'FULL_WIDTH_COLON',
  'UNKNOWN_KEY',
  'MISPLACED_KEY',
  'MISSING_KEY',
  'BAD_VALUE',
  'ONE_ANSWER',
  'SOURCE_MISSING',
  'EMPTY_CONDITION',
  'SAID_TWICE',
  'QUOTED_UNSEEN',
  'UNKNOWN_DOCUMENT',
  'UNFIT_LAYER',
  'FILE_NAME',
  // Coherence: words and decisions that do not fit together.
  'ALIAS_CLAIMED',
  'DUPLICATE_ID',
  'NO_LAST_CLAUSE',
  'CLAUSE_NEVER_REACHED',
  'PERIOD_OPEN',
  'UNKNOWN_WORD',
  'WORD_NEVER_TOLD',
  'OPTION_UNUSED',
  'UNKNOWN_FACT',
  'UNKNOWN_FIELD',
  'TIER_CELL_MISSING',
  'DECIDED_LATER',
  'RANGE_REVERSED',
  'BOUNDS_CROSSED',
  'BOUND_MISSING',
  'SAME_DAY_COMPARED',
  'LENGTH_TOO_LONG',
  'READING_REPEATED',
  'UNITS_MIXED',
  'FLOOR_UNDER_FIXED',
  'LAPSE_UNSAID',
  'TARGETS_SUM',
  'ROSTER_WORD',
  'DUTY_DESK',
  'NO_FIXED_DAY',
  // Likelihood: what the language allows and the year or the place makes unlikely.
  'NOT_LOOKED_AT',
  'PERIOD_OF_OTHER_YEAR',
  'PERIOD_TOO_LONG',
  'DAY_OF_OTHER_YEAR',
  'START_OUTSIDE_PERIOD',
  'WINDOW_AFTER_PERIOD',
  'FEE_UNLIKELY',
  'FEE_UNLIKE_LAST_YEAR',
  'SUBSIDY_ABOVE_FEE',
  'AMOUNT_UNLIKELY',
  'PERCENT_AS_SHARE',
  'CLAUSES_OVERLAP',
  // People: somebody was found whom the file serves badly.
  'HOLE',
  'DEAD_CLAUSE',
  'START_BEFORE_PERIOD',
] as const
export type PolicyFaultCode = (typeof POLICY_FAULT_CODES)[number]

export type FaultPath = readonly (string | number)[]

/** A fault by its place in the data; the text's place is found from it. */
export interface PlacedFault {
  code: PolicyFaultCode
  path: FaultPath
  /** Whether the caret stands under the key or under what is written behind it (default). */
  at?: 'key' | 'value'
  /** One plain Chinese sentence: what is wrong. */
  message: string
  /** What may stand here, in Chinese. */
  allowed?: string
  /** What was probably meant. */
  suggestion?: string | null
  /** A person on whom it shows, in Chinese. */
  example?: string
  /** `warning`: worth a look, and no reason to leave the place out. */
  severity?: 'fault' | 'warning'
}

/** A fault where it stands in the text. */
export interface PolicyFault {
  file: string
  /** Both from 1; `column` in characters. */
  line: number
  column: number
  path: string
  code: PolicyFaultCode
  severity: 'fault' | 'warning'
  message: string
  allowed: string | null
  suggestion: string | null
  example: string | null
  /** The line of the text, and a second one with carets under the place. */
  excerpt: readonly [string, string]
}

/** One line, as tools read it: file, line, column, code, message. */
export function faultLine({ file, line, column, code, message, suggestion }: PolicyFault): string {
  return `${file}:${line}:${column}: ${code} ${message}${suggestion ? `是不是“${suggestion}”？` : ''}`
}

/** As people read it: the place, the text under a caret, what is wrong, what may stand there, on whom it shows. */
export function faultText(fault: PolicyFault): string {
  const { file, line, column, code, severity, message, allowed, suggestion, example, excerpt } = fault
  const margin = String(line)
  return [
    `${file}:${line}:${column}  ${severity === 'fault' ? '错误' : '提醒'} ${code}`,
    `  ${margin} | ${excerpt[0]}`,
    `  ${' '.repeat(margin.length)} | ${excerpt[1]}`,
    `  ${message}`,
    ...(suggestion ? [`  是不是要写：${suggestion}`] : []),
    ...(allowed ? [`  这里可以写：${allowed}`] : []),
    ...(example ? [`  比如：${example}`] : []),
  ].join('\n')
}
