import { isDeepStrictEqual, parseArgs } from 'node:util'
import { messyFile, productReads } from '../../platform/files/messy'
import { KINDS, compared } from './messy-kinds'

/**
 * `npm run messy -- --count 10000 --seed 1`: so many messy files made at random, read as any sheet and as each of the three
 * kinds in turn, and compared with what a careful person takes from it. Ends with 1 where one differs, and names its seed.
 */
const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[]

async function isRight(seed: number, counts: { rows: number; people: number }): Promise<boolean> {
  const { file, ...model } = messyFile(seed)
  counts.rows += model.rows
  counts.people += model.people.length
  if (!isDeepStrictEqual(await productReads(file), model)) return false
  const { product, model: ofKind } = await compared(kinds[seed % kinds.length]!, seed)
  return isDeepStrictEqual(product, ofKind)
}

async function run(): Promise<boolean> {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  })
  const [count, first] = [Number(values.count), Number(values.seed)]
  const counts = { rows: 0, people: 0 }
  let wrong = 0
  for (let seed = first; seed < first + count; seed++) {
    if (await isRight(seed, counts).catch(() => false)) continue
    wrong++
    console.error(`seed ${seed}: not what the model takes`)
  }
  console.log(
    `${count} files, ${counts.rows} rows, ${counts.people} of them people; ${wrong} read otherwise than the model`,
  )
  return wrong === 0
}

void run().then((isWhole) => {
  process.exitCode = isWhole ? 0 : 1
})
