const BITS = 10
const MASK = (1 << BITS) - 1

/**
 * A number from 0 to 1023 made of a name, by which a phone finds a typed name among masked ones. So short that it fits
 * one in a thousand names: it confirms a name that one knows, and tells none (decision 0016). FNV-1a of 32 bits over the
 * UTF-16 units, low byte first, of the name in NFC without spaces, folded to ten bits.
 */
export function nameTag(name: string): number {
  let hash = 0x811c9dc5
  for (const unit of name.normalize('NFC').replace(/\s/g, '').split('').map((char) => char.charCodeAt(0))) {
    for (const byte of [unit & 0xff, unit >>> 8]) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return (hash ^ (hash >>> BITS) ^ (hash >>> (2 * BITS))) & MASK
}
