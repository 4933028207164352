import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assess } from '../../rules'
import { explainRows, asCsv, EXPLAIN_HEADINGS } from '../../rules/checker/explain-table'
import { checkPolicyText } from '../../rules/checker'
import { readPolicy } from '../../rules/language/read-policy'
import { policyFile } from '../../rules/language/schema'
import { openSheets } from '../../cloudfunctions/platform/files'
import { explainWorkbook } from '../../cloudfunctions/domain/studio'
import { policyNamed } from '../../commands/policy/policy-named'
import { policiesLeftOut } from '../../commands/policies-left-out'

/** An author at the terminal: check, new, explain, schema; and a build beside a file that is not done yet. */

const ROOT = join(__dirname, '../..')
const FAULTY = join(__dirname, 'faulty')

const run = (script: string, ...args: string[]): { status: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script === 'policy.ts' ? 'commands/policy.ts' : join('rules/command', script), ...args],
    { cwd: ROOT, encoding: 'utf8' },
  )
  return { status, out: stdout, err: stderr }
}

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'canbao-')), 'policies')
  cpSync(join(FAULTY, 'good-yunxi-2026.yaml'), join(folder, 'yunxi-2026.yaml'))
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

test('a check of a faulty file shows the text over a caret, and ends with 1', () => {
  const { status, out } = run('policy.ts', 'check', 'tests/rules/faulty/21a-400-yuan.yaml')
  expect(status).toBe(1)
  expect(out).toMatch(/21a-400-yuan\.yaml:18:\d+ {2}错误 BAD_VALUE/)
  expect(out).toMatch(/gives: 400元.*\n.*\^{5}\n/)
  expect(out).toContain('是不是要写：400')
  expect(out).toContain('1 处错误')
})

test('a check of a good file ends with 0', () => {
  expect(run('policy.ts', 'check', 'tests/rules/faulty/good-yunxi-2026.yaml')).toMatchObject({ status: 0 })
})

test('a file that is not there is said to be missing', () => {
  expect(run('policy.ts', 'check', 'nowhere.yaml')).toMatchObject({ status: 1 })
})

describe('one broken file', () => {
  beforeEach(() => {
    const broken = readFileSync(join(FAULTY, '09-fee-40000.yaml'), 'utf8').replace('region: yunxi', 'region: broken')
    writeFileSync(join(folder, 'broken-2026.yaml'), broken)
  })
  const compiled = (): unknown => JSON.parse(readFileSync(join(folder, 'compiled.json'), 'utf8'))

  test('leaves out its own place and no other, says why, and fails the gate', () => {
    const { status, err } = run('compile-policies.ts', '--folder', folder)
    expect(status).toBe(1)
    expect(err).toContain('FEE_UNLIKELY')
    expect(err).toMatch(/没有编进去：.*broken-2026\.yaml/)
    expect(compiled()).toMatchObject([{ region: 'yunxi', year: 2026 }])
    expect(policiesLeftOut(folder)).toEqual(['broken-2026.yaml'])
  })

  test('does not keep the others from starting', () => {
    expect(run('compile-policies.ts', '--folder', folder, '--leave-out-faulty').status).toBe(0)
    expect(compiled()).toMatchObject([{ region: 'yunxi' }])
  })
})

test('a file that is named for another place is left out', () => {
  cpSync(join(FAULTY, 'good-yunxi-2026.yaml'), join(folder, 'other-2026.yaml'))
  const { status, err } = run('compile-policies.ts', '--folder', folder)
  expect(status).toBe(1)
  expect(err).toContain('FILE_NAME')
})

describe('next year’s file', () => {
  test('is last year’s with its days moved, each line of the year marked, which the checker lists', () => {
    expect(run('policy.ts', 'new', 'yunxi', '2027', folder).status).toBe(0)
    const text = readFileSync(join(folder, 'yunxi-2027.yaml'), 'utf8')
    expect(text).toContain('year: 2027')
    expect(text).toContain('from: 2027-01-01, to: 2027-12-31')
    expect(text).toContain('paid: { to: 2026-09-30 }')
    const reading = checkPolicyText(text, 'yunxi-2027.yaml')
    const marks = text.split('\n').filter((line) => line.endsWith('# 未核对'))
    expect(marks.length).toBeGreaterThan(15)
    expect(reading.ok ? [] : reading.faults.map(({ code }) => code)).toEqual(marks.map(() => 'NOT_LOOKED_AT'))
    // Once everything has been looked at, it is a file like any other.
    expect(checkPolicyText(text.replaceAll('  # 未核对', ''), 'yunxi-2027.yaml').ok).toBe(true)
  })

  test('of a place that has none is laid out with all that is required', () => {
    expect(run('policy.ts', 'new', 'xincheng', '2027', folder).status).toBe(0)
    const reading = checkPolicyText(readFileSync(join(folder, 'xincheng-2027.yaml'), 'utf8'), 'x')
    expect(new Set(reading.ok ? [] : reading.faults.map(({ code }) => code))).toEqual(new Set(['NOT_LOOKED_AT']))
  })

  test('is never written over one that is there', () => {
    expect(run('policy.ts', 'new', 'yunxi', '2026', folder)).toMatchObject({ status: 1 })
  })
})

