/** `wechat`: cloudPay and openapi, which come as forms. `starts`, `commits`, `rollbacks` are those of transactions. */
export type RequestKind = 'reads' | 'writes' | 'starts' | 'commits' | 'rollbacks' | 'calls' | 'wechat'

/** What a request of the SDK counts as, by its action. */
const KINDS: ReadonlyMap<string, RequestKind> = new Map([
  ['database.getDocument', 'reads'],
  ['database.calculateDocument', 'reads'],
  ['database.aggregateDocuments', 'reads'],
  ['database.addCollection', 'writes'],
  ['database.insertDocument', 'writes'],
  ['database.modifyDocument', 'writes'],
  ['database.removeDocument', 'writes'],
  ['database.startTransaction', 'starts'],
  ['database.commitTransaction', 'commits'],
  ['database.abortTransaction', 'rollbacks'],
  ['functions.invokeFunction', 'calls'],
])

/** How many requests of each kind; `refused` of them for being too many, and counted in their kind all the same. */
export type Requests = Readonly<Partial<Record<RequestKind | 'refused', number>>> & { readonly total: number }

/** What one call of a function cost: time, memory, and requests, to those of what it left running behind it. */
export interface CallCosts {
  /** Null, as is `function`, for requests that no function made but a test or a command with the SDK itself. */
  requestId: string | null
  function: string | null
  /** The event's `action`, where it names one with a word. */
  action: string | null
  /** How long it ran, in milliseconds of the machine; null while it runs. */
  ms: number | null
  /** By how many MB the process grew at most meanwhile (`memoryWatch`); null while it runs. */
  memoryMb: number | null
  requests: Requests
}

export interface RequestCounts {
  /** A call begins; what comes back ends it. */
  begin(call: { requestId: string; function: string; action: string | null }): (memoryMb: number) => void
  count(requestId: string | null, what: RequestKind | 'refused'): void
  of(wanted: { requestId?: string; function?: string; action?: string }): readonly CallCosts[]
}

/** Only so many calls are remembered. */
const CALLS_MAX = 2_000

type Counted = CallCosts & { requests: { total: number } & Partial<Record<RequestKind | 'refused', number>> }

/** `told`: of each call as it ends. */
export function requestCounts(told: (call: CallCosts) => void): RequestCounts {
  const outside = counted({ requestId: null, function: null, action: null })
  const calls = new Map<string | null, Counted>([[null, outside]])
  return {
    begin(call) {
      const begun = performance.now()
      const entry = counted(call)
      calls.set(call.requestId, entry)
      // The first of the map is what no function asked for, and stays.
      if (calls.size > CALLS_MAX + 1) calls.delete([...calls.keys()][1] ?? '')
      return (memoryMb) => {
        entry.memoryMb = memoryMb
        entry.ms = Math.round(performance.now() - begun)
        told(entry)
      }
    },
    count(requestId, what) {
      const { requests } = calls.get(requestId) ?? outside
      requests[what] = (requests[what] ?? 0) + 1
      if (what !== 'refused') requests.total += 1
    },
    of: (wanted) =>
      [...calls.values()].filter(
        (call) =>
          (wanted.requestId === undefined || call.requestId === wanted.requestId) &&
          (wanted.function === undefined || call.function === wanted.function) &&
          (wanted.action === undefined || call.action === wanted.action),
      ),
  }
}

/** Undefined for an action that nobody here speaks. */
export function kindOf(action: string): RequestKind | undefined {
  return KINDS.get(action)
}

/** `payment takeCash 5e0c… 9 requests (4 reads, 3 writes, 1 starts, 1 commits), 212 ms, +3 MB` */
export function inOneLine({ requestId, function: name, action, ms, memoryMb, requests }: CallCosts): string {
  const { total, ...kinds } = requests
  const parts = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`)
  const which = [name, action, requestId].filter((word) => word !== null).join(' ')
  return `${which} ${total} requests${parts.length === 0 ? '' : ` (${parts.join(', ')})`}, ${ms} ms, +${memoryMb} MB`
}

function counted(call: Pick<CallCosts, 'requestId' | 'function' | 'action'>): Counted {
  return { ...call, ms: null, memoryMb: null, requests: { total: 0 } }
}
