import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MACHINES, STATES_PAGE, statesPage } from '../../commands/draw-states'
import { Refusal } from '../../cloudfunctions/platform/base'
import type { StateMachine } from '../../cloudfunctions/platform/base'

const ROOT = join(__dirname, '../..')

/** By machine, its code and, by state, where each event leads: said once more, from the other side. What is not here is refused. */
const EXPECTED: Readonly<Record<keyof typeof MACHINES, [code: string, Readonly<Record<string, string>>]>> = {
  'An order': [
    'ORDER_STATE',
    {
      placed:
        'handOver:handedOver prepay:prepaid pay:paid payInQuestion:inQuestion cancel:closed expire:closed returnElsewhere:closed',
      handedOver:
        'handOver:handedOver sayPaid:handedOver pay:paid payInQuestion:inQuestion arrive:arrived cancel:closed expire:closed',
      prepaid: 'prepay:prepaid pay:paid payInQuestion:inQuestion cancel:closed expire:closed returnElsewhere:closed',
      paid: 'payTwice:paid arrive:arrived startReturn:returning forceVoid:closed',
      arrived: 'payTwice:arrived startReturn:returning',
      inQuestion: 'payTwice:inQuestion forceCount:paid forceReturn:returning forceVoid:closed',
      returning: 'payTwice:returning return:returned',
      returned: 'payTwice:returned',
      closed: 'payAfterClose:paid payInQuestion:inQuestion returnElsewhere:closed',
    },
  ],
  'A reservation': [
    'PERSON_HELD',
    { free: 'hold:held pay:paid', held: 'hold:held pay:paid release:free', paid: 'pay:paid release:free' },
  ],
  'A refund': [
    'REFUND_STATE',
    {
      asked: 'agree:agreedOnce refuse:refused',
      agreedOnce: 'agree:agreed refuse:refused',
      agreed: 'send:sent',
      refused: 'askAgain:asked',
      sent: 'send:sent fail:failed arriveBack:done',
      failed: 'payOut:done arriveBack:done',
      done: '',
    },
  ],
  'A payment without an order': [
    'ODDITY_STATE',
    {
      open: 'assign:assigned proposeReturn:proposed',
      proposed: 'declineReturn:open agreeReturn:agreed',
      agreed: 'send:sent payOut:returned',
      sent: 'fail:failed arriveBack:returned',
      failed: 'payOut:returned arriveBack:returned',
      returned: '',
      assigned: '',
    },
  ],
  'A row of the tax office’s file': [
    'NOT_OPEN',
    {
      read: 'match:matched differ:open withdraw:withdrawn',
      matched: '',
      open: 'settle:settled propose:proposed reopen:open withdraw:withdrawn cease:settled',
      withdrawn: 'sendAgain:read',
      proposed: 'agree:settled decline:open reopen:open cease:settled',
      settled: '',
    },
  ],
  'Cash that could not be entered': [
    'CONFLICT_SETTLED',
    { open: 'giveBack:returned count:counted', returned: '', counted: '' },
  ],
  'A receipt on paper': [
    'PAPER_STATE',
    {
      notPrinted: 'print:printed',
      printed: 'issue:issued void:void',
      issued: 'register:registered void:void',
      registered: 'check:checked void:void',
      checked: 'void:void takeBack:takenBack',
      void: 'takeBack:takenBack',
      takenBack: 'writeOff:writtenOff',
      writtenOff: '',
    },
  ],
  'A disclosure': [
    'POSTING_STATE',
    {
      drawnUp: 'putUp:hanging',
      hanging: 'object:hanging answer:hanging close:closed',
      closed: 'object:closed answer:closed file:filed',
      filed: 'sendBack:closed',
    },
  ],
  'What a village hands in': [
    'HAND_IN_STATE',
    { handedIn: 'verify:verified sendBack:sentBack', verified: '', sentBack: 'handIn:handedIn' },
  ],
  'A list from an office': [
    'BATCH_STATE',
    {
      reading: 'finishReading:ready discard:discarded',
      ready: 'recheck:reading confirm:applying confirmEmpty:applied discard:discarded',
      applying: 'enter:applying finish:applied',
      applied: 'enter:applied withdraw:withdrawing',
      withdrawing: 'takeBack:withdrawing finishWithdrawing:withdrawn',
      withdrawn: 'readAnew:reading',
      discarded: 'readAnew:reading',
    },
  ],
  'A person on such a list': [
    'BATCH_STATE',
    {
      none: '',
      waiting: 'enter:done fail:failed',
      done: 'takeBack:undone leave:stays',
      failed: '',
      undone: '',
      stays: '',
    },
  ],
  'A file for another office': [
    'OUTWARD_STATE',
    {
      making: 'finish:made discard:discarded',
      made: 'send:sent discard:discarded',
      sent: 'answerInPart:sent answerWithReturns:sentBack answerAll:confirmed',
      sentBack: 'answerInPart:sent answerWithReturns:sentBack answerAll:confirmed',
      confirmed: 'answerInPart:sent answerWithReturns:sentBack answerAll:confirmed',
      discarded: '',
    },
  ],
  'A person in such a file': [
    'OUTWARD_STATE',
    {
      sent: 'confirm:confirmed sendBack:sentBack',
      confirmed: 'confirm:confirmed sendBack:sentBack',
      sentBack: 'confirm:confirmed sendBack:sentBack',
    },
  ],
  'Somebody whom a list from outside names': [
    'OVERLAP_STATE',
    { open: 'nameAgain:open confirm:left refute:notSo', left: 'nameAgain:open', notSo: 'nameAgain:open' },
  ],
  'A link to a relative': [
    'LINK_NOT_POSSIBLE',
    {
      none: 'ask:waiting showHouseholdCode:active',
      waiting: 'ask:waiting showHouseholdCode:active consent:active refuse:revoked leave:left',
      active: 'ask:active showHouseholdCode:active consent:active refuse:revoked leave:left',
      left: 'ask:waiting showHouseholdCode:active refuse:revoked leave:left',
      revoked: 'ask:waiting showHouseholdCode:waiting refuse:revoked leave:revoked',
    },
  ],
  'A user’s own record': [
    'LINK_NOT_POSSIBLE',
    {
      none: 'bindByClerksCode:active bindByHouseholdCode:active',
      waiting: '',
      active: 'bindByClerksCode:active bindByHouseholdCode:active leave:left refuse:revoked',
      left: 'bindByClerksCode:active bindByHouseholdCode:active leave:left refuse:revoked',
      revoked: 'bindByClerksCode:active leave:revoked refuse:revoked',
    },
  ],
  'An invitation to an office': [
    'INVITATION_WRONG',
    { open: 'accept:accepted withdraw:withdrawn', accepted: '', withdrawn: '' },
  ],
  'A deed that needs a second person': [
    'PROPOSAL_STATE',
    {
      proposed: 'confirm:confirmed decline:declined withdraw:withdrawn expire:expired',
      confirmed: '',
      declined: '',
      withdrawn: '',
      expired: '',
    },
  ],
}

