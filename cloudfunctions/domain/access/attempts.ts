import type { AttemptDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { addDocument, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber } from '../../../rules'

/** Whoever could try without end would learn who exists, what they owe, or the code that binds them. */
type AttemptKind = 'amount' | 'bind' | 'link' | 'appoint'

/** How often a civil day. An address is shared: an office, a village's wifi, a carrier's gateway. */
const ATTEMPTS_A_DAY = { user: 10, address: 100, target: 5 } as const
type Side = keyof typeof ATTEMPTS_A_DAY

interface Attempts {
  /** The attempt was right: it does not count. */
  giveBack(): Promise<void>
}

/**
 * Counts an attempt before it is judged, for the user, their address and the number asked about, whether or not anybody
 * has that number. The user comes first, so that who is stopped does not use up what others may try about the same
 * person.
 * @param target what identifies the person asked about; kept as a keyed hash only
 * @throws Refusal TOO_MANY_ATTEMPTS
 */
export async function limitAttempts(
  { db, caller, today }: CallContext,
  kind: AttemptKind,
  target: string,
): Promise<Attempts> {
  const sides: readonly [Side, string | null][] = [
    ['user', caller.openid],
    ['address', caller.address],
    ['target', target],
  ]
  const counted: string[] = []
  for (const [side, of] of sides) {
    if (of === null) continue
    const whom = `${kind}~${sealing().blindIndex(`${side}:${of}`, 'attempt').slice(0, 43)}`
    counted.push(whom)
    if ((await countAttempt(db, whom, today)) > ATTEMPTS_A_DAY[side])
      throw tooMany(side, civilDay(dayNumber(today)! + 1))
  }
  return {
    giveBack: async () => {
      await Promise.all(counted.map((whom) => giveAttemptBack(db, whom, today)))
    },
  }
}

const TOO_MANY: Readonly<Record<Side, string>> = {
  user: `您今天已经试了 ${ATTEMPTS_A_DAY.user} 次`,
  address: '您所在的网络今天试的次数太多了',
  target: `这个证件号码今天已经被试了 ${ATTEMPTS_A_DAY.target} 次`,
}

function tooMany(side: Side, nextDay: string): Refusal {
  return new Refusal({
    code: 'TOO_MANY_ATTEMPTS',
    message: `${TOO_MANY[side]}，为了保护个人信息先停一停。请 ${nextDay} 零点以后再试；着急的，请到村（社区）经办人员处办理。`,
    found: nextDay,
  })
}

const idOf = (whom: string, day: CivilDay): string => `${whom}~${day}`

/**
 * Counts one more of something on a day and tells how many there are; of more than `most` no more than that is known,
 * and nothing is written.
 */
export async function countUpTo(db: Database, whom: string, day: CivilDay, most: number): Promise<number> {
  const before = (await readDocument<AttemptDocument>(db, 'attempts', idOf(whom, day)))?.count ?? 0
  return before >= most ? before + 1 : countAttempt(db, whom, day)
}

/** Counts several at once and tells how many there are on that day. */
export async function addToCount(db: Database, whom: string, day: CivilDay, more: number): Promise<number> {
  const _id = idOf(whom, day)
  if (
    !(await changeCount(db, _id, more)) &&
    !(await addDocument<AttemptDocument>(db, 'attempts', { _id, day, count: more }))
  ) {
    await changeCount(db, _id, more)
  }
  return (await readDocument<AttemptDocument>(db, 'attempts', _id))?.count ?? more
}

/**
 * Counts one attempt more and tells how many there are today, this one included. Two at once are never counted as
 * one.
 */
const countAttempt = (db: Database, whom: string, day: CivilDay): Promise<number> => addToCount(db, whom, day, 1)

/** Takes an attempt back that turned out to be none. */
async function giveAttemptBack(db: Database, whom: string, day: CivilDay): Promise<void> {
  await changeCount(db, idOf(whom, day), -1)
}

async function changeCount(db: Database, _id: string, by: number): Promise<boolean> {
  const { stats } = await db
    .collection('attempts')
    .doc(_id)
    .update({ data: { count: db.command.inc(by) } })
  return stats.updated > 0
}
