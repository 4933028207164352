import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallAnswer } from '../../cloudfunctions/platform/base/refusal'
import { bundleFunction } from '../../commands/bundle-function'
import { post, startDevcloudProcess } from '../devcloud/running-devcloud'
import type { RunningDevcloud } from '../devcloud/running-devcloud'

describe('when a function itself is at fault', () => {
  const idNumber = '360781197001010017'
  let devcloud: RunningDevcloud
  beforeAll(async () => {
    const functions = mkdtempSync(join(tmpdir(), 'faulty-'))
    await bundleFunction(join(__dirname, 'faulty/index.ts'), join(functions, 'faulty/index.js'))
    devcloud = await startDevcloudProcess(['--functions', functions])
  })
  afterAll(() => devcloud.stop())

  const call = async (event: unknown) =>
    (await post(`${devcloud.url}/functions/faulty`, JSON.stringify(event))).json as CallAnswer<unknown>

  test("the caller gets a number to quote, and the log the same number with the place of the fault but nobody's data", async () => {
    const answer = await call({ action: 'breaks', data: { idNumber } })
    if (answer.ok) throw new Error('it did not break')
    expect(answer.error).toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('请稍后再试') as string })
    expect(JSON.stringify(answer)).not.toMatch(/TypeError|\.js:\d|360781/)

    const log = devcloud.log()
    expect(log).toContain(answer.error.found)
    expect(log).toMatch(/function: 'faulty'[^]*action: 'breaks'[^]*kind: 'TypeError'[^]*index\.js:\d/)
    expect(log).not.toContain(idNumber)
  })

  test('a use case that declines is told to the caller as it is', async () => {
    expect(await call({ action: 'declines' })).toEqual({
      ok: false,
      error: { code: 'ALREADY_PAID', message: '这个人今年已经交过了，不用再交。' },
    })
  })

  test.each([null, [], 'text', 7])('an event that is %j is refused like any other', async (event) => {
    expect(await call(event)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_ACTION', found: '空缺' } })
  })
})
