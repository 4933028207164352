import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { amountInChineseNumerals } from '../../../cloudfunctions/domain/payments/receipt-view'
import { fourWayMatch } from '../../../cloudfunctions/domain/cash/day-close'
import { byHousehold } from '../../../cloudfunctions/domain/payments/receipts'
import { receiptFaults } from '../../../cloudfunctions/domain/cash/printed-receipts'
import type { ReceiptOfBook } from '../../../cloudfunctions/domain/cash/printed-receipts'

interface Case {
  id: string
  note: string
  person: { receipt: ReceiptOfBook & { amount?: number }; memberFees?: number[] }
  expect: { receiptValid: boolean; reasons?: string[]; receipts?: number }
}
const cases = JSON.parse(readFileSync(join(__dirname, '../../rules/cases/banan-2022.json'), 'utf8')) as Case[]
const caseOf = (id: string): Case => cases.find((one) => one.id === id)!
const FEN = 100

describe('receipts on paper in 巴南', () => {
  test.each(['BN-100', 'BN-101'].map(caseOf).map((one) => [one.id, one.note, one] as const))(
    '%s: %s',
    (_id, _note, { person: { receipt, memberFees }, expect: expected }) => {
      const paper = { ...receipt, ...(receipt.amount === undefined ? {} : { amount: receipt.amount * FEN }) }
      const faults = receiptFaults(paper, memberFees?.map((fee) => fee * FEN) ?? null)
      expect(faults.length === 0).toBe(expected.receiptValid)
      expect(faults).toEqual(expected.reasons ?? [])
      if (expected.receipts !== undefined)
        expect(byHousehold(memberFees!.map((fee) => ({ household: receipt.household, fee }))).size).toBe(
          expected.receipts,
        )
    },
  )

  test('any one defect is enough, and each is named', () => {
    const good: ReceiptOfBook = {
      household: 'H1',
      sealed: true,
      matches: true,
      complete: true,
      members: 2,
      amount: 64_000,
    }
    const fees = [32_000, 32_000]
    expect(receiptFaults(good, fees)).toEqual([])
    expect(receiptFaults({ ...good, complete: false }, fees)).toEqual(['项目记录不全'])
    expect(receiptFaults({ ...good, amount: 64_001 }, fees)).toEqual(['内容与实际情况不符'])
    expect(receiptFaults({ ...good, members: 3 }, fees)).toEqual(['内容与实际情况不符'])
    expect(receiptFaults({ ...good, sealed: false, matches: false, complete: false }, fees)).toEqual([
      '未加盖公章',
      '内容与实际情况不符',
      '项目记录不全',
    ])
  })

  test('people of two households who pay together get two', () => {
    const people = [
      { household: 'a', n: 1 },
      { household: 'b', n: 2 },
      { household: 'a', n: 3 },
    ]
    expect([...byHousehold(people)]).toEqual([
      ['a', [people[0], people[2]]],
      ['b', [people[1]]],
    ])
  })
})

describe('people, receipts, money and entries of a village of 随县', () => {
  interface Village {
    id: string
    note: string
    person: { verifiedPayers?: number; people?: number; receipts?: number; fundsCollected: number; entered?: number }
    expect: { match: boolean; expectedFunds?: number; fundsShort?: number; missingEntries?: number }
  }
  const villages = (
    JSON.parse(readFileSync(join(__dirname, '../../rules/cases/suixian-2022.json'), 'utf8')) as Village[]
  ).filter(({ id }) => id === 'SX-060' || id === 'SX-061')
  const EACH = 320 * FEN

  test.each(villages.map((one) => [one.id, one.note, one] as const))(
    '%s: %s',
    (_id, _note, { person, expect: expected }) => {
      const people = person.people ?? person.verifiedPayers!
      const found = fourWayMatch(
        {
          people,
          receipts: person.receipts ?? people,
          funds: person.fundsCollected * FEN,
          entered: person.entered ?? people,
        },
        people * EACH,
      )
      expect(found.match).toBe(expected.match)
      if (expected.expectedFunds !== undefined) expect(found.expectedFunds).toBe(expected.expectedFunds * FEN)
      if (expected.fundsShort !== undefined)
        expect(found).toMatchObject({
          fundsShort: expected.fundsShort * FEN,
          missingEntries: expected.missingEntries,
          missingReceipts: 0,
        })
    },
  )
})

describe('an amount in capital numerals', () => {
  test.each([
    [0, '零元整'],
    [165_500, '壹仟陆佰伍拾伍元整'],
    [32_000, '叁佰贰拾元整'],
    [1_000, '壹拾元整'],
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元叁角贰分'],
    [10_700_053, '壹拾万零柒仟元伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [5, '伍分'],
    [50, '伍角整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [100_000_100_000_000, '壹万亿零壹佰万元整'],
  ])('%i fen: %s', (amount, words) => {
    expect(amountInChineseNumerals(amount)).toBe(words)
  })

  test('says just what was paid: read back it is the same amount', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(1_000_000), fc.nat(Number.MAX_SAFE_INTEGER)),
        (amount) => readBack(amountInChineseNumerals(amount)) === amount,
      ),
      { numRuns: 5_000 },
    )
  })

  test('has no two zeros side by side, and none at an end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000_000 }),
        (amount) => !/零零|^零|零[元整万亿拾佰仟角分]|零$/.test(amountInChineseNumerals(amount)),
      ),
      { numRuns: 5_000 },
    )
  })

  test.each([-1, 0.5, Number.NaN])('%p fen is none', (amount) => {
    expect(() => amountInChineseNumerals(amount)).toThrow(RangeError)
  })
})

/** Another way than it was written: from left to right, as a cashier reads. */
function readBack(words: string): number {
  const [, whole = '', jiao, fen] = /^(?:(.*)元)?(?:零?(.)角)?(?:零?(.)分)?整?$/.exec(words)!
  const digit = (of: string | undefined): number => (of === undefined ? 0 : '零壹贰叁肆伍陆柒捌玖'.indexOf(of))
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 }
  let [total, group, last] = [0n, 0, 0]
  for (const sign of whole.replace(/万亿/g, '兆')) {
    const unit = { 万: 10_000n, 亿: 100_000_000n, 兆: 1_000_000_000_000n }[sign]
    if (unit !== undefined) {
      total += BigInt(group + last) * unit
      ;[group, last] = [0, 0]
    } else if (sign in places) {
      group += last * places[sign]!
      last = 0
    } else last = digit(sign)
  }
  return Number(total + BigInt(group + last)) * 100 + digit(jiao) * 10 + digit(fen)
}
