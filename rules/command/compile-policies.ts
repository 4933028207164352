import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { faultLine, readPolicy } from '../language/read-policy'

/** Checks every policy file and writes two editions: one that phones and functions carry, and the offices' part, which functions alone carry. Any fault stops it. */
const folder = join(__dirname, '..', 'policies')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
const readings = files.map((name) => ({
  name,
  reading: readPolicy(readFileSync(join(folder, name), 'utf8'), `rules/policies/${name}`),
}))
const faults = readings.flatMap(({ reading }) => (reading.ok ? [] : reading.faults))
if (faults.length > 0) {
  console.error(faults.map(faultLine).join('\n'))
  process.exit(1)
}
const checked = readings.flatMap(({ name, reading }) => {
  if (!reading.ok) return []
  const { policy, office } = reading.value
  if (`${policy.region}-${policy.year}.yaml` !== basename(name)) {
    console.error(`rules/policies/${name}:1: the file is named for another policy than ${policy.region} ${policy.year}`)
    process.exit(1)
  }
  return [{ policy, office }]
})
writeFileSync(join(folder, 'compiled.json'), JSON.stringify(checked.map(({ policy }) => policy)))
writeFileSync(join(folder, 'compiled-office.json'), JSON.stringify(checked.map(({ office }) => office)))
if (!process.argv.includes('--quiet')) console.log(`${checked.length} policies checked and compiled`)
