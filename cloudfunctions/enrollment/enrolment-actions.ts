import { action } from '../shared/call-envelope'
import type { CallContext } from '../shared/call-context'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { course } from './course'
import { enrollResident } from './enroll-resident'
import { openSeason } from './open-season'
import { tellFacts } from './tell-facts'

export const ENROLMENT_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['course', action(requests.course, course)],
  ['tellFacts', action(requests.tellFacts, tellFacts)],
  ['recordEvent', action(requests.recordEvent, enrollResident)],
  ['openSeason', action(requests.openSeason, openSeason)],
]
