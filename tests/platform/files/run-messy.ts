import { isDeepStrictEqual, parseArgs } from 'node:util'
import { messyFile, productReads } from './messy'

/**
 * `npm run messy -- --count 10000 --seed 1`: so many messy files made at random, each read and compared with what a careful
 * person takes from it. Ends with 1 where one differs, and names its seed.
 */
async function run(): Promise<boolean> {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  })
  const [count, first] = [Number(values.count), Number(values.seed)]
  let [people, rows, wrong] = [0, 0, 0]
  for (let seed = first; seed < first + count; seed++) {
    const { file, ...model } = messyFile(seed)
    const read: unknown = await productReads(file).catch((error: unknown) => String(error))
    people += model.people.length
    rows += model.rows
    if (isDeepStrictEqual(read, model)) continue
    wrong++
    console.error(`seed ${seed}: not what the model takes`)
  }
  console.log(`${count} files, ${rows} rows, ${people} of them people; ${wrong} files read otherwise than the model`)
  return wrong === 0
}

void run().then((isRight) => {
  process.exitCode = isRight ? 0 : 1
})
