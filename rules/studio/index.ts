/**
 * The third door of the rules: a place's year, written by an official. For cloud functions and commands only, as it
 * reads the files that authors write; phones do not carry it.
 */
export { explainRows, EXPLAIN_HEADINGS } from '../checker/explain-table'
export type { PolicyFault } from '../language/policy-fault'
export { beginYear, checkDraft } from './drafts'
export type { DraftCheck } from './drafts'
export type { PolicySourceText } from './sources'
export { BadYearValue, withYearValues, yearGroups } from './year-fields'
export type { YearField, YearGroup } from './year-fields'
export { fieldLabel } from './field-words'
export { sentencesUnused, suggestionsFrom } from './notice-words'
export { residentStep } from './resident'
export { FACT_NAMES } from '../language/facts'
export { readingWords } from './reading-words'
