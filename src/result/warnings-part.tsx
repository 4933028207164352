import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment, WarningCode } from '../../rules'
import { Whole, Words } from '../components/words'

const BADGES: Partial<Record<WarningCode, string>> = {
  DRAFT_POLICY: '征求意见稿，还没正式定',
  UNDATED_POLICY: '通知缺文号和日期',
  COVER_NEVER_STARTS: '今年等不到报销',
  STUDENT_PAID_AT_HOME: '学生注意',
  ELDER_FACE_CHECK: '要本人刷脸',
  IDENTITY_NOT_LISTED: '通知没列这种身份',
  IDENTITY_NOT_VALID_ON_DAY: '身份这天还没生效或已失效',
  INFERRED: '由通知推出来的',
  HYPOTHETICAL: '假设的数',
  NOTE: '请留意',
}
const GRAVE: readonly WarningCode[] = ['COVER_NEVER_STARTS']

/** What they should hear before paying, the gravest first. */
export function WarningsPart({ warnings }: Pick<Assessment, 'warnings'>): ReactNode {
  const ordered = [...warnings].sort((a, b) => Number(GRAVE.includes(b.code)) - Number(GRAVE.includes(a.code)))
  return (
    <View id='warnings'>
      {ordered.map(({ code, message, cite }) => (
        <View key={`${code}-${message}`} id={`warning-${code}`} className={GRAVE.includes(code) ? 'notice notice-stop' : 'notice'}>
          <View className='strong'>{BADGES[code] ?? '请留意'}</View>
          <View><Words>{message}</Words></View>
          {cite !== null && <View className='quiet'>依据：<Whole>{cite}</Whole></View>}
        </View>
      ))}
    </View>
  )
}
