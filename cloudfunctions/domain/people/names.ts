import { plainWords } from '../../platform/files'

/** Dots between the parts of a name, of which keyboards and programs have many. */
const DOTS = /[.·•‧∙⋅・･。｡﹒．ᐧ\u0387\u05f3\u16eb\u2024\u2219\u22c5\u2981\u30fb\uff65]/g

/**
 * A name as it compares everywhere: without what nobody sees, without spaces and dots of any kind, in compatible forms
 * and without regard to case. What is kept and shown is the name as it was written.
 */
export function comparableName(name: string): string {
  return plainWords(plainWords(name).normalize('NFKC')).replace(/\s/g, '').replace(DOTS, '').toLowerCase()
}

/** Two spellings of one name: keyboards, programs and offices differ in what lies between its parts. */
export function isSameName(one: string, other: string): boolean {
  return comparableName(one) === comparableName(other)
}
