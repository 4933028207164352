import { glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { warnings } from './journal'

/** What the browser itself tells a mini-program; every other event comes from a built-in component. */
const EVENTS_OF_THE_BROWSER = new Set([
  'touchstart',
  'touchmove',
  'touchend',
  'touchcancel',
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
])

/** Tags that a template may use. The framework would draw any other as an empty box and say nothing. */
export const knownTags = new Set(['page'])

type Backend = InstanceType<typeof glassEasel.CurrentWindowBackendContext>
type BackendDocument = Backend['document']
type BackendElement = Parameters<Backend['setListenerStats']>[0]

/** The phone's window: `view` is drawn as `<wx-view>`, so that no browser style or behaviour leaks in. */
class PhoneWindow extends glassEasel.CurrentWindowBackendContext {
  override document = {
    createElement: (tag: string) => {
      if (!knownTags.has(tag))
        warnings.add(`<${tag}> is neither a component of WeChat's in this runtime nor one of the package's`)
      return document.createElement(`wx-${tag}`)
    },
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as unknown as BackendDocument

  override setListenerStats(element: BackendElement, type: string, ...rest: ListenerStats): void {
    if (EVENTS_OF_THE_BROWSER.has(type)) super.setListenerStats(element, type, ...rest)
  }
}
type ListenerStats =
  Parameters<Backend['setListenerStats']> extends [BackendElement, string, ...infer Rest] ? Rest : never

const environment = new MiniProgramEnv()
export const codeSpace = environment.createCodeSpace('', true)
/** Built-in components live apart from the package's own. */
export const builtInSpace = environment.createCodeSpace('built-in', false)
const phoneWindow = new PhoneWindow()
export const backend = environment.associateBackend(phoneWindow)

writeIdsAsTheyAre()

phoneWindow.onEvent((target, type, detail, options) => {
  const original = options.originalEvent
  if (type === 'tap' && isOnDisabledButton(original)) return undefined
  const event = new glassEasel.Event(type, detail, { ...options, extraFields: fingers(original) })
  glassEasel.Event.dispatchEvent(target, event)
  return event.getEventBubbleStatus()
})

/** The adapter puts a random prefix before every id, as WeChat does; here a test finds an element by its id. */
function writeIdsAsTheyAre(): void {
  const inner = codeSpace as unknown as { prepareComponentOptions(...args: unknown[]): [object, unknown] }
  const prepare = inner.prepareComponentOptions.bind(codeSpace)
  inner.prepareComponentOptions = (...args) => {
    const [options, isolation] = prepare(...args)
    return [{ ...options, idPrefixGenerator: null, writeIdToDOM: true }, isolation]
  }
}

function isOnDisabledButton(original: unknown): boolean {
  return (
    original instanceof Event &&
    original.target instanceof Element &&
    original.target.closest('wx-button[disabled]') !== null
  )
}

interface Finger {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
}

function fingers(original: unknown): { touches: Finger[]; changedTouches: Finger[] } {
  if (original instanceof TouchEvent) {
    return { touches: [...original.touches].map(finger), changedTouches: [...original.changedTouches].map(finger) }
  }
  const touches = original instanceof MouseEvent ? [finger(original)] : []
  return { touches, changedTouches: touches }
}

function finger(from: Touch | MouseEvent): Finger {
  const identifier = from instanceof MouseEvent ? 0 : from.identifier
  return { identifier, pageX: from.pageX, pageY: from.pageY, clientX: from.clientX, clientY: from.clientY }
}
