import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importDocuments } from '../../devcloud/database/dump'
import { readPolicy, type ReadPolicy } from '../../rules/language/read-policy'
import { makeDemoData } from './make-demo-data'

const POLICIES = 'rules/policies'

function places(): ReadPolicy[] {
  return readdirSync(POLICIES).filter((name) => name.endsWith('.yaml')).sort().map((name) => {
    const reading = readPolicy(readFileSync(join(POLICIES, name), 'utf8'), name)
    if (!reading.ok) throw new Error(`${name} has faults: run npm run build:policies`)
    return reading.value
  })
}

/** Fills an empty data folder of devcloud with the demonstration; how many documents. The folder must not be open. */
export function fillWithDemoData(data: string, indexes: string | undefined): number {
  const folder = mkdtempSync(join(tmpdir(), 'demo-data-'))
  try {
    const lines = join(folder, 'demo.jsonl')
    writeFileSync(lines, [...makeDemoData(places())].map((line) => `${JSON.stringify(line)}\n`).join(''))
    return importDocuments(data, lines, indexes)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
