import type { QuotedPerson } from '../cloud/payment'

/** One thing to be heard before money moves, of whom it is true. */
export interface ToHear { code: string; message: string; names: readonly string[] }

/** Each thing once, however many people it is said of. */
export function toHear(people: readonly QuotedPerson[]): ToHear[] {
  const found = new Map<string, ToHear>()
  for (const { name, warnings } of people) {
    for (const { code, message } of warnings) {
      const key = keyOfHearing({ code, message })
      found.set(key, { code, message, names: [...found.get(key)?.names ?? [], name] })
    }
  }
  return [...found.values()]
}

/** What was heard is these words: said otherwise it is to be heard anew. */
export const keyOfHearing = ({ code, message }: Pick<ToHear, 'code' | 'message'>): string => `${code} ${message}`
