import fc from 'fast-check'
import { readCell } from '../../../cloudfunctions/platform/files/table/cells'
import type { Besides, CellKind, CellProblem } from '../../../cloudfunctions/platform/files/table/cells'
import type { SheetCell } from '../../../cloudfunctions/platform/files/sheet'

/** How it stands in the sheet: words, a number, or a whole cell. */
type Written = string | number | SheetCell
type Case = readonly [Written, string | number | null, ...CellProblem[]]

const cellOf = (written: Written): SheetCell =>
  typeof written === 'string'
    ? { text: written, kind: 'text' }
    : typeof written === 'number'
      ? {
          text: Number.isInteger(written) ? BigInt(written).toString() : String(written),
          kind: 'number',
          ...(written >= 1 && written < 2_958_466 ? { serial: written } : {}),
        }
      : written
const day = (text: string, serial: number): SheetCell => ({ text, kind: 'day', serial })
const failed = (fault: 'FORMULA_EMPTY' | 'FORMULA_ERROR' | 'CELL_TOO_LONG'): SheetCell => ({
  text: '',
  kind: 'error',
  fault,
})

/** The one table of cells: what is written, what it says, what is told with it. */
const CASES: Record<CellKind, readonly Case[]> = {
  words: [
    ['张三', '张三'],
    [' 张三\n', '张三'],
    ['张\u200b三\u200e', '张三'],
    ['中\n间', '中间'],
    ['东一村\n3号', '东一村 3号'],
    ['A\r\nB', 'A B'],
    ['王_x000D_\n五', '王五'],
    ['_x005F_', '_'],
    ['="李四"', '李四'],
    ["'李四", '李四'],
    ['\u202e王\u202c', '王'],
    ['张\u00a0\u3000三', '张 三'],
    ['葛\u{e0100}', '葛'],
    ['\u0000\u0007乙\u007f', '乙'],
    ['　', null],
    ['\u200b\ufeff', null],
    ['=1+1', '=1+1', 'LOOKS_LIKE_FORMULA'],
    ['＝1', '＝1', 'LOOKS_LIKE_FORMULA'],
    ['张\ue123', '张\ue123', 'CHARACTER_UNKNOWN'],
    ['张\ufffd', '张\ufffd', 'CHARACTER_UNKNOWN'],
    ['𬱖子', '𬱖子'],
    [failed('FORMULA_ERROR'), null, 'FORMULA_ERROR'],
    [failed('FORMULA_EMPTY'), null, 'FORMULA_EMPTY'],
    [failed('CELL_TOO_LONG'), null, 'CELL_TOO_LONG'],
  ],
  code: [
    ['990000196607090353', '990000196607090353'],
    ["'990000196607090310", '990000196607090310'],
    ['="990000198102031824"', '990000198102031824'],
    ['\u200b99000019660709037x ', '99000019660709037X'],
    ['\u202d990000196607090396\u202c', '990000196607090396'],
    ['\u00a0990000 19660709\t0417', '990000196607090417'],
    ['９９００００１９６６０７１０３２９Ｘ', '99000019660710329X'],
    ["\u200b'990000196607090310", '990000196607090310'],
    [{ text: '990000196702115700', kind: 'number' }, '990000196702115700', 'DIGITS_LOST'],
    ['9.90000196702E+17', '9.90000196702E+17', 'DIGITS_LOST'],
    ['990000196702115000', '990000196702115000', 'DIGITS_DOUBTFUL'],
    [13800138000, '13800138000'],
    [day('1937-10-15', 13803), '13803'],
  ],
  day: [
    [day('1968-09-12', 25093), '1968-09-12'],
    [day('2021-12-10 12:00:00', 44540.5), '2021-12-10'],
    [44540, '2021-12-10'],
    [44540.99, '2021-12-10'],
    ['44540', '2021-12-10'],
    ['1968.9.12', '1968-09-12'],
    ['1968年9月12日', '1968-09-12'],
    ['1968年9月12号', '1968-09-12'],
    ['１９６８－０９－１２', '1968-09-12'],
    ['1968 / 9 / 12', '1968-09-12'],
    ['19680912', '1968-09-12'],
    [19680912, '1968-09-12'],
    ['20211205101112', '2021-12-05'],
    ['202112051011', '2021-12-05'],
    ['2021-12-10 10:33:22', '2021-12-10'],
    ['2021-12-10 上午 10:33', '2021-12-10'],
    ['2021年12月10日下午3时20分', '2021-12-10'],
    ['2021-12-10T10:33:22', '2021-12-10'],
    ['2021-12-10T16:00:00Z', '2021-12-11'],
    ['2021-12-10T15:59:59.999Z', '2021-12-10'],
    ['2021-12-10T23:00:00+08:00', '2021-12-10'],
    ['2021-12-10 23:00:00-0500', '2021-12-11'],
    ['二〇二一年十二月十日', '2021-12-10'],
    ['一九六八年九月十二日', '1968-09-12'],
    ['2021-02-30', null, 'DAY_UNREADABLE'],
    ['68.9.12', null, 'DAY_UNREADABLE'],
    ['1968年9月', null, 'DAY_UNREADABLE'],
    ['12/9/1968', null, 'DAY_UNREADABLE'],
    ['2022', null, 'DAY_UNREADABLE'],
    [2022, null, 'DAY_UNREADABLE'],
    [13800138000, null, 'DAY_UNREADABLE'],
    ['1001-01-01', null, 'DAY_UNREADABLE'],
    ['不详', null, 'DAY_UNREADABLE'],
    ['', null],
  ],
  year: [
    ['2022', 2022],
    [2022, 2022],
    ['2022年度', 2022],
    ['２０２２年', 2022],
    ['2022-01-01', 2022],
    ['202201', 2022],
    ['2022年1月', 2022],
    ['2022-01至2022-12', 2022],
    ['2022-01-01至2022-12-31', 2022],
    ['20220101-20221231', 2022],
    ['二〇二二年', 2022],
    ['2022.0', 2022],
    [day('2022-01-01', 44562), 2022],
    [44562, 2022],
    [day('1905-07-14', 2022), 2022],
    ['2021-09至2022-08', null, 'YEAR_UNREADABLE'],
    ['22年', null, 'YEAR_UNREADABLE'],
    ['上年', null, 'YEAR_UNREADABLE'],
  ],
  amount: [
    ['320', 32_000],
    [320, 32_000],
    [320.5, 32_050],
    ['320.00元', 32_000],
    ['¥320', 32_000],
    ['￥1,280.00', 128_000],
    ['RMB 320', 32_000],
    ['1，280', 128_000],
    ['３２０．５', 32_050],
    ['-320', -32_000],
    ['−320.00', -32_000],
    ['(320.00)', -32_000],
    ['叁佰贰拾元整', 32_000],
    ['三百二十元五角', 32_050],
    ['320元5角', 32_050],
    ['0', 0],
    ['0.00', 0],
    ['-(320)', null, 'AMOUNT_UNREADABLE'],
    ['(-320)', null, 'AMOUNT_UNREADABLE'],
    ['-¥-320', null, 'AMOUNT_UNREADABLE'],
    ['¥-320', -32_000],
    ['320,50', null, 'AMOUNT_UNREADABLE'],
    ['32,0', null, 'AMOUNT_UNREADABLE'],
    ['320.005', null, 'AMOUNT_UNREADABLE'],
    ['3.20.0', null, 'AMOUNT_UNREADABLE'],
    ['约320', null, 'AMOUNT_UNREADABLE'],
    ['320/人', null, 'AMOUNT_UNREADABLE'],
    ['三百二十', null, 'AMOUNT_UNREADABLE'],
    [{ text: '1280', kind: 'number', merged: true }, null, 'VALUE_MERGED'],
    [failed('FORMULA_EMPTY'), null, 'FORMULA_EMPTY'],
  ],
  count: [
    ['3组', 3],
    ['第2组', 2],
    ['二组', 2],
    ['十组', 10],
    ['第二十一组', 21],
    [2, 2],
    ['１０', 10],
    ['东头', null, 'COUNT_UNREADABLE'],
    ['1组2队', null, 'COUNT_UNREADABLE'],
  ],
}

