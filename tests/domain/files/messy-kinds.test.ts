import { KINDS, compared } from './messy-kinds'

const FILES_OF_A_KIND = 100
const SEED = 20_211_218

test.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
  `of ${FILES_OF_A_KIND} messy files of the kind %s nothing counts that a careful person does not take, and no row is lost`,
  async (kind) => {
    for (let seed = SEED; seed < SEED + FILES_OF_A_KIND; seed++) {
      const { product, model } = await compared(kind, seed)
      expect({ seed, rows: product }).toEqual({ seed, rows: model })
    }
  },
)
