import { Refusal } from '../shared/refusal'

const NAME_LENGTH_MIN = 2
const DIGITS_MIN = 4

/**
 * How typed words find somebody: at least two characters of a name, or the last four or more digits of a number (an X at
 * its end too). Less would open a village's names one by one.
 * @throws Refusal SEARCH_TOO_SHORT
 */
export function foundByWords(words: string): (name: string, idNumber: string | null) => boolean {
  const typed = words.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (/^\d+X?$/.test(typed)) {
    if (typed.length < DIGITS_MIN) throw tooShort('请至少输入号码的后 4 位')
    return (_, idNumber) => idNumber?.toUpperCase().endsWith(typed) === true
  }
  if ([...typed].length < NAME_LENGTH_MIN) throw tooShort('请至少输入两个字')
  return (name) => name.normalize('NFKC').replace(/\s/g, '').toUpperCase().includes(typed)
}

const tooShort = (what: string): Refusal => new Refusal({ code: 'SEARCH_TOO_SHORT', path: 'words', message: `没有查找：${what}，再查一次。` })
