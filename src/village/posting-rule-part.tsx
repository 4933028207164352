import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { daysFromTo, sayDay } from '../clock/civil-days'
import type { VillageAnswers } from '../cloud/village'
import { WhyClause } from '../components/clause'
import { Words } from '../components/words'
import { deskToday } from './desk-day'

interface PostingRulePartProps {
  rule: VillageAnswers['postings']['rule']
  /** One hangs or has hung. */
  posted: boolean
}

/** What the notice asks of a posting, until when, and what makes it count. */
export function PostingRulePart({ rule, posted }: PostingRulePartProps): ReactNode {
  if (rule === null) return <View id='posting-no-rule' className='notice'>这里的通知没有要求公示。村里要公示的，也可以在下面编。</View>
  const { what, signers, needsSeal, filedTo, deadline, reading, cite, quote } = rule
  const wanted = [...signers.map((signer) => `${signer}签字`), ...(needsSeal ? ['盖公章'] : []), ...(filedTo === null ? [] : [`报${filedTo}备案`])]
  const daysLate = deadline === null || posted ? 0 : daysFromTo(deadline, deskToday())
  return (
    <View id='posting-rule' className={daysLate > 0 ? 'card duty-late' : 'card'}>
      <WhyClause id='posting-rule' ask='依据' source={{ cite, quote }} head={<View className='subtitle'>{what}</View>}>
        {reading !== null && <View className='quiet gap'>{reading}</View>}
      </WhyClause>
      {deadline !== null && !posted && <View id='posting-deadline' className={daysLate > 0 ? 'stop-words' : 'strong'}>{daysLate > 0 ? `过期 ${daysLate} 天还没有张贴，赶紧贴` : <Words>{`最晚${sayDay(deadline)}张贴`}</Words>}</View>}
      {wanted.length > 0 && <View className='quiet'>贴完以后：{wanted.join('、')}</View>}
    </View>
  )
}
