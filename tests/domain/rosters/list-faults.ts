import { civilDay, dayNumber } from '../../../rules'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { RowFlawCode } from '../../../cloudfunctions/domain/rosters/flaws'
import { madeUpId } from '../../../commands/demo-data/resident-id'
import { dice } from '../../../commands/demo-data/dice'
import { madeResident } from '../made-residents'
import type { Line } from './roster-county'

/** A long list of 随县's 民政局, with faults put in by a seed. */
const A_DAY = 500

/** The n-th person of a county of any size. */
export function someone(n: number, other: Partial<Resident> = {}): Resident {
  const birthDate = civilDay(dayNumber('1950-01-01')! + Math.floor(n / A_DAY))
  return madeResident(n % A_DAY, {
    id: `listed-${n}`,
    region: 'suixian',
    village: 'suixian-1-1',
    hukou: '随县',
    household: `listed-house-${n}`,
    name: `甲子${n}`,
    birthDate,
    idNumber: madeUpId(birthDate, n % A_DAY, '女'),
    ...other,
  })
}

const wrongDigit = (number: string): string =>
  number.slice(0, 16) + String((Number(number[16]) + 1) % 10) + number.slice(17)

/** How each fault is put into a good row; `row` = the row, `n` = of whom. */
const FAULTS = {
  ID_CHECK_DIGIT: (row: Line) => ({ ...row, idNumber: wrongDigit(row.idNumber!) }),
  ID_FORM: (row: Line) => ({ ...row, idNumber: row.idNumber!.slice(0, 17) }),
  ID_MISSING: (row: Line) => ({ ...row, idNumber: '' }),
  NAME_MISSING: (row: Line) => ({ ...row, name: '' }),
  NAME_DIFFERS: (row: Line) => ({ ...row, name: `${row.name}乙` }),
  CATEGORY_MISSING: (row: Line) => ({ ...row, category: '' }),
  CATEGORY_SLIP: (row: Line) => ({ ...row, category: '最低生活保障家庭成圆' }),
  CATEGORY_UNLISTED: (row: Line) => ({ ...row, category: '见义勇为人士' }),
  CATEGORY_NOT_THEIRS: (row: Line) => ({ ...row, category: '丧失劳动能力的残疾人' }),
  PERSON_UNKNOWN: (row: Line, n: number) => ({ ...row, idNumber: madeUpId('1940-01-01', n % A_DAY, '男') }),
  VILLAGE_DIFFERS: (row: Line) => ({ ...row, village: '西二村' }),
} satisfies Partial<Record<RowFlawCode, (row: Line, n: number) => Line>>
type Fault = keyof typeof FAULTS
const KINDS = Object.keys(FAULTS) as readonly Fault[]

export interface FaultyList {
  rows: readonly Line[]
  /** `line code`, in order: what is to be found, and nothing else. */
  faults: readonly string[]
}

/** The title and the header stand above. */
const FIRST_LINE = 3

/** A row for each of `people`, `each` of every kind of fault among them, and as many rows twice. */
export function faultyList(seed: number, people: number, each: number): FaultyList {
  const roll = dice(String(seed))
  const order = Array.from({ length: people }, (_, n) => n)
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(roll() * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  const faults: string[] = []
  const rows = order.map((n, i): Line => {
    const { name, idNumber } = someone(n)
    const good: Line = { name, idNumber: idNumber!, township: '甲镇', category: '最低生活保障家庭成员', change: '' }
    const fault = KINDS[Math.floor(i / each)]
    if (fault === undefined) return good
    return { ...FAULTS[fault](good, i), phone: fault }
  })
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(roll() * (i + 1))
    ;[rows[i], rows[j]] = [rows[j]!, rows[i]!]
  }
  rows.forEach(({ phone: fault }, i) => {
    if (fault !== undefined) faults.push(`${FIRST_LINE + i} ${fault}`)
  })
  const twice = rows.filter(({ phone }) => phone === undefined).slice(0, each)
  twice.forEach((_, i) => faults.push(`${FIRST_LINE + rows.length + i} ROW_TWICE`))
  return { rows: [...rows, ...twice].map((row) => ({ ...row, phone: '' })), faults: faults.sort() }
}
