import { nameTag as nameTagOfServer } from '../../cloudfunctions/domain/clerk/households'
import type { HouseholdRow } from '../../src/client/functions'
import { findRows } from '../../src/pages/village/households/find-rows'
import { nameTag } from '../../src/pages/village/households/find-rows'

const person = (
  name: string,
  tail: string | null,
  marks: HouseholdRow['people'][number]['marks'] = [],
): HouseholdRow['people'][number] => ({
  name: `${name.charAt(0)}***`,
  tail,
  status: 'due',
  fee: 32_000,
  marks,
  tag: nameTagOfServer(name),
})
const row = (
  household: string,
  group: string | null,
  people: HouseholdRow['people'],
  other: Partial<HouseholdRow> = {},
): HouseholdRow => ({
  household,
  head: people[0]?.name ?? '空户',
  group,
  unpaid: people.filter(({ marks }) => marks.includes('unpaid')).length,
  owed: 0,
  elderlyAlone: false,
  people,
  ...other,
})

const FIRST = row('h1', '第1组', [person('甲子一', '123X', ['unpaid']), person('乙丑二', '0001')])
const SECOND = row('h2', '第12组', [person('甲午三', '9123', ['unpaid', 'subsidised'])], { elderlyAlone: true })
const THIRD = row('h3', null, [person('丙寅四', null, ['flawed'])])
const ROWS = [FIRST, SECOND, THIRD]

describe('村干部在手机上找一户，不用网', () => {
  it.each([
    ['甲子一', [FIRST]],
    ['甲 子一', [FIRST]],
    ['乙丑二', [FIRST]],
    ['甲', [FIRST, SECOND]],
    ['甲子', []],
    ['123X', [FIRST]],
    ['123x', [FIRST]],
    ['123', [SECOND]],
    ['14022919600304123X', [FIRST]],
    ['1组', [FIRST]],
    ['第12组', [SECOND]],
    ['', ROWS],
  ] as const)('打“%s”', (words, found) => {
    expect(findRows(ROWS, 'all', words)).toEqual(found)
  })

  it.each([
    ['unpaid', [FIRST, SECOND]],
    ['subsidisedUnpaid', [SECOND]],
    ['flawed', [THIRD]],
    ['elderlyAlone', [SECOND]],
  ] as const)('只看%s', (filter, found) => {
    expect(findRows(ROWS, filter, '')).toEqual(found)
  })
})

describe('名字的号', () => {
  it.each(['甲子一', '阿依古丽·买买提', '欧阳 甲', '𠮷田'])('手机和服务器算得一样：%s', (name) => {
    expect(nameTag(name)).toBe(nameTagOfServer(name))
  })
})
