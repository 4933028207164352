import fc from 'fast-check'
import { adoptPolicies, assess, LANGUAGE, policies, policyFor, readFacts } from '../../rules'
import { textDigest, editionPublicKey, signedEdition, verifiedHead } from '../../cloudfunctions/domain/editions/sign'
import { holdingOn, withEntry, withoutEntry } from '../../cloudfunctions/domain/editions/holding'
import type { EditionEntry, EditionIndex } from '../../cloudfunctions/domain/editions/documents'
import { checkedEdition } from '../../src/client/edition-check'

/** Policies that were published after the package was built: what a phone goes by, and what not. */

const environmentOf = (byte: number) => ({ CANBAO_EDITION_KEY: Buffer.alloc(32, byte).toString('base64') })
const [present, next, stranger] = [1, 2, 3].map((byte) => environmentOf(byte))
const keys = [present!, next!].map((environment) => editionPublicKey(environment))
const year = { ...policyFor('ruijin', 2022), year: 2027, version: '0123456789ab' }
const id = 'ruijin-2027@0123456789ab'

function published(environment = present!, language = LANGUAGE) {
  const texts = { policy: JSON.stringify(year), office: '{}' }
  const head = {
    edition: id,
    region: 'ruijin',
    year: 2027,
    name: '瑞金市',
    language,
    issued: null,
    effective: '2026-10-01',
    predecessor: null,
    policyDigest: textDigest(texts.policy),
    officeDigest: textDigest(texts.office),
  }
  return signedEdition(head, texts, environment)
}

test('what the publishing function signed is taken, by the present key and by the next', () => {
  for (const environment of [present!, next!]) {
    const found = checkedEdition(published(environment), id, keys)
    expect(found).toMatchObject({ is: 'good', effective: '2026-10-01' })
    expect(found.is === 'good' && found.policy).toEqual(JSON.parse(JSON.stringify(year)))
  }
})

test('what another signed is not, nor one that was good for another place, nor by a phone that knows no key', () => {
  expect(checkedEdition(published(stranger), id, keys)).toEqual({ is: 'forged' })
  expect(checkedEdition(published(), 'ruijin-2026@0123456789ab', keys)).toEqual({ is: 'forged' })
  expect(checkedEdition(published(), id, [])).toEqual({ is: 'forged' })
})

test('whatever letter of it is another, it is taken for forged, on the phone and by the functions', () => {
  const good = published()
  fc.assert(
    fc.property(fc.constantFrom('head', 'signature', 'policy'), fc.nat(), (part, at) => {
      const text = good[part]
      const place = at % (text.length - 4)
      const forged = {
        ...good,
        [part]: `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`,
      }
      expect(checkedEdition(forged, id, keys)).toEqual({ is: 'forged' })
      expect(verifiedHead(forged, keys)).toBeNull()
    }),
    { numRuns: 10 },
  )
})

test('an older program says that it is too old, and does not guess', () => {
  expect(checkedEdition(published(present, LANGUAGE + 1), id, keys)).toEqual({ is: 'tooOld', name: '瑞金市' })
})

describe('a phone that goes by a published year', () => {
  afterEach(() => adoptPolicies([]))

  test('answers by it, and by the bundled ones for every other year; given back, it is as before', () => {
    const before = policies()
    const found = checkedEdition(published(), id, keys)
    if (found.is !== 'good') throw new Error(found.is)
    adoptPolicies([found.policy])
    expect(policies()).toHaveLength(before.length + 1)
    const policy = policyFor('ruijin', 2027)
    expect(assess(policy, readFacts(policy, { categories: [] }, '2022-03-01', null), null).policy.version).toBe(
      year.version,
    )
    expect(policyFor('ruijin', 2022).version).not.toBe(year.version)
    adoptPolicies([])
    expect(policies()).toEqual(before)
  })
})

describe('the index', () => {
  const days = ['2026-01-01', '2026-06-01', '2026-09-01', '2027-01-01']
  const entry = fc.record({
    edition: fc.constantFrom(...'abcdefgh'),
    region: fc.constantFrom('ruijin', 'banan'),
    year: fc.constantFrom(2026, 2027),
    name: fc.constant(''),
    language: fc.constant(1),
    effective: fc.constantFrom(...days),
  })
  const none: EditionIndex = { _id: 'all', serial: 0, entries: [] }
  const indexOf = (entries: readonly EditionEntry[]): EditionIndex => entries.reduce(withEntry, none)

  test('has of each place and year the latest that has begun to hold, whatever order they were published in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ({ edition }) => edition }),
        fc.constantFrom(...days),
        (all, day) => {
          const holding = holdingOn(indexOf(all), day)
          for (const one of holding) {
            const rivals = all.filter(
              ({ region, year: of, effective }) => region === one.region && of === one.year && effective <= day,
            )
            expect(rivals.every(({ effective }) => effective <= one.effective)).toBe(true)
          }
          expect(new Set(holding.map((one) => `${one.region}${one.year}`)).size).toBe(holding.length)
        },
      ),
    )
  })

  test('staged, one holds from its day on; taken back, its predecessor holds again', () => {
    const at = (edition: string, effective: string): EditionEntry => ({
      ...{ edition, effective, region: 'ruijin', year: 2026, name: '', language: 1 },
    })
    const index = indexOf([at('first', '2026-01-01'), at('second', '2026-06-01')])
    const held = (of: EditionIndex, day: string) => holdingOn(of, day).map(({ edition }) => edition)
    expect(held(index, '2026-05-31')).toEqual(['first'])
    expect(held(index, '2026-06-01')).toEqual(['second'])
    expect(held(withoutEntry(index, 'second'), '2026-06-01')).toEqual(['first'])
    expect(withEntry(index, at('second', '2026-06-01'))).toBe(index)
  })
})