test.each(
  Object.entries(CASES).flatMap(([as, cases]) => cases.map((one) => [as as CellKind, cellOf(one[0]), one] as const)),
)('a column of %s: %j', (as, cell, [, value, ...faults]) => {
  expect(readCell(cell, as)).toEqual({ value, faults })
})

test.each<[Written, string | null, CellProblem | null]>([
  ['1968-09-12', '1968-09-12', null],
  ['1968-09-13', '1968-09-13', null],
  ['68.9.12', '1968-09-12', 'DAY_BY_NUMBER'],
  ['68年9月12日', '1968-09-12', 'DAY_BY_NUMBER'],
  ['680912', '1968-09-12', 'DAY_BY_NUMBER'],
  ['1968年9月', '1968-09-12', 'DAY_BY_NUMBER'],
  ['1968.9', '1968-09-12', 'DAY_BY_NUMBER'],
  ['196809', '1968-09-12', 'DAY_BY_NUMBER'],
  ['农历68年9月12', '1968-09-12', 'DAY_BY_NUMBER'],
  ['12/9/1968', '1968-09-12', 'DAY_BY_NUMBER'],
  ['9/12/68', '1968-09-12', 'DAY_BY_NUMBER'],
  ['68.9.13', null, 'DAY_UNREADABLE'],
  ['1969年9月', null, 'DAY_UNREADABLE'],
  ['不详', null, 'DAY_UNREADABLE'],
])('a birth written %j beside a number of 12 September 1968', (written, value, fault) => {
  expect(readCell(cellOf(written), 'day', { day: '1968-09-12' })).toEqual({
    value,
    faults: fault === null ? [] : [fault],
  })
})

