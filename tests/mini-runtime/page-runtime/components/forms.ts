import { builtInOf, defineBuiltIn, type BuiltIn } from './built-in'

const BUTTON = [
  'size',
  'type',
  'plain',
  'disabled',
  'loading',
  'formType',
  'openType',
  'hoverClass',
  'hoverStopPropagation',
  'hoverStartTime',
  'hoverStayTime',
  'lang',
  'sessionFrom',
  'sendMessageTitle',
  'sendMessagePath',
  'sendMessageImg',
  'appParameter',
  'showMessageCard',
  'businessId',
  'name',
  'phoneNumberNoQuotaToast',
  'publicId',
  'createliveactivity',
]
const CONTROLS = 'wx-button, wx-input, wx-textarea, wx-radio, wx-checkbox, wx-switch'

export function defineForms(): void {
  defineBuiltIn('form', ['reportSubmit', 'reportSubmitTimeout', 'name'])
  defineBuiltIn('label', ['for', 'name'], label)
  defineBuiltIn('button', BUTTON, button)
}

function button({ element, get }: BuiltIn): () => void {
  element.addEventListener('click', () => {
    const form = element.closest('wx-form')
    if (!form || get('disabled')) return
    if (get('formType') === 'submit') builtInOf(form).emit('submit', { value: valuesIn(form) })
    if (get('formType') === 'reset') builtInOf(form).emit('reset')
  })
  return () => {
    if (!element.hasAttribute('role')) element.setAttribute('role', 'button')
    element.setAttribute('type', String(get('type') || 'default'))
    element.toggleAttribute('disabled', Boolean(get('disabled')))
  }
}

function label({ element, get }: BuiltIn): void {
  element.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest(CONTROLS)) return
    const named = get('for') ? document.getElementById(String(get('for'))) : element.querySelector(CONTROLS)
    const inner = named?.querySelector<HTMLElement>('input, textarea')
    if (inner instanceof HTMLInputElement && inner.type !== 'text') inner.click()
    else inner?.focus()
  })
}

function valuesIn(form: Element): Record<string, unknown> {
  const named = [
    ...form.querySelectorAll('wx-input, wx-textarea, wx-switch, wx-radio-group, wx-checkbox-group'),
  ].filter((each) => builtInOf(each).get('name'))
  return Object.fromEntries(named.map((each) => [String(builtInOf(each).get('name')), valueOf(each)]))
}

function valueOf(control: Element): unknown {
  const boxes = [...control.querySelectorAll<HTMLInputElement>('input')]
  const checked = boxes.filter((box) => box.checked).map((box) => box.value)
  if (control.localName === 'wx-checkbox-group') return checked
  if (control.localName === 'wx-radio-group') return checked[0] ?? ''
  if (control.localName === 'wx-switch') return boxes[0]?.checked ?? false
  return control.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')?.value ?? ''
}
