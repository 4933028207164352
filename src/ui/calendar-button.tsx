import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CalendarDay } from '../client/calendar-days'
import { putIntoCalendar } from '../client/calendar'
import { TextButton } from './tap'

const DONE = process.env.TARO_ENV === 'h5' ? '日历文件下载好了，点开它就放进日历。' : '放进日历了，前一天会提醒您。'

/** The last day to pay and the first with benefits, into the phone's own calendar; nothing where none is settled. */
export function CalendarButton({ days }: { days: readonly CalendarDay[] }): ReactNode {
  const [said, setSaid] = useState('')
  if (days.length === 0) return null
  const put = async (): Promise<void> =>
    setSaid((await putIntoCalendar('医保日子', days)) ? DONE : '没有放进去。请在手机设置里让微信能用日历，再点一次。')
  return (
    <View>
      <TextButton id="calendar-put" className="link" onTap={() => void put()}>
        把这{days.length > 1 ? '两个' : '个'}日子放进日历
      </TextButton>
      {said !== '' && (
        <View id="calendar-said" className="notice notice-good">
          {said}
        </View>
      )}
    </View>
  )
}
