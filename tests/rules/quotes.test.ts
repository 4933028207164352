import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { faultLine, readPolicy } from '../../rules/language/read-policy'

const ROOT = path.join(__dirname, '..', '..')
const POLICIES = path.join(ROOT, 'rules', 'policies')
const NOTICES = path.join(__dirname, 'notices')
/** Places that never were, each with its notice beside its file. */
const MADE_UP = path.join(__dirname, 'policies')

const named = (folder: string, extension: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .sort()

/** The notices came as text broken by lines and tables: white space carries nothing. */
const withoutSpace = (text: string): string => text.replace(/\s/g, '')
const folderOf = (name: string): { policies: string; notices: string } =>
  named(MADE_UP, '.txt').includes(name)
    ? { policies: MADE_UP, notices: MADE_UP }
    : { policies: POLICIES, notices: NOTICES }
const notice = (name: string): string =>
  withoutSpace(readFileSync(path.join(folderOf(name).notices, `${name}.txt`), 'utf8'))

/** `…` leaves something out: the pieces around it stand in the notice in that order. */
function standsIn(text: string, quote: string): boolean {
  let from = 0
  for (const piece of withoutSpace(quote).split('…')) {
    const at = text.indexOf(piece, from)
    if (piece === '' || at < 0) return false
    from = at + piece.length
  }
  return true
}

interface Quoted {
  where: string
  quote: string
}

/** Every quote of a policy, wherever it stands. A silence has null for its quote and is left out. */
function quotesIn(node: unknown, where: string): Quoted[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === 'quote' && typeof value === 'string' ? [{ where, quote: value }] : quotesIn(value, `${where}.${key}`),
  )
}

function quotesOf(name: string): Quoted[] {
  const file = path.join(folderOf(name).policies, `${name}.yaml`)
  const reading = readPolicy(readFileSync(file, 'utf8'), file)
  if (!reading.ok) throw new Error(reading.faults.map(faultLine).join('\n'))
  return quotesIn(reading.value, name)
}

describe('the sentences that a policy file quotes', () => {
  const kept = named(NOTICES, '.txt')
  const policies = [...kept, ...named(MADE_UP, '.txt')]

  it('are held against every notice that is kept, and each of them is some policy’s', () => {
    expect(kept.length).toBeGreaterThan(4)
    expect(kept.filter((name) => !named(POLICIES, '.yaml').includes(name))).toEqual([])
  })

  it.each(policies)('stand in the notice of %s to the letter', (name) => {
    const text = notice(name)
    const quotes = quotesOf(name)
    expect(quotes.length).toBeGreaterThan(20)
    expect(quotes.filter(({ quote }) => !standsIn(text, quote))).toEqual([])
  })

  it.each(policies)('of %s would be found out, were one letter of them another', (name) => {
    const text = notice(name)
    const unnoticed = quotesOf(name).filter(({ quote }) => standsIn(text, `${quote.slice(0, -1)}〇`))
    expect(unnoticed).toEqual([])
  })

  it('may leave words out, but not change their order', () => {
    const text = notice('ruijin-2022')
    expect(standsIn(text, '新生儿、资助参保对象…等特殊情形不受集中征缴期限制')).toBe(true)
    expect(standsIn(text, '等特殊情形不受集中征缴期限制…各乡、镇人民政府')).toBe(false)
  })
})

/** Salted digests, so that this list of names that must not appear does not itself make them appear. */
const OFFICIALS = new Set(['36529087727584db34e49704', '55146e4a88f1d30fbc7853ea'])
const digest = (name: string): string => createHash('sha256').update(`canbao/${name}`).digest('hex').slice(0, 24)

/** Runs of two and of three Chinese characters: all that could be such a name. */
function possibleNames(text: string): Set<string> {
  const found = new Set<string>()
  for (const run of text.match(/\p{Script=Han}+/gu) ?? []) {
    for (const length of [2, 3]) for (let i = 0; i + length <= run.length; i++) found.add(run.slice(i, i + length))
  }
  return found
}

const namedIn = (text: string, digests: ReadonlySet<string>): string[] =>
  [...possibleNames(text)].filter((name) => digests.has(digest(name)))

const TEXT = /\.(ya?ml|tsx?|json|md|txt|s?css|html)$/
const textsUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => TEXT.test(name))
    .map((name) => path.join(folder, name))

describe('the two officials whose names a notice prints', () => {
  it.each(['rules', 'src', 'docs', 'tests/rules'])('are named nowhere in %s', (folder) => {
    const files = textsUnder(path.join(ROOT, folder))
    expect(files).not.toEqual([])
    expect(files.filter((file) => namedIn(readFileSync(file, 'utf8'), OFFICIALS).length > 0)).toEqual([])
  })

  it('would be found in the middle of a sentence', () => {
    expect(namedIn('（联系人：区医保局张三丰66297885）', new Set([digest('张三丰')]))).toEqual(['张三丰'])
  })

  it('have left a mark where their names stood', () => {
    expect(notice('banan-2022')).toContain('区税务局〔姓名略〕66472598，区医保局〔姓名略〕66297885')
  })
})
