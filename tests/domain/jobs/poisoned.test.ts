import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { OrderDocument } from '../../../cloudfunctions/domain/payments/documents'
import type { TaxFileDocument } from '../../../cloudfunctions/domain/reconciliation/documents'
import type { RefundDocument } from '../../../cloudfunctions/domain/refunds/documents'
import { Rounds } from '../../../cloudfunctions/platform/database/rounds'
import { startOrdersCounty, type OrdersCounty } from '../orders/orders-county'
import { putTaxFile, taxCsv } from '../reconciliation/tax-upload'

const START = Date.parse('2021-12-20T09:00:00+08:00')

describe('KIND: one poisoned item among good ones stops nobody else’s timer', () => {
  let county: OrdersCounty
  let clock = START
  beforeAll(async () => {
    county = await startOrdersCounty({ only: ['payment', 'enrollment', 'payment-watch', 'tax-watch', 'counts-job'] })
  })
  afterAll(() => county.stop())

  const later = async (minutes: number) => county.setClock(new Date((clock += minutes * 60_000)).toISOString())
  const troubles = async (job: string) =>
    ((await county.stored<{ troubled: object[] }>('watch-state', { _id: `rounds~${job}` }))[0]?.troubled ?? []) as {
      item: string
      tries: number
      code: string
    }[]

  test('payment-watch: an order and a refund that cannot be read leave the others be, are backed off, and say so', async () => {
    const [person] = (await county.family('oDaughter', [{}])) as [Resident]
    const good = await county.place('oDaughter', [person], { way: 'wechat' })
    const { expiresAt } = await county.order(good.order)
    await county.seed('orders', [
      { _id: 'poisoned-order', state: 'placed', expiresAt: 1, merchantNo: 'poison', lines: null } as { _id: string },
    ])
    await county.seed('refunds', [
      { _id: 'poisoned-refund', state: 'sent', order: 'no-such-order', sent: null } as { _id: string },
    ])
    await later(Math.ceil((expiresAt - clock) / 60_000) + 1)
    expect((await county.order(good.order)).state).toBe('closed')
    expect(await county.claim(person)).toMatchObject({ state: 'free' })
    const tries = async () => new Map((await troubles('payment-watch')).map(({ item, tries: times }) => [item, times]))
    const first = await tries()
    expect([...first.keys()].sort()).toEqual(['order~poisoned-order', 'refund~poisoned-refund'])
    expect((await county.stored<OrderDocument>('orders', { _id: 'poisoned-order' }))[0]!.trouble).toMatchObject({
      code: 'TypeError',
    })
    expect((await county.stored<RefundDocument>('refunds', { _id: 'poisoned-refund' }))[0]!.trouble).toMatchObject({
      code: 'ORDER_NOT_FOUND',
    })
    // Some eight ticks later it was tried once or twice, not eight times.
    await later(40)
    expect((await tries()).get('order~poisoned-order')! - first.get('order~poisoned-order')!).toBeLessThanOrEqual(2)
    await county.db.collection('orders').doc('poisoned-order').remove()
    await county.db.collection('refunds').doc('poisoned-refund').remove()
  })

  test('tax-watch: a file that throws is shown to its county, and another place’s file is read and matched', async () => {
    const poisoned = { _id: '0-poisoned', region: 'kelan', state: 'reading', trouble: null, at: 1, upload: null }
    await county.seed('tax-files', [poisoned as { _id: string }])
    const [person] = (await county.family('oDaughter', [{}])) as [Resident]
    const paid = { idNumber: person.idNumber!, name: person.name, amount: 32_000, voucher: 'W-1', place: '' }
    const name = await putTaxFile(
      county.as('oCounty'),
      'ruijin',
      taxCsv([{ ...paid, paidOn: '2021-12-15', arrivedOn: '2021-12-17' }]),
    )
    await county.as('oCounty').ask('payment', 'readTaxFile', { region: 'ruijin', file: name })
    await later(5)
    expect((await county.enrolment(person)).status).toBe('paid')
    const [left] = await county.stored<TaxFileDocument>('tax-files', { _id: '0-poisoned' })
    expect(left!.waiting).toContain('隔一会儿会自己再试')
    expect((await troubles('tax-watch')).map(({ item }) => item)).toEqual(['0-poisoned'])
  })

  test('counts-job: a delta that cannot be counted is set aside, and the others come into the counts', async () => {
    const unfolded = 999_999_999_999
    const change = { township: '甲子镇', village: 'v', cell: 'due~whole', people: 7 }
    const delta = (_id: string, changes: unknown) => ({
      _id,
      season: 'poison-1',
      folding: unfolded,
      stays: false,
      changes,
    })
    await county.seed('count-deltas', [delta('0-poisoned', null), delta('1-good', [change])])
    await later(2)
    const [counts] = await county.stored<{ villages: object }>('village-counts', { season: 'poison-1' })
    expect(JSON.stringify(counts!.villages)).toContain('7')
    expect(await county.stored('count-deltas', { folding: unfolded })).toEqual([])
    expect(await county.stored('count-deltas', { _id: '0-poisoned' })).toMatchObject([{ folding: -2 }])
  })

  describe('a call that is killed', () => {
    const call = (now: number) => ({ db: county.db, now, outOfTime: () => false })
    const worked: string[] = []
    const told: string[] = []
    const work = {
      nameOf: ({ _id }: { _id: string }) => _id,
      run: async ({ _id }: { _id: string }) => void worked.push(_id),
      tell: async ({ _id }: { _id: string }, trouble: { code: string } | null) =>
        void told.push(`${_id} ${trouble?.code ?? 'well'}`),
    }
    const items = ['a', 'b', 'c'].map((_id) => ({ _id }))
    const state = async () => (await county.stored('watch-state', { _id: 'rounds~test' }))[0]
    const begun = (ids: string[]) =>
      county.db
        .collection('watch-state')
        .doc('rounds~test')
        .set({ data: { begun: ids, troubled: [], places: [] } })
    beforeEach(() => {
      worked.length = 0
      told.length = 0
    })

    test('in the middle of several is noticed: those are worked on last, and one by one', async () => {
      await begun(['a', 'b'])
      await (await Rounds.open(call(START), 'test')).each(items, work)
      expect(worked).toEqual(['c', 'a', 'b'])
      expect(await state()).toMatchObject({ begun: [], troubled: [] })
    })

    test('by one item is noticed: that one is left be, shown to whose it is, and tried again later', async () => {
      await begun(['b'])
      await (await Rounds.open(call(START), 'test')).each(items, work)
      expect([worked, told]).toEqual([['a', 'c'], ['b KILLED']])
      await (await Rounds.open(call(START + 60_000), 'test')).each(items, work)
      expect(worked).not.toContain('b')
      await (await Rounds.open(call(START + 6 * 60_000), 'test')).each(items, work)
      expect(worked.at(-1)).toBe('b')
      expect(told.at(-1)).toBe('b well')
      expect(await state()).toMatchObject({ begun: [], troubled: [] })
    })

    test('long lists that get no shorter are gone through in turn', async () => {
      const read = async (after: string, count: number) => items.filter(({ _id }) => _id > after).slice(0, count)
      const pages: string[] = []
      for (let tick = 0; tick < 3; tick++) {
        const rounds = await Rounds.open(call(START), 'test')
        const page = await rounds.page('list', 2, read)
        pages.push(page.map(({ _id }) => _id).join(''))
        await rounds.each(page, work)
      }
      expect(pages).toEqual(['ab', 'ca', 'bc'])
    })
  })
})
