import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FUNCTIONS = join(__dirname, '../../../cloudfunctions')

/** The doors through which enrolments are written, with their counts; and who writes fields that nobody is counted by. */
const DOORS = ['domain/enrolments/store.ts', 'domain/enrolments/batches.ts']
const UNCOUNTED: Readonly<Record<string, readonly string[]>> = { 'domain/jobs/reminders.ts': ['remindOn'] }

const sources = readdirSync(FUNCTIONS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort()
const textOf = (file: string): string => readFileSync(join(FUNCTIONS, file), 'utf8')

/** Writes to the collection of enrolments: what stands behind `collection('enrolments')` until the statement ends, or a writing word with its name. */
function writesIn(text: string): string[] {
  const names = [`'enrolments'`, ...[...text.matchAll(/const (\w+) = 'enrolments'/g)].map(([, name]) => name!)].join(
    '|',
  )
  const chains = [
    ...text.matchAll(
      new RegExp(
        `collection\\((?:${names})\\)((?:[^;]|\\n)*?)(?:\\n\\n|\\n {0,6}(?:return|const|await|for|if|\\}))`,
        'g',
      ),
    ),
  ].map(([, chain]) => chain!)
  const direct = [
    ...text.matchAll(new RegExp(`(?:putDocument|addDocument)(?:<\\w+>)?\\(\\w+, (?:${names})(?!\\w)[^\\n]*`, 'g')),
  ].map(([found]) => found)
  return [...chains.filter((chain) => /\.(?:add|set|update|remove)\(/.test(chain)), ...direct]
}

test('nothing but the two doors writes what enrolments are counted by', () => {
  const writers = sources.filter((file) => writesIn(textOf(file)).length > 0)
  expect(writers.filter((file) => !(file in UNCOUNTED))).toEqual([...DOORS].sort())
})

test.each(Object.entries(UNCOUNTED))('%s writes only fields that nobody is counted by', (file, fields) => {
  const writes = writesIn(textOf(file))
  expect(writes.length).toBeGreaterThan(0)
  for (const write of writes)
    expect([...write.matchAll(/update\(\{ data: \{ (\w+): \w+ \} \}\)/g)].map(([, field]) => field)).toEqual(fields)
})

test('a collection that is named elsewhere is written under that name: whoever takes it from a variable may not write enrolments', () => {
  const anyName = sources.filter((file) =>
    /collection\((?:name|collection)\)[^\n]*\.(?:add|set|update)\(/.test(textOf(file)),
  )
  // Resealing writes sealed fields of every collection (`domain/jobs/resealing.ts`); of an enrolment none that is counted by.
  expect(anyName).toEqual(['domain/jobs/resealing.ts', 'domain/messages/outbox.ts', 'platform/database/database.ts'])
})

describe('the search itself', () => {
  test.each([
    `await db.collection('enrolments').doc(id).update({ data: { status } })\n\n`,
    `const ENROLMENTS = 'enrolments'\n  const { stats } = await db.collection(ENROLMENTS)\n    .where({ _id })\n    .update({ data: { status: 'paid' } })\n  return stats`,
    `  await putDocument(transaction, 'enrolments', after)\n`,
    `const E = 'enrolments'\nreturn addDocument<EnrolmentDocument>(db, E, one)\n`,
  ])('finds a write: %j', (text) => {
    expect(writesIn(text)).toHaveLength(1)
  })

  test('takes a read for none', () => {
    expect(
      writesIn(
        `  const { data } = await db.collection('enrolments').where({ village }).limit(5).get()\n  return data.update()\n\n`,
      ),
    ).toEqual([])
  })
})
