import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { chooseFontSize, FONT_SIZES, useFontSize } from '../theme/font-size'

/** 字号, remembered on this phone. */
export function FontSizeSwitch(): ReactNode {
  const now = useFontSize()
  return (
    <Section id='font-size' title='字号'>
      <View className='chips'>
        {FONT_SIZES.map(({ id, label }) => (
          <Tap key={id} id={`font-size-${id}`} className={id === now ? 'chip chip-on' : 'chip'} role='radio' checked={id === now} label={`字号${label}`} onTap={() => chooseFontSize(id)}>
            {label}
          </Tap>
        ))}
      </View>
    </Section>
  )
}
