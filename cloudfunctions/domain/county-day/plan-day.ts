import type { Answers, Matter, PeopleList } from './contract'
import { MATTERS, PEOPLE_LISTS } from './contract'
import { progressOf, STATUS_IDS } from '../enrolments'
import type { PeopleCounted, StatusId } from '../enrolments'
import type { CivilDay } from '../../../rules'

type Today = Answers['countyToday']

/** How each matter is said, by how much of it there is. */
const MATTER_WORDS: Readonly<Record<Matter, (count: number) => string>> = {
  proposals: (n) => `${n} 件等第二个人复核`,
  refunds: (n) => `${n} 份退费要办`,
  unmatched: (n) => `${n} 笔收款没有对上订单`,
  exceptions: (n) => `税务文件有 ${n} 行没对上，要人处理`,
  taxFiles: (n) => `${n} 份税务文件停在半路`,
  rosters: (n) => `${n} 份资助名单没有办完`,
  duplicates: (n) => `${n} 对疑似重复的人要核对`,
  nights: (n) => `夜间任务出了 ${n} 处问题，请系统管理员查看`,
  needs: (n) => `还缺 ${n} 样，村民用不全`,
}

const LIST_NAMES: Readonly<Record<PeopleList, string>> = {
  subsidisedUnpaid: '受资助还没参保',
  notCovered: '交了没待遇',
}

const isOpen = (status: StatusId): boolean =>
  progressOf([{ status, share: 'whole', subsidised: false, people: 1 }]).unpaid > 0

/** Statuses of a list; what else makes somebody belong to it is whether they are subsidised. */
export const STATUSES_OF: Readonly<Record<PeopleList, readonly StatusId[]>> = {
  subsidisedUnpaid: STATUS_IDS.filter(isOpen),
  notCovered: ['ended', 'paidUnsettled'],
}

/** Once the year is over everybody's benefits have ended, as they should. */
export const isListed = (list: PeopleList, year: number, today: CivilDay): boolean =>
  list !== 'notCovered' || today <= `${year}-12-31`

/** Whether people who stand alike belong to a list. */
export function belongsTo(list: PeopleList, { status, subsidised }: Pick<PeopleCounted, 'status' | 'subsidised'>) {
  return STATUSES_OF[list].includes(status) && (list !== 'subsidisedUnpaid' || subsidised)
}

/** What waits, without what there is none of. */
export function mattersOf(counts: Readonly<Record<Matter, number>>): Today['matters'] {
  return MATTERS.filter((matter) => counts[matter] > 0).map((matter) => ({
    matter,
    count: counts[matter],
    words: MATTER_WORDS[matter](counts[matter]),
  }))
}

export function peopleListsOf(lines: readonly PeopleCounted[], year: number, today: CivilDay): Today['lists'] {
  return PEOPLE_LISTS.map((list) => ({
    list,
    name: LIST_NAMES[list],
    people: isListed(list, year, today)
      ? lines.filter((line) => belongsTo(list, line)).reduce((sum, { people }) => sum + people, 0)
      : 0,
  }))
}

const BEHIND_SHOWN = 10

/** The villages that are furthest behind; who has nothing left to do is not among them. */
export function behindOf(lines: readonly PeopleCounted[], names: ReadonlyMap<string, string>): Today['behind'] {
  const byVillage = new Map<string, PeopleCounted[]>()
  for (const line of lines) byVillage.set(line.village, [...(byVillage.get(line.village) ?? []), line])
  return [...byVillage]
    .map(([village, own]) => {
      const { people, paid, exempt } = progressOf(own)
      // Also of whom it is not settled yet what they owe: they are not done either, and the share says so.
      const unpaid = people - paid - exempt
      const percent = people === 0 ? 0 : Math.floor((100 * (paid + exempt)) / people)
      return { village, villageName: names.get(village) ?? village, people, unpaid, percent }
    })
    .filter(({ unpaid }) => unpaid > 0)
    .sort((a, b) => b.unpaid * a.people - a.unpaid * b.people || b.unpaid - a.unpaid)
    .slice(0, BEHIND_SHOWN)
}
