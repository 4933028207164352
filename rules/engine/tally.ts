import { civilDay, dayNumber } from '../calendar/civil-day'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay, Fen, WindowStatus } from '../language/words'
import { decide } from './decide'
import { onlyRegistrationMissing } from './/fields'
import { CaseState } from './moment'
import { readPerson } from './person'
import { rulebook } from './rulebook'

/** The figures of one person, as tallies of a whole county need them. */
export interface Figures {
  eligible: boolean | undefined
  payable: boolean | undefined
  /** fen */
  baseFee: Fen | undefined
  subsidy: Fen | undefined
  fee: Fen | undefined
  windowStatus: WindowStatus | undefined
  /** null = no benefits at all; undefined = left open without a reading, or not told. */
  benefitStart: CivilDay | null | undefined
}

/**
 * A policy made ready for many people: the values at which the answers stand, readings included, without reasons.
 * Same clauses, same order as `assess`; whoever shows a figure to a person uses that.
 */
export function tally(policy: Policy): (told: Facts, day: CivilDay) => Figures {
  const book = rulebook(policy)
  return (told, day) => {
    const m = new CaseState(readPerson(told, policy, book.vocabulary), dayNumber(day)!, false)
    const { eligible, base, subsidy, payable, window, startDay, neverCovered } = decide(book, m)
    const settled = subsidy.missing ? undefined : subsidy.amount
    const refused = payable.value === 'no' && !onlyRegistrationMissing({ payable })
    return {
      eligible: eligible.value === undefined ? undefined : eligible.value === 'yes',
      payable: payable.value === undefined ? undefined : payable.value === 'yes',
      baseFee: base,
      subsidy: settled,
      fee: base === undefined || settled === undefined ? undefined : base - settled,
      windowStatus: window.value,
      benefitStart: refused || neverCovered ? null : startDay === undefined ? undefined : civilDay(startDay),
    }
  }
}
