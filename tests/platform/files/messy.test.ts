import { messyFile, productReads } from './messy'

const FILES = 300
const SEED = 20_211_218

test(`of ${FILES} messy files made at random the product takes what a careful person takes, and loses no row`, async () => {
  for (let seed = SEED; seed < SEED + FILES; seed++) {
    const { file, ...model } = messyFile(seed)
    const read = await productReads(file)
    expect({ seed, ...read }).toEqual({ seed, ...model })
  }
})
