import type { VillageDocument } from '../../cloudfunctions/domain/people'
import type { Loaded } from '../../devcloud/database/load'
import { policies, policyFor, type CivilDay } from '../../rules'
import { officeFor } from '../../rules/office'
import { castDocuments } from './cast-documents'
import { idNumbers } from './people'
import { placeDocuments } from './place-documents'
import { villagesOf } from './places'

const SHARE_SETTLED = 0.6

/**
 * The five places with their villages, people and enrolments as the season stands on `day`, and the cast among them.
 */
export function* makeDemoData(day: CivilDay): Generator<Loaded> {
  const villages = new Map<string, VillageDocument>()
  const numbers = idNumbers()
  for (const { region, year } of policies().filter(({ seen }) => seen === 'official')) {
    const policy = policyFor(region, year)
    const planned = villagesOf(policy, officeFor(region, year))
    for (const { village } of planned) villages.set(village._id, village)
    yield* placeDocuments(policy, planned, { day, settled: SHARE_SETTLED, turning: null }, numbers)
  }
  yield* castDocuments(day, villages)
}
