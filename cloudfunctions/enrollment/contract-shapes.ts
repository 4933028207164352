import * as z from 'zod/mini'
import { dayNumber } from '../../rules'
import type { StatusId } from './statuses'

/** Shapes that several actions of `enrollment` share. */

export const text = z.string()
export const textOrNone = z.nullable(text)
/** A day that exists. */
export const civilDay = text.check(z.regex(/^\d{4}-\d{2}-\d{2}$/), z.refine((day) => dayNumber(day) !== null))
export const dayOrNone = z.nullable(civilDay)
export const fenOrNone = z.nullable(z.int().check(z.nonnegative()))
export const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item))

/** Made on the phone before a request is sent: the same id again means the same deed. */
export const operationId = text.check(z.regex(/^[0-9a-z-]{8,64}$/))
/** A name, a number or an address as typed; trimmed and measured, judged by the use case. */
export const typed = (longest: number) => text.check(z.trim(), z.minLength(1), z.maxLength(longest))
export const identifier = text.check(z.regex(/^[0-9A-Za-z_~-]{1,96}$/))

export const statusId = z.custom<StatusId>((value) => typeof value === 'string')

/** A clause that an answer rests on. */
export const citation = { cite: textOrNone, quote: textOrNone }

/** A person as a phone may show them: the name in full to themself and to those they consented to, else masked. */
export const personCard = z.strictObject({
  resident: identifier,
  name: text,
  /** Last four digits of the number; null = none yet. */
  tail: textOrNone,
  place: text,
  village: text,
  /** Died, moved away, in employee insurance: in words; null = here. */
  absent: textOrNone,
})

/** Where one enrolment stands today. */
export const enrolmentSummary = z.strictObject({
  id: identifier,
  year: z.int(),
  status: statusId,
  statusName: text,
  since: civilDay,
  /** What the calendar brings next if nothing is done. */
  next: z.nullable(z.strictObject({ day: civilDay, statusName: text })),
  /** fen owed, or paid; null = not settled. */
  fee: fenOrNone,
  /** Last day of payment on the present terms. */
  deadline: dayOrNone,
  benefit: z.nullable(z.strictObject({ from: civilDay, to: civilDay })),
  /** The notice leaves this open: the status is a reading. In words; null = settled. */
  open: textOrNone,
  /** One plain sentence: what this means, or what to do next. */
  sentence: text,
})
