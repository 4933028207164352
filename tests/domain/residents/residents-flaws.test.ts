import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { examineEntry, FLAWS, ledgerCompleteness } from '../../../cloudfunctions/domain/people/entry'
import type { Entry, LedgerField } from '../../../cloudfunctions/domain/people/entry'
import { checkDigit, madeUpId } from '../../../commands/demo-data/resident-id'

const here = { region: 'ruijin', today: '2021-12-10' }
const COMPLETE: Entry = {
  name: '甲子1',
  sex: '女',
  birthDate: '1960-03-04',
  idKind: 'residentId',
  idNumber: madeUpId('1960-03-04', 1, '女'),
  address: '东一村1号',
  phone: '00000000001',
  hukou: '瑞金市象湖镇',
  ground: 'hukou',
}
const flawsOf = (other: Partial<Entry>) => examineEntry({ ...COMPLETE, ...other }, here).flaws

describe('the ledger of 瑞金', () => {
  interface LedgerCase {
    id: string
    person: { record: Record<LedgerField, string> }
    expect: { valid: boolean; missing: string[] }
  }
  const cases = JSON.parse(readFileSync(join(__dirname, '../../rules/cases/ruijin-2022.json'), 'utf8')) as LedgerCase[]

  test('RJ-078: of the seven fields the two empty ones are missing', () => {
    const { person, expect: expected } = cases.find(({ id }) => id === 'RJ-078')!
    expect(ledgerCompleteness(person.record)).toEqual(expected)
  })

  test('an entry with all seven is complete and has no flaw', () => {
    expect(examineEntry(COMPLETE, here)).toEqual({ flaws: [], entry: COMPLETE })
  })

  test.each<[string, Partial<Entry>, readonly string[]]>([
    [
      '错: a digit copied wrongly',
      {
        idNumber: `${madeUpId('1960-03-04', 1, '女').slice(0, 17)}${checkDigit('99000019600304002') === '0' ? '1' : '0'}`,
      },
      ['ID_CHECK_DIGIT'],
    ],
    ['错: a day that never was', { birthDate: '1960-02-31' }, ['BIRTH_FORM']],
    ['错: a birth still to come', { birthDate: '2022-01-01', idNumber: null, idKind: 'newborn' }, ['BIRTH_FUTURE']],
    ['错: half a phone number', { phone: '12345' }, ['PHONE_FORM']],
    ['错: a sex that is none', { sex: '妇' }, ['SEX_FORM']],
    ['误: another birthday than the number’s', { birthDate: '1960-03-05' }, ['BIRTH_DISAGREES']],
    ['误: another sex than the number’s', { sex: '男' }, ['SEX_DISAGREES']],
    ['误: by hukou here, the hukou elsewhere', { hukou: '广东省广州市' }, ['HUKOU_ELSEWHERE']],
    ['误: by residence permit, the hukou here', { ground: 'residence' }, ['HUKOU_HERE']],
    [
      '误: a newborn of two years without a number',
      { idKind: 'newborn', idNumber: null, birthDate: '2019-12-01' },
      ['NEWBORN_GROWN'],
    ],
    ['误: a newborn without a number, with one', { idKind: 'newborn', birthDate: '2021-11-01' }, ['NEWBORN_NUMBERED']],
    ['漏: no phone and no address', { phone: '', address: ' ' }, ['ADDRESS_MISSING', 'PHONE_MISSING']],
    ['漏: no number', { idNumber: null }, ['ID_MISSING']],
    ['漏: no name', { name: null }, ['NAME_MISSING']],
    ['漏: no hukou', { hukou: null }, ['HUKOU_MISSING']],
  ])('%s is found and named', (what, other, codes) => {
    expect(flawsOf(other)).toEqual(codes)
    expect(FLAWS[codes[0] as keyof typeof FLAWS].kind).toBe(what[0])
  })

  test('sex and birth that were left out come from the number, and are not missing', () => {
    const { flaws, entry } = examineEntry({ ...COMPLETE, sex: null, birthDate: null }, here)
    expect(flaws).toEqual([])
    expect(entry).toMatchObject({ sex: '女', birthDate: '1960-03-04' })
  })

  test('a hukou that names the village only contradicts nothing, a mobile and a landline are both phones', () => {
    expect(flawsOf({ hukou: '象湖镇东一村' })).toEqual([])
    expect(flawsOf({ phone: '0797-1234567' })).toEqual([])
  })
})
