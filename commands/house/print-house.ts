import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isOwn, readHouse } from './inventory'
import { doorSizes, MEASURES } from './measures'
import { arrowsOf } from './arrows'

const LIMITS = JSON.parse(readFileSync('lint/house-limits.json', 'utf8')) as Record<string, number>

/** `npm run house [-- --list MEASURE]`: the house in numbers, or the places behind one of them. */
function printHouse(): void {
  const { values } = parseArgs({ options: { list: { type: 'string' } } })
  const house = readHouse('.')
  if (values.list !== undefined) {
    const measure = new Map(Object.entries(MEASURES)).get(values.list)
    if (measure === undefined)
      throw new Error(`no such measure: ${values.list}; there are ${Object.keys(MEASURES).join(', ')}`)
    console.log(measure(house).join('\n'))
    return
  }
  const folders = new Map<string, number>()
  for (const file of [...house.keys()].filter(isOwn)) {
    const folder = file.split('/')[0]!
    folders.set(folder, (folders.get(folder) ?? 0) + 1)
  }
  console.log(
    `source files ${[...folders.values()].reduce((sum, one) => sum + one, 0)}: ${[...folders].map((one) => one.join(' ')).join(', ')}`,
  )
  for (const [kind, arrows] of Object.entries(arrowsOf(house))) console.log(`arrows ${kind}: ${arrows.length}`)
  console.log(
    `doors: ${[...doorSizes(house)].map(([door, size]) => `${door.split('/').slice(1).join('/')} ${size}`).join(', ')}`,
  )
  for (const [name, measure] of Object.entries(MEASURES))
    console.log(`${name} ${measure(house).length} (limit ${LIMITS[name]})`)
}

printHouse()
