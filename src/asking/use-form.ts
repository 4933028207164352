import { useState } from 'react'
import { serverSays } from './deed-said'
import type { DeedState } from './use-attempt'

export interface Form<Field extends string> {
  typed: Readonly<Record<Field, string>>
  type: (field: Field) => (value: string) => void
  /** Takes what is wrong, by field; true when nothing is. */
  allWell: (found: Partial<Record<Field, string>>) => boolean
  /** What is wrong with a field, by our own eyes or the server's; '' = nothing. */
  wrongOf: (field: Field) => string
}

/** What is typed for a deed. Typing anything makes it another deed. */
export function useForm<Field extends string>(empty: Readonly<Record<Field, string>>, deed: { state: DeedState; changed: () => void }): Form<Field> {
  const [typed, setTyped] = useState(empty)
  const [wrong, setWrong] = useState<Partial<Record<Field, string>>>({})
  return {
    typed,
    type: (field) => (value) => {
      deed.changed()
      setTyped((before) => ({ ...before, [field]: value }))
      setWrong((before) => ({ ...before, [field]: '' }))
    },
    allWell: (found) => {
      setWrong(found)
      return Object.values(found).every((words) => words === '')
    },
    wrongOf: (field) => wrong[field] || serverSays(deed.state, Object.keys(empty), field),
  }
}
