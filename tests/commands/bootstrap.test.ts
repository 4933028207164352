import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beginCounty } from '../../commands/bootstrap/begin-county'
import type { Begun } from '../../commands/bootstrap/begin-county'
import { readPlan } from '../../commands/bootstrap/plan'
import type { BeginningPlan } from '../../commands/bootstrap/plan'
import type { Answers } from '../../cloudfunctions/county/contract'
import type { Answers as VillageAnswers } from '../../cloudfunctions/village/contract'
import { startCountyCloud, START } from '../domain/county-cloud'
import type { CountyCloud } from '../domain/county-cloud'

const SHEET = '乡镇,村（社区）,村民小组\n城郊乡,甲子村,第一组、二组\n,甲子村,3组\n,乙丑村,\n'

function planFile(words: string, sheet = SHEET): string {
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'))
  writeFileSync(join(folder, 'villages.csv'), sheet)
  writeFileSync(join(folder, 'county.yaml'), words)
  return join(folder, 'county.yaml')
}
const file = (officers = '[局里甲, 局里乙]', more = ''): string =>
  planFile(`region: suixian\nyear: 2022\nvillages: villages.csv\nofficers: ${officers}\n${more}`)

describe('the file of a county that begins', () => {
  test('names its townships once above their villages, and its groups in whatever spelling', async () => {
    expect((await readPlan(file())).villages).toEqual([
      { township: '城郊乡', name: '甲子村', groups: ['1组', '2组', '3组'] },
      { township: '城郊乡', name: '乙丑村', groups: [] },
    ])
  })

  test('is refused with everything that is wrong with it at once', async () => {
    const wrong = planFile(
      'region: suixian\nyear: 2031\nvillages: villages.csv\nofficers: [局里甲]\n',
      '乡镇,村,组\n,甲子村,1\n城郊乡,,2\n',
    )
    await expect(readPlan(wrong)).rejects.toThrow(
      /有 5 处要改[\s\S]*2031[\s\S]*至少写两个人[\s\S]*第 2 行：没有写乡镇[\s\S]*第 3 行：没有写村/,
    )
    await expect(readPlan(planFile('region: suixian\nyear: 2022\nvilages: x.csv\n'))).rejects.toThrow(/vilages/)
    await expect(readPlan(file('[局里甲, 局里甲]'))).rejects.toThrow('“局里甲”写了两次')
  })
})

describe('a county that begins', () => {
  let county: CountyCloud
  beforeAll(async () => {
    county = await startCountyCloud({
      only: ['county', 'village'],
      people: ['oFirst', 'oSecond', 'oThird', 'oTownship'],
    })
  })
  afterAll(() => county.stop())

  const begin = async (officers?: string): Promise<Begun> =>
    beginCounty(county.db, await readPlan(file(officers)), Date.parse(START))
  const codeOf = ({ officers }: Begun, who: string): string => {
    const office = officers.get(who)
    if (office?.is !== 'offered') throw new Error(`${who}: ${office?.is}`)
    return office.code
  }
  const accept = (openid: string, code: string) =>
    county.as(openid).ask<Answers['acceptAppointment']>('county', 'acceptAppointment', { code })

  test('has its villages, its year and a code for each of two officers, and no more when it is run again', async () => {
    const first = await begin()
    expect(first).toMatchObject({
      villages: { added: 2, same: 0, grown: 0, elsewhere: [] },
      payment: 'set',
      season: { openedOn: '2021-12-10', made: 0, faulty: 0 },
    })
    const again = await begin()
    expect(again).toMatchObject({ villages: { added: 0, same: 2, grown: 0 }, payment: 'same' })
    expect(codeOf(again, '局里甲')).toBe(codeOf(first, '局里甲'))
    expect(codeOf(first, '局里乙')).not.toBe(codeOf(first, '局里甲'))
    expect(await county.stored('villages', { region: 'suixian' })).toHaveLength(2)
    expect(await county.stored('invitations', { region: 'suixian' })).toHaveLength(2)
  })

  test('is its officers’ from the moment at which each enters the code, and they appoint whoever else is needed', async () => {
    const begun = await begin()
    await accept('oFirst', codeOf(begun, '局里甲'))
    expect(
      await county.as('oSecond').refusal('county', 'acceptAppointment', { code: codeOf(begun, '局里甲') }),
    ).toMatchObject({ code: 'INVITATION_WRONG' })
    await accept('oSecond', codeOf(begun, '局里乙'))
    expect(await county.as('oFirst').ask<VillageAnswers['desk']>('village', 'desk', {})).toMatchObject({
      role: 'county',
      region: 'suixian',
      years: [{ year: 2022, complete: true }],
      villages: [{ township: '城郊乡' }, { township: '城郊乡' }],
    })
    const [first] = await county.stored<{ _id: string }>('villages', { name: '甲子村' })
    expect(
      await county.as('oFirst').ask('county', 'villageGroups', { region: 'suixian', village: first!._id }),
    ).toEqual({ groups: ['1组', '2组', '3组'] })
    expect([...(await begin('[局里甲, 局里丙]')).officers.values()]).toEqual([{ is: 'held' }, { is: 'enough' }])
  })

  test('has two who may confirm each other’s deeds, as nobody appointed them', async () => {
    const asked = { region: 'suixian', villages: null, until: null, who: '局里丙' }
    const proposing = { operation: 'first-deed-1', deed: 'appointOfficer', request: asked, because: '缺人' }
    const { proposal } = await county.as('oFirst').ask<Answers['propose']>('county', 'propose', proposing)
    const confirmed = { operation: 'first-deed-2', proposal }
    expect(await county.as('oSecond').ask('county', 'confirmProposal', confirmed)).toMatchObject({ state: 'confirmed' })
  })

  test('gives a township that the file names its first officer, once; of one that is not in the sheet it says so', async () => {
    const named = file(undefined, 'townshipOfficers: { 城郊乡: 社保所甲 }\n')
    const run = async () => beginCounty(county.db, await readPlan(named), Date.parse(START))
    const offered = (await run()).townshipOfficers.get('城郊乡 社保所甲')
    expect((await run()).townshipOfficers.get('城郊乡 社保所甲')).toEqual(offered)
    if (offered?.is !== 'offered') throw new Error(`not offered: ${offered?.is}`)
    expect(await accept('oTownship', offered.code)).toMatchObject({ role: 'township', township: '城郊乡' })
    expect((await run()).townshipOfficers.get('城郊乡 社保所甲')).toEqual({ is: 'held' })
    await expect(readPlan(file(undefined, 'townshipOfficers: { 没有乡: 社保所甲 }\n'))).rejects.toThrow('没有“没有乡”')
  })

  test('that has lost its officers gets new ones, and what it had stays', async () => {
    for (const openid of ['oFirst', 'oSecond'])
      await county.db
        .collection('appointments')
        .doc(openid)
        .update({ data: { until: '2021-12-09' } })
    const begun = await begin('[局里甲, 局里丙]')
    expect(begun).toMatchObject({ villages: { added: 0, same: 2 }, payment: 'same' })
    await accept('oThird', codeOf(begun, '局里丙'))
    expect(await accept('oFirst', codeOf(begun, '局里甲'))).toMatchObject({ role: 'county', region: 'suixian' })
  })

  test('keeps the merchant that it has: money goes nowhere else by a mistyped digit', async () => {
    const plan: BeginningPlan = { ...(await readPlan(file())), wechatMerchant: '1900000001' }
    await expect(beginCounty(county.db, plan, Date.parse(START))).rejects.toThrow('收款的商户号不从这里改')
  })
})
