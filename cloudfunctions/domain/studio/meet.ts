import { studioContract } from './contract'
import { requireOwnDraft, requireReading } from './drafts'
import { defineAction } from '../access'
import { Refusal } from '../../platform/base'
import { RulesError, type FactName } from '../../../rules'
import { residentStep } from '../../../rules/studio'

/**
 * The draft's questions as a resident would meet them. Nothing of it is kept, and nobody is named.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_FAULTY, BAD_ANSWER
 */
export const meetDraft = /* @__PURE__ */ defineAction(studioContract, 'meetDraft', {
  permission: 'policyDrafts',
  async run({ draft: id, day, answers, unsure }, context) {
    const { policy } = requireReading(await requireOwnDraft(context, context.db, id, 'policyDrafts'))
    try {
      return residentStep(policy, { day, answers, unsure: unsure as FactName[] })
    } catch (error) {
      if (!(error instanceof RulesError)) throw error
      throw new Refusal({ code: 'BAD_ANSWER', path: error.path, message: error.message })
    }
  },
})
