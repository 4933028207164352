import { writeFileSync } from 'node:fs'
import { conflictMachine } from '../cloudfunctions/domain/cash/conflict-machine'
import { proposalMachine } from '../cloudfunctions/domain/approvals/proposal-machine'
import { printedReceiptMachine } from '../cloudfunctions/domain/cash/printed-receipt-machine'
import { invitationMachine } from '../cloudfunctions/domain/county-office/invitation-machine'
import { disclosureMachine } from '../cloudfunctions/domain/duties/disclosure-machine'
import { handInMachine } from '../cloudfunctions/domain/duties/hand-in-machine'
import { orderMachine } from '../cloudfunctions/domain/payments/order-machine'
import { reservationMachine } from '../cloudfunctions/domain/payments/reservation-machine'
import { familyLinkMachine, selfLinkMachine } from '../cloudfunctions/domain/people/link-machine'
import { taxRowMachine } from '../cloudfunctions/domain/reconciliation/tax-row-machine'
import { outwardFileMachine, outwardLineMachine } from '../cloudfunctions/domain/outward/outward-machine'
import { overlapMachine } from '../cloudfunctions/domain/schemes/overlap-machine'
import { refundMachine } from '../cloudfunctions/domain/refunds/refund-machine'
import { unmatchedPaymentMachine } from '../cloudfunctions/domain/refunds/unmatched-machine'
import { batchMachine, entryMachine } from '../cloudfunctions/domain/rosters/batch-machine'
import type { StateMachine } from '../cloudfunctions/platform/base'
import { DRAWING, enrolmentStatesPage } from './draw-enrolment-states'

export const STATES_PAGE = 'docs/states.md'

/** Every machine there is, by the file whose table it is: a test looks for others. */
export const MACHINES = {
  'An order': ['payments/order-machine.ts', orderMachine],
  'A reservation': ['payments/reservation-machine.ts', reservationMachine],
  'A refund': ['refunds/refund-machine.ts', refundMachine],
  'A payment without an order': ['refunds/unmatched-machine.ts', unmatchedPaymentMachine],
  'A row of the tax office’s file': ['reconciliation/tax-row-machine.ts', taxRowMachine],
  'Cash that could not be entered': ['cash/conflict-machine.ts', conflictMachine],
  'A receipt on paper': ['cash/printed-receipt-machine.ts', printedReceiptMachine],
  'A disclosure': ['duties/disclosure-machine.ts', disclosureMachine],
  'What a village hands in': ['duties/hand-in-machine.ts', handInMachine],
  'A list from an office': ['rosters/batch-machine.ts', batchMachine],
  'A person on such a list': ['rosters/batch-machine.ts', entryMachine],
  'A file for another office': ['outward/outward-machine.ts', outwardFileMachine],
  'A person in such a file': ['outward/outward-machine.ts', outwardLineMachine],
  'Somebody whom a list from outside names': ['schemes/overlap-machine.ts', overlapMachine],
  'A link to a relative': ['people/link-machine.ts', familyLinkMachine],
  'A user’s own record': ['people/link-machine.ts', selfLinkMachine],
  'An invitation to an office': ['county-office/invitation-machine.ts', invitationMachine],
  'A deed that needs a second person': ['approvals/proposal-machine.ts', proposalMachine],
} as const satisfies Readonly<Record<string, readonly [file: string, machine: Drawn]>>

/** What of a machine is drawn, whatever its states. */
type Drawn = Pick<StateMachine<never, never>, 'diagram'>

/** The page on all states but an enrolment's, drawn from the machines. */
export function statesPage(): string {
  const drawn = Object.entries(MACHINES).map(
    ([name, [file, machine]]) =>
      `## ${name}\n\n\`cloudfunctions/domain/${file}\`\n\n\`\`\`mermaid\n${machine.diagram()}\n\`\`\`\n`,
  )
  return `# States

What can happen to a thing, and where it leads: drawn from the tables by \`npm run docs:states\`; a test compares. What is
not drawn is refused, with the machine's code and in words. 强制 marks what only a person does who answers for it, with a
reason. Where the same event leads from a state back to it, it is noted and nothing else changes. The states of an
enrolment follow from its events, the policy and the day, and have [a page of their own](enrolment-states.md).

${drawn.join('\n')}`
}

if (process.argv[1]?.endsWith('draw-states.ts') === true) {
  writeFileSync(DRAWING, enrolmentStatesPage())
  writeFileSync(STATES_PAGE, statesPage())
}
