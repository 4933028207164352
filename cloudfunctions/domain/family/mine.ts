import type { EnrolmentDocument } from '../enrolments'
import { enrolmentsOfFamily, summaryOf } from '../enrolments'
import { askedLink, followersOf } from './request-link'
import { messageTemplates, unreadOf } from '../messages'
import { fullCards, publicLinkId, linksOfResident, linksOfUser, relationOf, residentsOf } from '../people'
import type { LinkDocument, Resident } from '../people'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import { familyContract } from './contract'
import { defineAction } from '../access'

/** Who the caller is here, whom they look after, where each stands today, and what waits for an answer. */
export const me = /* @__PURE__ */ defineAction(familyContract, 'me', {
  permission: 'me',
  async run(_request, context) {
    const {
      db,
      caller: { openid },
      today,
    } = context
    const { self, family, asked, followers } = await myLinks(context)
    const cards = await fullCards(
      db,
      [...(self ? [self] : []), ...family].map(({ person }) => person),
    )
    const shown = ({ person, enrolments }: Seen) => ({
      person: cards.get(person.id)!,
      enrolments: enrolments.map((one) => summaryOf(one, today, sealing())),
    })
    return {
      self: self === null ? null : { link: publicLinkId(self.link), ...shown(self) },
      family: family.map((one) => ({ link: publicLinkId(one.link), relation: relationOf(one.link), ...shown(one) })),
      asked: await Promise.all(asked.map(({ link, person }) => askedLink(context, link, person))),
      followers: await followersOf(context, followers),
      unread: await unreadOf(db, openid),
      templates: [...new Set(Object.values(messageTemplates()).map(({ id }) => id))],
      today,
    }
  },
})

/** Someone whom a user may see, and why. */
export interface Seen {
  link: LinkDocument
  person: Resident
  enrolments: readonly EnrolmentDocument[]
}

interface MyLinks {
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
  const standing = (await linksOfUser(db, openid))
    .filter(({ state }) => state !== 'revoked')
    .sort((a, b) => (a.since < b.since ? -1 : 1))
  const self = standing.find(({ kind }) => kind === 'self')
  const family = standing.filter(({ kind, resident }) => kind === 'family' && resident !== self?.resident)
  const people = new Map(
    (
      await residentsOf(
        db,
        standing.map(({ resident }) => resident),
      )
    ).map((person) => [person.id, person]),
  )
  const active = [...(self ? [self] : []), ...family.filter(({ state }) => state === 'active')]
  const enrolments = await enrolmentsOfFamily(
    db,
    active.map(({ resident }) => resident),
  )
  const seen = (link: LinkDocument): Seen[] => {
    const person = people.get(link.resident)
    return person === undefined ? [] : [{ link, person, enrolments: enrolments.get(person.id) ?? [] }]
  }
  return {
    self: self === undefined ? null : (seen(self)[0] ?? null),
    family: family.filter(({ state }) => state === 'active').flatMap(seen),
    asked: family.filter(({ state }) => state === 'waiting').flatMap(seen),
    followers:
      self === undefined
        ? []
        : (await linksOfResident(db, self.resident)).filter((link) => link.kind === 'family' && link.openid !== openid),
  }
}
