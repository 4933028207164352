import { initialsOf } from '../../cloudfunctions/domain/clerk/initials'
import { houseIn, nameTag } from '../../cloudfunctions/domain/clerk/households'
import { normalisedGroup } from '../../cloudfunctions/domain/people/cell-values'
import type { HouseholdRow } from '../../src/client/functions'
import { findRows } from '../../src/pages/village/households/find-rows'

const person = (
  name: string,
  tail: string | null,
  marks: HouseholdRow['people'][number]['marks'] = [],
): HouseholdRow['people'][number] => ({
  name,
  initials: initialsOf(name),
  tail,
  status: 'due',
  fee: 32_000,
  marks,
  cover: null,
  tag: nameTag(name),
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
  house: null,
  unpaid: people.filter(({ marks }) => marks.includes('unpaid')).length,
  owed: 0,
  elderlyAlone: false,
  people,
  ...other,
})

const FIRST = row('h1', '1组', [person('甲子一', '123X', ['unpaid']), person('乙丑二', '0001')])
const SECOND = row('h2', '12组', [person('甲午三', '9123', ['unpaid', 'subsidised'])], { elderlyAlone: true })
const THIRD = row('h3', null, [person('丙寅四', null, ['flawed'])])
const ROWS = [FIRST, SECOND, THIRD]

describe('村干部在手机上找一户，不用网', () => {
  it.each([
    ['甲子一', [FIRST]],
    ['甲 子一', [FIRST]],
    ['乙丑二', [FIRST]],
    ['甲', [FIRST, SECOND]],
    ['甲子', [FIRST]],
    ['子', [FIRST]],
    ['jz', [FIRST]],
    ['YCE', [FIRST]],
    ['zz', []],
    ['123X', [FIRST]],
    ['123x', [FIRST]],
    ['123', [SECOND]],
    ['14022919600304123X', [FIRST]],
    ['1组', [FIRST]],
    ['一组', [FIRST]],
    ['第十二组', [SECOND]],
    ['第12组', [SECOND]],
    ['', ROWS],
  ] as const)('打“%s”', (words, found) => {
    expect(findRows(ROWS, 'all', words)).toEqual(found)
  })

  it.each([
    ['unpaid', [FIRST, SECOND]],
    ['subsidisedUnpaid', [SECOND]],
    ['notCovered', []],
    ['flawed', [THIRD]],
    ['elderlyAlone', [SECOND]],
  ] as const)('只看%s', (filter, found) => {
    expect(findRows(ROWS, filter, '')).toEqual(found)
  })
})

describe('挨户走的顺序', () => {
  test('先按组再按门牌，按数字大小；没写的排在后面', () => {
    const home = (household: string, group: string | null, house: string | null) =>
      row(household, group, [person('甲子一', '0001')], { house })
    const rows = [
      home('a', null, null),
      home('b', '10组', '1号'),
      home('c', '2组', '12号'),
      home('d', '2组', '3-2号'),
      home('e', '2组', '3号'),
      home('f', '2组', null),
    ]
    expect(findRows(rows, 'all', '').map(({ household }) => household)).toEqual(['e', 'd', 'c', 'f', 'b', 'a'])
  })

  test('一组、第1组、1组是同一个组，手机和服务器说的一样', () => {
    for (const [spoken, written] of [
      ['一组', '1组'],
      ['第1组', '1组'],
      ['第十组', '10组'],
      ['十二组', '12组'],
      ['二十组', '20组'],
      ['二十三小组', '23组'],
      ['上屋组', '上屋组'],
    ] as const) {
      expect(normalisedGroup(spoken)).toBe(written)
      const there = [row('h', written, [person('甲子一', '0001')])]
      expect(findRows(there, 'all', spoken)).toEqual(there)
    }
  })

  test('门牌从住址里认，认最后一个号', () => {
    expect(houseIn('象湖镇东一村第3组12-1号')).toBe('12-1号')
    expect(houseIn('1号大院 ２５ 号')).toBe('25号')
    expect(houseIn('东一村祠堂边')).toBeNull()
  })

  test('拼音首字母认得姓里的多音字', () => {
    expect(initialsOf('单雄信')).toBe('sxx')
    expect(initialsOf('仇重')).toMatch(/^q/)
    expect(initialsOf('欧阳 甲')).toBe('oyj')
  })
})
