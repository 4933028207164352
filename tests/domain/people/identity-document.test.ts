import { guessIdKind, readIdentityNumber } from '../../../cloudfunctions/domain/people/identity-number'
import { checkDigit, madeUpId } from '../../../commands/demo-data/resident-id'

/** Of nobody alive: born in 1900. */
const permit = (area: string) => {
  const first = `${area}19000101001`
  return first + checkDigit(first)
}
const card2023 = () => {
  const first = '91199919000101001'
  return first + checkDigit(first)
}

describe('the number of an identity document', () => {
  test('a woman of 1960 is read from her number, typed with spaces and a small x', () => {
    const number = madeUpId('1960-03-04', 12, '女')
    expect(readIdentityNumber('residentId', ` ${number.slice(0, 6)} ${number.slice(6).toLowerCase()} `)).toEqual({
      number,
      birthDate: '1960-03-04',
      sex: '女',
      fault: null,
    })
  })

  test('full-width digits are the same number', () => {
    const number = madeUpId('1960-03-04', 12, '男')
    const wide = [...number].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
    expect(readIdentityNumber('residentId', wide)).toMatchObject({ number, fault: null })
  })

  test('each wrong digit is found: any one digit that is taken for another, any two neighbours that change places', () => {
    const number = madeUpId('1960-03-04', 12, '男')
    for (let at = 14; at < 17; at++) {
      for (const digit of '0123456789'.replace(number[at]!, '')) {
        expect(readIdentityNumber('residentId', number.slice(0, at) + digit + number.slice(at + 1)).fault).toBe(
          'ID_CHECK_DIGIT',
        )
      }
    }
    for (let at = 6; at < 16; at++) {
      if (number[at] === number[at + 1]) continue
      const swapped = number.slice(0, at) + number[at + 1]! + number[at]! + number.slice(at + 2)
      expect(['ID_CHECK_DIGIT', 'ID_DAY']).toContain(readIdentityNumber('residentId', swapped).fault)
    }
  })

  test.each([
    ['a digit short', 'residentId', madeUpId('1960-03-04', 1, '男').slice(1), 'ID_FORM'],
    ['of the first generation', 'residentId', '990000600304001', 'ID_OLD'],
    ['with a 31st of February', 'residentId', `99000019600231001${checkDigit('99000019600231001')}`, 'ID_DAY'],
    ['of a Hong Kong permit, said to be a resident ID', 'residentId', permit('810000'), 'ID_KIND'],
    ['of a foreigner’s card, said to be a resident ID', 'residentId', 'ZZZ990000010101', 'ID_KIND'],
    ['of a foreigner’s new card, said to be a resident ID', 'residentId', card2023(), 'ID_KIND'],
    ['of a resident ID, said to be a permit', 'hkMacaoTaiwan', madeUpId('1960-03-04', 1, '男'), 'ID_KIND'],
    ['of a card with a letter missing', 'foreigner', 'ZZ990000010101', 'ID_FORM'],
    [
      'of a new card with a wrong last digit',
      'foreigner',
      `${card2023().slice(0, 17)}${card2023()[17] === '0' ? '1' : '0'}`,
      'ID_CHECK_DIGIT',
    ],
  ] as const)('a number %s is named as such', (_what, kind, number, fault) => {
    expect(readIdentityNumber(kind, number).fault).toBe(fault)
  })

  test.each(['810000', '820000', '830000'])('a permit of area %s is read like a resident ID', (area) => {
    expect(readIdentityNumber('hkMacaoTaiwan', permit(area))).toMatchObject({
      birthDate: '1900-01-01',
      sex: '男',
      fault: null,
    })
  })

  test('both cards of foreigners are taken, and nothing is read into them', () => {
    for (const number of ['ZZZ990000010101', card2023()]) {
      expect(readIdentityNumber('foreigner', number)).toEqual({ number, birthDate: null, sex: null, fault: null })
    }
  })

  test('a number says which document it is of', () => {
    const kinds = [madeUpId('1960-03-04', 1, '男'), permit('830000'), 'zzz990000010101', card2023(), 'nonsense'].map(
      guessIdKind,
    )
    expect(kinds).toEqual(['residentId', 'hkMacaoTaiwan', 'foreigner', 'foreigner', 'residentId'])
  })
})
