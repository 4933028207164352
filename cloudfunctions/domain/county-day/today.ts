import type { Matter } from './contract'
import { countyDayContract, MATTERS } from './contract'
import { behindOf, peopleListsOf, mattersOf } from './plan-day'
import { defineAction, requirePermission } from '../access'
import { readVillageCounts } from '../enrolments'
import { villagesOfRegion } from '../people'
import type { CallContext } from '../../platform/calls'

interface CountyYear {
  region: string
  year: number
}

/** How much of each matter waits in a place: each asked of the module whose it is. */
export type Counting = Readonly<Record<Matter, (context: CallContext, at: CountyYear) => Promise<number>>>

/** What is to be done in the county now. @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR */
export const countyToday = (counting: Counting) =>
  defineAction(countyDayContract, 'countyToday', {
    permission: 'countyDay',
    async run({ region, year }, context) {
      await requirePermission(context, 'countyDay', { id: region, region })
      const { db, today } = context
      const counts = Object.fromEntries(
        await Promise.all(
          MATTERS.map(async (matter) => [matter, await counting[matter](context, { region, year })] as const),
        ),
      ) as Record<Matter, number>
      const lines = await readVillageCounts(db, region, year)
      const names = new Map(
        (await villagesOfRegion(db, region)).map(({ _id, township, name }) => [_id, `${township}${name}`]),
      )
      return {
        day: today,
        matters: mattersOf(counts),
        lists: peopleListsOf(lines, year, today),
        behind: behindOf(lines, names),
      }
    },
  })
