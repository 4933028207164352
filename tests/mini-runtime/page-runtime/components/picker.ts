import { askOnSheet } from '../sheet'
import { defineBuiltIn, type BuiltIn } from './built-in'

const PICKER = [
  'mode',
  'disabled',
  'range',
  'rangeKey',
  'value',
  'start',
  'end',
  'fields',
  'customItem',
  'headerText',
  'name',
  'level',
]

/** WeChat slides its own wheel up from below; here a sheet slides up, with a browser's own field on it. */
export function definePicker(): void {
  defineBuiltIn('picker', PICKER, picker)
}

function picker(self: BuiltIn): void {
  self.element.addEventListener('click', () => {
    if (!self.get('disabled')) void ask(self)
  })
}

async function ask({ get, emit }: BuiltIn): Promise<void> {
  const mode = String(get('mode') || 'selector')
  const field =
    mode === 'selector' ? list(labels(get('range'), get('rangeKey')), Number(get('value') ?? 0)) : calendar(mode, get)
  const answer = await askOnSheet({ title: String(get('headerText') ?? ''), field, buttons: ['取消', '确定'] })
  if (answer !== 1) emit('cancel')
  else emit('change', { value: field.value })
}

function labels(range: unknown, key: unknown): string[] {
  if (!Array.isArray(range)) return []
  return range.map((item: unknown) =>
    key && typeof item === 'object' && item !== null ? String(Reflect.get(item, String(key))) : String(item),
  )
}

function list(options: string[], chosen: number): HTMLSelectElement {
  const select = document.createElement('select')
  options.forEach((option, index) => select.add(new Option(option, String(index), false, index === chosen)))
  return select
}

function calendar(mode: string, get: BuiltIn['get']): HTMLInputElement {
  if (mode !== 'date' && mode !== 'time') throw new Error(`picker mode="${mode}" is not provided by this runtime`)
  const input = document.createElement('input')
  input.type = mode
  input.min = String(get('start') ?? '')
  input.max = String(get('end') ?? '')
  input.value = String(get('value') ?? '')
  return input
}
