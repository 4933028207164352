import { MATTERS } from '../../../cloudfunctions/domain/county-day/contract'
import type { Matter } from '../../../cloudfunctions/domain/county-day/contract'
import { behindOf, belongsTo, peopleListsOf, mattersOf } from '../../../cloudfunctions/domain/county-day/plan-day'
import type { PeopleCounted } from '../../../cloudfunctions/domain/enrolments/count-people'
import { STATUS_IDS } from '../../../cloudfunctions/domain/enrolments/states'

const line = (village: string, status: PeopleCounted['status'], people: number, subsidised = false): PeopleCounted => ({
  ...{ township: '象湖镇', village, status, people, subsidised },
  share: subsidised ? 'part' : 'whole',
})
const none = Object.fromEntries(MATTERS.map((matter) => [matter, 0])) as Record<Matter, number>

describe('县里的今天', () => {
  test('没有的事不说，有的按先后说，带上件数', () => {
    expect(mattersOf(none)).toEqual([])
    expect(mattersOf({ ...none, needs: 2, proposals: 1 })).toEqual([
      { matter: 'proposals', count: 1, words: '1 件等第二个人复核' },
      { matter: 'needs', count: 2, words: '还缺 2 样，村民用不全' },
    ])
  })

  test('受资助还没参保的只数受资助的；交了没待遇的，年度过完就不再数', () => {
    const lines = [
      line('东一村', 'due', 5),
      line('东一村', 'due', 3, true),
      line('东二村', 'undetermined', 2, true),
      line('东二村', 'covered', 7, true),
      line('东二村', 'paidUnsettled', 4),
    ]
    const people = (day: string) => peopleListsOf(lines, 2022, day).map(({ list, people: count }) => [list, count])
    expect(people('2022-12-31')).toEqual([
      ['subsidisedUnpaid', 5],
      ['notCovered', 4],
    ])
    expect(people('2023-01-01')).toEqual([
      ['subsidisedUnpaid', 5],
      ['notCovered', 0],
    ])
  })

  test('享受待遇的、退出的、职工参保的，不在任何一张名单上', () => {
    const listed = STATUS_IDS.filter((status) =>
      (['subsidisedUnpaid', 'notCovered'] as const).some((list) => belongsTo(list, { status, subsidised: true })),
    )
    for (const status of ['covered', 'waiting', 'paid', 'withdrawn', 'refunded', 'employee', 'outside'] as const)
      expect(listed).not.toContain(status)
  })

  test('落后的村按没办好的比例排，办完的不在里面，至多十个', () => {
    const names = new Map([['小村', '象湖镇小村']])
    const lines = [
      line('大村', 'due', 50),
      line('大村', 'covered', 150),
      line('小村', 'due', 8),
      line('小村', 'covered', 2),
      line('齐村', 'covered', 9),
    ]
    expect(behindOf(lines, names)).toEqual([
      { village: '小村', villageName: '象湖镇小村', people: 10, unpaid: 8, percent: 20 },
      { village: '大村', villageName: '大村', people: 200, unpaid: 50, percent: 75 },
    ])
    const unsettled = [line('甲村', 'due', 15), line('甲村', 'undetermined', 2), line('甲村', 'covered', 19)]
    expect(behindOf(unsettled, names)).toMatchObject([{ people: 36, unpaid: 17, percent: 52 }])
    const many = Array.from({ length: 30 }, (_, n) => line(`${n}村`, 'due', n + 1))
    expect(behindOf(many, names)).toHaveLength(10)
  })
})
