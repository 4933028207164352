import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, tell } from './ask'
import { startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'
import { failureOf, openapi } from './wechat-sdk'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const TEMPLATE = 'paymentReminder'
const DATA = {
  thing1: { value: '城乡居民医保' },
  amount2: { value: '320.00元' },
  date3: { value: '2022年2月28日' },
  phrase4: { value: '待缴费' },
}

describe('subscribe messages through the real SDK', () => {
  let devcloud: RunningDevcloud
  let data: string
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'devcloud-data-'))
    devcloud = await startDevcloudProcess(['--data', data, '--now', '2022-01-01T09:00:00+08:00'])
  })
  afterAll(() => devcloud.stop())

  const consent = (openid: string, times = 1) =>
    tell(devcloud.url, '/messages/consents', { openid, templateId: TEMPLATE, times })
  const send = (openid: string, more: Record<string, unknown> = {}) =>
    openapi(devcloud.url).subscribeMessage.send({
      touser: openid,
      templateId: TEMPLATE,
      page: 'pages/home/index',
      data: DATA,
      ...more,
    })

  test('one consent is one message; the next is refused with 43101', async () => {
    await consent('oMother')
    expect(await send('oMother')).toMatchObject({ errCode: 0 })
    expect(await failureOf(send('oMother'))).toMatchObject({ errCode: 43101 })
    expect(await ask(devcloud.url, '/messages')).toEqual([
      { at: '2022-01-01T01:00:00.000Z', openid: 'oMother', templateId: TEMPLATE, page: 'pages/home/index', data: DATA },
    ])
  })

  test('who never consented, or to another template, gets nothing', async () => {
    expect(await failureOf(send('oStranger'))).toMatchObject({ errCode: 43101 })
    await consent('oSon')
    expect(await failureOf(send('oSon', { templateId: 'another' }))).toMatchObject({ errCode: 43101 })
  })

  test.each([
    ['a thing of 21 characters', { thing1: { value: '字'.repeat(21) } }],
    ['an empty thing', { thing1: { value: '' } }],
    ['a phrase of 6 characters', { phrase1: { value: '一二三四五六' } }],
    ['an amount in words', { amount1: { value: '三百二十元' } }],
    ['a date in words', { date1: { value: '明天' } }],
    ['a kind that WeChat does not have', { poem1: { value: 'x' } }],
    ['a value that is not in an object', { thing1: 'x' }],
    ['a number that is not text', { number1: { value: 5 } }],
  ])('%s is refused with 47003, and uses no consent up', async (_what, values) => {
    await consent('oFather')
    expect(await failureOf(send('oFather', { data: values }))).toMatchObject({ errCode: 47003 })
    expect(await send('oFather')).toMatchObject({ errCode: 0 })
  })

  test('on demand it refuses who has consented, once', async () => {
    await consent('oAunt', 2)
    await tell(devcloud.url, '/faults', { on: 'subscribeMessage.send', fault: 'refused', code: 43101 })
    expect(await failureOf(send('oAunt'))).toMatchObject({ errCode: 43101 })
    expect(await send('oAunt')).toMatchObject({ errCode: 0 })
  })

  test('an answer that is lost: the message went out all the same', async () => {
    await consent('oUncle')
    await tell(devcloud.url, '/faults', { on: 'subscribeMessage.send', fault: 'lost-answer' })
    await failureOf(send('oUncle'))
    expect(await ask(devcloud.url, '/messages')).toContainEqual(expect.objectContaining({ openid: 'oUncle' }))
  })

  test('another openapi is an error, not an answer', async () => {
    const failure = await failureOf(openapi(devcloud.url).wxacode.get({ path: 'x' }))
    expect(failure.errMsg).toContain('INVALID_ACTION')
  })

  test('consents and messages outlive devcloud', async () => {
    await consent('oGrandmother')
    const before = (await ask(devcloud.url, '/messages')) as unknown[]
    await devcloud.stop()
    devcloud = await startDevcloudProcess(['--data', data])
    expect(await ask(devcloud.url, '/messages')).toEqual(before)
    expect(await send('oGrandmother')).toMatchObject({ errCode: 0 })
  })
})
