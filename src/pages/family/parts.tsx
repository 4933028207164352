import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { TextButton } from '../../ui/tap'

const FAMILY = '/pages/family/index'

/** Back to 我的: it is usually the page below; opened from elsewhere it takes this page's place. */
async function backToFamily(): Promise<void> {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
  else await Taro.redirectTo({ url: FAMILY })
}

export function BackToFamily({ second = false }: { second?: boolean }): ReactNode {
  return (
    <TextButton
      id="back-to-family"
      className={second ? 'button button-second' : 'button'}
      onTap={() => void backToFamily()}
    >
      回到“我的”
    </TextButton>
  )
}

/** Where someone gets the code whom nobody has told. */
export function WhereTheCodeIs({ id }: { id: string }): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <View>
      <TextButton id={`${id}-where`} className="link" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起' : '码在哪里？'}
      </TextButton>
      {open && (
        <View id={`${id}-where-words`} className="notice notice-calm">
          <View>1. 村里发给您家的那张纸上印着家庭码，10 位，样子像 7K3QX-9MWTA。</View>
          <View className="gap">2. 没有那张纸，请带上身份证找村干部或者乡镇医保窗口，要一个 8 位数字的码。</View>
          <View className="gap">码不分大小写，中间的短横可以不打。</View>
        </View>
      )}
    </View>
  )
}
