import { addDays, daysFromTo, today } from '../clock/civil-days'
import { forget, isRecord, readStored, writeStored } from '../saved/phone-storage'

/** What day it was to the server when the phone thought it was another: the clocks of cheap phones run as they like. */
interface KnownDay { server: string; phone: string }

const KEY = 'canbao.desk.day'
let known: KnownDay | null = null

/** An answer of the server's said what day it is. */
export function keepDay(server: string): void {
  known = { server, phone: today() }
  writeStored(KEY, known)
}

/** Today as the server would have it, also where there is no network: as many days after the one it said as the phone has counted. */
export function deskToday(): string {
  known ??= readStored(KEY, checkDay).value
  return known === null ? today() : addDays(known.server, Math.max(0, daysFromTo(known.phone, today())))
}

export function forgetDay(): void {
  known = null
  forget(KEY)
}

function checkDay(raw: unknown): KnownDay | null {
  return isRecord(raw) && typeof raw.server === 'string' && typeof raw.phone === 'string' ? { server: raw.server, phone: raw.phone } : null
}
