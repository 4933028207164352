import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { contract as county } from '../../cloudfunctions/county/contract'
import { contract as payment } from '../../cloudfunctions/payment/contract'
import { policyFor } from '../../rules'

/** Names that every object answers to without having them. */
const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']

describe('KIND: a string names an entry of a table by an own key only', () => {
  test.each(INHERITED)('`as: %s` settles no row of the tax office’s file', (as) => {
    const request = { row: 'row-1', as, enrolment: null, because: '核对' }
    expect(payment.settleTaxRow.request.safeParse({ ...request, as: 'rematch' }).success).toBe(true)
    expect(payment.settleTaxRow.request.safeParse(request).success).toBe(false)
  })

  test.each(INHERITED)('`%s` is no place, role, sheet or way', (name) => {
    expect(() => policyFor(name, 2022)).toThrow(expect.objectContaining({ code: 'UNKNOWN_REGION' }) as Error)
    const sheet = { operation: 'operation-1', region: 'ruijin', year: 2022, format: 'csv' }
    expect(county.exportSheet.request.safeParse({ ...sheet, sheet: 'progress' }).success).toBe(true)
    expect(county.exportSheet.request.safeParse({ ...sheet, sheet: name }).success).toBe(false)
  })

  test('no function looks a string up in a table by `in`, which finds what every object has', () => {
    const folder = join(__dirname, '../../cloudfunctions')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /^(domain|platform).*\.ts$/.test(file),
    )
    expect(files.length).toBeGreaterThan(200)
    const found = files.filter((file) =>
      /[(!\s]\w+ in [A-Z][A-Z_]{2,}\b/.test(withoutComments(readFileSync(join(folder, file), 'utf8'))),
    )
    expect(found).toEqual([])
  })
})

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
