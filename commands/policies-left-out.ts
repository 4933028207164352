import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = 'rules/policies'

/** Policy files that the last build left out: those of the folder that are not in its output. */
export function policiesLeftOut(folder = FOLDER): string[] {
  const compiled = JSON.parse(readFileSync(join(folder, 'compiled.json'), 'utf8')) as { region: string; year: number }[]
  const built = new Set(compiled.map(({ region, year }) => `${region}-${year}.yaml`))
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !built.has(name))
    .sort()
}
