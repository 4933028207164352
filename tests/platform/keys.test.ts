import { createHash } from 'node:crypto'
import type { ResidentDocument } from '../../cloudfunctions/domain/people/documents'
import { verifySeals } from '../../cloudfunctions/domain/jobs/verify-seals'
import { forgetOldKeys, requireSameKeys } from '../../cloudfunctions/platform/database/key-check'
import { sealingFrom } from '../../cloudfunctions/platform/sealing/sealing'
import { startCountyCloud, TEST_KEYS } from '../domain/county-cloud'
import type { CountyCloud } from '../domain/county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../domain/made-residents'

const another = (of: string) => createHash('sha256').update(`canbao tests: another ${of}`).digest('base64')
const SEALING = TEST_KEYS.CANBAO_SEALING_KEYS
const OTHER_INDEX = sealingFrom({ ...TEST_KEYS, CANBAO_INDEX_KEY: another('index') })
const SAME = sealingFrom(TEST_KEYS)
const ROTATED = sealingFrom({ ...TEST_KEYS, CANBAO_SEALING_KEYS: `t2:${another('key')},${SEALING}` })
const ONLY_NEW = sealingFrom({ ...TEST_KEYS, CANBAO_SEALING_KEYS: `t2:${another('key')}` })
const MISMATCH = expect.objectContaining({
  error: expect.objectContaining({ code: 'KEYS_MISMATCH' }) as unknown,
}) as Error

describe('KIND: nothing is read or written under other keys than those that the data was sealed by', () => {
  let county: CountyCloud
  beforeAll(async () => {
    county = await startCountyCloud({ only: ['enrollment', 'village'] })
    await seedResidents(
      county,
      [1, 2].map((n) => madeResident(n)),
      [1, 2].map((n) => madeHousehold(n)),
    )
  })
  afterAll(() => county.stop())

  const checks = () => county.stored<{ index: string; seals: Record<string, string> }>('key-checks')

  test('the first function that opens the database leaves a check of the keys, which tells no key', async () => {
    await county.as('oMother1').ask('enrollment', 'me')
    const [check, ...more] = await checks()
    expect(more).toEqual([])
    expect(Object.keys(check!.seals)).toEqual(['t1'])
    expect(JSON.stringify(check)).not.toContain(SEALING.slice(3))
    await expect(requireSameKeys(county.db, SAME)).resolves.toBeUndefined()
  })

  test.each([
    ['another index key', OTHER_INDEX],
    ['another cipher, whose index is another', sealingFrom({ ...TEST_KEYS, CANBAO_CIPHER: 'sm4' })],
    ['another key of the same id', sealingFrom({ ...TEST_KEYS, CANBAO_SEALING_KEYS: `t1:${another('key')}` })],
    ['a ring without the key that sealed', ONLY_NEW],
  ])('%s is refused, and leaves nothing', async (_, keys) => {
    const before = await checks()
    await expect(requireSameKeys(county.db, keys)).rejects.toEqual(MISMATCH)
    expect(await checks()).toEqual(before)
  })

  test('a new first key beside the old one is taken; the old one can go only once all is sealed anew', async () => {
    await requireSameKeys(county.db, ROTATED)
    expect(Object.keys((await checks())[0]!.seals).sort()).toEqual(['t1', 't2'])
    await expect(requireSameKeys(county.db, ONLY_NEW)).rejects.toEqual(MISMATCH)
    await expect(requireSameKeys(county.db, SAME)).rejects.toEqual(MISMATCH)
    await forgetOldKeys(county.db, ROTATED)
    await expect(requireSameKeys(county.db, ONLY_NEW)).resolves.toBeUndefined()
  })

  test('so a function that comes with the old keys only answers nobody, with a stable code', async () => {
    const refused = await county.as('oClerkEast').refusal('village', 'households', {})
    expect(refused).toMatchObject({ code: 'KEYS_MISMATCH' })
    expect(refused.message).toContain('请系统管理员')
  })

  test('a count of all seals finds what was moved, what is of an earlier version, and who would be entered twice', async () => {
    const sound = { unreadable: 0, wrongIndexes: 0, old: 0 }
    expect(await verifySeals(county.db)).toMatchObject({
      residents: { documents: 2, bound: 14, ...sound },
      households: { documents: 2, bound: 2, ...sound },
    })
    const [one, other] = await county.stored<ResidentDocument>('residents')
    const residents = county.db.collection('residents')
    await residents.doc(one!._id).update({ data: { name: other!.name } })
    await residents.doc(other!._id).update({ data: { phone: SAME.seal('00000000002', 'phone'), idIndex: 'x' } })
    expect((await verifySeals(county.db)).residents).toEqual({
      documents: 2,
      bound: 12,
      old: 1,
      unreadable: 1,
      wrongIndexes: 1,
    })
  })
})
