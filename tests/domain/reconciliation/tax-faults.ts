import { civilDay, dayNumber } from '../../../rules'

/** Files of the tax office with faults put in by a seed: what was put in is what has to be found, and nothing else. */

/** mulberry32: small, even enough for choosing. */
export function chooser(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export interface FilePerson {
  idNumber: string
  name: string
  /** fen that they owe. */
  fee: number
  /** They have paid us before. */
  paid: boolean
}

export interface FileLine {
  idNumber: string
  name: string
  amount: number
  paidOn: string
  arrivedOn: string
  voucher: string
  place: string
}

export const FAULTS = ['unknownPerson', 'paidTwice', 'amountDiffers', 'wrongPlace', 'missing'] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultyFile {
  lines: FileLine[]
  /** Numbers of the people whom each fault is about. */
  faults: Record<Fault, string[]>
}

/**
 * A line for each of some people, and faults in between.
 * @param strangers who are in no ledger; @param elsewhere who are in another place's
 */
export function faultyFile(
  seed: number,
  people: readonly FilePerson[],
  strangers: readonly FilePerson[],
  elsewhere: readonly FilePerson[],
  each: number,
): FaultyFile {
  const choose = chooser(seed)
  const faults: FaultyFile['faults'] = {
    unknownPerson: [],
    paidTwice: [],
    amountDiffers: [],
    wrongPlace: [],
    missing: [],
  }
  const left = [...people]
  const take = (fits: (person: FilePerson) => boolean = () => true): FilePerson | null => {
    const from = choose(left.length || 1)
    for (let i = 0; i < left.length; i++) {
      const at = (from + i) % left.length
      if (fits(left[at]!)) return left.splice(at, 1)[0]!
    }
    return null
  }
  const lines: FileLine[] = []
  let vouchers = 0
  const line = ({ idNumber, name, fee }: FilePerson, other: Partial<FileLine> = {}) => {
    const paid = dayNumber('2021-11-20')! + choose(15)
    lines.push({
      idNumber,
      name,
      amount: fee,
      paidOn: civilDay(paid),
      arrivedOn: civilDay(paid + choose(4)),
      voucher: `V${seed}-${++vouchers}`,
      place: '',
      ...other,
    })
  }
  for (const stranger of strangers.slice(0, each)) {
    line(stranger)
    faults.unknownPerson.push(stranger.idNumber)
  }
  for (const person of elsewhere.slice(0, Math.floor(each / 2))) {
    line(person)
    faults.wrongPlace.push(person.idNumber)
  }
  for (let i = 0; i < each; i++) {
    const twice = take()
    if (twice !== null) {
      line(twice)
      line(twice)
      faults.paidTwice.push(twice.idNumber)
    }
    const differs = take()
    if (differs !== null) {
      line(differs, { amount: differs.fee + (choose(2) === 0 ? 100 : -100) * (1 + choose(50)) })
      faults.amountDiffers.push(differs.idNumber)
    }
    const wrong = i < Math.ceil(each / 2) ? take(({ paid }) => !paid) : null
    if (wrong !== null) {
      line(wrong, { place: '别的县' })
      faults.wrongPlace.push(wrong.idNumber)
    }
    const missing = take(({ paid }) => paid)
    if (missing !== null) faults.missing.push(missing.idNumber)
  }
  // Whoever has paid us has a line too, unless missing; but whose amount differs has not arrived, so they stay missing.
  for (const person of people)
    if (person.paid && faults.amountDiffers.includes(person.idNumber)) faults.missing.push(person.idNumber)
  for (const person of left) line(person)
  for (let i = lines.length - 1; i > 0; i--) {
    const j = choose(i + 1)
    ;[lines[i], lines[j]] = [lines[j]!, lines[i]!]
  }
  return { lines, faults }
}
