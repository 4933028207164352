import type { CallContext } from '../shared/call-context'
import type { EnrolmentDocument } from './documents'
import type { LinkDocument } from './link-documents'
import { enrolmentsOfFamily } from './records/family-enrolments'
import { linksOfResident, linksOfUser } from './records/links'
import { residentsOf } from './records/residents'
import type { Resident } from './records/residents'

/** Someone whom a user may see, and why. */
export interface Seen { link: LinkDocument; person: Resident; enrolments: readonly EnrolmentDocument[] }

export interface MyLinks {
  self: Seen | null
  /** With consent. */
  family: readonly Seen[]
  /** Without consent so far: of the person, nothing but what was typed. */
  asked: readonly { link: LinkDocument; person: Resident }[]
  /** Links of others to whom the user is. */
  followers: readonly LinkDocument[]
}

/** All that a user's links show, in the order in which they came to stand. */
export async function myLinks({ db, caller: { openid } }: CallContext): Promise<MyLinks> {
  const standing = (await linksOfUser(db, openid)).filter(({ state }) => state !== 'revoked').sort((a, b) => (a.since < b.since ? -1 : 1))
  const self = standing.find(({ kind }) => kind === 'self')
  const family = standing.filter(({ kind, resident }) => kind === 'family' && resident !== self?.resident)
  const people = new Map((await residentsOf(db, standing.map(({ resident }) => resident))).map((person) => [person.id, person]))
  const active = [...(self ? [self] : []), ...family.filter(({ state }) => state === 'active')]
  const enrolments = await enrolmentsOfFamily(db, active.map(({ resident }) => resident))
  const seen = (link: LinkDocument): Seen[] => {
    const person = people.get(link.resident)
    return person === undefined ? [] : [{ link, person, enrolments: enrolments.get(person.id) ?? [] }]
  }
  return {
    self: self === undefined ? null : seen(self)[0] ?? null,
    family: family.filter(({ state }) => state === 'active').flatMap(seen),
    asked: family.filter(({ state }) => state === 'waiting').flatMap(seen),
    followers: self === undefined ? [] : (await linksOfResident(db, self.resident)).filter((link) => link.kind === 'family' && link.openid !== openid),
  }
}
