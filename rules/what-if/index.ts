/**
 * A door of the rules for functions and commands only: a whole county decided anew. Pure, as all of the rules;
 * phones do not carry it.
 */
export { PolicyComparison } from './changes'
export type { PolicyChange, Compared, Comparison, CountedPair, FieldChange, Money } from './changes'
export { COMPARISON_COLUMNS, changeInWords, comparisonRows, comparisonSummary } from './words'
export { movedDay, PeopleColumns } from './columns'
export { Decider } from './decided'
export { NO_BENEFITS, NOT_SETTLED } from './ask'
export type { Standing } from './ask'
