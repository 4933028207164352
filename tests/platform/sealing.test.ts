import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { Refusal } from '../../cloudfunctions/platform/base/refusal'
import { sealingFrom } from '../../cloudfunctions/platform/sealing/sealing'
import type { SealingEnvironment } from '../../cloudfunctions/platform/sealing/sealing'

const CIPHERS = ['aes-256-gcm', 'sm4'] as const
const newKey = () => randomBytes(32).toString('base64')
const [K1, K2, INDEX] = [newKey(), newKey(), newKey()]

const text = fc.string({ unit: 'grapheme', maxLength: 300 })
const purpose = fc.constantFrom('name', 'idNumber', 'phone', 'address')

/** The refusal that an act ends with. */
function refusalOf(act: () => unknown): Refusal['error'] {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error.error
    throw error
  }
  throw new Error('it was not refused')
}

describe.each(CIPHERS)('a field sealed with %s', (cipher) => {
  const environment = { CANBAO_SEALING_KEYS: `k1:${K1}`, CANBAO_INDEX_KEY: INDEX, CANBAO_CIPHER: cipher }
  const sealing = sealingFrom(environment)
  const unreadable = (sealed: string, as: string) =>
    expect(refusalOf(() => sealing.open(sealed, as)).code).toBe('SEALED_UNREADABLE')

  test('opens to the text that was sealed, whatever the text', () => {
    fc.assert(
      fc.property(text, purpose, (plain, as) => {
        const sealed = sealing.seal(plain, as)
        expect(sealed).toMatch(new RegExp(`^${cipher}\\.k1\\.[\\w-]+$`))
        expect(sealing.open(sealed, as)).toBe(plain)
      }),
    )
  })

  test('is another text each time, so that two people of one name are not seen to be', () => {
    const seals = Array.from({ length: 5_000 }, () => sealing.seal('甲子12', 'name'))
    expect(new Set(seals).size).toBe(seals.length)
  })

  test('does not open as anything else than what it was sealed as', () => {
    fc.assert(
      fc.property(text, purpose, purpose, (plain, as, other) => {
        fc.pre(as !== other)
        unreadable(sealing.seal(plain, as), other)
      }),
    )
  })

  test('does not open once a single bit of it is changed', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(5), (plain, at, bit) => {
        const sealed = Buffer.from(sealing.seal(plain, 'name'))
        sealed[at % sealed.length]! ^= 1 << bit
        unreadable(sealed.toString('latin1'), 'name')
      }),
      { numRuns: 500 },
    )
  })

  test('does not open when a piece is missing, added or spelt otherwise', () => {
    const sealed = sealing.seal('甲子12', 'name')
    for (let length = 0; length < sealed.length; length++) unreadable(sealed.slice(0, length), 'name')
    for (const other of [
      `${sealed}A`,
      `${sealed}=`,
      ` ${sealed}`,
      sealed.replace('k1', 'k9'),
      `.${sealed}`,
      '甲子12',
      '',
    ])
      unreadable(other, 'name')
  })

  test('does not open by another key of the same id, and the refusal tells nothing of it', () => {
    const sealed = sealing.seal('甲子12', 'name')
    const other = sealingFrom({ ...environment, CANBAO_SEALING_KEYS: `k1:${K2}` })
    const refusal = refusalOf(() => other.open(sealed, 'name'))
    expect(refusal).toEqual({ code: 'SEALED_UNREADABLE', message: expect.stringContaining('打不开') as string })
    expect(refusal.message).not.toContain(sealed)
  })

  test('opens after a rotation, is named as one to seal again, and what is new is sealed by the new key', () => {
    const rotated = sealingFrom({ ...environment, CANBAO_SEALING_KEYS: `k2:${K2},k1:${K1}` })
    fc.assert(
      fc.property(text, (plain) => {
        const [now, later] = [sealing.at('residents', 'r1'), rotated.at('residents', 'r1')]
        const [old, renewed] = [now.seal(plain, 'phone'), later.seal(plain, 'phone')]
        expect(later.open(old, 'phone')).toBe(plain)
        expect([later.needsResealing(old), later.needsResealing(renewed), now.needsResealing(old)]).toEqual([
          true,
          false,
          false,
        ])
        expect(renewed).toContain('.k2.')
        expect(refusalOf(() => now.open(renewed, 'phone')).code).toBe('SEALED_UNREADABLE')
      }),
    )
  })

  describe('its blind index', () => {
    test('is the same for the same text, and another for any other text, purpose or key', () => {
      const again = sealingFrom(environment)
      const otherKey = sealingFrom({ ...environment, CANBAO_INDEX_KEY: newKey() })
      fc.assert(
        fc.property(text, text, purpose, purpose, (plain, otherPlain, as, other) => {
          const index = sealing.blindIndex(plain, as)
          expect(index).toMatch(/^[\w-]{43}$/)
          expect(again.blindIndex(plain, as)).toBe(index)
          expect(otherKey.blindIndex(plain, as)).not.toBe(index)
          expect(sealing.blindIndex(otherPlain, as) === index).toBe(plain === otherPlain)
          expect(sealing.blindIndex(plain, other) === index).toBe(as === other)
        }),
      )
    })

    test('outlives a rotation of the sealing keys, so that people are still found', () => {
      const rotated = sealingFrom({ ...environment, CANBAO_SEALING_KEYS: `k2:${K2}` })
      expect(rotated.blindIndex('residentId:1', 'identity')).toBe(sealing.blindIndex('residentId:1', 'identity'))
    })
  })
})

