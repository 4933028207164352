import type { ProposedAction } from './deeds'
import type { ProposalState } from './proposal-machine'
import { proposalMachine } from './proposal-machine'
import type { Sealed } from '../people'
import { Refusal } from '../../platform/base'
import type { DocumentStore } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'

/** A deed that waits for a second person, or what became of it. */
export interface ProposalDocument {
  /** Of who proposes and their operation; what the deed makes is named by it. */
  _id: string
  deed: ProposedAction
  region: string
  /** null = of the whole place. */
  village: string | null
  /** Id of what it is about, for the audit. */
  target: string
  /** JSON of what is to be done, as the deed's shape has it. */
  request: Sealed
  /** What is to be done, in a sentence. */
  words: Sealed
  because: Sealed
  by: string
  /** ms since 1970 */
  at: number
  day: CivilDay
  /** ms since 1970 */
  expiresAt: number
  state: ProposalState
  /** Id of what it made or changed; null = nothing yet. */
  made: string | null
  decided: { by: string; at: number; day: CivilDay; because: Sealed | null } | null
}

export const PROPOSALS = 'proposals'

/** Its texts: each is sealed for its own place. */
type Text = 'request' | 'words' | 'because' | 'decided'
export const sealedText = (id: string, of: Text, text: string): Sealed =>
  sealing().at(PROPOSALS, id).seal(text, `proposal/${of}`)
export const openedText = (id: string, of: Text, sealed: Sealed): string =>
  sealing().at(PROPOSALS, id).open(sealed, `proposal/${of}`)

export function putProposal(to: DocumentStore, proposal: ProposalDocument): Promise<void> {
  return putDocument(to, PROPOSALS, proposal)
}

/** null = there is none. */
export const readProposal = (from: DocumentStore, id: string): Promise<ProposalDocument | null> =>
  readDocument<ProposalDocument>(from, PROPOSALS, id)

/** @throws Refusal PROPOSAL_NOT_FOUND */
export async function requireProposal(from: DocumentStore, id: string): Promise<ProposalDocument> {
  const proposal = await readProposal(from, id)
  if (proposal !== null) return proposal
  throw new Refusal({
    code: 'PROPOSAL_NOT_FOUND',
    path: 'proposal',
    message: '没有找到这份提请，什么也没有改动。请返回列表，下拉刷新后再看。',
  })
}

/** As it stands now: what nobody confirmed in time has expired. */
export function stateNow({ state, expiresAt }: ProposalDocument, now: number): ProposalState {
  return now > expiresAt ? (proposalMachine.next(state, 'expire') ?? state) : state
}
