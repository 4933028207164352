import type { ConsentDocument, InboxDocument, OutboxDocument } from '../../../cloudfunctions/domain/messages/documents'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import { ask, setClock, tell } from '../../devcloud/ask'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'
import { enrolmentIdOf, enrolmentsOn, linkTo, residentId, tickOf } from './night-people'

const REMINDER = 'reminderTemplate'
/** In Ruijin the last day to pay is 2022-03-31: seven days before, and one. */
const SEVEN = '2022-03-24'
const ONE = '2022-03-30'

interface Sent {
  openid: string
  templateId: string
  data: Record<string, { value: string }>
}
interface Inbox {
  items: readonly { id: string; day: string; title: string; text: string; enrolment: string; read: boolean }[]
  more: boolean
}

let operations = 0
const operation = () => `operation-${++operations}`

describe('reminders of the last day to pay', () => {
  let county: CountyCloud
  beforeAll(async () => {
    const templates = {
      reminder: { id: REMINDER, values: { thing1: 'what', date2: 'day', phrase3: 'status', thing4: 'about' } },
    }
    county = await startCountyCloud({
      only: ['enrollment', 'status-job'],
      now: `${SEVEN}T08:00:00+08:00`,
      environment: { CANBAO_MESSAGE_TEMPLATES: JSON.stringify(templates) },
    })
  })
  beforeEach(async () => {
    for (const name of [
      'enrolments',
      'links',
      'outbox',
      'inbox',
      'message-consents',
      'job-state',
      'job-runs',
      'status-changes',
      'residents',
      'households',
      'progress-days',
    ]) {
      await county.db
        .collection(name)
        .where({ _id: county.db.command.neq('') })
        .remove()
    }
    await setEve(SEVEN)
    await county.seed(
      'enrolments',
      enrolmentsOn('2022-03-01', [
        { n: 1, kind: 'owes', followed: true },
        { n: 2, kind: 'paid', followed: true },
        { n: 3, kind: 'owesNothing', followed: true },
        { n: 4, kind: 'owes' },
      ]),
    )
    await county.seed('links', [
      linkTo(1, 'oDaughter'),
      linkTo(1, 'oSonInLaw'),
      linkTo(2, 'oDaughter'),
      linkTo(3, 'oDaughter'),
    ])
    await seedResidents(
      county,
      [1, 2, 3, 4].map((n) => madeResident(n, { id: residentId(n) })),
      [1, 2, 3, 4].map((n) => madeHousehold(n)),
    )
  })
  afterAll(() => county.stop())

  /** The evening before a night, from which one tick follows. By way of today: so no timer fires for the days between. */
  const setEve = async (day: string) => {
    await setClock(county.url, null)
    await county.setClock(new Date(Date.parse(`${day}T00:00:00+08:00`) - 3_600_000).toISOString())
  }
  const nightOf = async (day: string) => {
    await setEve(day)
    return tickOf(county, day)
  }
  /** The user taps "allow", on the phone and at WeChat. */
  const allow = async (openid: string, times = 1) => {
    await tell(county.url, '/messages/consents', { openid, templateId: REMINDER, times })
    for (let n = 0; n < times; n++)
      await county
        .as(openid)
        .ask('enrollment', 'recordConsents', { operation: operation(), answers: { [REMINDER]: 'accept' } })
  }
  const sentTo = async (openid: string) =>
    ((await ask(county.url, '/messages')) as Sent[]).filter((sent) => sent.openid === openid)
  const left = async (openid: string) => (await county.stored<ConsentDocument>('message-consents', { openid }))[0]?.left
  const inboxOf = (openid: string) => county.as(openid).ask<Inbox>('enrollment', 'inbox', { before: null })
  const pushedTo = async (openid: string) =>
    (await county.stored<InboxDocument>('inbox', { openid })).map(({ pushed }) => pushed)

  test('come seven days and one day before, to who looks after someone who owes, and about nobody else', async () => {
    expect(await nightOf('2022-03-23')).toMatchObject({ nights: [{ told: 0 }] })
    expect(await nightOf(SEVEN)).toMatchObject({ nights: [{ told: 1, delivered: 2 }] })
    expect(await nightOf('2022-03-25')).toMatchObject({ nights: [{ told: 0 }] })
    await county.db
      .collection('job-state')
      .doc('status-job')
      .update({ data: { doneThrough: '2022-03-29' } })
    expect(await nightOf(ONE)).toMatchObject({ nights: [{ told: 1, delivered: 2 }] })
    const rows = await county.stored<OutboxDocument>('outbox')
    expect(rows.map(({ _id, state }) => [_id, state]).sort()).toEqual([
      [`${enrolmentIdOf(1)}~one~${ONE}`, 'done'],
      [`${enrolmentIdOf(1)}~seven~${SEVEN}`, 'done'],
    ])
    expect((await county.stored<EnrolmentDocument>('enrolments', { _id: enrolmentIdOf(1) }))[0]).toMatchObject({
      status: 'due',
      deadline: '2022-03-31',
      remindOn: null,
    })
  })

  test('lie in the inbox of those who allowed no message, newest first, and can be marked as read', async () => {
    await nightOf(SEVEN)
    await county.db
      .collection('job-state')
      .doc('status-job')
      .update({ data: { doneThrough: '2022-03-29' } })
    await nightOf(ONE)
    const { items, more } = await inboxOf('oDaughter')
    expect(more).toBe(false)
    expect(items.map(({ day, title, text, read }) => [day, title, text, read])).toEqual([
      [ONE, '明天缴费截止', '甲子1：2022年度城乡居民医保还没有缴费，最后一天是2022年3月31日。', false],
      [SEVEN, '缴费快截止了', '甲子1：2022年度城乡居民医保还没有缴费，最后一天是2022年3月31日，还有7天。', false],
    ])
    expect(await sentTo('oDaughter')).toEqual([])
    expect(await county.as('oDaughter').ask('enrollment', 'readInbox', { items: [items[0]!.id] })).toEqual({
      unread: 1,
    })
    expect((await inboxOf('oDaughter')).items.map(({ read }) => read)).toEqual([true, false])
  })

  test('of another stay unread, unseen and unmarked', async () => {
    await nightOf(SEVEN)
    const [item] = (await inboxOf('oDaughter')).items
    expect((await inboxOf('oNeighbour')).items).toEqual([])
    await county.as('oNeighbour').ask('enrollment', 'readInbox', { items: [item!.id] })
    expect((await inboxOf('oDaughter')).items).toMatchObject([{ read: false }])
    expect(await county.as('oNeighbour').refusal('enrollment', 'inbox', { before: item!.id })).toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
    })
  })

  test('are not shown any more once the link is ended', async () => {
    await nightOf(SEVEN)
    await county.db
      .collection('links')
      .where({ openid: 'oDaughter' })
      .update({ data: { state: 'revoked' } })
    expect((await inboxOf('oDaughter')).items).toEqual([])
  })

  test('ring once on WeChat for one consent, without a name, and take it off the ledger', async () => {
    await allow('oDaughter')
    expect(await left('oDaughter')).toBe(1)
    expect(await nightOf(SEVEN)).toMatchObject({ nights: [{ pushed: 1 }] })
    const sent = await sentTo('oDaughter')
    expect(sent.at(-1)!.data).toEqual({
      thing1: { value: '2022年度城乡居民医保' },
      date2: { value: '2022年3月31日' },
      phrase3: { value: '待缴费' },
      thing4: { value: '缴费快截止了' },
    })
    expect(await left('oDaughter')).toBe(0)
    await county.db
      .collection('job-state')
      .doc('status-job')
      .update({ data: { doneThrough: '2022-03-29' } })
    expect(await nightOf(ONE)).toMatchObject({ nights: [{ pushed: 0, delivered: 2 }] })
    expect(await sentTo('oDaughter')).toHaveLength(sent.length)
  })

  test('that WeChat refuses with 43101 set the ledger to nothing, and stay in the inbox', async () => {
    await allow('oSonInLaw', 3)
    await tell(county.url, '/faults', { on: 'subscribeMessage.send', fault: 'refused', code: 43101 })
    expect(await nightOf(SEVEN)).toMatchObject({ outcome: 'done', nights: [{ pushed: 0 }] })
    expect(await left('oSonInLaw')).toBe(0)
    expect(await pushedTo('oSonInLaw')).toEqual(['refused'])
    expect((await inboxOf('oSonInLaw')).items).toHaveLength(1)
  })

  test('whose answer is lost are not sent again', async () => {
    await allow('oDaughter', 2)
    const before = (await sentTo('oDaughter')).length
    await tell(county.url, '/faults', { on: 'subscribeMessage.send', fault: 'lost-answer' })
    await nightOf(SEVEN)
    expect(await pushedTo('oDaughter')).toEqual(['failed'])
    await county.db
      .collection('outbox')
      .where({ state: 'done' })
      .update({ data: { state: 'waiting' } })
    await county.db
      .collection('job-state')
      .doc('status-job')
      .update({ data: { doneThrough: '2022-03-23' } })
    await nightOf(SEVEN)
    expect(await sentTo('oDaughter')).toHaveLength(before + 1)
    expect(await left('oDaughter')).toBe(1)
  })

  test('that come too late, because nights were missed, ring at nobody', async () => {
    await nightOf('2022-03-23')
    await allow('oDaughter')
    const before = (await sentTo('oDaughter')).length
    expect(await nightOf('2022-03-27')).toMatchObject({
      nights: [{ _id: SEVEN, told: 1 }, {}, {}, { _id: '2022-03-27', delivered: 2, pushed: 0 }],
    })
    expect(await sentTo('oDaughter')).toHaveLength(before)
    expect((await inboxOf('oDaughter')).items).toHaveLength(1)
  })

  test('about someone who paid in the meantime are dropped', async () => {
    await county.seed('outbox', [
      {
        _id: `${enrolmentIdOf(2)}~seven~${SEVEN}`,
        enrolment: enrolmentIdOf(2),
        resident: residentId(2),
        year: 2022,
        kind: 'seven',
        day: SEVEN,
        about: '2022-03-31',
        state: 'waiting',
      } as { _id: string },
    ])
    await nightOf(SEVEN)
    expect(
      (await county.stored<OutboxDocument>('outbox', { enrolment: enrolmentIdOf(2) })).map(({ state }) => state),
    ).toEqual(['moot'])
    expect((await inboxOf('oDaughter')).items.map(({ enrolment }) => enrolment)).toEqual([enrolmentIdOf(1)])
  })

  test('of a change of status come too: the suspension', async () => {
    await county.seed('job-state', [
      {
        _id: 'status-job',
        holder: '',
        until: 0,
        doneThrough: '2022-03-31',
        night: null,
        sealed: { mark: 'aes-256-gcm.t1', collection: null, after: null },
      } as { _id: string },
    ])
    await nightOf('2022-04-01')
    expect((await inboxOf('oSonInLaw')).items).toMatchObject([
      { title: '已停保', text: '甲子1：2022年度城乡居民医保没有缴费，从2022年4月1日起停保。点开看怎样恢复。' },
    ])
  })

  test('a consent counts once, however often the phone reports it; a refusal and another template do not count', async () => {
    const report = { operation: operation(), answers: { [REMINDER]: 'accept' } }
    const user = county.as('oNeighbour')
    expect([
      await user.ask('enrollment', 'recordConsents', report),
      await user.ask('enrollment', 'recordConsents', report),
    ]).toEqual([{ recorded: 1 }, { recorded: 1 }])
    await user.ask('enrollment', 'recordConsents', { operation: operation(), answers: { [REMINDER]: 'reject' } })
    expect(await left('oNeighbour')).toBe(1)
    expect(
      await user.refusal('enrollment', 'recordConsents', { operation: operation(), answers: { another: 'accept' } }),
    ).toMatchObject({ code: 'UNKNOWN_TEMPLATE' })
  })
})