const all: Readonly<Record<string, readonly [file: string, machine: StateMachine<string, string>]>> = MACHINES
const machines = Object.entries(all).map(([name, [, machine]]) => {
  const [code, table] = EXPECTED[name as keyof typeof MACHINES]
  return { name, machine, code, table }
})
const pairs = machines.flatMap(({ name, machine, code, table }) =>
  machine.stateIds.flatMap((state) => machine.eventIds.map((event) => ({ name, machine, code, table, state, event }))),
)

test.each(pairs)('$name that is $state, and $event', ({ machine, code, table, state, event }) => {
  const lead = table[state]!.split(' ').find((one) => one.startsWith(`${event}:`))
  const to = lead?.slice(event.length + 1) ?? null
  expect([machine.next(state, event), machine.may(state, event)]).toEqual([to, to !== null])
  if (to !== null) {
    expect(machine.require(state, event)).toBe(to)
    return
  }
  const refused = (() => {
    try {
      return machine.require(state, event)
    } catch (error) {
      return error as Refusal
    }
  })()
  expect(refused).toBeInstanceOf(Refusal)
  expect((refused as Refusal).error).toMatchObject({ code, found: state })
  expect((refused as Refusal).error.message).toContain(
    `“${machine.events[event]!.name}”：${machine.what}现在是“${machine.states[state]!}”`,
  )
})

describe.each(machines)('$name', ({ machine, table }) => {
  test('names the states and events that are expected, and no others', () => {
    const named = Object.values(table).flatMap((leads) => leads.split(' ').filter((lead) => lead !== ''))
    expect([...machine.stateIds].sort()).toEqual(Object.keys(table).sort())
    expect([...machine.eventIds].sort()).toEqual([...new Set(named.map((lead) => lead.split(':')[0]!))].sort())
  })

  test('can come to every state but those in which it begins', () => {
    const reached = new Set(
      pairs.filter((one) => one.machine === machine).flatMap(({ state, event }) => machine.next(state, event) ?? []),
    )
    const beginnings = machine.stateIds.filter((state) => !reached.has(state))
    expect(beginnings.length).toBeLessThanOrEqual(2)
  })
})

test('what is forced is drawn as forced, and of orders alone', () => {
  const forced = machines.flatMap(({ name, machine }) =>
    machine.eventIds.filter((event) => machine.events[event]!.forced === true).map((event) => `${name}: ${event}`),
  )
  expect(forced).toEqual(['An order: forceCount', 'An order: forceReturn', 'An order: forceVoid'])
  expect(MACHINES['An order'][1].diagram().match(/（强制）/g)).toHaveLength(4)
})

test('the page has every machine there is, as the tables have it now (npm run docs:states)', () => {
  const folder = join(ROOT, 'cloudfunctions/domain')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('-machine.ts'),
  )
  expect([...new Set(Object.values(MACHINES).map(([file]) => file as string))].sort()).toEqual(files.sort())
  expect(readFileSync(join(ROOT, STATES_PAGE), 'utf8')).toBe(statesPage())
})
