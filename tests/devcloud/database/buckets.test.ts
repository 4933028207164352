import { failureOf, startDatabase } from './cloud-database'
import type { CloudDatabase, CloudPipeline, Command, RunningDatabase } from './cloud-database'

/** The documents of WeChat's own examples of `bucket`, and some that are harder. */
const ITEMS = [
  { _id: '1', price: 10 },
  { _id: '2', price: 50 },
  { _id: '3', price: 20 },
  { _id: '4', price: 80 },
  { _id: '5', price: 200 },
]
const DAYS = ['2022-01-01', '2022-01-15', '2022-02-01', '2022-02-10'].map((day, _id) => ({ _id, on: new Date(day) }))

type $ = Command['aggregate']

describe('ranges of an aggregation', () => {
  let running: RunningDatabase
  let db: CloudDatabase
  beforeAll(async () => {
    running = await startDatabase({ items: {}, days: {}, odd: {}, none: {} })
    db = running.db
    await db.collection('items').add({ data: ITEMS })
    await db.collection('days').add({ data: DAYS })
    await db
      .collection('odd')
      .add({
        data: [{ _id: 1, n: 1, tag: null }, { _id: 2, n: 'x', tag: 'b' }, { _id: 3 }, { _id: 4, n: 1, tag: 'c' }],
      })
  })
  afterAll(() => running.devcloud.stop())

  test.each<[string, string, (pipeline: CloudPipeline, $: $) => CloudPipeline, object[]]>([
    [
      'bucket, with a default and sums, as in its page',
      'items',
      (p, $) =>
        p.bucket({
          groupBy: '$price',
          boundaries: [0, 50, 100],
          default: 'other',
          output: { count: $.sum(1), ids: $.push('$_id') },
        }),
      [
        { _id: 0, count: 2, ids: ['1', '3'] },
        { _id: 50, count: 2, ids: ['2', '4'] },
        { _id: 'other', count: 1, ids: ['5'] },
      ],
    ],
    [
      'bucket counts by itself, and gives out no range that is empty',
      'items',
      (p) => p.bucket({ groupBy: '$price', boundaries: [0, 1, 100, 150, 300] }),
      [
        { _id: 1, count: 4 },
        { _id: 150, count: 1 },
      ],
    ],
    [
      'bucket by what is computed',
      'items',
      (p, $) => p.bucket({ groupBy: $.divide(['$price', 10]), boundaries: [0, 5, 100] }),
      [
        { _id: 0, count: 2 },
        { _id: 5, count: 3 },
      ],
    ],
    [
      'bucket of dates',
      'days',
      (p) =>
        p.bucket({
          groupBy: '$on',
          boundaries: [new Date('2022-01-01'), new Date('2022-02-01'), new Date('2022-03-01')],
        }),
      [
        { _id: new Date('2022-01-01'), count: 2 },
        { _id: new Date('2022-02-01'), count: 2 },
      ],
    ],
    [
      'bucket puts what is of another type, or missing, into the default',
      'odd',
      (p) => p.bucket({ groupBy: '$n', boundaries: [0, 10], default: -1 }),
      [
        { _id: -1, count: 2 },
        { _id: 0, count: 2 },
      ],
    ],
    [
      'bucketAuto shares evenly',
      'items',
      (p, $) => p.bucketAuto({ groupBy: '$price', buckets: 3, output: { ids: $.push('$_id') } }),
      [
        { _id: { min: 10, max: 50 }, ids: ['1', '3'] },
        { _id: { min: 50, max: 200 }, ids: ['2', '4'] },
        { _id: { min: 200, max: 200 }, ids: ['5'] },
      ],
    ],
    [
      'bucketAuto keeps together what is equal',
      'odd',
      (p) => p.match({ n: 1 }).bucketAuto({ groupBy: '$n', buckets: 2 }),
      [{ _id: { min: 1, max: 1 }, count: 2 }],
    ],
    [
      'bucketAuto with more ranges than documents',
      'days',
      (p) => p.bucketAuto({ groupBy: '$_id', buckets: 9 }).project({ _id: 0, count: 1 }),
      [{ count: 1 }, { count: 1 }, { count: 1 }, { count: 1 }],
    ],
    ['bucketAuto of nothing', 'none', (p) => p.bucketAuto({ groupBy: '$n', buckets: 2 }), []],
    [
      'nulls in a list stay',
      'odd',
      (p, $) => p.match({ n: 1 }).bucketAuto({ groupBy: '$n', buckets: 1, output: { tags: $.push('$tag') } }),
      [{ _id: { min: 1, max: 1 }, tags: [null, 'c'] }],
    ],
  ])('%s', async (_name, collection, pipeline, expected) => {
    const { list } = await pipeline(db.collection(collection).aggregate(), db.command.aggregate).end()
    expect(list).toEqual(expected)
  })

  test.each<[string, (pipeline: CloudPipeline) => CloudPipeline, string]>([
    [
      'a document in no range, without a default',
      (p) => p.bucket({ groupBy: '$price', boundaries: [0, 100] }),
      'no default was specified',
    ],
    ['one boundary', (p) => p.bucket({ groupBy: '$price', boundaries: [0] }), 'an array of at least two values'],
    ['boundaries that fall', (p) => p.bucket({ groupBy: '$price', boundaries: [9, 0] }), 'ascending order'],
    ['boundaries of two types', (p) => p.bucket({ groupBy: '$price', boundaries: [0, 'x'] }), 'all of the same type'],
    [
      'a default within the boundaries',
      (p) => p.bucket({ groupBy: '$price', boundaries: [0, 300], default: 7 }),
      "the 'default' of the stage must be less",
    ],
    ['ranges of a constant', (p) => p.bucket({ groupBy: 'price', boundaries: [0, 300] }), '$-prefixed path'],
    [
      'sums that are none',
      (p) => p.bucket({ groupBy: '$price', boundaries: [0, 300], output: { a: { $nope: 1 } } }),
      'unknown group operator',
    ],
    [
      'an option that is not known',
      (p) => p.bucket({ groupBy: '$price', boundaries: [0, 300], width: 5 }),
      'unrecognized option to $bucket: width',
    ],
    ['no ranges at all', (p) => p.bucketAuto({ groupBy: '$price', buckets: 0 }), 'positive whole number'],
    [
      'a series of preferred numbers',
      (p) => p.bucketAuto({ groupBy: '$price', buckets: 2, granularity: 'R5' }),
      'not emulated',
    ],
  ])('%s is refused', async (_name, pipeline, message) => {
    expect((await failureOf(pipeline(db.collection('items').aggregate()).end())).errMsg).toContain(message)
  })
})

