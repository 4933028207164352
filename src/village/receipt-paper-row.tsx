import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { ReceiptPaper } from '../cloud/village'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { mayDo } from './desk-page'
import { MoveReceiptPaper } from './move-receipt-paper'

interface ReceiptPaperRowProps {
  paper: ReceiptPaper
  onMoved: (paper: ReceiptPaper) => void
}

/** One number of the book: whose, how much, where its paper is; opened, its life so far and what comes next. */
export function ReceiptPaperRow({ paper, onMoved }: ReceiptPaperRowProps): ReactNode {
  const { receipt, head, day, amount, people, valid, stateName, because, history, may } = paper
  const [open, setOpen] = useState(false)
  return (
    <View id={`paper-${receipt}`} className='card receipt-paper'>
      <View className='spread'>
        <View className='subtitle'>第 {Number(receipt.split('-').at(-1))} 号 {head}</View>
        <View className='spread-end'>{yuan(amount)} 元</View>
      </View>
      <View className='spread'>
        <View className='quiet'>{sayDay(day)}，{people} 人</View>
        <View className='badge paper-state spread-end'>{stateName}</View>
      </View>
      {!valid && <View className='stop-words'>这笔钱已经作废或退了，纸质收据要收回来。</View>}
      {because !== null && <View className='stop-words'>无效：{because}</View>}
      <Tap className='link paper-open' expanded={open} onTap={() => setOpen(!open)}>{open ? '收起' : may.length > 0 && mayDo('moveReceiptPaper') ? '登记下一步 ›' : '看经过 ›'}</Tap>
      {open && (
        <View>
          <View className='quiet'>{receipt}</View>
          {history.map(({ day: on, name, by }, i) => <View key={i} className='row'>{sayDay(on)} {name}（{by}）</View>)}
          {mayDo('moveReceiptPaper') && <MoveReceiptPaper key={paper.state} paper={paper} onMoved={onMoved} />}
        </View>
      )}
    </View>
  )
}