test('the schema for editors knows what the checker knows', () => {
  const schema = JSON.parse(run('policy.ts', 'schema').out) as { required: string[]; properties: object }
  expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(policyFile.shape).sort())
  expect(schema.required).toContain('decisions')
})

/** A row of CSV, back in cells. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replace(/""/g, '"'),
  )
}

async function linesOf(workbook: Buffer): Promise<string[][]> {
  const read: string[][] = []
  const sheets = await openSheets(workbook, null)
  for await (const { cells } of sheets.rows()) read.push(cells.map((cell) => cell?.text ?? ''))
  return read
}

describe('the table that explains a policy', () => {
  const banan = readPolicy(readFileSync(join(ROOT, 'rules/policies/banan-2022.yaml'), 'utf8'), 'banan-2022.yaml')
  if (!banan.ok) throw new Error('banan-2022.yaml is faulty')
  const { policy } = banan.value
  const rows = explainRows(policy)

  test('has everybody: each tier, each identity, each window that the place knows', () => {
    const told = rows.map((row) => row.told)
    expect(new Set(told.map(({ tier }) => tier))).toEqual(new Set(policy.tiers))
    expect(new Set(told.flatMap(({ categories }) => categories ?? []))).toEqual(new Set(Object.keys(policy.identities)))
    expect(new Set(rows.map(({ cells }) => cells[4])).size).toBeGreaterThan(3)
  })

  test('says in every cell what assess says of that person', () => {
    const yuan = (fen: number | undefined): string => (fen === undefined ? '' : `${fen / 100}元`)
    for (const { told, day, cells } of rows) {
      const { answers, recommended, reasons } = assess(policy, told, day)
      const at = (heading: (typeof EXPLAIN_HEADINGS)[number]): string => cells[EXPLAIN_HEADINGS.indexOf(heading)]!
      const said = { ...recommended, ...answers }
      expect(at('缴费标准')).toContain(yuan(said.baseFee))
      expect(at('应缴')).toContain(yuan(said.fee))
      expect(at('资助')).toContain(yuan(said.subsidy))
      if (answers.payable !== undefined) expect(at('能不能缴费')).toBe(answers.payable ? '可以缴费' : '不能缴费')
      if (answers.benefitStart)
        expect(at('待遇从').replace(/\D+/g, '-')).toBe(answers.benefitStart.replace(/-0/g, '-') + '-')
      if (said.waitingDays) expect(at('等待期')).toContain(`${said.waitingDays}天`)
      for (const { clause } of reasons) expect(at('依据')).toContain(clause)
    }
  })

  test('says as CSV the same', () => {
    const [head, ...lines] = asCsv(rows).replace('\ufeff', '').trimEnd().split('\r\n')
    expect(cellsOf(head!)).toEqual([...EXPLAIN_HEADINGS])
    expect(lines.map(cellsOf)).toEqual(rows.map(({ cells }) => cells))
  })

  test('says as a workbook the same, in every cell, with a line to sign on', async () => {
    const read = await linesOf(explainWorkbook(policy, rows))
    const head = read.findIndex(([first]) => first === EXPLAIN_HEADINGS[0])
    expect(read[head]).toEqual([...EXPLAIN_HEADINGS])
    const padded = (cells: readonly string[]): string[] => EXPLAIN_HEADINGS.map((_name, i) => cells[i] ?? '')
    expect(read.slice(head + 1, head + 1 + rows.length).map(padded)).toEqual(rows.map(({ cells }) => cells))
    expect(read.at(-1)![0]).toContain('复核人')
  })
})

describe('two policies over the same people', () => {
  const of = (...args: string[]) => run('policy.ts', 'compare', ...args, '--people', '300', '--seed', 'a')

  test('a notice that comes again changes nothing for anybody', () => {
    const { status, out } = of('ruijin-2022', 'ruijin-2022')
    expect(status).toBe(0)
    expect(out).toContain('一共 300 人，其中 0 人的结果会变')
  })

  test('a fee that rises is told with how many pay it, by which clause, and what it comes to', async () => {
    const draft = join(folder, 'ruijin-2022.yaml')
    const text = readFileSync(join(ROOT, 'rules/policies/ruijin-2022.yaml'), 'utf8')
    writeFileSync(draft, text.replace('gives: 320', 'gives: 350'))
    const { status, out } = of('ruijin-2022', draft, '--xlsx', join(folder, 'out.xlsx'))
    expect(status).toBe(0)
    expect(out).toMatch(/(\d+) 人，自缴相差 \d+ 元\n.*应缴：320元 → 350元\n.*五\(一\) contribution\/resident/)
    const read = await linesOf(readFileSync(join(folder, 'out.xlsx')))
    const [people, what, , , before, after, gap] = read.find((cells) => cells[1]?.includes('应缴：320元 → 350元'))!
    // Whom the notice may not take at all has the amount changed too, and stands in no sum.
    const paying = Number(before) / 320
    expect([Number(before), Number(after), Number(gap)]).toEqual([320, 350, 30].map((yuan) => yuan * paying))
    expect(paying).toBeGreaterThan(Number(people) / 2)
    expect(paying).toBeLessThanOrEqual(Number(people))
    expect(what).toContain('缴费标准：320元 → 350元')
  })

  test('a policy that is not there is said to be missing', () => {
    expect(() => policyNamed('nowhere-2027')).toThrow('没有')
  })
})
