import { builtInOf, defineBuiltIn, type BuiltIn } from './built-in'

const OF_A_CHOICE = [
  'value',
  'checked',
  'disabled',
  'color',
  'name',
  'backgroundColor',
  'borderColor',
  'activeBorderColor',
]

/** radio and checkbox tell their group; switch tells for itself. */
export function defineChoices(): void {
  defineBuiltIn('radio-group', ['name'])
  defineBuiltIn('checkbox-group', ['name'])
  defineBuiltIn('radio', OF_A_CHOICE, (self) => choice(self, 'radio', radioChosen))
  defineBuiltIn('checkbox', [...OF_A_CHOICE, 'activeBackgroundColor'], (self) =>
    choice(self, 'checkbox', checkboxChosen),
  )
  defineBuiltIn('switch', ['checked', 'disabled', 'type', 'color', 'name'], (self) =>
    choice(self, 'checkbox', (box) => self.emit('change', { value: box.checked })),
  )
}

function choice(
  { element, get }: BuiltIn,
  type: 'radio' | 'checkbox',
  chosen: (box: HTMLInputElement, self: Element) => void,
): () => void {
  const box = document.createElement('input')
  box.type = type
  element.prepend(box)
  box.addEventListener('change', () => chosen(box, element))
  return () => {
    box.checked = Boolean(get('checked'))
    box.disabled = Boolean(get('disabled'))
    box.value = String(get('value') ?? '')
  }
}

const boxesIn = (group: Element, tag: string): HTMLInputElement[] => [
  ...group.querySelectorAll<HTMLInputElement>(`${tag} > input`),
]

function radioChosen(box: HTMLInputElement, radio: Element): void {
  const group = radio.closest('wx-radio-group')
  if (!group) return
  for (const other of boxesIn(group, 'wx-radio')) other.checked = other === box
  builtInOf(group).emit('change', { value: box.value })
}

function checkboxChosen(_box: HTMLInputElement, checkbox: Element): void {
  const group = checkbox.closest('wx-checkbox-group')
  if (!group) return
  const value = boxesIn(group, 'wx-checkbox')
    .filter((each) => each.checked)
    .map((each) => each.value)
  builtInOf(group).emit('change', { value })
}
