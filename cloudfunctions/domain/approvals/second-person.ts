/** Who holds an office as the question of the second person needs them. */
interface Officer {
  openid: string
  /** They may act today as a second person: of a village's deeds its township's officer too. */
  isInForce: boolean
  /** Since when they have the office, ms since 1970. */
  since: number
  /** Who appointed them; null = the deployment did. */
  by: string | null
  /** Who agreed to that as a second person; null = nobody was asked. */
  second: string | null
}

/** All officers of a place, by openid. */
export type Officers = ReadonlyMap<string, Officer>

/** Why somebody cannot be the second person, and what to do, as they are told. */
export const OBJECTIONS = {
  SAME_PERSON: '这是您自己提出的，要由县里另一位经办人复核，什么也没有改动。请转给同事。',
  NOT_IN_OFFICE: '复核要由在岗的县级经办人员来办（村里的事，本乡镇的经办人员也可以），什么也没有改动。',
  APPOINTED_LATER:
    '这件事提出的时候您还没有这个岗位，不能由您复核，什么也没有改动。请转给当时已经在岗的同事，或者撤回重新提出。',
  APPOINTED_EACH_OTHER: '您和提出的人，有一位是由另一位任命的，不能互相复核，什么也没有改动。请转给别的同事。',
  SAME_HAND: '您和提出的人都是由同一个人单独任命的，不能互相复核，什么也没有改动。请转给别的同事。',
} as const
type Objection = keyof typeof OBJECTIONS

/**
 * In whose hand an office lies: who alone made this account an officer, and who alone made them one, and so on.
 * Their own, where the deployment appointed them or two people did.
 */
function handOf(openid: string, officers: Officers): string {
  const seen = new Set<string>()
  for (let hand = openid; ;) {
    const { by = null, second = null } = officers.get(hand) ?? {}
    if (by === null || second !== null || seen.has(hand)) return hand
    seen.add(hand)
    hand = by
  }
}

/** What is to be confirmed: who did the first step, and when, ms since 1970. */
export interface FirstStep {
  by: string
  at: number
}

/** Why somebody may not be the second person for what another began; null = they may. */
export function objectionTo(second: string, { by: first, at }: FirstStep, officers: Officers): Objection | null {
  if (second === first) return 'SAME_PERSON'
  const officer = officers.get(second)
  if (officer?.isInForce !== true) return 'NOT_IN_OFFICE'
  if (officer.since > at) return 'APPOINTED_LATER'
  if (officer.by === first || officers.get(first)?.by === second) return 'APPOINTED_EACH_OTHER'
  return handOf(first, officers) === handOf(second, officers) ? 'SAME_HAND' : null
}

/** Whether anybody could be the second person. */
export const hasSecondPerson = (first: FirstStep, officers: Officers): boolean =>
  [...officers.keys()].some((second) => objectionTo(second, first, officers) === null)
