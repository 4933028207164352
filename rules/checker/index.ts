import type { PlacedFault, PolicyFault } from '../language/policy-fault'
import type { PolicySource } from '../language/policy-source'
import { bySeverity, placed, readSource, type Merging, type PolicyReading } from '../language/read-policy'
import type { PolicyFile } from '../language/schema'
import { amountsAreLikely } from './likely-amounts'
import { daysOfTheYear } from './likely-days'
import { stretchesOverlap } from './overlaps'
import { peopleFaults } from './people-faults'

/** What `policy new` leaves at the end of each line that holds a value of last year's. */
export const NOT_LOOKED_AT = '# 未核对'

/**
 * The whole check of one policy file: its shape, that it agrees with itself, that its days and amounts are likely, and
 * that nobody is served badly by it.
 * @param lastYear the same place's file of the year before, if there is one
 * @param merged lays it under the documents it names and under later notices
 */
export function checkPolicyText(
  yaml: string,
  name: string,
  lastYear: PolicyFile | null = null,
  merged?: Merging,
): PolicyReading {
  const { source, file, reading } = readSource(yaml, name, merged)
  const known = reading.ok ? reading.warnings : [...reading.faults, ...reading.warnings]
  const more = [...notLookedAt(source), ...(file === null ? [] : placed(source, likely(file, lastYear)))]
  const people = reading.ok ? placed(source, peopleFaults(reading.value.policy)) : []
  const { faults, warnings } = bySeverity([...known, ...more, ...people])
  return reading.ok && faults.length === 0 ? { ...reading, warnings } : { ok: false, faults, warnings }
}

function likely(file: PolicyFile, lastYear: PolicyFile | null): PlacedFault[] {
  return [...daysOfTheYear(file), ...amountsAreLikely(file, lastYear), ...stretchesOverlap(file)]
}

function notLookedAt(source: PolicySource): PolicyFault[] {
  const found: PolicyFault[] = []
  for (let at = source.text.indexOf(NOT_LOOKED_AT); at >= 0; at = source.text.indexOf(NOT_LOOKED_AT, at + 1))
    found.push(
      source.placeAt([at, at + NOT_LOOKED_AT.length], {
        code: 'NOT_LOOKED_AT',
        path: [],
        message: '这一行还没有对照今年的通知：写的还是去年的，或者空白文件里的例子。核对（改好）以后，把这个记号删掉。',
      }),
    )
  return found
}
