import {
  CALENDAR,
  EVENT_KINDS,
  EVENTS,
  mayHappenAt,
  STATUS_IDS,
  STATUS_NAMES,
} from '../cloudfunctions/domain/enrolments'
import type { StatusId } from '../cloudfunctions/domain/enrolments'

export const DRAWING = 'docs/enrolment-states.md'

/** Statuses that most events treat alike; an arrow goes to the frame where it would go to every box in it. */
const FRAMES = {
  unpaid: {
    name: '还没有缴费',
    of: [
      'notYetOpen',
      'registrationNeeded',
      'ownPartPending',
      'due',
      'overdue',
      'suspended',
      'exempt',
      'employee',
      'outside',
      'undetermined',
    ],
  },
  owing: { name: '该缴', of: ['registrationNeeded', 'ownPartPending', 'due', 'overdue', 'suspended'] },
  enrolled: { name: '已经参保', of: ['paid', 'waiting', 'covered', 'ended', 'paidUnsettled'] },
} as const satisfies Record<string, { name: string; of: readonly StatusId[] }>
type Frame = keyof typeof FRAMES
const ALONE: readonly StatusId[] = ['withdrawn', 'refunded']

/** Frames that lie wholly in a set of statuses, the largest first, and the statuses left over. */
function framed(statuses: readonly StatusId[]): string[] {
  const left = new Set(statuses)
  const found: string[] = []
  for (const [id, { of }] of Object.entries(FRAMES)) {
    if (!of.every((status) => left.has(status))) continue
    found.push(id)
    of.forEach((status) => left.delete(status))
  }
  return [...found, ...left]
}

const frame = (id: Frame, indent: string, inside: readonly string[]): string[] => [
  `${indent}subgraph ${id}["${FRAMES[id].name}"]`,
  ...inside.map((line) => `${indent}  ${line}`),
  `${indent}end`,
]
const box = (id: StatusId): string => `${id}["${STATUS_NAMES[id]}"]`

function diagram(): string {
  const { unpaid, owing, enrolled } = FRAMES
  const owes: readonly StatusId[] = owing.of
  const outside = unpaid.of.filter((id) => !owes.includes(id)).map(box)
  const boxes = [
    ...frame('unpaid', '  ', [...frame('owing', '', owing.of.map(box)), ...outside]),
    ...frame('enrolled', '  ', enrolled.of.map(box)),
    ...ALONE.map((id) => `  ${box(id)}`),
  ]
  const done = EVENT_KINDS.flatMap((kind) => {
    const { edges, name } = EVENTS[kind]
    const leading = edges.filter(({ from, to }) => !to.every((status) => from.includes(status)))
    return leading.flatMap(({ from, to }) =>
      framed(from).flatMap((a) => framed(to).map((b) => `  ${a} -->|${name}| ${b}`)),
    )
  })
  const byItself = [...new Set(CALENDAR.map(([a]) => a))].flatMap((a) =>
    framed(CALENDAR.filter(([from]) => from === a).map(([, to]) => to)).map((b) => `  ${a} -.-> ${b}`),
  )
  return ['```mermaid', 'flowchart LR', ...boxes, ...done, ...byItself, '```'].join('\n')
}

function matrix(): string {
  const rows = STATUS_IDS.map(
    (status) =>
      `| ${STATUS_NAMES[status]} | ${EVENT_KINDS.map((kind) => (mayHappenAt(kind, status) ? '✓' : '')).join(' | ')} |`,
  )
  return [
    `| | ${EVENT_KINDS.map((kind) => EVENTS[kind].name).join(' | ')} |`,
    `|---|${EVENT_KINDS.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n')
}

/** The page on an enrolment's states, drawn from the tables in `cloudfunctions/domain/enrolments/states.ts`. */
export function enrolmentStatesPage(): string {
  return `# The states of an enrolment

Drawn from \`cloudfunctions/domain/enrolments/states.ts\` by \`npm run docs:states\`; a test compares. Solid arrows are what people
and offices do, dotted ones what the calendar does with nobody doing anything. An arrow to a frame leads to one of the
states in it: which one, the policy decides. What only brings facts, and leaves people on their side of a payment, is in the
table below alone. \`待核定\` stands on both sides of payment: before it where a fact is missing,
after it where the notice names no day on which benefits start.

${diagram()}

## What may be recorded at which status

Anything else is refused with \`ILLEGAL_EVENT\`. Two events need more than the status: 退费 needs money paid, 恢复参保
somebody who had left.

${matrix()}
`
}
