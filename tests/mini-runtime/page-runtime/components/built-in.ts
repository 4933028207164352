import { builtInSpace, codeSpace, knownTags } from '../framework'

/** One built-in component on a page, as its own code sees it. */
export interface BuiltIn {
  element: HTMLElement
  get(property: string): unknown
  emit(type: string, detail?: object): void
}

/** What a component does once it is on the page; the function it returns runs now and at each change of a property. */
export type Behaviour = (self: BuiltIn) => (() => void) | void

/** Every WXML element may carry these. developers.weixin.qq.com, 组件公共属性 and 无障碍访问 */
const OF_EVERY_COMPONENT = [
  'hidden',
  'animation',
  'ariaRole',
  'ariaLabel',
  'ariaChecked',
  'ariaExpanded',
  'ariaHidden',
  'ariaLive',
  'ariaDisabled',
  'ariaSelected',
]

const builtIns = new WeakMap<Element, BuiltIn>()

/** The built-in component that an element belongs to. */
export function builtInOf(element: Element): BuiltIn {
  const found = builtIns.get(element)
  if (!found) throw new Error(`<${element.localName}> is not a built-in component`)
  return found
}

/** Makes a tag known to every template. A tag or a property that nobody defined is a warning, hence a failed test. */
export function defineBuiltIn(tag: string, properties: readonly string[] = [], behaviour?: Behaviour): void {
  const names = [...OF_EVERY_COMPONENT, ...properties]
  const syncOf = new WeakMap<object, () => void>()

  knownTags.add(tag)
  builtInSpace.addComponentStaticConfig(tag, { component: true })
  builtInSpace
    .component(tag)
    .definition({
      properties: Object.fromEntries(names.map((name) => [name, { type: null }])),
      observers: {
        [names.join(',')]() {
          syncOf.get(this)?.()
        },
      },
      lifetimes: {
        attached() {
          const { element, instance } = hostOf(this)
          const get = (property: string): unknown => instance.data[property]
          const self: BuiltIn = { element, get, emit: (type, detail = {}) => instance.triggerEvent(type, detail, {}) }
          builtIns.set(element, self)
          const syncOwn = behaviour?.(self)
          const sync = () => {
            syncAttributes(self)
            syncOwn?.()
          }
          syncOf.set(this, sync)
          sync()
        },
      },
    })
    .register()
  codeSpace
    .getComponentSpace()
    .setGlobalUsingComponent(tag, builtInSpace.getComponentSpace().getComponentByUrl(tag, ''))
}

interface Instance {
  _$: { getBackendElement(): unknown }
  data: Record<string, unknown>
  triggerEvent(type: string, detail: object, options: object): void
}

function hostOf(caller: object): { element: HTMLElement; instance: Instance } {
  const instance = caller as Instance
  const element = instance._$.getBackendElement()
  if (!(element instanceof HTMLElement)) throw new Error('a built-in component has no element')
  return { element, instance }
}

/** `aria-role` is WeChat's name for what the browser calls `role`. */
function syncAttributes({ element, get }: BuiltIn): void {
  element.toggleAttribute('hidden', Boolean(get('hidden')))
  for (const property of OF_EVERY_COMPONENT.filter((name) => name.startsWith('aria'))) {
    const value = get(property)
    const attribute = property === 'ariaRole' ? 'role' : property.replace('aria', 'aria-').toLowerCase()
    if (value === undefined || value === null || value === '') element.removeAttribute(attribute)
    else element.setAttribute(attribute, String(value))
  }
}
