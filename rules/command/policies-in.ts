import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Policy } from '../language/policy'
import { faultLine, readPolicy } from '../language/read-policy'

/** The policies of a folder; a file with a fault stops its own place, not the others. */
export function policiesIn(folder: string): { policies: Policy[]; faults: string[] } {
  const policies: Policy[] = []
  const faults: string[] = []
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue
    const file = join(folder, name)
    const reading = readPolicy(readFileSync(file, 'utf8'), file)
    if (reading.ok) policies.push(reading.value.policy)
    else faults.push(...reading.faults.map(faultLine))
  }
  return { policies, faults }
}
