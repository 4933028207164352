/** A day that somebody wants to be reminded of. */
export interface CalendarDay {
  title: string
  /** YYYY-MM-DD; all day. */
  day: string
  /** What it is about, in a line. */
  about: string
}

/** The days of one year's insurance that matter to somebody. */
export function insuranceDays(called: string, lastDay: string | null, firstBenefit: string | null): CalendarDay[] {
  return [
    ...(lastDay === null ? [] : [{ title: `${called}：这天前交`, day: lastDay, about: '按当地通知算的最后一天。' }]),
    ...(firstBenefit === null
      ? []
      : [{ title: `${called}：这天起能报销`, day: firstBenefit, about: '交了费才算数。' }]),
  ]
}

/** RFC 5545: lines end in CRLF, commas and the like are escaped, a day of all hours ends on the day after. */
export function icsOf(days: readonly CalendarDay[]): string {
  const events = days.flatMap(({ title, day, about }) => [
    'BEGIN:VEVENT',
    `UID:${day}-${title.length}@canbao`,
    `DTSTAMP:${plain(day)}T000000Z`,
    `DTSTART;VALUE=DATE:${plain(day)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(about)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    'TRIGGER:-P1D',
    'END:VALARM',
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//canbao//CN', ...events, 'END:VCALENDAR', ''].join('\r\n')
}

const plain = (day: string): string => day.replace(/-/g, '')
const escaped = (text: string): string => text.replace(/[\\,;]/g, (sign) => `\\${sign}`).replace(/\n/g, '\\n')
