import * as fc from 'fast-check'
import type { AuditDocument, AuditLine } from '../../../cloudfunctions/domain/access/audit'
import { writeAudit } from '../../../cloudfunctions/domain/access/audit'
import type { LinksCounty } from '../family/links-county'
import { idOf, operation, paperOf, startLinksCounty } from '../family/links-county'

describe('KIND: a line of audit is appended, and nobody who is audited can write over it', () => {
  let county: LinksCounty
  beforeAll(async () => {
    county = await startLinksCounty(14)
  })
  afterAll(() => county.stop())

  const lines = (equal: object) => county.stored<AuditDocument>('audit', equal)
  const clerk = (action: string, data: object) => county.as('oClerkEast').call('enrollment', action, data)

  test('a clerk who prints the codes of 14 households under one operation id has a line for each that was printed', async () => {
    const printed = []
    for (let n = 0; n < 14; n++)
      printed.push(await clerk('printHouseholdCode', { operation: 'one-and-the-same', household: `house-${n}` }))
    expect(await lines({ action: 'printHouseholdCode' })).toHaveLength(printed.filter(({ ok }) => ok).length)
  })

  test('one who looks at a number on three days under one operation id has three lines, each with its reason', async () => {
    const look = { operation: 'looked-thrice', resident: 'person-1', field: 'idNumber' }
    for (const [day, reason] of ['verifyIdentity', 'contact', 'payment'].entries()) {
      await county.setClock(`2021-12-1${day + 1}T09:00:00+08:00`)
      const { ok } = await clerk('revealField', { ...look, reason })
      if (!ok) expect((await clerk('revealField', { ...look, operation: operation(), reason })).ok).toBe(true)
    }
    expect((await lines({ action: 'revealField', target: 'person-1' })).map(({ why }) => why).sort()).toEqual([
      'idNumber:contact',
      'idNumber:payment',
      'idNumber:verifyIdentity',
    ])
  })

  test('N distinct deeds leave N lines, whatever ids the client sends', async () => {
    const deed = fc.record({
      operation: fc.constantFrom('same-operation', 'another-operation', 'third-operation'),
      action: fc.constantFrom('printHouseholdCode', 'reissueHouseholdCode', 'handBindingCode', 'nameHead'),
      n: fc.integer({ min: 2, max: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (deeds) => {
        const before = (await lines({})).length
        // The ids of this run: what was done in another is told again, and is no deed.
        const run = operation()
        const done = new Set<string>()
        for (const [at, { operation: id, action, n }] of deeds.entries()) {
          const about = action === 'handBindingCode' ? { resident: `person-${n}` } : { household: `house-${n}` }
          const head = action === 'nameHead' ? { resident: `person-${n}` } : {}
          const { ok } = await clerk(action, { operation: `${run}-${id}`, ...about, ...head })
          if (ok) done.add(action === 'printHouseholdCode' ? `look ${at}` : `${action} ${id} ${n}`)
        }
        expect((await lines({})).length - before).toBe(done.size)
      }),
      { numRuns: 12 },
    )
  })

  test('other words under the id of a line that stands are refused, and the line stays', async () => {
    const line: AuditLine = {
      deed: 'deed-1',
      at: 1,
      day: '2021-12-10',
      openid: 'oCounty',
      action: 'voidCash',
      target: 'order-1',
      region: 'ruijin',
      outcome: 'done',
      why: 'FORCED',
    }
    await writeAudit(county.db, line)
    await writeAudit(county.db, { ...line, at: 2, day: '2021-12-11' })
    const [kept, ...others] = await lines({ target: 'order-1' })
    expect({ kept, others }).toMatchObject({ kept: { at: 1 }, others: [] })
    await county.db
      .collection('audit')
      .doc(kept!._id)
      .update({ data: { why: 'SOMETHING_ELSE' } })
    await expect(writeAudit(county.db, line)).rejects.toMatchObject({ error: { code: 'AUDIT_DIFFERS' } })
    expect(await lines({ target: 'order-1' })).toMatchObject([{ why: 'SOMETHING_ELSE', at: 1 }])
  })

  test('binding, unbinding, deleting the account, a search by number and a correction leave their lines', async () => {
    const mother = county.as('oMother1')
    const person = county.people[8]!
    const bound = { operation: operation(), ...idOf(person), code: paperOf('house-8') }
    await mother.ask('enrollment', 'bindSelf', bound)
    const { self } = await mother.ask<{ self: { link: string } }>('enrollment', 'me', {})
    await mother.ask('enrollment', 'revokeLink', { operation: operation(), link: self.link })
    await mother.ask('enrollment', 'bindSelf', { ...bound, operation: operation() })
    await mother.ask('enrollment', 'deleteMe', { operation: operation(), confirm: '注销' })
    await clerk('findResident', { region: 'ruijin', village: null, idNumber: person.idNumber, name: null })
    await clerk('correctResident', { operation: operation(), resident: 'person-8', change: { phone: '00000000088' } })
    await clerk('recordAbsence', {
      operation: operation(),
      resident: 'person-8',
      why: 'movedAway',
      since: '2021-12-01',
    })
    const county1 = county.as('oCounty')
    await county1.call('enrollment', 'findResident', {
      region: 'ruijin',
      village: null,
      idNumber: person.idNumber,
      name: null,
    })
    const told = (await lines({ target: 'person-8' })).sort((a, b) => a.at - b.at)
    expect(told.map(({ openid, action, why }) => `${openid} ${action} ${why}`).sort()).toEqual(
      [
        'oMother1 bindSelf ACTIVE',
        'oMother1 revokeLink REVOKED',
        'oMother1 bindSelf ACTIVE',
        'oMother1 deleteMe REVOKED',
        'oClerkEast correctResident phone',
        'oClerkEast recordAbsence movedAway',
        'oCounty findResident NUMBER_FOUND',
      ].sort(),
    )
    expect(JSON.stringify(told)).not.toContain(person.idNumber)
  })
})
