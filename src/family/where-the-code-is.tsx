import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Tap } from '../components/tap'

/** Where someone gets the code whom nobody has told. */
export function WhereTheCodeIs({ id }: { id: string }): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <View>
      <Tap id={`${id}-where`} className='link' expanded={open} onTap={() => setOpen(!open)}>{open ? '收起' : '码在哪里？'}</Tap>
      {open && (
        <View id={`${id}-where-words`} className='notice notice-calm'>
          <View>1. 村里发给您家的那张纸上印着家庭码，10 位，样子像 7K3QX-9MWTA。</View>
          <View className='gap'>2. 没有那张纸，请带上身份证找村干部或者乡镇医保窗口，要一个 8 位数字的码。</View>
          <View className='gap'>码不分大小写，中间的短横可以不打。</View>
        </View>
      )}
    </View>
  )
}
