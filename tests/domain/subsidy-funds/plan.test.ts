import * as fc from 'fast-check'
import type { Refusal } from '../../../cloudfunctions/platform/base'
import {
  evidenceKey,
  inForce,
  withSubsidyPayment,
  withTakenBack,
} from '../../../cloudfunctions/domain/subsidy-funds/plan-subsidy-payment'
import type { RecordedSubsidy } from '../../../cloudfunctions/domain/subsidy-funds/plan-subsidy-payment'

const TODAY = '2022-03-01'
const payment = (over: Partial<RecordedSubsidy> = {}) => ({
  operation: 'op-00001',
  funder: 'funder',
  amount: 100_00,
  day: '2022-02-01',
  by: 'oCounty',
  at: 1,
  ...over,
})
const OWES = { today: TODAY, due: 1_000_00, paid: 0 }
const refusing = (code: string) =>
  expect.objectContaining({ error: expect.objectContaining({ code }) as unknown }) as Error
const because = { by: 'oCounty', at: 2, because: '金额看错了' }

describe('a paper of what a funder paid over', () => {
  test('counts once, and again after what it stood for was taken back', () => {
    const once = withSubsidyPayment([], payment(), OWES)
    expect(() => withSubsidyPayment(once, payment({ operation: 'op-00002' }), OWES)).toThrow(refusing('EVIDENCE_USED'))
    const back = withTakenBack(once, 'op-00001', because)
    expect(inForce(back)).toBeNull()
    const anew = withSubsidyPayment(back, payment({ operation: 'op-00002', amount: 90_00 }), OWES)
    expect(inForce(anew)?.amount).toBe(90_00)
    expect(anew).toHaveLength(2)
  })

  test('is the same paper however it is typed', () => {
    expect(evidenceKey(' 瑞财社〔2022〕12号 a-1 ')).toBe(evidenceKey('瑞财社〔２０２２〕12号A1'))
    expect(evidenceKey('12')).not.toBe(evidenceKey('13'))
  })

  test('is refused for nothing, for more than is still missing, and of a day to come', () => {
    const code = (over: Partial<RecordedSubsidy>) => {
      try {
        withSubsidyPayment([], payment(over), OWES)
        return 'taken'
      } catch (error) {
        return (error as Refusal).error.code
      }
    }
    expect(code({ amount: 0 })).toBe('BAD_AMOUNT')
    expect(code({ amount: 1_000_01 })).toBe('BAD_AMOUNT')
    expect(code({ amount: 1_000_00 })).toBe('taken')
    expect(code({ day: '2022-03-02' })).toBe('DAY_IN_FUTURE')
  })

  test('taken back twice is taken back once, with the first reason', () => {
    const back = withTakenBack(withSubsidyPayment([], payment(), OWES), 'op-00001', because)
    expect(withTakenBack(back, 'op-00001', { ...because, because: 'again' })).toEqual(back)
    expect(() => withTakenBack(back, 'op-00009', because)).toThrow(refusing('UNKNOWN_PAYMENT'))
  })

  test('whatever is recorded and taken back, at most one record counts and none is lost', () => {
    const step = fc.oneof(fc.constant('pay' as const), fc.constant('back' as const))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let records: readonly RecordedSubsidy[] = []
        let paid = 0
        steps.forEach((what, at) => {
          const counted = inForce(records)
          if (what === 'back') {
            if (counted !== null) records = withTakenBack(records, counted.operation, because)
          } else if (counted === null) {
            records = withSubsidyPayment(records, payment({ operation: `op-${at}` }), OWES)
            paid++
          }
        })
        expect(records).toHaveLength(paid)
        expect(records.filter(({ takenBack }) => takenBack === null).length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