describe('the order of fields', () => {
  let running: RunningDatabase
  let db: CloudDatabase
  beforeAll(async () => {
    running = await startDatabase({ things: {} })
    db = running.db
    await db.collection('things').add({ data: { _id: 1, z: 1, m: { y: 1, x: 2 }, list: [{ q: 1, p: 2 }], a: 1 } })
  })
  afterAll(() => running.devcloud.stop())

  test.each<[string, (pipeline: CloudPipeline) => CloudPipeline, string]>([
    [
      'addFields: what is there stays in its place, what is new comes last',
      (p) => p.addFields({ b: 1, z: 2 }).project({ m: 0, list: 0 }),
      '{"_id":1,"z":2,"a":1,"b":1}',
    ],
    [
      'addFields and project: what is kept as it stood',
      (p) => p.addFields({ b: 1 }).project({ b: 1, a: 1, z: 1 }),
      '{"_id":1,"z":1,"a":1,"b":1}',
    ],
    [
      'project: what is computed comes last, in its own order',
      (p) => p.project({ y: '$a', b: '$z', a: 1, z: 1 }),
      '{"_id":1,"z":1,"a":1,"y":1,"b":1}',
    ],
    [
      'project of fields in fields',
      (p) => p.project({ 'm.x': 1, 'm.y': 1, list: { p: 1, q: 1 } }),
      '{"_id":1,"m":{"y":1,"x":2},"list":[{"q":1,"p":2}]}',
    ],
    ['group', (p) => p.group({ n: { $sum: 1 }, _id: '$a', b: { $max: '$z' } }), '{"_id":1,"n":1,"b":1}'],
    [
      'bucket',
      (p) => p.bucket({ groupBy: '$z', boundaries: [0, 2], output: { n: { $sum: 1 }, b: { $max: '$z' } } }),
      '{"_id":0,"n":1,"b":1}',
    ],
  ])('%s', async (_name, pipeline, expected) => {
    const { list } = await pipeline(db.collection('things').aggregate()).end()
    expect(JSON.stringify(list[0])).toBe(expected)
  })

  test.each<[object, string]>([
    [{ a: 1, z: 1 }, '{"_id":1,"z":1,"a":1}'],
    [{ a: 1, 'm.x': 1, z: 1 }, '{"_id":1,"z":1,"m":{"x":2},"a":1}'],
    [{ m: 0, list: 0 }, '{"_id":1,"z":1,"a":1}'],
  ])('of a read with field(%j)', async (field, expected) => {
    expect(JSON.stringify((await db.collection('things').field(field).get()).data[0])).toBe(expected)
  })
})
