/** A sheet over the page, for what WeChat itself draws: dialogs, action sheets, pickers. Ours, so proof of nothing. */
interface Sheet {
  title?: string
  content?: string
  field?: HTMLElement
  buttons: readonly string[]
}

/** Shows the sheet and answers which button was tapped. */
export function askOnSheet({ title, content, field, buttons }: Sheet): Promise<number> {
  const sheet = element('div', 'phone-sheet')
  sheet.setAttribute('role', 'dialog')
  if (title) sheet.append(element('h2', '', title))
  if (content) sheet.append(element('p', '', content))
  if (field) sheet.append(field)
  document.body.append(sheet)
  return new Promise((resolve) => {
    buttons.forEach((label, index) => {
      const button = element('button', '', label)
      button.addEventListener('click', () => {
        sheet.remove()
        resolve(index)
      })
      sheet.append(button)
    })
  })
}

let toast: HTMLElement | null = null

export function showToast(text: string): void {
  hideToast()
  toast = element('div', 'phone-toast', text)
  toast.setAttribute('role', 'status')
  document.body.append(toast)
}

export function hideToast(): void {
  toast?.remove()
  toast = null
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