test('after a change of cipher what was sealed before opens, and is named as one to seal again', () => {
  const environment = { CANBAO_SEALING_KEYS: `k1:${K1}`, CANBAO_INDEX_KEY: INDEX }
  const [before, after] = [sealingFrom(environment), sealingFrom({ ...environment, CANBAO_CIPHER: 'sm4' })]
  const [now, later] = [before.at('residents', 'r1'), after.at('residents', 'r1')]
  const sealed = now.seal('甲子12', 'name')
  expect(sealed).toMatch(/^aes-256-gcm\.k1\./)
  expect(later.open(sealed, 'name')).toBe('甲子12')
  expect(later.needsResealing(sealed)).toBe(true)
})

describe.each(CIPHERS)('a field sealed with %s where it stands', (cipher) => {
  const environment = { CANBAO_SEALING_KEYS: `k1:${K1}`, CANBAO_INDEX_KEY: INDEX, CANBAO_CIPHER: cipher }
  const sealing = sealingFrom(environment)
  const place = fc.record({
    collection: fc.constantFrom('residents', 'enrolments', 'a"b'),
    id: fc.string({ maxLength: 40 }),
    purpose: fc.constantFrom('name', 'phone', 'objection', 'objection/answer'),
  })

  test('opens there, and in no other collection, document or field', () => {
    fc.assert(
      fc.property(text, place, place, (plain, here, there) => {
        const sealed = sealing.at(here.collection, here.id).seal(plain, here.purpose)
        expect(sealed).toMatch(new RegExp(`^${cipher}\\.k1\\.2\\.[\\w-]+$`))
        expect(sealing.at(here.collection, here.id).open(sealed, here.purpose)).toBe(plain)
        fc.pre(JSON.stringify(here) !== JSON.stringify(there))
        const moved = () => sealing.at(there.collection, there.id).open(sealed, there.purpose)
        expect(refusalOf(moved).code).toBe('SEALED_UNREADABLE')
      }),
    )
  })

  test('cannot be passed off as one of an earlier version, which had no place', () => {
    const sealed = sealing.at('enrolments', 'a').seal('[]', 'certified')
    const undone = sealed.replace('.2.', '.')
    expect(refusalOf(() => sealing.at('enrolments', 'b').open(undone, 'certified')).code).toBe('SEALED_UNREADABLE')
  })

  test('of an earlier version opens for its purpose, is named as one to seal again, and is refused once a deployment says so', () => {
    const here = sealing.at('postings', 'p1')
    const old = sealing.seal('不同意', 'objection')
    expect([here.open(old, 'objection'), here.open(old, 'objection/answer')]).toEqual(['不同意', '不同意'])
    expect(here.needsResealing(old)).toBe(true)
    const strict = sealingFrom({ ...environment, CANBAO_UNBOUND_SEALS: 'refuse' })
    expect(refusalOf(() => strict.at('postings', 'p1').open(old, 'objection')).code).toBe('SEALED_UNREADABLE')
  })

  test('that was written down in clear before is read as it stands, where the field allows it', () => {
    const here = sealing.at('refunds', 'r1')
    expect(here.openOrClear('重复缴费', 'refusedBecause')).toBe('重复缴费')
    expect(here.openOrClear(here.seal('重复缴费', 'refusedBecause'), 'refusedBecause')).toBe('重复缴费')
    expect(refusalOf(() => here.open('重复缴费', 'refusedBecause')).code).toBe('SEALED_UNREADABLE')
  })
})

