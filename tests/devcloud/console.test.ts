import { ask } from './ask'
import { functionFolder } from './function-folder'
import { newBrowser, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const SPEAKS = `exports.main = async ({ who, ms }) => {
  console.log('hello from', { who })
  await new Promise((done) => setTimeout(done, ms))
  setTimeout(() => console.warn('late word of ' + who), 1)
  console.error('two lines\\nof ' + who)
}`

interface Line {
  function: string
  requestId: string
  level: string
  text: string
  at: string
}

describe('the console of a function', () => {
  let devcloud: RunningDevcloud
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', functionFolder({ 'speak/index.js': SPEAKS })])
  })
  afterAll(() => devcloud.stop())
  const lines = async (requestId: string) => (await ask(devcloud.url, `/logs?requestId=${requestId}`)) as Line[]

  test('belongs to its call, also where fifty speak at once', async () => {
    const browser = await newBrowser(devcloud.url)
    const calls = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        const reply = await browser.call('speak', { who: `person${at}`, ms: (at * 7) % 30 })
        return { who: `person${at}`, requestId: reply.headers.get('x-request-id') ?? '' }
      }),
    )
    await new Promise((done) => setTimeout(done, 50))
    for (const { who, requestId } of calls) {
      const written = await lines(requestId)
      expect(written.map(({ level, text }) => [level, text])).toEqual([
        ['log', `hello from { who: '${who}' }`],
        ['error', `two lines\nof ${who}`],
        ['warn', `late word of ${who}`],
      ])
      expect(new Set(written.map((line) => line.function))).toEqual(new Set(['speak']))
    }
  })

  test("is shown with the function's name and the request's id on each line", async () => {
    const reply = await (await newBrowser(devcloud.url)).call('speak', { who: 'mother', ms: 0 })
    const id = reply.headers.get('x-request-id')
    expect(devcloud.log()).toContain(`[speak ${id}] two lines\n[speak ${id}] of mother\n`)
  })
})
