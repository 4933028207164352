import { between, happens, pick, pickByShare, type Dice } from './dice'

/** A member of a household that is being made up, in years and sex only. */
export interface Member {
  /** At the season's opening; a fraction, so that birthdays fall on any day. -1 up to 0: born since. */
  age: number
  sex: '男' | '女'
}

/** Who lives together, and how often: some three a household, as in a county of the south. The first is the head. */
const SHAPES: readonly { share: number; who: readonly ('elder' | 'adult' | 'spouse' | 'child' | 'parent')[] }[] = [
  { share: 0.14, who: ['elder'] },
  { share: 0.06, who: ['adult'] },
  { share: 0.16, who: ['elder', 'spouse'] },
  { share: 0.08, who: ['adult', 'child'] },
  { share: 0.14, who: ['adult', 'spouse', 'child'] },
  { share: 0.16, who: ['adult', 'spouse', 'child', 'child'] },
  { share: 0.08, who: ['adult', 'spouse', 'child', 'parent'] },
  { share: 0.12, who: ['adult', 'spouse', 'child', 'child', 'parent'] },
  { share: 0.06, who: ['adult', 'spouse', 'child', 'child', 'parent', 'parent'] },
]
const OLDEST = 99
/** In a year, of households with a young couple. */
const SHARE_WITH_BABY = 0.06

const other = (sex: Member['sex']): Member['sex'] => (sex === '男' ? '女' : '男')

/** One to six people. `elapsed`: the share of the insured year that is over, in which babies can have been born. */
export function makeUpHousehold(elapsed: number, roll: Dice): Member[] {
  const { who } = pickByShare(SHAPES, roll)
  const head: Member = {
    age: between(who[0] === 'elder' ? 60 : 24, who[0] === 'elder' ? 88 : 56, roll) + roll(),
    sex: happens(0.7, roll) ? '男' : '女',
  }
  const members = who.map((place, i): Member => {
    switch (place) {
      case 'elder':
      case 'adult':
        return head
      case 'spouse':
        return { age: Math.max(21, head.age + between(-4, 4, roll)) + roll(), sex: other(head.sex) }
      case 'child':
        return { age: Math.max(0, head.age - between(21, 36, roll)) + roll(), sex: pick(['男', '女'], roll) }
      case 'parent':
        return {
          age: Math.min(OLDEST, head.age + between(20, 32, roll) + roll()),
          sex: who[i - 1] === 'parent' ? '男' : '女',
        }
    }
  })
  const young = who[1] === 'spouse' && head.age < 40
  if (young && members.length < 6 && happens(SHARE_WITH_BABY * elapsed, roll))
    members.push({ age: -roll(), sex: pick(['男', '女'], roll) })
  return members
}
