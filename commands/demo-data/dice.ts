/** A number from 0 up to 1, another each time. */
export type Dice = () => number

/** Always the same dice for the same words: data that is made twice is the same. */
export function dice(words: string): Dice {
  let state = 2_166_136_261
  // FNV-1a makes the seed, mulberry32 the numbers.
  for (let i = 0; i < words.length; i++) state = Math.imul(state ^ words.charCodeAt(i), 16_777_619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <Item>(from: readonly Item[], roll: Dice): Item => from[Math.floor(roll() * from.length)]!

/** A whole number from `least` to `most`, both included. */
export const between = (least: number, most: number, roll: Dice): number =>
  least + Math.floor(roll() * (most - least + 1))

export const happens = (share: number, roll: Dice): boolean => roll() < share

/** One of several, each as often as its share says; the shares sum to 1. */
export function pickByShare<Item extends { share: number }>(from: readonly Item[], roll: Dice): Item {
  let rest = roll()
  for (const item of from) {
    rest -= item.share
    if (rest < 0) return item
  }
  return from[from.length - 1]!
}
