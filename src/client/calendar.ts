import Taro from '@tarojs/taro'
import type { CalendarDay } from './calendar-days'
import { icsOf } from './calendar-days'

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

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = `data:text/calendar;charset=utf-8,${encodeURIComponent(text)}`
  link.download = name
  link.click()
}
