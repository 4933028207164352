import { REQUEST_FAILED, failureOf, startDatabase } from './cloud-database'
import type { CloudDatabase, Command, RunningDatabase } from './cloud-database'

const DAY = (day: string) => new Date(`${day}T00:00:00Z`)

/** In `people` some fields are indexed, in `plain` none: both have to answer alike. */
const PEOPLE = [
  {
    _id: 'chen',
    name: '陈一',
    village: 'east',
    year: 2021,
    born: DAY('1950-01-01'),
    poor: true,
    tags: ['old', 'alone'],
    home: { town: 'A', rooms: 2 },
  },
  {
    _id: 'gao',
    name: '高二',
    village: 'east',
    year: 2022,
    born: DAY('1990-06-01'),
    poor: false,
    tags: ['student'],
    home: { town: 'B' },
  },
  {
    _id: 'huang',
    name: '黄三',
    village: 'west',
    year: 2022,
    born: DAY('2000-12-31'),
    tags: [],
    scores: [
      { term: 1, mark: 90 },
      { term: 2, mark: 50 },
    ],
  },
  {
    _id: 'lin',
    name: 'Lin',
    village: 'west',
    year: 2023,
    poor: null,
    scores: [
      { term: 1, mark: 50 },
      { term: 2, mark: 40 },
    ],
  },
  { _id: 'ma', name: 'Ma', village: null, year: '2022', tags: 'student' },
  { _id: 'wu', name: '吴六' },
]

