import { functionFolder, putFile } from './function-folder'
import { newBrowser, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const COUNTS = 'let calls = 0; exports.main = () => ++calls'

describe('instances of a function', () => {
  let devcloud: RunningDevcloud
  let folder: string
  let call: (name: string, data?: unknown) => Promise<{ status: number; json: unknown }>
  beforeAll(async () => {
    folder = functionFolder({
      'count/index.js': COUNTS,
      'parts/index.js': 'exports.main = require("./part").answer',
      'parts/part.js': 'exports.answer = () => "first part"',
      'edited/index.js': 'exports.main = () => "before"',
      'slow/index.js':
        'let calls = 0; exports.main = async ({ ms }) => { calls++; await new Promise((done) => setTimeout(done, ms)); return calls }',
    })
    devcloud = await startDevcloudProcess(['--functions', folder, '--timeout-ms', '300'])
    const browser = await newBrowser(devcloud.url)
    call = (name, data = {}) => browser.call(name, data)
  })
  afterAll(() => devcloud.stop())
  const answer = async (name: string, data?: unknown) => (await call(name, data)).json

  test('a warm one remembers', async () => {
    expect([await answer('count'), await answer('count'), await answer('count')]).toEqual([1, 2, 3])
  })

  test('a change of the file is a new one', async () => {
    await answer('count')
    putFile(folder, 'count/index.js', `${COUNTS} // changed`)
    expect(await answer('count')).toBe(1)
  })

  test('a function of several files is new in all of them', async () => {
    expect(await answer('parts')).toBe('first part')
    putFile(folder, 'parts/part.js', 'exports.answer = () => "second part"')
    putFile(folder, 'parts/index.js', 'exports.main = require("./part").answer // touched')
    expect(await answer('parts')).toBe('second part')
  })

  test('a call that is running ends as it began', async () => {
    const running = answer('slow', { ms: 200 })
    await new Promise((done) => setTimeout(done, 50))
    putFile(folder, 'slow/index.js', 'exports.main = () => "replaced"')
    expect(await answer('slow')).toBe('replaced')
    expect(await running).toBe(1)
  })

  test('a file that does not load fails its calls and nothing else, until it is mended', async () => {
    putFile(folder, 'edited/index.js', 'exports.main = (')
    expect(await call('edited')).toMatchObject({ status: 502, json: { code: 'FUNCTIONS_EXECUTE_FAIL' } })
    expect(await answer('count')).toEqual(expect.any(Number))
    putFile(folder, 'edited/index.js', 'exports.main = () => "mended"')
    expect(await answer('edited')).toBe('mended')
  })

  test('a function that is added while devcloud runs can be called', async () => {
    expect(await call('added')).toMatchObject({ status: 404 })
    putFile(folder, 'added/index.js', 'exports.main = () => "here"')
    expect(await answer('added')).toBe('here')
  })

  test('one that ran out of time is ended: the next call gets a new one', async () => {
    putFile(
      folder,
      'slow/index.js',
      'let calls = 0; exports.main = async ({ ms }) => { calls++; await new Promise((done) => setTimeout(done, ms)); return calls }',
    )
    expect(await answer('slow', { ms: 0 })).toBe(1)
    expect(await call('slow', { ms: 1_000 })).toMatchObject({ status: 504 })
    expect(await answer('slow', { ms: 0 })).toBe(1)
  })

  test('cold, every call gets a new one', async () => {
    const cold = await startDevcloudProcess(['--functions', folder, '--cold'])
    const browser = await newBrowser(cold.url)
    expect([(await browser.call('count', {})).json, (await browser.call('count', {})).json]).toEqual([1, 1])
    await cold.stop()
  })
})
