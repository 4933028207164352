import type { VillageAccess } from '../access'
import { requireVillageAccess, defineAction } from '../access'
import { cashInHand, isClerksMatter, conflictsIn } from '../cash'
import type { PeopleCounts } from '../clerk'
import { countHouseholds, countPeople, flawedIn } from '../clerk'
import type { DutyCard } from './duties'
import { dutyEvidence, dutyCards, milestonesHere, targetHere } from './duties'
import type { Task } from './tasks'
import { lastSerial, receiptNumber } from '../payments'
import type { CallContext } from '../../platform/calls'
import type { Answers } from './contract'
import { policies } from '../../../rules'
import type { Target } from '../../../rules/office'
import { dutiesContract } from './contract'

type Today = Answers['today']

/**
 * How the village stands today, and what is to be done. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError
 * UNKNOWN_YEAR, HOLIDAYS_UNKNOWN
 */
export const showToday = /* @__PURE__ */ defineAction(dutiesContract, 'today', {
  permission: 'today',
  async run(asked, context) {
    const desk = await requireVillageAccess(context, 'today', asked)
    const { db, today } = context
    const {
      village: { _id: village, name, township, region },
      year,
      households,
    } = desk
    const counts =
      households === null
        ? await countPeople(db, desk.village, year)
        : await countHouseholds(db, village, year, households)
    return {
      village,
      villageName: name,
      township,
      regionName: policies().find((head) => head.region === region)?.regionName ?? region,
      year,
      day: today,
      ...counts,
      // Once the year is over everybody's benefits have ended, as they should.
      notCovered: today > `${year}-12-31` ? 0 : counts.notCovered,
      toVerify: await flawedIn(db, village, households),
      money: await ownMoney(context, village, year),
      openConflicts: (await conflictsIn(db, village, 'open')).filter(isClerksMatter(desk, context)).length,
      ...(households === null
        ? await wholeVillage(context, desk, counts)
        : { target: null, receipts: null, dueToday: [], late: [], milestones: [] }),
    }
  },
})

/** What only the whole village has: its target, its book, its duties, its milestones. */
async function wholeVillage(
  context: CallContext,
  desk: VillageAccess,
  counts: PeopleCounts,
): Promise<Pick<Today, 'target' | 'receipts' | 'dueToday' | 'late' | 'milestones'>> {
  const { db, today } = context
  const {
    village: { _id: village, region },
    year,
    office,
  } = desk
  const cards = dutyCards(office, await dutyEvidence(context, desk))
  const target = await targetHere(db, desk)
  const last = await lastSerial(db, { region, year, village })
  return {
    target: target === null ? null : { people: target.people, basis: target.basis, words: targetWords(target) },
    receipts: { issued: last, last: last === 0 ? null : receiptNumber({ region, year, village }, last) },
    dueToday: withTasks(cards, 'dueToday'),
    late: withTasks(cards, 'late'),
    milestones: milestonesHere(office, target?.people ?? null, counts, today),
  }
}

const BASIS_WORDS = { official: '核定的任务数', formula: '按通知的算法算出', notice: '通知列出的任务数' } as const
const targetWords = ({ basis, final }: Target): string => `${BASIS_WORDS[basis]}${final === null ? '' : `；${final}`}`

async function ownMoney(context: CallContext, village: string, year: number): Promise<Today['money']> {
  const { items } = await cashInHand.run({}, context)
  const here = items.filter((item) => item.village === village && item.year === year)
  const due = here.flatMap((item) => item.due ?? []).sort()[0] ?? null
  return {
    inHand: here.reduce((sum, { amount }) => sum + amount, 0),
    payments: here.length,
    due,
    late: due !== null && due < context.today,
  }
}

/**
 * The village's own duties, of them only the tasks in this state, and only those that have some: the county's are
 * not late here.
 */
function withTasks(cards: readonly DutyCard[], state: Task['state']): DutyCard[] {
  return cards
    .filter(({ desk }) => desk === 'village')
    .map((card) => ({ ...card, tasks: card.tasks.filter((task) => task.state === state) }))
    .filter(({ tasks }) => tasks.length > 0)
}
