import { clerkContract } from '../domain/clerk/contract'
import { dutiesContract } from '../domain/duties/contract'
import { clerkDayContract } from '../domain/cash/contract-day'
import { householdsContract } from '../domain/clerk/contract-households'
import { disclosuresContract } from '../domain/duties/contract-disclosures'
import { handInsContract } from '../domain/duties/contract-hand-ins'
import type { AnswersOf, RequestsOf } from '../platform/calls'
export type { CallAnswer, CallError } from '../platform/base'

/** What the function may be asked and what it answers; the phone takes its types from here. */
export const contract = {
  ...clerkContract,
  ...dutiesContract,
  ...clerkDayContract,
  ...householdsContract,
  ...disclosuresContract,
  ...handInsContract,
}

export type Requests = RequestsOf<typeof contract>
export type Answers = AnswersOf<typeof contract>
