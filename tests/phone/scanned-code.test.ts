import { codeIn } from '../../src/ui/identity-form'

describe('扫纸上的方块码', () => {
  test.each([
    ['7K3QX-9MWTA', '7K3QX-9MWTA'],
    [' 7k3qx9mwta\n', '7K3QX9MWTA'],
    ['12345678', '12345678'],
  ])('%s 是家庭码或者绑定码', (scanned, code) => {
    expect(codeIn(scanned)).toBe(code)
  })

  test.each(['https://example.com/7K3QX-9MWTA', '1234567', '7K3QX', '', 'ruijin-2022-1-1-00001'])(
    '%s 不是，不填进去',
    (scanned) => {
      expect(codeIn(scanned)).toBeNull()
    },
  )
})
