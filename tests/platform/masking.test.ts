import { lastFour, maskedName, maskedPhone } from '../../cloudfunctions/platform/base/masking'

test.each([
  ['甲', '甲***'],
  ['甲子', '甲***'],
  ['甲子12', '甲***'],
  ['甲子丙·乙丑丁', '甲***'],
  ['𠀀子12', '𠀀***'],
  ['Zia 12', 'Z***'],
  [' 甲子12 ', '甲***'],
  ['', '***'],
])('of the name “%s” one sees %s: neither the rest nor its length', (name, shown) => {
  expect(maskedName(name)).toBe(shown)
})

test.each([
  ['99000019900101123X', '***123X'],
  ['810000199001011234', '***1234'],
  ['ABC123', '***'],
  ['', '***'],
])('of the number “%s” one sees %s', (number, shown) => {
  expect(lastFour(number)).toBe(shown)
})

test.each([
  ['00012345678', '000****5678'],
  ['000 1234 5678', '000****5678'],
  ['00012345', '***2345'],
  ['12345', '***'],
  ['', '***'],
])('of the phone “%s” one sees %s', (phone, shown) => {
  expect(maskedPhone(phone)).toBe(shown)
})
