import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { policiesIn } from './policies-in'

/**
 * Checks every policy file, merges it with the documents it lies under and the notices that amend it, and writes two
 * editions: one that phones and functions carry, and the offices' part, which functions alone carry. Any fault stops it.
 */
const folder = join(__dirname, '..', 'policies')
const { read, faults } = policiesIn(relative(process.cwd(), folder))
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}
writeFileSync(join(folder, 'compiled.json'), JSON.stringify(read.map(({ policy }) => policy)))
writeFileSync(join(folder, 'compiled-office.json'), JSON.stringify(read.map(({ office }) => office)))
if (!process.argv.includes('--quiet')) console.log(`${read.length} policies checked and compiled`)