/** What lies in databases has to stay readable: these were sealed by Node 16.13 with OpenSSL 1.1.1. */
test.each([
  [
    'aes-256-gcm',
    'aes-256-gcm.k1.DS1B1kFohm9kgWFOKz2A8i4l4ZaWPhPF-kPL4RQW2SF362xT',
    'UoFxhUUPwCUqfErFeIeMUZdiDtxBHJ_44m2F342MZQc',
  ],
  [
    'sm4',
    'sm4.k1.uoQtnekZgnXjPjxln-dBHMHQRFdPlsJV3p15ScUi_s58CNYfrJLYSGDXnKCeevTilcYGI5xndkM',
    '-mfJH1wV9-2HA45tyANRO5rpAE9JJ3zhxYfMF6JvJOU',
  ],
])('what another runtime sealed with %s opens here, and is found here', (cipher, sealed, index) => {
  const sealing = sealingFrom({
    CANBAO_SEALING_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    CANBAO_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
    CANBAO_CIPHER: cipher,
  })
  expect(sealing.open(sealed, 'name')).toBe('甲子12')
  expect(sealing.blindIndex('a', 'b')).toBe(index)
})

describe('without proper keys nothing is sealed or opened', () => {
  const good = { CANBAO_SEALING_KEYS: `k1:${K1}`, CANBAO_INDEX_KEY: INDEX }

  test.each<[string, Partial<SealingEnvironment>, string]>([
    ['no sealing keys', { CANBAO_SEALING_KEYS: undefined }, 'KEYS_MISSING'],
    ['empty sealing keys', { CANBAO_SEALING_KEYS: ' ' }, 'KEYS_MISSING'],
    ['no index key', { CANBAO_INDEX_KEY: undefined }, 'KEYS_MISSING'],
    ['a key without an id', { CANBAO_SEALING_KEYS: K1 }, 'KEYS_MALFORMED'],
    ['an id with a dot', { CANBAO_SEALING_KEYS: `k.1:${K1}` }, 'KEYS_MALFORMED'],
    ['one id twice', { CANBAO_SEALING_KEYS: `k1:${K1},k1:${K2}` }, 'KEYS_MALFORMED'],
    ['a comma too many', { CANBAO_SEALING_KEYS: `k1:${K1},` }, 'KEYS_MALFORMED'],
    ['a short key', { CANBAO_SEALING_KEYS: `k1:${randomBytes(16).toString('base64')}` }, 'KEYS_MALFORMED'],
    [
      'a key with a slip of the hand',
      { CANBAO_SEALING_KEYS: `k1:${K1.slice(0, 20)}!${K1.slice(20)}` },
      'KEYS_MALFORMED',
    ],
    ['a malformed index key', { CANBAO_INDEX_KEY: 'index' }, 'KEYS_MALFORMED'],
    ['one key for both', { CANBAO_INDEX_KEY: K1 }, 'KEYS_MALFORMED'],
    ['an unknown cipher', { CANBAO_CIPHER: 'rot13' }, 'CIPHER_UNKNOWN'],
  ])('%s: refused', (_, bad, code) => {
    const refusal = refusalOf(() => sealingFrom({ ...good, ...bad }))
    expect(refusal.code).toBe(code)
    // The variable's name helps; its value is a secret.
    expect(JSON.stringify(refusal)).toContain('CANBAO_')
    for (const value of Object.values(bad)) if (value?.trim()) expect(JSON.stringify(refusal)).not.toContain(value)
  })

  test('keys may stand apart by spaces, as people write lists', () => {
    expect(sealingFrom({ ...good, CANBAO_SEALING_KEYS: ` k2:${K2}, k1:${K1} ` }).seal('甲子12', 'name')).toContain(
      '.k2.',
    )
  })
})
