import { defineBuiltIn, type BuiltIn } from './built-in'

const OF_BOTH = [
  'value',
  'placeholder',
  'placeholderStyle',
  'placeholderClass',
  'disabled',
  'maxlength',
  'cursorSpacing',
  'focus',
  'cursor',
  'selectionStart',
  'selectionEnd',
  'adjustPosition',
  'holdKeyboard',
  'confirmType',
  'confirmHold',
  'alwaysEmbed',
  'name',
  'cursorColor',
  'autoFill',
  'adjustKeyboardTo',
]

const OF_INPUT = [
  'type',
  'password',
  'safePasswordCertPath',
  'safePasswordLength',
  'safePasswordTimeStamp',
  'safePasswordNonce',
  'safePasswordSalt',
  'safePasswordCustomHash',
]

export function defineTextFields(): void {
  defineBuiltIn('input', [...OF_BOTH, ...OF_INPUT], (self) => field(self, document.createElement('input')))
  defineBuiltIn(
    'textarea',
    [...OF_BOTH, 'autoFocus', 'autoHeight', 'fixed', 'showConfirmBar', 'disableDefaultPadding'],
    (self) => field(self, document.createElement('textarea')),
  )
}

const KEYBOARD: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }

function field({ element, get, emit }: BuiltIn, typed: HTMLInputElement | HTMLTextAreaElement): () => void {
  element.appendChild(typed)
  typed.addEventListener('input', () =>
    emit('input', { value: typed.value, cursor: typed.selectionStart ?? 0, keyCode: 0 }),
  )
  typed.addEventListener('focus', () => emit('focus', { value: typed.value, height: 0 }))
  typed.addEventListener('blur', () => emit('blur', { value: typed.value, cursor: typed.selectionStart ?? 0 }))
  typed.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Enter' && typed instanceof HTMLInputElement)
      emit('confirm', { value: typed.value })
  })
  return () => {
    const value = String(get('value') ?? '')
    if (typed.value !== value) typed.value = value
    typed.placeholder = String(get('placeholder') ?? '')
    typed.disabled = Boolean(get('disabled'))
    typed.inputMode = KEYBOARD[String(get('type'))] ?? 'text'
    const longest = Number(get('maxlength') ?? 140)
    if (longest >= 0) typed.maxLength = longest
    else typed.removeAttribute('maxlength')
    if (typed instanceof HTMLInputElement) typed.type = get('password') ? 'password' : 'text'
    if (get('focus')) typed.focus()
  }
}
