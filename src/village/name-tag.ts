const BASIS = 0x811c9dc5
const PRIME = 0x01000193

/**
 * The number by which a full name is found among masked ones (`contract-households.ts` says how it is made): FNV-1a over the
 * name's UTF-16 bytes, folded to ten bits.
 */
export function nameTag(name: string): number {
  let hash = BASIS
  const mix = (byte: number): void => { hash = Math.imul(hash ^ byte, PRIME) >>> 0 }
  for (const unit of plain(name).split('')) {
    const code = unit.charCodeAt(0)
    mix(code & 0xff)
    mix(code >>> 8)
  }
  return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & 1023
}

const plain = (name: string): string => name.normalize('NFC').replace(/\s/g, '')