describe('a query of the SDK', () => {
  let running: RunningDatabase
  let db: CloudDatabase
  beforeAll(async () => {
    running = await startDatabase({
      people: {
        indexes: [
          { fields: { village: 1, year: -1 } },
          { fields: { born: 1 } },
          { fields: { poor: 1 } },
          { fields: { tags: 1 } },
        ],
      },
      plain: {},
    })
    db = running.db
    for (const name of ['people', 'plain']) await db.collection(name).add({ data: PEOPLE })
  })
  afterAll(() => running.devcloud.stop())

  const idsOf = async (name: string, query: object) => {
    const { data } = await db.collection(name).where(query).orderBy('_id', 'asc').get()
    return data.map(({ _id }) => _id).join(' ')
  }

  const queries: [string, (db: CloudDatabase, _: Command) => object, string][] = [
    ['a text that is equal', () => ({ village: 'east' }), 'chen gao'],
    ['two fields that are equal', () => ({ village: 'east', year: 2022 }), 'gao'],
    ['a number is not a text', () => ({ year: 2022 }), 'gao huang'],
    ['a boolean', () => ({ poor: true }), 'chen'],
    ['a boolean is not a number', () => ({ poor: 1 }), ''],
    ['null finds the missing, too', () => ({ village: null }), 'ma wu'],
    ['a date', () => ({ born: DAY('1990-06-01') }), 'gao'],
    ['a field in an object', () => ({ home: { town: 'B' } }), 'gao'],
    ['a dotted path', () => ({ 'home.rooms': 2 }), 'chen'],
    ['a member of a list', () => ({ tags: 'student' }), 'gao ma'],
    ['a whole list', (_db, _) => ({ tags: _.eq(['old', 'alone']) }), 'chen'],
    ['an empty list', (_db, _) => ({ tags: _.eq([]) }), 'huang'],
    ['a list in objects of a list', () => ({ 'scores.mark': 50 }), 'huang lin'],
    ['a numbered member', () => ({ 'scores.0.mark': 50 }), 'lin'],
    ['eq', (_db, _) => ({ village: _.eq('west') }), 'huang lin'],
    ['neq finds the missing, too', (_db, _) => ({ village: _.neq('west') }), 'chen gao ma wu'],
    ['neq null', (_db, _) => ({ village: _.neq(null) }), 'chen gao huang lin'],
    ['gt', (_db, _) => ({ year: _.gt(2022) }), 'lin'],
    ['gte', (_db, _) => ({ year: _.gte(2022) }), 'gao huang lin'],
    ['lt', (_db, _) => ({ year: _.lt(2022) }), 'chen'],
    ['lte', (_db, _) => ({ year: _.lte(2022) }), 'chen gao huang'],
    ['a range of texts holds no number', (_db, _) => ({ year: _.gte('2') }), 'ma'],
    ['lt of texts holds no number', (_db, _) => ({ year: _.lt('3') }), 'ma'],
    ['a range of dates', (_db, _) => ({ born: _.gt(DAY('1980-01-01')).and(_.lte(DAY('2000-12-31'))) }), 'gao huang'],
    ['dates before 1970', (_db, _) => ({ born: _.lt(DAY('1960-01-01')) }), 'chen'],
    ['a range of booleans', (_db, _) => ({ poor: _.lt(true) }), 'gao'],
    ['in', (_db, _) => ({ village: _.in(['east', 'north']) }), 'chen gao'],
    ['in with null', (_db, _) => ({ village: _.in(['east', null]) }), 'chen gao ma wu'],
    ['in of numbers', (_db, _) => ({ year: _.in([2021, 2023]) }), 'chen lin'],
    ['in of mixed types', (_db, _) => ({ year: _.in([2021, '2022']) }), 'chen ma'],
    ['in of dates', (_db, _) => ({ born: _.in([DAY('1950-01-01'), DAY('1990-06-01')]) }), 'chen gao'],
    ['in nothing', (_db, _) => ({ village: _.in([]) }), ''],
    ['in a list of lists', (_db, _) => ({ tags: _.in([['old', 'alone']]) }), 'chen'],
    ['in of ids', (_db, _) => ({ _id: _.in(['chen', 'wu', 'nobody']) }), 'chen wu'],
    ['nin', (_db, _) => ({ village: _.nin(['east', 'west']) }), 'ma wu'],
    ['and', (_db, _) => _.and([{ village: 'east' }, { year: _.gt(2021) }]), 'gao'],
    ['or of fields', (_db, _) => _.or([{ village: 'east' }, { name: 'Ma' }]), 'chen gao ma'],
    [
      'or of indexed fields',
      (_db, _) => _.or([{ village: 'east', year: 2021 }, { born: DAY('2000-12-31') }]),
      'chen huang',
    ],
    ['or of values', (_db, _) => ({ year: _.lt(2022).or(_.gt(2022)) }), 'chen lin'],
    ['or beside a field', (_db, _) => _.and([{ village: 'west' }, _.or([{ year: 2022 }, { poor: true }])]), 'huang'],
    ['nor', (_db, _) => _.nor([{ village: 'east' }, { village: 'west' }]), 'ma wu'],
    ['not', (_db, _) => ({ year: _.not(_.gte(2022)) }), 'chen ma wu'],
    ['exists', (_db, _) => ({ poor: _.exists(true) }), 'chen gao lin'],
    ['does not exist', (_db, _) => ({ poor: _.exists(false) }), 'huang ma wu'],
    ['all', (_db, _) => ({ tags: _.all(['alone', 'old']) }), 'chen'],
    ['all of one, in a list or alone', (_db, _) => ({ tags: _.all(['student']) }), 'gao ma'],
    ['all of nothing', (_db, _) => ({ tags: _.all([]) }), ''],
    ['elemMatch of fields', (_db, _) => ({ scores: _.elemMatch({ term: 1, mark: _.gt(80) }) }), 'huang'],
    ['elemMatch asks one member for all', (_db, _) => ({ scores: _.elemMatch({ term: 2, mark: _.gte(50) }) }), 'huang'],
    ['elemMatch of texts', (_db, _) => ({ tags: _.elemMatch(_.eq('old')) }), 'chen'],
    ['size', (_db, _) => ({ tags: _.size(2) }), 'chen'],
    ['size 0', (_db, _) => ({ tags: _.size(0) }), 'huang'],
    ['mod of numbers only', (_db, _) => ({ year: _.mod(2, 0) }), 'gao huang'],
    ['a regular expression', () => ({ name: /^[A-Z]/ }), 'lin ma'],
    ['a regular expression that does not mind case', () => ({ name: /^L/i }), 'lin'],
    ['db.RegExp', (db) => ({ name: db.RegExp({ regexp: '^黄|六$', options: 'i' }) }), 'huang wu'],
    ['a regular expression over a list', () => ({ tags: /^stu/ }), 'gao ma'],
    ['everything', () => ({}), 'chen gao huang lin ma wu'],
  ]

  test.each(queries)('%s', async (_name, query, expected) => {
    expect(await idsOf('people', query(db, db.command))).toBe(expected)
    expect(await idsOf('plain', query(db, db.command))).toBe(expected)
    expect((await db.collection('people').where(query(db, db.command)).count()).total).toBe(
      expected === '' ? 0 : expected.split(' ').length,
    )
  })

  test.each([
    ['orders by an indexed field, the missing first', 'village', 'asc', 'ma,wu,chen,gao,huang,lin'],
    ['orders from the greatest', 'born', 'desc', 'huang,gao,chen,lin,ma,wu'],
    ['orders numbers before texts', 'year', 'asc', 'wu,chen,gao,huang,lin,ma'],
    ['orders by a field without an index', 'name', 'asc', 'lin,ma,wu,chen,gao,huang'],
    ['orders a list by its least member', 'tags', 'asc', 'huang,lin,wu,chen,gao,ma'],
    ['orders a list by its greatest when it goes down', 'tags', 'desc', 'gao,ma,chen,huang,lin,wu'],
  ] as const)('%s', async (_name, field, direction, expected) => {
    for (const name of ['people', 'plain']) {
      const { data } = await db.collection(name).orderBy(field, direction).orderBy('_id', 'asc').get()
      expect(data.map(({ _id }) => _id).join(',')).toBe(expected)
    }
  })

  test('skip and limit cut a page out of what matches', async () => {
    for (const name of ['people', 'plain']) {
      const { data } = await db.collection(name).where({ name: /./ }).orderBy('name', 'asc').skip(1).limit(2).get()
      expect(data.map(({ _id }) => _id)).toEqual(['ma', 'wu'])
    }
  })

  test.each([
    ['fields that are named', { village: true, year: 1 }, { _id: 'chen', village: 'east', year: 2021 }],
    [
      'fields that are not named, when some are left out',
      { tags: false, home: false, born: 0, name: 0 },
      { _id: 'chen', village: 'east', year: 2021, poor: true },
    ],
    ['no _id when it is left out', { _id: false, village: true }, { village: 'east' }],
    ['a part of an object', { 'home.town': true }, { _id: 'chen', home: { town: 'A' } }],
  ])('field gives %s', async (_name, projection, expected) => {
    expect((await db.collection('people').where({ _id: 'chen' }).field(projection).get()).data).toEqual([expected])
    expect((await db.collection('people').doc('chen').field(projection).get()).data).toEqual(expected)
  })

  test('field gives a slice of a list', async () => {
    const { data } = await db
      .collection('people')
      .where({ _id: 'chen' })
      .field({ tags: db.command.project.slice(1), home: 1 })
      .get()
    expect(data).toEqual([{ _id: 'chen', tags: ['old'], home: { town: 'A', rooms: 2 } }])
  })

  test.each<[string, (db: CloudDatabase, _: Command) => object, string]>([
    ['an operator that MongoDB does not know', () => ({ year: { $near2: 1 } }), 'unknown operator: $near2'],
    ['one at the top', () => ({ $where: 'true' }), 'unknown top level operator: $where'],
    ['one beside a known one', () => ({ year: { $gt: 1, $foo: 2 } }), 'unknown operator: $foo'],
    ['one deep inside', (_db, _) => _.or([{ a: 1 }, { b: _.elemMatch({ c: { $bar: 1 } }) }]), 'unknown operator: $bar'],
    ['one inside a value', (_db, _) => ({ a: _.eq({ b: { $foo: 1 } }) }), 'an operator stands inside a value'],
    ['an empty or', () => ({ $or: [] }), '$or must be a nonempty array'],
    ['in without a list', () => ({ a: { $in: 5 } }), '$in needs an array'],
    ['a size that is none', () => ({ a: { $size: -1 } }), '$size needs a whole number'],
    ['mod by nothing', (_db, _) => ({ a: _.mod(0, 1) }), 'divisor cannot be 0'],
    ['an order of lists', (_db, _) => ({ a: _.gt([1]) }), 'not emulated by devcloud'],
    [
      'a geographic query',
      (db, _) => ({ at: _.geoNear({ geometry: db.Geo.Point(1, 2), maxDistance: 5 }) }),
      'geographic query $nearSphere is not emulated',
    ],
    [
      'a geographic area',
      (db, _) => ({ at: _.geoIntersects({ geometry: db.Geo.Point(1, 2) }) }),
      'geographic query $geoIntersects is not emulated',
    ],
    ['regular expressions with options of JavaScript', () => ({ a: /x/g }), 'other options than i, m and s'],
  ])('%s is refused, not ignored', async (_name, query, message) => {
    const failure = await failureOf(db.collection('people').where(query(db, db.command)).get())
    expect(failure).toMatchObject({ errCode: REQUEST_FAILED, errMsg: expect.stringContaining(message) as string })
  })
})
