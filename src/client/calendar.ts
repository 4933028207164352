import Taro from '@tarojs/taro'

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

const MORNING = 'T09:00:00+08:00'
/** A day before at nine, so that there is still time. */
const BEFORE_S = 86_400

/**
 * Puts days into the phone's calendar; a browser gets a file that every calendar opens.
 * @returns false where the phone's owner said no, or it cannot
 */
export async function putIntoCalendar(name: string, days: readonly CalendarDay[]): Promise<boolean> {
  if (process.env.TARO_ENV === 'h5') {
    download(`${name}.ics`, icsOf(days))
    return true
  }
  try {
    for (const { title, day, about } of days) {
      const startTime = Date.parse(`${day}${MORNING}`) / 1000
      await Taro.addPhoneCalendar({ title, startTime, description: about, alarm: true, alarmOffset: BEFORE_S })
    }
    return true
  } catch {
    return false
  }
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

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = `data:text/calendar;charset=utf-8,${encodeURIComponent(text)}`
  link.download = name
  link.click()
}
