import { approvalsContract } from './contract'
import { DEEDS } from './deeds'
import type { GuardedActions } from './deeds-in-hand'
import type { ProposalDocument } from './documents'
import { openedText, PROPOSALS, stateNow } from './documents'
import { namesOfOfficers, officersOf } from './officers'
import { proposalMachine } from './proposal-machine'
import type { Officers } from './second-person'
import { OBJECTIONS, objectionTo } from './second-person'
import { appointmentOf, defineAction, requirePermission } from '../access'
import type { AnswersOf, CallContext } from '../../platform/calls'
import { pageLatestFirst, placeOf } from '../../platform/database'
import { shanghaiDay } from '../../../rules'

type ProposalView = AnswersOf<typeof approvalsContract>['propose']

const A_CALL = 50

/** What waits for a second person in a place, and what became of it. @throws Refusal NOT_ALLOWED */
export const showProposals = (deeds: GuardedActions) =>
  defineAction(approvalsContract, 'proposals', {
    permission: 'proposals',
    async run({ region, waiting, after }, context) {
      const { db, caller, now, today } = context
      const office = await appointmentOf(context)
      const township = office?.township ?? null
      await requirePermission(context, 'proposals', { id: region, region, ...(township === null ? {} : { township }) })
      const equal = waiting ? { region, state: 'proposed', expiresAt: db.command.gte(now) } : { region }
      const found = await pageLatestFirst<ProposalDocument>(db, PROPOSALS, equal, after, A_CALL)
      const officers = await officersOf(db, region, today)
      const first = { by: caller.openid, at: now }
      const here = township === null ? null : new Set(office?.villages)
      return {
        proposals: await viewsOf(
          context,
          deeds,
          here === null ? found : found.filter(({ village }) => village !== null && here.has(village)),
        ),
        next: found.length < A_CALL ? null : placeOf(found.at(-1)!),
        others: [...officers.keys()].filter((one) => objectionTo(one, first, officers) === null).length,
      }
    },
  })

/** How many of a place wait for a second person now. */
export async function countProposals({ db, now }: CallContext, { region }: { region: string }): Promise<number> {
  const waiting = { region, state: 'proposed', expiresAt: db.command.gte(now) }
  return (await db.collection(PROPOSALS).where(waiting).count()).total
}

export async function proposalView(
  context: CallContext,
  deeds: GuardedActions,
  proposal: ProposalDocument,
): Promise<ProposalView> {
  return (await viewsOf(context, deeds, [proposal]))[0]!
}

async function viewsOf(
  { db, caller: { openid }, now, today }: CallContext,
  deeds: GuardedActions,
  proposals: readonly ProposalDocument[],
): Promise<ProposalView[]> {
  const [first] = proposals
  const known = new Map<string | null, Promise<Officers>>()
  const officersFor = (region: string, village: string | null): Promise<Officers> => {
    const asked = known.get(village) ?? officersOf(db, region, today, village)
    known.set(village, asked)
    return asked
  }
  const names = first === undefined ? new Map<string, string | null>() : await namesOfOfficers(db, first.region)
  return Promise.all(
    proposals.map(async (proposal) => {
      const { _id, deed, by, day, made, decided, expiresAt, region, village } = proposal
      const state = stateNow(proposal, now)
      const objection = state === 'proposed' ? objectionTo(openid, proposal, await officersFor(region, village)) : null
      const isTold = made !== null && state === 'confirmed' && by === openid
      return {
        proposal: _id,
        deed,
        deedName: DEEDS[deed].name,
        words: openedText(_id, 'words', proposal.words),
        because: openedText(_id, 'because', proposal.because),
        who: names.get(by) ?? null,
        own: by === openid,
        day,
        expiresOn: shanghaiDay(expiresAt),
        state,
        stateName: proposalMachine.states[state],
        decidedBy: decided === null ? null : (names.get(decided.by) ?? null),
        decidedOn: decided?.day ?? null,
        decidedBecause: decided?.because == null ? null : openedText(_id, 'decided', decided.because),
        mayConfirm: state === 'proposed' && objection === null,
        whyNot: objection === null ? null : OBJECTIONS[objection],
        told: isTold ? ((await deeds[deed].told?.(made, db)) ?? null) : null,
      }
    }),
  )
}
