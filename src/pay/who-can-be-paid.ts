import type { Enrolment, Me, Status } from '../cloud/enrollment'

/** Someone of mine, or I myself, in one year. */
export interface Candidate { enrolment: string; relation: string; owes: boolean }

/** The server takes no more people at once. */
export const PEOPLE_MAX = 12

const OWING: ReadonlySet<Status> = new Set<Status>(['due', 'ownPartPending', 'overdue', 'suspended'])

/** Money is owed for them; whether it can be taken today, the quote says. */
export const owes = ({ status }: Pick<Enrolment, 'status'>): boolean => OWING.has(status)

/** Of each the newest year, and each year before in which something is owed; who owes comes first. */
export function candidatesOf({ self, family }: Me): Candidate[] {
  const people = [...(self === null ? [] : [{ relation: '本人', enrolments: self.enrolments }]), ...family]
  const all = people.flatMap(({ relation, enrolments }) => {
    const [newest, ...before] = [...enrolments].sort((a, b) => b.year - a.year)
    return [...(newest === undefined ? [] : [newest]), ...before.filter(owes)].map((one) => ({ enrolment: one.id, relation, owes: owes(one) }))
  })
  return [...all.filter((one) => one.owes), ...all.filter((one) => !one.owes)]
}
