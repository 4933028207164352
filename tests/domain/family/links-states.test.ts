import { HISTORY_KEPT } from '../../../cloudfunctions/domain/people/link-documents'
import type { LinkActor, LinkDocument } from '../../../cloudfunctions/domain/people/link-documents'
import {
  familyLinkMachine,
  selfLinkMachine,
  withLinkEvent,
  stateOfLink,
} from '../../../cloudfunctions/domain/people/link-machine'
import type { FamilyEvent, LinkChange, LinkState, SelfEvent } from '../../../cloudfunctions/domain/people/link-machine'
import type { Refusal } from '../../../cloudfunctions/platform/base/refusal'

const STANDINGS = familyLinkMachine.stateIds
const ACTORS: readonly LinkActor[] = ['payer', 'relative', 'clerk']
const beginning = { _id: 'r1~oPayer', openid: 'oPayer', resident: 'r1', kind: 'family', relation: 'sealed' } as const
const own = { ...beginning, _id: 'self~r1', kind: 'self' } as const

let deeds = 0
const change = (event: FamilyEvent | SelfEvent, actor: LinkActor, more: Partial<LinkChange> = {}): LinkChange => ({
  event,
  actor,
  by: `o-${actor}`,
  operation: `operation-${++deeds}`,
  at: 1_000 + deeds,
  today: '2021-11-01',
  how: event === 'ask' ? null : 'inPerson',
  ...more,
})

const waiting = withLinkEvent(null, beginning, change('ask', 'payer'))
const active = withLinkEvent(waiting, beginning, change('consent', 'relative', { how: 'relative' }))
const family: Readonly<Record<LinkState, LinkDocument | null>> = {
  none: null,
  waiting,
  active,
  left: withLinkEvent(active, beginning, change('leave', 'payer')),
  revoked: withLinkEvent(active, beginning, change('refuse', 'relative')),
}
const bound = withLinkEvent(null, own, change('bindByClerksCode', 'payer', { how: 'ownCode' }))
const self: Readonly<Record<LinkState, LinkDocument | null>> = {
  none: null,
  waiting: { ...bound, state: 'waiting' },
  active: bound,
  left: withLinkEvent(bound, own, change('leave', 'payer')),
  revoked: withLinkEvent(bound, own, change('refuse', 'clerk')),
}

/** What each event makes of each standing, written out once more by hand: `-` is refused. In the order of STANDINGS. */
const FAMILY_EXPECTED: Readonly<Record<FamilyEvent, string>> = {
  ask: 'waiting waiting active waiting waiting',
  showHouseholdCode: 'active active active active waiting',
  consent: '- active active - -',
  refuse: '- revoked revoked revoked revoked',
  leave: '- left left left revoked',
}
const SELF_EXPECTED: Readonly<Record<SelfEvent, string>> = {
  bindByClerksCode: 'active - active active active',
  bindByHouseholdCode: 'active - active active -',
  leave: '- - left left revoked',
  refuse: '- - revoked revoked revoked',
}
const FAMILY_ACTORS: Readonly<Record<FamilyEvent, readonly LinkActor[]>> = {
  ask: ['payer'],
  showHouseholdCode: ['payer'],
  consent: ['relative', 'clerk'],
  refuse: ['relative', 'clerk'],
  leave: ['payer'],
}
const SELF_ACTORS: Readonly<Record<SelfEvent, readonly LinkActor[]>> = {
  bindByClerksCode: ['payer'],
  bindByHouseholdCode: ['payer'],
  leave: ['payer'],
  refuse: ['clerk'],
}

const pairs = <Event extends FamilyEvent | SelfEvent>(
  kind: string,
  rules: object,
  expected: Record<Event, string>,
  actors: Record<Event, readonly LinkActor[]>,
) =>
  (Object.keys(rules) as Event[]).flatMap((event) =>
    STANDINGS.flatMap((standing, at) =>
      ACTORS.map((actor) => ({
        kind,
        event,
        standing,
        actor,
        then: actors[event].includes(actor) ? expected[event].split(' ')[at]! : '-',
      })),
    ),
  )

describe('every event at every standing by everyone', () => {
  test.each([
    ...pairs('family', familyLinkMachine.events, FAMILY_EXPECTED, FAMILY_ACTORS),
    ...pairs('self', selfLinkMachine.events, SELF_EXPECTED, SELF_ACTORS),
  ])('$kind: $event by the $actor on $standing → $then', ({ kind, event, standing, actor, then }) => {
    const [link, start] = kind === 'self' ? [self[standing], own] : [family[standing], beginning]
    const one = change(event, actor)
    if (then === '-') {
      expect(() => withLinkEvent(link, start, one)).toThrow(
        expect.objectContaining({
          error: expect.objectContaining({ code: 'LINK_NOT_POSSIBLE', found: standing }) as unknown,
        }) as Error,
      )
      return
    }
    const after = withLinkEvent(link, start, one)
    expect(stateOfLink(after)).toBe(then)
    if (then === standing) expect(after).toBe(link)
    else expect(after.history.at(-1)).toEqual({ operation: one.operation, event, actor, by: one.by, at: one.at })
    expect((after.state === 'active') === (after.consent !== null) || after.state === 'revoked').toBe(true)
  })
})

describe('a link remembers', () => {
  test('who consented, when and how, also after it ended', () => {
    expect(active.consent).toEqual({ how: 'relative', by: 'o-relative', at: expect.any(Number) as number })
    expect(family.revoked!.consent).toEqual(active.consent)
    expect(family.revoked).toMatchObject({ revokedBy: 'relative', revokedAt: expect.any(Number) as number })
  })

  test('the same operation again, however late, is nothing new', () => {
    const asked = change('showHouseholdCode', 'payer', { how: 'householdCode' })
    const linked = withLinkEvent(null, beginning, asked)
    const left = withLinkEvent(linked, beginning, change('leave', 'payer'))
    expect(withLinkEvent(left, beginning, asked)).toBe(left)
    expect(withLinkEvent(left, beginning, { ...asked, operation: 'operation-new' })).toMatchObject({
      state: 'active',
      consent: { how: 'householdCode' },
    })
  })

  test('another user’s operation of the same id as another deed', () => {
    const asked = change('ask', 'payer')
    const link = withLinkEvent(null, beginning, asked)
    expect(withLinkEvent(link, beginning, { ...change('consent', 'clerk'), operation: asked.operation })).toMatchObject(
      { state: 'active' },
    )
  })

  test('a consent that was withdrawn does not count for the next request', () => {
    expect(
      withLinkEvent(family.revoked, beginning, change('showHouseholdCode', 'payer', { how: 'householdCode' })),
    ).toMatchObject({ state: 'waiting', consent: null, revokedBy: null })
  })

  test('no more deeds than it has to', () => {
    let link = active
    for (let i = 0; i < HISTORY_KEPT; i++) {
      link = withLinkEvent(link, beginning, change('leave', 'payer'))
      link = withLinkEvent(link, beginning, change('showHouseholdCode', 'payer'))
    }
    expect(link.history).toHaveLength(HISTORY_KEPT)
  })

  test('refusals name the link’s state, nobody', () => {
    const refused = (() => {
      try {
        withLinkEvent(family.left, beginning, change('consent', 'clerk'))
      } catch (error) {
        return error as Refusal
      }
      throw new Error('it was possible')
    })()
    expect(refused.message).toBe('“同意关联”没有成功：这个关联现在是“已由缴费人取消”。请缴费人重新申请一次。')
  })
})
