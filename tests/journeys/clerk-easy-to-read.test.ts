import { openClerkCounty, workedBefore, type ClerkCounty } from './clerk-county'
import { walkClerk } from './clerk-walk'
import { LOOKS } from './looks'
import { hardToRead, widerThanPhone } from './screen-measure'

let clerks: ClerkCounty
beforeAll(async () => {
  clerks = await openClerkCounty()
  await workedBefore(clerks)
})
afterAll(() => clerks.close())

describe('村干部的每一屏', () => {
  it.each(LOOKS.map((look) => [look.ending, look] as const))('在太阳底下也看得清、点得着（%s）', async (_, look) => {
    const hard: Record<string, string[]> = {}
    const complaints = await walkClerk(clerks, look, async (page, screen) => {
      hard[screen] = await hardToRead(page, look.ending === '')
      if (await widerThanPhone(page)) hard[screen].push('wider than the phone')
    })
    expect(Object.entries(hard).filter(([, found]) => found.length > 0)).toEqual([])
    expect(Object.keys(hard)).toHaveLength(16)
    expect(complaints).toEqual([])
  })
})
