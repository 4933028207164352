import { Refusal } from './refusal'

/** One event: its name, and from which state it leads to which. What is not named cannot happen. */
export interface EventRow<State extends string> {
  name: string
  to: { readonly [From in State]?: State }
  /** Who may do it, where the machine says so; without it, whoever the permissions admit. */
  by?: readonly string[]
  /** By a person who answers for it, with a reason; never by a program. */
  forced?: true
}

interface Definition<State extends string, Event extends string> {
  /** Of the refusal. */
  code: string
  /** Where in the request the thing is named. */
  path: string
  /** What has the state, as people call it, e.g. 这份订单. */
  what: string
  /** What to do when an event is not possible; '' = nothing but to look again. */
  advice: string
  /** Each state with its name, in the order of a life. */
  states: Readonly<Record<State, string>>
  events: Readonly<Record<Event, EventRow<NoInfer<State>>>>
}

export interface StateMachine<State extends string, Event extends string> {
  readonly what: string
  /** Names, as people are told them. */
  readonly states: Readonly<Record<State, string>>
  readonly events: Readonly<Record<Event, EventRow<State>>>
  readonly stateIds: readonly State[]
  readonly eventIds: readonly Event[]
  /** Where an event leads from a state; null = not from there. */
  next(state: State, event: Event): State | null
  may(state: State, event: Event): boolean
  /** Where an event leads. @throws Refusal with the machine's code when the state does not allow it */
  require(state: State, event: Event): State
  /** For the documentation: mermaid's `stateDiagram-v2`, forced edges marked. */
  diagram(): string
}

export type StateOf<Machine> = Machine extends StateMachine<infer State, string> ? State : never
export type EventOf<Machine> = Machine extends StateMachine<string, infer Event> ? Event : never

/** The life of a thing as one table: a test walks every pair of it, and `docs/states.md` is drawn from it. */
export function stateMachine<const State extends string, const Event extends string>({
  code,
  path,
  what,
  advice,
  states,
  events,
}: Definition<State, Event>): StateMachine<State, Event> {
  const stateIds = Object.keys(states) as State[]
  const eventIds = Object.keys(events) as Event[]
  const next = (state: State, event: Event): State | null => events[event].to[state] ?? null
  return {
    what,
    states,
    events,
    stateIds,
    eventIds,
    next,
    may: (state, event) => next(state, event) !== null,
    require(state, event) {
      const after = next(state, event)
      if (after !== null) return after
      const message = `不能“${events[event].name}”：${what}现在是“${states[state]}”，什么也没有改动。${advice}`
      throw new Refusal({ code, path, found: state, message })
    },
    diagram() {
      const edges = eventIds.flatMap((event) => {
        const { name, forced } = events[event]
        const label = forced === true ? `${name}（强制）` : name
        return stateIds.flatMap((state) => {
          const after = next(state, event)
          return after === null ? [] : [`  ${state} --> ${after}: ${label}`]
        })
      })
      return ['stateDiagram-v2', ...stateIds.map((id) => `  ${id}: ${states[id]}`), ...edges].join('\n')
    },
  }
}

/** The same event from several states to one. */
export function from<const From extends string, const To extends string>(
  states: readonly From[],
  to: To,
): { readonly [State in From]: To } {
  return Object.fromEntries(states.map((state) => [state, to])) as { readonly [State in From]: To }
}

/** An event that is noted and leaves the state as it is. */
export function staying<const State extends string>(...states: readonly State[]): { readonly [Each in State]: Each } {
  return Object.fromEntries(states.map((state) => [state, state])) as { readonly [Each in State]: Each }
}
