import type { CallContext } from '../shared/call-context'
import { messageTemplates } from '../shared/message-templates'
import { sealing } from '../shared/sealing'
import { followersOf } from './answer-link'
import { askedLink } from './ask-link'
import type { Answers } from './contract'
import { summaryOf } from './enrolment-summary'
import { myLinks } from './my-links'
import type { Seen } from './my-links'
import { fullCards } from './person-card'
import { handleOf, relationOf } from './records/links'
import { unreadOf } from './records/messages-of-user'

/** Who the caller is here, whom they look after, where each stands today, and what waits for an answer. */
export async function me(_request: undefined | object, context: CallContext): Promise<Answers['me']> {
  const { db, caller: { openid }, today } = context
  const { self, family, asked, followers } = await myLinks(context)
  const cards = await fullCards(db, [...(self ? [self] : []), ...family].map(({ person }) => person))
  const shown = ({ person, enrolments }: Seen) => ({ person: cards.get(person.id)!, enrolments: enrolments.map((one) => summaryOf(one, today, sealing())) })
  return {
    self: self === null ? null : { link: handleOf(self.link), ...shown(self) },
    family: family.map((one) => ({ link: handleOf(one.link), relation: relationOf(one.link), ...shown(one) })),
    asked: await Promise.all(asked.map(({ link, person }) => askedLink(context, link, person))),
    followers: await followersOf(context, followers),
    unread: await unreadOf(db, openid),
    templates: [...new Set(Object.values(messageTemplates()).map(({ id }) => id))],
    today,
  }
}
