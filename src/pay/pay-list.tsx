import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Sum } from '../components/sum'
import { Tap } from '../components/tap'
import type { Row } from './family-quote'
import { isPayable, PayableRow } from './payable-row'
import { keyOf, startPaying, type Who } from './paying'

interface PayListProps {
  rows: readonly Row[]
  isOn: (who: Who) => boolean
  turn: (who: Who) => void
}

/** Who can be paid for, all of whom are ticked to begin with; who cannot, and why; and the sum under the thumb. */
export function PayList({ rows, isOn, turn }: PayListProps): ReactNode {
  const payable = rows.filter(({ quoted }) => isPayable(quoted))
  const chosen = payable.filter(({ who }) => isOn(who))
  const others = rows.filter(({ quoted }) => !isPayable(quoted))
  const row = ({ who, quoted, relation }: Row): ReactNode =>
    <PayableRow key={keyOf(who)} quoted={quoted} relation={relation} on={isOn(who)} onTap={() => turn(who)} />
  return (
    <View>
      {payable.length > 0 && <Section id='pay-people'><View className='quiet'>不交的，点一下去掉。</View>{payable.map(row)}</Section>}
      {payable.length === 0 && rows.length > 0 && <View id='pay-nobody' className='notice notice-good'>没有要新交的，每个人的情况看下面。</View>}
      {others.length > 0 && <Section id='pay-others' title='这些不用交，或者现在不能交'>{others.map(row)}</Section>}
      <View className='buttons gap'>
        <Tap id='pay-stranger' className='button button-second' onTap={() => void goTo('/pages/pay/stranger/index')}>替别人交</Tap>
        <Tap id='pay-records' className='button button-second' onTap={() => void goTo('/pages/pay/records/index')}>我的订单</Tap>
      </View>
      {payable.length > 0 && <PayFoot chosen={chosen} />}
    </View>
  )
}

function PayFoot({ chosen }: { chosen: readonly Row[] }): ReactNode {
  const total = chosen.reduce((sum, { quoted }) => sum + (quoted.fee ?? 0), 0)
  const pay = (): void => {
    if (chosen.length === 0) return
    startPaying(chosen)
    void goTo('/pages/pay/confirm/index?part=0')
  }
  return (
    <View className='foot'>
      <Sum id='pay-total' words={`${chosen.length} 人一共`} fen={total} large />
      <Tap id='pay-go' className={chosen.length === 0 ? 'button button-off' : 'button'} onTap={pay}>{chosen.length === 0 ? '请先点要交的人' : '看清楚了，去交'}</Tap>
    </View>
  )
}