test.each<[string, Besides['unit'], number | null]>([
  ['32000', '分', 32_000],
  ['320.5', '分', null],
  ['320元', '分', 32_000],
  ['0.032', '万元', 32_000],
  ['0.0000001', '万元', null],
])('%s in a column of %s', (text, unit, value) => {
  expect(readCell(cellOf(text), 'amount', { unit }).value).toBe(value)
})

test('whatever stands in a cell, as whatever it is read, nothing is thrown and a value is never doubtful unsaid', () => {
  const kinds = Object.keys(CASES) as CellKind[]
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ...Object.values(CASES)
        .flat()
        .map(([one]) => cellOf(one).text),
    ),
  )
  fc.assert(
    fc.property(texts, fc.constantFrom('text', 'number', 'day'), fc.constantFrom(...kinds), (text, kind, as) => {
      const { value, faults } = readCell({ text, kind: kind as SheetCell['kind'] }, as)
      if (as === 'amount' || as === 'year' || as === 'count')
        expect(value === null || Number.isSafeInteger(value)).toBe(true)
      if (value === null && faults.length === 0) expect(readCell({ text, kind: 'text' }, 'words').value).toBe(null)
    }),
    { numRuns: 2_000 },
  )
})

test('an amount of whole fen, written in any way that a program writes it, is that amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.boolean(), fc.boolean(), (fen, commas, sign) => {
      const yuan = Math.floor(Math.abs(fen) / 100)
      const whole = commas ? yuan.toLocaleString('en') : String(yuan)
      const text = `${fen < 0 ? '-' : ''}${sign ? '¥' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
      expect(readCell(cellOf(text), 'amount').value).toBe(fen === 0 ? 0 : fen)
    }),
  )
})
