import { pinyin } from 'pinyin-pro'

/** The first letters of a name as it is read out, so that a phone finds it without a dictionary: 单雄信 → sxx. */
export function initialsOf(name: string): string {
  const known = initials.get(name)
  if (known !== undefined) return known
  const letters = pinyin(name.normalize('NFC').replace(/\s/g, ''), {
    pattern: 'first',
    toneType: 'none',
    type: 'array',
    surname: 'head',
  })
    .join('')
    .toLowerCase()
  if (initials.size < NAMES_KEPT) initials.set(name, letters)
  return letters
}

/** A village's names come again with every page that is looked at; in memory only, as long as the function lives. */
const NAMES_KEPT = 5_000
const initials = new Map<string, string>()
