import { printedReceiptMachine } from '../../../cloudfunctions/domain/cash/printed-receipt-machine'
import { operation } from './clerk-county'
import { RUIJIN, startVillageCounty, type VillageCounty } from '../clerk/village-county'

test('of every state and event of a paper, only what the table says is possible', () => {
  const { stateIds, eventIds, next } = printedReceiptMachine
  const moves = stateIds
    .flatMap((state) => eventIds.map((event) => [state, event, next(state, event)] as const))
    .filter(([, , to]) => to !== null)
  expect(moves).toEqual([
    ['notPrinted', 'print', 'printed'],
    ['printed', 'issue', 'issued'],
    ['printed', 'void', 'void'],
    ['issued', 'register', 'registered'],
    ['issued', 'void', 'void'],
    ['registered', 'check', 'checked'],
    ['registered', 'void', 'void'],
    ['checked', 'void', 'void'],
    ['checked', 'takeBack', 'takenBack'],
    ['void', 'takeBack', 'takenBack'],
    ['takenBack', 'writeOff', 'writtenOff'],
  ])
})

describe('the life of receipts on paper', () => {
  let county: VillageCounty
  let receipts: string[]
  const clerk = 'oClerkEast'
  const move = (receipt: string, event: string, more: object = {}) =>
    county.desk(clerk, 'moveReceiptPaper', {
      operation: operation(),
      receipt,
      event,
      found: null,
      because: null,
      ...more,
    } as never)
  const refusal = (receipt: string, event: string, more: object = {}, openid = clerk) =>
    county
      .as(openid)
      .refusal('village', 'moveReceiptPaper', {
        operation: operation(),
        receipt,
        event,
        found: null,
        because: null,
        ...more,
      })

  beforeAll(async () => {
    county = await startVillageCounty()
    const houses = [await county.household(1, 2), await county.household(2, 1)]
    await county.openSeason('ruijin', 'oCounty')
    receipts = []
    for (const house of houses) receipts.push(...(await county.take(county.as(clerk), house)).receipts)
  })
  afterAll(() => county.stop())

  test('printed, issued, registered, checked, taken back, written off, in this order', async () => {
    const [first] = receipts
    expect(await refusal(first!, 'issue')).toMatchObject({ code: 'PAPER_STATE', found: 'notPrinted' })
    for (const event of ['print', 'issue', 'register']) await move(first!, event)
    expect(await refusal(first!, 'check')).toMatchObject({ code: 'FOUND_MISSING' })
    expect(await move(first!, 'check', { found: { sealed: true, matches: true, complete: true } })).toMatchObject({
      state: 'checked',
      because: null,
    })
    await move(first!, 'takeBack')
    expect(await move(first!, 'writeOff')).toMatchObject({
      stateName: '已核销',
      may: [],
      history: [
        { name: '打印' },
        { name: '发放' },
        { name: '登记' },
        { name: '复核' },
        { name: '回收' },
        { name: '核销', by: '您' },
      ],
    })
  })

  test('checked without the seal it is void, for the reason that the notice names; the same operation again is once', async () => {
    const [, second] = receipts
    for (const event of ['print', 'issue', 'register']) await move(second!, event)
    const check = { operation: operation(), found: { sealed: false, matches: true, complete: false } }
    expect(await move(second!, 'check', check)).toMatchObject({
      state: 'void',
      because: '未加盖公章；项目记录不全',
      may: [{ event: 'takeBack' }],
    })
    expect((await move(second!, 'check', check)).history).toHaveLength(4)
    expect(await refusal(second!, 'takeBack', {}, 'oClerkWest')).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('the book shows them newest first, and a number that somebody took away', async () => {
    const look = (state: 'void' | null) => county.desk(clerk, 'receiptPapers', { ...RUIJIN, before: null, state })
    expect(await look(null)).toMatchObject({
      papers: [
        { receipt: receipts[1], head: '甲***', people: 1 },
        { receipt: receipts[0], people: 2 },
      ],
      next: null,
      book: { last: 2, missing: [] },
      rule: null,
    })
    expect((await look('void')).papers).toHaveLength(1)
    expect((await look('void')).states).toEqual([
      { state: 'void', name: '无效，待收回', papers: 1 },
      { state: 'writtenOff', name: '已核销', papers: 1 },
    ])
    const household = (await look(null)).papers[0]!.household
    expect(
      await county.desk(clerk, 'receiptPapers', { ...RUIJIN, before: null, state: null, household }),
    ).toMatchObject({ papers: [{ receipt: receipts[1] }], states: [{ papers: 1 }], next: null })
    await county.db.collection('receipts').doc(receipts[0]!).remove()
    expect((await look(null)).book).toEqual({ last: 2, missing: [1] })
  })
})
