import { unreadable } from '../sheet'

interface DecodedText {
  text: string
  /** Some characters could not be told, and stand as U+FFFD. */
  lossy: boolean
}

/** Of a text with marks of lost characters: more is no text of this encoding. */
const LOST_AT_MOST = 0.01
/** Looked at to tell UTF-16 that has no mark. */
const LOOKED_AT = 4_096

/**
 * The text of a file in UTF-8, UTF-16 or GB18030 (of which GBK and GB 2312 are parts). A mark at its beginning decides;
 * else the encoding in which it is valid, UTF-8 first; else the one that loses fewest characters, which then is told.
 * @throws Refusal FILE_UNREADABLE: no text in any of them
 */
export function decoded(file: Buffer): DecodedText {
  const utf16 = utf16Of(file)
  const found = utf16 === null ? inBytes(file) : { text: new TextDecoder(utf16).decode(file), lossy: false }
  if (found.text.includes('\0')) throw unreadable()
  return found
}

function utf16Of(file: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (file.length < 2) return null
  if (file[0] === 0xff && file[1] === 0xfe) return 'utf-16le'
  if (file[0] === 0xfe && file[1] === 0xff) return 'utf-16be'
  // Separators, digits and line ends have a zero beside them, on the same side; 一, U+4E00, has one on the other.
  const zeros = [0, 0]
  const looked = Math.min(file.length, LOOKED_AT)
  for (let at = 0; at < looked; at++) if (file[at] === 0) zeros[at % 2]!++
  const [even = 0, odd = 0] = zeros
  if (even + odd < looked / 20 || Math.min(even, odd) > Math.max(even, odd) / 4) return null
  return even < odd ? 'utf-16le' : 'utf-16be'
}

function inBytes(file: Buffer): DecodedText {
  const encodings = ['utf-8', 'gb18030'] as const
  for (const encoding of encodings) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(file), lossy: false }
    } catch {
      // The next encoding.
    }
  }
  const [utf8, gb] = encodings.map((encoding) => new TextDecoder(encoding).decode(file)) as [string, string]
  const text = lostIn(utf8) <= lostIn(gb) ? utf8 : gb
  if (lostIn(text) > text.length * LOST_AT_MOST) throw unreadable()
  return { text, lossy: true }
}

const lostIn = (text: string): number => text.split('\ufffd').length - 1
