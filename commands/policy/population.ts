import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { readRecord, recordStateOn, type EnrolmentDocument } from '../../cloudfunctions/domain/enrolments'
import { sealing } from '../../cloudfunctions/platform/sealing'
import { civilDay, dayNumber, seasonOfPolicy, usualPeriod, type CivilDay, type Facts, type Policy } from '../../rules'
import { dice } from '../demo-data/dice'
import { peopleOf, type Person } from '../demo-data/people'
import { openDays } from '../demo-data/season'

/** Somebody with the day on which they pay, or are asked about. */
export interface OneOfMany {
  told: Facts
  day: CivilDay
}

/** Most pay early in the collection, few at its end; a tenth comes after it. */
const EARLY = 0.7
const LATE_SHARE = 0.1

/** People made up for a place: households as they are, the same for the same seed. */
export function* madePeople(policy: Policy, count: number, seed: string): Generator<OneOfMany> {
  const roll = dice(seed)
  const { to } = seasonOfPolicy(policy)
  const open = openDays(policy)
  const after = dayNumber(open.at(-1) ?? usualPeriod(policy).from)!
  const late = Math.max(1, dayNumber(to)! - after)
  const household = peopleOf(policy, to, () => '')
  for (let made = 0; made < count;) {
    for (const person of household(roll)) {
      if (made++ === count) return
      const inTime = open.length > 0 && roll() >= LATE_SHARE
      const paid = inTime
        ? open[Math.floor(roll() ** EARLY * open.length)]!
        : civilDay(after + Math.ceil(roll() * late))
      yield { told: toldOf(person), day: person.birthDate > paid ? person.birthDate : paid }
    }
  }
}

function toldOf({ told, certified }: Person): Facts {
  const days = (of: 'from' | 'ended'): Facts['categoryFrom'] => {
    const all = certified.flatMap((one) => (one[of] === null ? [] : [[one.identity, one[of]] as const]))
    return all.length > 0 ? Object.fromEntries(all) : null
  }
  const categories = [...new Set(certified.map(({ identity }) => identity))]
  return { ...told, registered: true, categories, categoryFrom: days('from'), categoryEndedOn: days('ended') }
}

/** The enrolments of an exported ledger, with the functions' keys; who has not paid is asked about on `unpaidOn`. */
export async function* ledgerPeople(
  file: string,
  { region, year }: Pick<Policy, 'region' | 'year'>,
  unpaidOn: CivilDay,
): AsyncGenerator<OneOfMany> {
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    if (!line.startsWith('{"collection":"enrolments"')) continue
    const { document } = JSON.parse(line) as { document: EnrolmentDocument }
    const plain = plainDocument(document) as EnrolmentDocument
    if (plain.region !== region || plain.year !== year) continue
    const state = recordStateOn(readRecord(plain, sealing()), '9999-12-31')
    if (state.left === null) yield { told: state.told, day: state.paidOn ?? unpaidOn }
  }
}

/** Extended JSON as plain values: numbers are written as `{"$numberInt": "1"}`. */
function plainDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainDocument)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length === 1 && only?.[0].startsWith('$number') === true) return Number(only[1])
  return Object.fromEntries(entries.map(([key, inner]) => [key, plainDocument(inner)]))
}
