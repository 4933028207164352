import { ask, costsOf, tell } from './ask'
import { failureOf, indexFile, newFolder, sdkDatabase, startDatabase } from './database/cloud-database'
import { FIXTURE_FUNCTIONS, newBrowser, post, startDevcloudProcess } from './running-devcloud'
import { openapi, failureOf as wechatFailureOf } from './wechat-sdk'
import type { CloudDatabase, RunningDatabase } from './database/cloud-database'
import type { RunningDevcloud } from './running-devcloud'

interface State {
  latencyMs: number
  throttle: number | null
  quota: number | null
  sideBySide: { now: number; most: number }
}

const TOO_MANY_AT_ONCE = -501004
const QUOTA_USED_UP = -501003

describe('between a function and its platform', () => {
  let running: RunningDatabase
  let db: CloudDatabase
  let url: string
  beforeAll(async () => {
    running = await startDatabase({ things: {} })
    db = running.db
    url = running.devcloud.url
    await db.collection('things').add({ data: { _id: 'bread', kind: 'bread' } })
  })
  afterEach(async () => {
    await tell(url, '/network', { latencyMs: 0, throttle: null, quota: null })
  })
  afterAll(() => running.devcloud.stop())

  const network = async (settings: object) => (await tell(url, '/network', settings)) as State
  const state = async () => (await ask(url, '/network')) as State
  const read = () => db.collection('things').doc('bread').get()
  const until = async (met: (state: State) => boolean) => {
    while (!met(await state()));
  }
  const took = async (work: () => Promise<unknown>) => {
    const begun = performance.now()
    await work()
    return performance.now() - begun
  }

  test('a request takes as long as it was told, whatever it asks', async () => {
    await network({ latencyMs: 40 })
    expect(await took(read)).toBeGreaterThanOrEqual(40)
    expect(await took(() => db.collection('things').add({ data: {} }))).toBeGreaterThanOrEqual(40)
    expect(await took(() => failureOf(db.collection('nowhere').get()))).toBeGreaterThanOrEqual(40)
    expect(
      await took(() =>
        db.runTransaction(async (transaction) => {
          await transaction.collection('things').doc('bread').get()
        }),
      ),
    ).toBeGreaterThanOrEqual(3 * 40)
    expect(
      await took(() =>
        wechatFailureOf(openapi(url).subscribeMessage.send({ touser: 'oBuyer', templateId: 't', data: {} })),
      ),
    ).toBeGreaterThanOrEqual(40)
  })

  test('requests at once are under way at once, and not one after the other', async () => {
    await network({ latencyMs: 1_000 })
    await Promise.all(Array.from({ length: 20 }, read))
    expect((await state()).sideBySide).toEqual({ now: 0, most: 20 })
  })

  test('one request more than the platform serves at once is refused with its code, and the next is served again', async () => {
    const transaction = await db.startTransaction()
    await transaction
      .collection('things')
      .doc('bread')
      .update({ data: { kind: 'rye' } })
    // It waits for the transaction, and so keeps its place.
    const waiting = db
      .collection('things')
      .doc('bread')
      .update({ data: { kind: 'wheat' } })
    await until(({ sideBySide }) => sideBySide.now === 1)
    await network({ throttle: 1 })
    expect(await failureOf(read())).toMatchObject({
      errCode: TOO_MANY_AT_ONCE,
      errMsg: expect.stringContaining('exceed concurrent request limit') as string,
    })
    expect(await failureOf(db.startTransaction())).toMatchObject({ code: 'EXCEED_CONCURRENT_REQUEST_LIMIT' })
    await network({ throttle: 2 })
    await transaction.commit()
    expect((await waiting).stats.updated).toBe(1)
    expect((await read()).data).toEqual({ _id: 'bread', kind: 'wheat' })
  })

  test('what is not asked of the database is not counted among its requests', async () => {
    await network({ quota: 0 })
    expect(await failureOf(read())).toMatchObject({ errCode: QUOTA_USED_UP })
    expect((await newBrowser(url)).cookie).not.toBe('')
    expect(
      await wechatFailureOf(openapi(url).subscribeMessage.send({ touser: 'oBuyer', templateId: 't', data: {} })),
    ).not.toMatchObject({ errCode: QUOTA_USED_UP })
  })

  test('a quota is used up request by request, and then each is refused with its code', async () => {
    await network({ quota: 2 })
    await read()
    await read()
    expect(await failureOf(read())).toMatchObject({
      errCode: QUOTA_USED_UP,
      errMsg: expect.stringContaining('exceed request limit') as string,
    })
    expect((await state()).quota).toBe(0)
  })

  test.each([{ latencyMs: -1 }, { throttle: 0 }, { quota: 0.5 }, { speed: 'fast' }])(
    '%j is no setting',
    async (settings) => {
      expect(await post(`${url}/network`, JSON.stringify(settings))).toMatchObject({
        status: 400,
        json: { code: 'INVALID_PARAM' },
      })
    },
  )
})

