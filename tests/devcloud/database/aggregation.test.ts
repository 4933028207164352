import { REQUEST_FAILED, failureOf, startDatabase } from './cloud-database'
import type { CloudPipeline, CloudDatabase, Command, RunningDatabase } from './cloud-database'

const PAYMENTS = [
  { _id: 1, village: 'east', fen: 32_000, by: ['cash'], on: new Date('2021-12-01T01:00:00Z') },
  { _id: 2, village: 'east', fen: 16_000, by: ['bank', 'cash'], on: new Date('2021-12-31T17:00:00Z') },
  { _id: 3, village: 'west', fen: 32_000, by: [], on: new Date('2022-01-15T01:00:00Z') },
  { _id: 4, village: 'north', fen: 0, on: null },
]

const VILLAGES = [
  { _id: 'v1', code: 'east', name: '东村' },
  { _id: 'v2', code: 'west', name: '西村' },
]

describe('an aggregation of the SDK', () => {
  let running: RunningDatabase
  let db: CloudDatabase
  beforeAll(async () => {
    running = await startDatabase({
      payments: { indexes: [{ fields: { village: 1 } }] },
      villages: { indexes: [{ fields: { code: 1 }, unique: true }] },
    })
    db = running.db
    await db.collection('payments').add({ data: PAYMENTS })
    await db.collection('villages').add({ data: VILLAGES })
  })
  afterAll(() => running.devcloud.stop())

  type $ = Command['aggregate']
  test.each<[string, (pipeline: CloudPipeline, $: $, _: Command) => CloudPipeline, object[]]>([
    [
      'match',
      (p, _$, _) => p.match({ fen: _.gt(20_000), village: 'east' }).project({ fen: 1 }),
      [{ _id: 1, fen: 32_000 }],
    ],
    [
      'group and sum',
      (p, $) => p.group({ _id: '$village', fen: $.sum('$fen') }).sort({ _id: 1 }),
      [
        { _id: 'east', fen: 48_000 },
        { _id: 'north', fen: 0 },
        { _id: 'west', fen: 32_000 },
      ],
    ],
    [
      'group all',
      (p, $) => p.group({ _id: null, n: $.sum(1), avg: $.avg('$fen'), max: $.max('$fen'), min: $.min('$fen') }),
      [{ _id: null, n: 4, avg: 20_000, max: 32_000, min: 0 }],
    ],
    [
      'group by two',
      (p, $) =>
        p
          .group({ _id: { village: '$village', fen: '$fen' }, n: $.sum(1) })
          .match({ '_id.village': 'east' })
          .sort({ '_id.fen': 1 }),
      [
        { _id: { village: 'east', fen: 16_000 }, n: 1 },
        { _id: { village: 'east', fen: 32_000 }, n: 1 },
      ],
    ],
    [
      'group, first, last and push',
      (p, $) =>
        p.sort({ _id: -1 }).group({ _id: null, first: $.first('$_id'), last: $.last('$_id'), ids: $.push('$_id') }),
      [{ _id: null, first: 4, last: 1, ids: [4, 3, 2, 1] }],
    ],
    [
      'sort, skip and limit',
      (p) => p.sort({ fen: -1, _id: -1 }).skip(1).limit(2).project({ _id: 1 }),
      [{ _id: 1 }, { _id: 2 }],
    ],
    ['count', (p) => p.match({ village: 'east' }).count('total'), [{ total: 2 }]],
    [
      'project computes',
      (p, $) =>
        p.match({ _id: 2 }).project({ _id: 0, yuan: $.divide(['$fen', 100]), label: $.concat(['$village', '村']) }),
      [{ yuan: 160, label: 'east村' }],
    ],
    [
      'addFields',
      (p, $) =>
        p
          .match({ _id: 4 })
          .addFields({ paid: $.gt(['$fen', 0]) })
          .project({ paid: 1 }),
      [{ _id: 4, paid: false }],
    ],
    [
      'a condition',
      (p, $) =>
        p
          .sort({ _id: 1 })
          .project({ kind: $.cond({ if: $.gte(['$fen', 32_000]), then: 'full', else: 'part' }) })
          .limit(2),
      [
        { _id: 1, kind: 'full' },
        { _id: 2, kind: 'part' },
      ],
    ],
    [
      'a date in China',
      (p, $) =>
        p
          .match({ _id: 2 })
          .project({ _id: 0, day: $.dateToString({ date: '$on', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' }) }),
      [{ day: '2022-01-01' }],
    ],
    [
      'unwind',
      (p) => p.unwind('$by').sort({ _id: 1, by: 1 }).project({ by: 1 }),
      [
        { _id: 1, by: 'cash' },
        { _id: 2, by: 'bank' },
        { _id: 2, by: 'cash' },
      ],
    ],
    [
      'unwind that keeps the empty',
      (p) =>
        p
          .unwind({ path: '$by', preserveNullAndEmptyArrays: true })
          .match({ by: null })
          .sort({ _id: 1 })
          .project({ _id: 1 }),
      [{ _id: 3 }, { _id: 4 }],
    ],
    [
      'lookup by equality',
      (p) =>
        p
          .lookup({ from: 'villages', localField: 'village', foreignField: 'code', as: 'where' })
          .sort({ _id: 1 })
          .skip(2)
          .project({ 'where.name': 1 }),
      [
        { _id: 3, where: [{ name: '西村' }] },
        { _id: 4, where: [] },
      ],
    ],
    ['sortByCount', (p) => p.match({ village: 'east' }).sortByCount('$village'), [{ _id: 'east', count: 2 }]],
    ['replaceRoot', (p) => p.match({ _id: 1 }).replaceRoot({ newRoot: { a: '$fen' } }), [{ a: 32_000 }]],
    [
      'dates come back as dates',
      (p, $) => p.group({ _id: null, last: $.max('$on') }),
      [{ _id: null, last: new Date('2022-01-15T01:00:00Z') }],
    ],
  ])('%s', async (_name, pipeline, expected) => {
    const { list } = await pipeline(db.collection('payments').aggregate(), db.command.aggregate, db.command).end()
    expect(list).toEqual(expected)
  })

  test('lookup by a pipeline', async () => {
    const matching = [{ $match: { $expr: { $eq: ['$code', '$$village'] } } }, { $project: { _id: 0, name: 1 } }]
    const { list } = await db
      .collection('payments')
      .aggregate()
      .match({ _id: 1 })
      .lookup({ from: 'villages', let: { village: '$village' }, pipeline: matching, as: 'where' })
      .project({ where: 1 })
      .end()
    expect(list).toEqual([{ _id: 1, where: [{ name: '东村' }] }])
  })

  test('sample takes some', async () => {
    expect((await db.collection('payments').aggregate().sample({ size: 2 }).end()).list).toHaveLength(2)
  })

  test.each<[string, (pipeline: CloudPipeline) => CloudPipeline, string]>([
    [
      'a stage that is not emulated',
      (p) => p.geoNear({ near: { longitude: 116, latitude: 26 }, spherical: true, distanceField: 'far' }),
      'the stage $geoNear is not emulated',
    ],
    ['an expression that is not known', (p) => p.project({ a: { $nope: 1 } }), "Unrecognized expression '$nope'"],
    [
      'one deep inside',
      (p) => p.addFields({ a: { $cond: { if: { $gt: [{ $nope: 1 }, 2] }, then: 1, else: 2 } } }),
      "Unrecognized expression '$nope'",
    ],
    [
      'an accumulator that is not known',
      (p) => p.group({ _id: null, a: { $nope: 1 } }),
      "unknown group operator '$nope'",
    ],
    ['an operator in match', (p) => p.match({ a: { $nope: 1 } }), 'unknown operator: $nope'],
    ['group without an _id', (p) => p.group({ n: { $sum: 1 } }), 'must include an _id'],
    ['a limit of nothing', (p) => p.limit(0), '$limit needs a whole number from 1'],
    ['division by nothing', (p) => p.project({ a: { $divide: [1, 0] } }), 'divide by zero'],
  ])('%s is refused, not ignored', async (_name, pipeline, message) => {
    const failure = await failureOf(pipeline(db.collection('payments').aggregate()).end())
    expect(failure.errMsg).toContain(message)
    expect([failure.errCode, failure.code]).toContain(
      failure.code === undefined ? REQUEST_FAILED : 'DATABASE_REQUEST_FAILED',
    )
  })

  test('a lookup in a collection that is not there is refused', async () => {
    const failure = await failureOf(
      db
        .collection('payments')
        .aggregate()
        .lookup({ from: 'nowhere', localField: 'a', foreignField: 'b', as: 'c' })
        .end(),
    )
    expect(failure).toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' })
  })
})
