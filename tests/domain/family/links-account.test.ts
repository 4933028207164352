import { contract } from '../../../cloudfunctions/enrollment/contract'
import type { Answers } from '../../../cloudfunctions/enrollment/contract'
import type { InboxDocument } from '../../../cloudfunctions/domain/messages/documents'
import { databaseText, idOf, operation, paperOf, startLinksCounty } from './links-county'
import type { LinksCounty } from './links-county'

const certified = { categories: [{ identity: '城乡低保对象', from: '2020-01-01', ended: null, certifier: '民政局' }] }

describe('my account', () => {
  let county: LinksCounty
  beforeAll(async () => {
    county = await startLinksCounty(8, (n) => (n === 1 ? certified : {}))
    const bind = (openid: string, n: number) =>
      county
        .as(openid)
        .ask('enrollment', 'bindSelf', {
          operation: operation(),
          ...idOf(county.people[n]!),
          code: paperOf(`house-${n}`),
        })
    const ask = (openid: string, n: number, relation: string, paper: boolean) =>
      county
        .as(openid)
        .ask('enrollment', 'askLink', {
          operation: operation(),
          ...idOf(county.people[n]!),
          householdCode: paper ? paperOf(`house-${n}`) : null,
          relation,
        })
    await bind('oMother1', 1)
    await bind('oDaughter', 2)
    await ask('oDaughter', 1, '母亲', true)
    await ask('oDaughter', 3, '父亲', true)
    await ask('oDaughter', 4, '舅舅', false)
    await ask('oNeighbour', 2, '邻居', false)
    const message = (openid: string, n: number, read: boolean): InboxDocument => ({
      _id: `person-${n}-2022~seven~2021-12-09~${openid}`,
      openid,
      enrolment: `person-${n}-2022`,
      resident: `person-${n}`,
      year: 2022,
      kind: 'seven',
      day: '2021-12-09',
      about: '2022-03-31',
      read,
      pushed: 'no',
    })
    await county.seed('inbox', [
      message('oDaughter', 1, false),
      message('oDaughter', 3, true),
      message('oDaughter', 5, false),
      message('oMother1', 1, false),
    ])
    await county.seed('message-consents', [
      { _id: 'oDaughter~template-1', openid: 'oDaughter', template: 'template-1', left: 2 } as { _id: string },
      { _id: 'oMother1~template-1', openid: 'oMother1', template: 'template-1', left: 1 } as { _id: string },
    ])
  })
  afterAll(() => county.stop())

  test('at a glance: who I am, whom I look after, whom I asked, who asks', async () => {
    const me = contract.me.answer.parse(await county.as('oDaughter').ask('enrollment', 'me'))
    expect(me).toMatchObject({
      self: {
        link: 'self~person-2',
        person: { resident: 'person-2', name: '甲子2' },
        enrolments: [{ id: 'person-2-2022', year: 2022, status: 'due' }],
      },
      family: [
        { relation: '母亲', person: { name: '甲子1' }, enrolments: [{ status: 'exempt' }] },
        { relation: '父亲', person: { name: '甲子3' } },
      ],
      asked: [{ relation: '舅舅', person: { name: '甲***', village: '' }, state: 'waiting' }],
      followers: [{ payer: '一位未实名的家人', relation: '邻居', state: 'waiting' }],
      unread: 2,
      templates: [],
      today: '2021-12-10',
    })
  })

  test('a stranger to the county has an account too, with nothing in it', async () => {
    expect(await county.as('oStranger').ask('enrollment', 'me')).toEqual({
      self: null,
      family: [],
      asked: [],
      followers: [],
      unread: 0,
      templates: [],
      today: '2021-12-10',
    })
    const { file } = await county.as('oStranger').ask<Answers['exportMine']>('enrollment', 'exportMine')
    expect(JSON.parse(file)).toMatchObject({ 本人: null, 我照看的家人: [], 我的订单: [], 别人为我缴的费: [] })
  })

  test('what is held about me comes as a file that I can read: of me all, of relatives what I may see', async () => {
    const { made, file } = contract.exportMine.answer.parse(
      await county.as('oDaughter').ask('enrollment', 'exportMine'),
    )
    const mine = JSON.parse(file) as Record<string, unknown>
    expect(made).toBe('2021-12-10')
    expect(mine).toMatchObject({
      导出日期: '2021-12-10',
      本人: {
        姓名: '甲子2',
        证件号码: county.people[2]!.idNumber,
        联系电话: county.people[2]!.phone,
        村: '东一村',
        绑定: '2021-12-10 凭本户的家庭码确认',
        参保: [{ 年度: 2022, 状态: '待缴费', 个人缴费标准: '320元' }],
      },
      我照看的家人: [
        {
          关系: '母亲',
          姓名: '甲子1',
          同意: '2021-12-10 凭本户的家庭码确认',
          参保: [{ 年度: 2022, 状态: '免缴待登记' }],
        },
        { 关系: '父亲' },
      ],
      等待同意的申请: [{ 关系: '舅舅', 姓名: '甲***' }],
      照看我的人: [{ 谁: '一位未实名的家人', 对我的称呼: '邻居' }],
      收到的消息: [{ 标题: '缴费快截止了' }, { 标题: '缴费快截止了' }],
      消息订阅: [{ 还可以发送的次数: 2 }],
    })
    for (const n of [1, 3, 4]) {
      const { idNumber, phone, name } = county.people[n]!
      expect(file.includes(idNumber!) || file.includes(phone!)).toBe(false)
      if (n === 4) expect(file).not.toContain(name)
    }
    expect(file).not.toMatch(/低保|oDaughter|oNeighbour|person-/)
  })

  test('whoever ends a link has no message of that person left to read', async () => {
    const { family } = await county.as('oDaughter').ask<Answers['me']>('enrollment', 'me')
    await county.as('oDaughter').ask('enrollment', 'revokeLink', { operation: operation(), link: family[0]!.link })
    expect(await county.as('oDaughter').ask('enrollment', 'me')).toMatchObject({
      family: [{ relation: '父亲' }],
      unread: 1,
    })
    expect(await county.stored('inbox', { resident: 'person-1' })).toMatchObject([{ openid: 'oMother1' }])
  })

  test('deleting takes bindings, links, consents and messages, and says what stays and why', async () => {
    const request = { operation: operation(), confirm: '注销' }
    expect(await county.as('oDaughter').refusal('enrollment', 'deleteMe', { ...request, confirm: '好' })).toMatchObject(
      { code: 'BAD_REQUEST' },
    )
    const { kept } = contract.deleteMe.answer.parse(await county.as('oDaughter').ask('enrollment', 'deleteMe', request))
    expect(kept.join('')).toMatch(/《中华人民共和国社会保险法》第七十四条.*《中华人民共和国个人信息保护法》第四十七条/)
    for (const collection of ['links', 'inbox', 'message-consents'])
      expect(await county.stored(collection, { openid: 'oDaughter' })).toEqual([])
    expect(await county.stored('users', { _id: 'oDaughter' })).toEqual([])
    expect(await county.as('oDaughter').ask('enrollment', 'me')).toMatchObject({
      self: null,
      family: [],
      asked: [],
      unread: 0,
    })
    expect(await county.as('oDaughter').ask('enrollment', 'deleteMe', request)).toEqual({ kept })
  })

  test('others keep theirs; the ledger of enrolments stays, and knows who is still looked after', async () => {
    expect(await county.stored('inbox')).toHaveLength(1)
    expect(await county.stored('message-consents')).toHaveLength(1)
    expect(await county.as('oMother1').ask('enrollment', 'me')).toMatchObject({
      self: { person: { resident: 'person-1' } },
      followers: [],
    })
    expect(await county.enrolment('person-1')).toMatchObject({ followed: true })
    expect(await county.enrolment('person-2')).toMatchObject({ followed: false, deadline: null, remindOn: null })
    expect(await county.enrolment('person-3')).toMatchObject({ followed: false })
  })

  test('who was deleted can begin anew', async () => {
    await county
      .as('oDaughter')
      .ask('enrollment', 'bindSelf', { operation: operation(), ...idOf(county.people[2]!), code: paperOf('house-2') })
    expect(await county.as('oDaughter').ask('enrollment', 'me')).toMatchObject({
      self: { person: { resident: 'person-2' } },
      family: [],
      followers: [{ relation: '邻居' }],
    })
  })

  test('neither the database’s file nor the logs hold a name, a number or a relation in clear', () => {
    const bytes = databaseText(county) + Buffer.from(county.log()).toString('latin1')
    const secrets = county.people
      .flatMap(({ name, idNumber, phone, address }) => [name, idNumber!, phone!, address!])
      .concat('舅舅', '邻居', paperOf('house-2'))
    expect(secrets.filter((secret) => bytes.includes(Buffer.from(secret).toString('latin1')))).toEqual([])
  })
})