describe('the requests of a call', () => {
  let running: RunningDatabase
  let url: string
  beforeAll(async () => {
    running = await startDatabase({ things: {} })
    url = running.devcloud.url
    await running.db.collection('things').add({ data: { _id: 'bread', kind: 'bread' } })
  })
  afterAll(() => running.devcloud.stop())

  const call = async (action: string, loaf?: string) => {
    const reply = await (await newBrowser(url)).call('shop', { action, loaf })
    expect(reply.status).toBe(200)
    return reply.headers.get('x-request-id') ?? ''
  }
  const countedOf = async (requestId: string) => (await costsOf(url, { requestId }))[0]

  test.each<[string, Record<string, number>]>([
    ['look', { reads: 1, total: 1 }],
    ['buy', { reads: 3, writes: 2, starts: 1, commits: 1, total: 7 }],
    ['change', { starts: 1, rollbacks: 1, total: 2 }],
    ['send', { calls: 1, total: 1 }],
    ['tell', { wechat: 1, total: 1 }],
  ])('that does %s are counted by kind', async (action, requests) => {
    expect(await countedOf(await call(action))).toMatchObject({
      function: 'shop',
      action,
      ms: expect.any(Number) as number,
      requests,
    })
  })

  test('are its own, also where twenty run at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, at) => call(at % 2 === 0 ? 'buy' : 'look', `loaf${at}`)),
    )
    const totals = await Promise.all(ids.map(async (id) => (await countedOf(id))?.requests.reads))
    expect(totals).toEqual(ids.map((_, at) => (at % 2 === 0 ? 3 : 1)))
  })

  test('are found by function and action, those of the function that it calls among them', async () => {
    const before = (await costsOf(url, { function: 'shop', action: 'look' })).length
    await call('send')
    const after = await costsOf(url, { function: 'shop', action: 'look' })
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)?.requests).toEqual({ reads: 1, total: 1 })
  })

  test('that were refused are told', async () => {
    await tell(url, '/network', { quota: 0 })
    const reply = await (await newBrowser(url)).call('shop', { action: 'look' })
    await tell(url, '/network', { quota: null })
    expect(reply).toMatchObject({ status: 502 })
    expect(await countedOf(reply.headers.get('x-request-id') ?? '')).toMatchObject({
      requests: { reads: 1, refused: 1, total: 1 },
    })
  })

  test('that no function made stand by themselves', async () => {
    const outside = async () => (await costsOf(url)).find(({ requestId }) => requestId === null)
    const before = (await outside())?.requests.reads ?? 0
    await sdkDatabase(url).collection('things').doc('bread').get()
    expect((await outside())?.requests.reads).toBe(before + 1)
  })
})

test('a kept connection is never said to end, so that no request is under way on it when it does', async () => {
  const devcloud = await startDevcloudProcess([])
  const reply = await fetch(`${devcloud.url}/network`)
  expect(reply.headers.get('connection')).toBe('keep-alive')
  // Where a server closes idle connections, it says after how long: Node's own after `timeout=5`.
  expect(reply.headers.get('keep-alive')).toBeNull()
  await devcloud.stop()
})

describe('a devcloud that is started with a network', () => {
  let devcloud: RunningDevcloud
  beforeAll(async () => {
    devcloud = await startDevcloudProcess([
      '--functions',
      FIXTURE_FUNCTIONS,
      '--data',
      newFolder(),
      '--indexes',
      indexFile({ things: {} }),
      '--latency',
      '25',
      '--throttle',
      '30',
      '--quota',
      '50000',
      '--count',
    ])
  })
  afterAll(() => devcloud.stop())

  test('has it from the first request on, and writes a line for each call', async () => {
    expect(await ask(devcloud.url, '/network')).toEqual({
      latencyMs: 25,
      throttle: 30,
      quota: 50_000,
      sideBySide: { now: 0, most: 0 },
    })
    const reply = await (await newBrowser(devcloud.url)).call('shop', { action: 'buy' })
    expect(devcloud.log()).toMatch(
      new RegExp(
        `devcloud: shop buy ${reply.headers.get('x-request-id')} 7 requests \\(3 reads, 1 starts, 2 writes, 1 commits\\), \\d+ ms, \\+\\d+ MB\n`,
      ),
    )
    expect(((await ask(devcloud.url, '/network')) as State).quota).toBe(49_993)
  })

  test.each([
    [['--throttle', '0'], "the network's throttle"],
    [['--latency', 'slow'], '--latency has to be a whole number'],
    [['--latency', '90000'], "the network's latencyMs"],
  ])('%j is refused with one line', async (args, why) => {
    await expect(startDevcloudProcess(args)).rejects.toThrow(why)
  })
})
