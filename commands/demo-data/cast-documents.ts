import type { MessageKind } from '../../cloudfunctions/domain/enrolments'
import { enrolmentId, reminderAfter, reminderOn } from '../../cloudfunctions/domain/enrolments'
import type { EnrolmentDocument } from '../../cloudfunctions/domain/enrolments'
import type { LinkDocument, UserDocument, VillageDocument } from '../../cloudfunctions/domain/people'
import { withLinkEvent, newFamilyLink, newSelfLink } from '../../cloudfunctions/domain/people'
import type { InboxDocument, OutboxDocument } from '../../cloudfunctions/domain/messages'
import { isNotified } from '../../cloudfunctions/domain/messages'
import type { Loaded } from '../../devcloud/database/load'
import { policyFor, type CivilDay, type Facts } from '../../rules'
import { APPOINTMENTS, BOUND, CAST_EVENTS, HOMES, PAYMENT_CONFIGS, type CastEvent, type CastHome } from './cast'
import { homeWriter, loaded } from './place-documents'
import { settling, type Season } from './season'

/**
 * The cast's homes, links, appointments, ways to pay and messages, as they stand on the evening of `day`, after the
 * night's job.
 */
export function* castDocuments(day: CivilDay, villages: ReadonlyMap<string, VillageDocument>): Generator<Loaded> {
  const links = CAST_EVENTS.filter(({ today }) => today <= day).map(linkOf)
  yield* links.map((link) => loaded('links', link))
  yield* PAYMENT_CONFIGS.map((config) => loaded('payment-configs', config))
  yield* APPOINTMENTS.map((appointment) => loaded('appointments', appointment))
  yield* [...BOUND].map(([openid, self]) => loaded('users', { _id: openid, self } satisfies UserDocument))
  for (const home of HOMES) {
    for (const { collection, document } of homeDocuments(home, day, villages, links)) {
      if (collection !== 'enrolments') yield { collection, document }
      else yield* withMessages(document as unknown as EnrolmentDocument, links, day)
    }
  }
}

function homeDocuments(
  home: CastHome,
  day: CivilDay,
  villages: ReadonlyMap<string, VillageDocument>,
  links: readonly LinkDocument[],
): Generator<Loaded> {
  const followed = (resident: string): boolean =>
    links.some((link) => link.resident === resident && link.state === 'active')
  const write = homeWriter(policyFor(home.region, home.year), seasonOfCast(home, day), day, followed)
  return write({
    id: home.id,
    village: villages.get(home.village)!,
    group: '第1组',
    number: home.number,
    members: home.members,
  })
}

/** Each has paid on the day that the cast says, if it has come. */
function seasonOfCast({ region, year, members }: CastHome, day: CivilDay): Season {
  const settle = settling(policyFor(region, year))
  const paidOn = new Map<Facts, CivilDay | null>(members.map((member) => [member.told, member.paidOn]))
  return (record) => {
    const paid = paidOn.get(record.told) ?? null
    if (paid === null || paid > day) return []
    const events = settle(record, paid)
    if (events.length === 0) throw new Error(`${region} ${year}: nobody can pay on ${paid}`)
    return events
  }
}

function linkOf({ openid, resident, relation, event, how, today }: CastEvent): LinkDocument {
  const beginning = relation === null ? newSelfLink(openid, resident) : newFamilyLink(openid, resident, relation)
  return withLinkEvent(null, beginning, {
    event,
    how,
    today,
    actor: 'payer',
    by: openid,
    operation: `demo-${openid}-${resident}`,
    at: Date.parse(`${today}T09:00:00+08:00`),
  })
}

/**
 * An enrolment after the night's job: its followers have been told of the status that came about, and of the deadline
 * that is near.
 */
function* withMessages(enrolment: EnrolmentDocument, links: readonly LinkDocument[], day: CivilDay): Generator<Loaded> {
  const { _id, resident, year, status, since, deadline, remindOn } = enrolment
  const followers = links.filter((link) => link.resident === resident && link.state === 'active')
  const reminder = deadline === null || remindOn !== day ? null : reminderOn(deadline, day)
  yield loaded(
    'enrolments',
    reminder === null || deadline === null ? enrolment : { ...enrolment, remindOn: reminderAfter(deadline, day, day) },
  )
  const messages: { kind: MessageKind; day: CivilDay; about: CivilDay; read: boolean }[] = [
    ...(isNotified(status) && followers.some((link) => link.since <= since)
      ? [{ kind: status, day: since, about: since, read: true }]
      : []),
    ...(reminder === null ? [] : [{ kind: reminder, day, about: deadline!, read: false }]),
  ]
  for (const { read, ...message } of messages) {
    const outbox: OutboxDocument = {
      _id: `${_id}~${message.kind}~${message.day}`,
      enrolment: enrolmentId(resident, year),
      resident,
      year,
      ...message,
      state: 'done',
    }
    yield loaded('outbox', outbox)
    for (const { openid } of followers) {
      const { state: _, ...told } = outbox
      yield loaded('inbox', {
        ...told,
        _id: `${outbox._id}~${openid}`,
        openid,
        read,
        pushed: 'no',
      } satisfies InboxDocument)
    }
  }
}
