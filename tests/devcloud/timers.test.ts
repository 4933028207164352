import { ask, consoleOf, setClock, tell } from './ask'
import { functionFolder, putFile, timer } from './function-folder'
import { newBrowser, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const WRITES_WHEN =
  'exports.main = (event) => { console.log(event.Time, new Date().toISOString(), event.Type, event.TriggerName, event.userInfo) }'
const TELLS_TIME =
  'exports.main = () => [Date.now(), new Date().getTime(), Date().length > 10, new Date(0).toISOString(), new Date() instanceof Date, [1, 2].concat(new Date(2022, 0)).length]'

describe('timers go by the clock', () => {
  let devcloud: RunningDevcloud
  let folder: string
  beforeAll(async () => {
    folder = functionFolder({
      'nightly/index.js': WRITES_WHEN,
      'nightly/config.json': timer('everyNight', '0 30 2 * * * *'),
      'failing/index.js': 'exports.main = () => { throw new Error("x") }',
      'failing/config.json': timer('newYear', '0 0 0 1 1 * *'),
      'time/index.js': TELLS_TIME,
    })
    devcloud = await startDevcloudProcess(['--functions', folder, '--now', '2021-12-31T12:00:00+08:00'])
  })
  afterAll(() => devcloud.stop())

  test('three nights passed over are three calls, in order, each at its own time', async () => {
    const fired = await setClock(devcloud.url, '2022-01-02T12:00:00+08:00')
    expect(fired).toEqual([
      { at: '2021-12-31T16:00:00.000Z', what: 'timer failing/newYear', outcome: 'FUNCTIONS_EXECUTE_FAIL' },
      { at: '2021-12-31T18:30:00.000Z', what: 'timer nightly/everyNight', outcome: 'ok' },
      { at: '2022-01-01T18:30:00.000Z', what: 'timer nightly/everyNight', outcome: 'ok' },
    ])
    expect(await consoleOf(devcloud.url, 'nightly')).toEqual([
      '2021-12-31T18:30:00Z 2021-12-31T18:30:00.000Z Timer everyNight undefined',
      '2022-01-01T18:30:00Z 2022-01-01T18:30:00.000Z Timer everyNight undefined',
    ])
  })

  test('the same night does not come twice', async () => {
    expect(await setClock(devcloud.url, '2022-01-02T12:00:00+08:00')).toEqual([])
    expect(await setClock(devcloud.url, '2022-01-02T23:00:00+08:00')).toEqual([])
  })

  test('two who set the clock at once do not fire a night twice', async () => {
    await setClock(devcloud.url, '2022-01-03T00:00:00+08:00')
    const fired = await Promise.all([1, 2].map(() => setClock(devcloud.url, '2022-01-03T03:00:00+08:00')))
    expect(fired.flat()).toHaveLength(1)
  })

  test('for a function it is the time that the clock shows, and stands', async () => {
    const browser = await newBrowser(devcloud.url)
    await setClock(devcloud.url, '2022-03-01T09:00:00+08:00')
    const now = Date.parse('2022-03-01T09:00:00+08:00')
    expect((await browser.call('time', {})).json).toEqual([now, now, true, '1970-01-01T00:00:00.000Z', true, 3])
    expect(await ask(devcloud.url, '/clock')).toEqual({ now: '2022-03-01T01:00:00.000Z', runs: false })
  })

  test('set back, it fires nothing', async () => {
    expect(await setClock(devcloud.url, '2020-01-01T00:00:00+08:00')).toEqual([])
  })

  test('a timer that is changed while devcloud runs counts from then on', async () => {
    putFile(folder, 'nightly/config.json', timer('everyNoon', '0 0 12 * * * *'))
    expect(await setClock(devcloud.url, '2020-01-02T00:00:00+08:00')).toMatchObject([
      { what: 'timer nightly/everyNoon' },
    ])
    putFile(folder, 'nightly/config.json', timer('broken', 'every noon, please'))
    expect(await setClock(devcloud.url, '2020-01-03T00:00:00+08:00')).toEqual([])
    expect(devcloud.log()).toContain('a timer has 7 fields')
  })

  test("back on the machine's time it runs on", async () => {
    await setClock(devcloud.url, null)
    const { now, runs } = (await ask(devcloud.url, '/clock')) as { now: string; runs: boolean }
    expect(runs).toBe(true)
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000)
  })

  test.each([[{ now: 'tomorrow' }], [{}], [{ now: '2022-01-01' }], [{ now: 5 }]])('%j is no time', async (body) => {
    await expect(tell(devcloud.url, '/clock', body)).rejects.toThrow('INVALID_PARAM')
  })
})

describe('timers that run with the machine', () => {
  test('a timer of every second comes by itself', async () => {
    const folder = functionFolder({
      'tick/index.js': WRITES_WHEN,
      'tick/config.json': timer('eachSecond', '* * * * * * *'),
    })
    const devcloud = await startDevcloudProcess(['--functions', folder])
    for (let waited = 0; waited < 100 && (await consoleOf(devcloud.url, 'tick')).length < 2; waited++) {
      await new Promise((done) => setTimeout(done, 100))
    }
    const [first = '', second = ''] = await consoleOf(devcloud.url, 'tick')
    await devcloud.stop()
    expect(Date.parse(second.slice(0, 20)) - Date.parse(first.slice(0, 20))).toBe(1_000)
  })

  test('a step that would fire for ever stops, and says where', async () => {
    const folder = functionFolder({
      'tick/index.js': 'exports.main = () => null',
      'tick/config.json': timer('eachSecond', '* * * * * * *'),
    })
    const devcloud = await startDevcloudProcess(['--functions', folder, '--now', '2022-01-01T00:00:00Z'])
    await expect(setClock(devcloud.url, '2023-01-01T00:00:00Z')).rejects.toThrow(
      'the clock stands at 2022-01-01T00:33:20.000Z',
    )
    await devcloud.stop()
  }, 30_000)

  test.each([
    [
      'two timers',
      JSON.stringify({ triggers: [1, 2].map((at) => ({ name: `t${at}`, type: 'timer', config: '0 0 0 * * * *' })) }),
      'one trigger at most',
    ],
    ['a timer of five fields', timer('t', '0 2 * * *'), '7 fields'],
    ['a config.json that is not JSON', '{', 'config.json'],
  ])('%s: devcloud does not start', async (_what, config, why) => {
    const folder = functionFolder({ 'tick/index.js': 'exports.main = () => null', 'tick/config.json': config })
    await expect(startDevcloudProcess(['--functions', folder])).rejects.toThrow(why)
  })
})
