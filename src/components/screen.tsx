import { View } from '@tarojs/components'
import type { CSSProperties, ReactNode } from 'react'
import { NeverBlank } from './never-blank'
import { useFontScale } from '../theme/font-size'

interface ScreenProps {
  id: string
  /** For a desk: on a wide window its parts stand beside one another. */
  wide?: boolean
  children: ReactNode
}

/** The frame of every page: the reader's font size, the colours, the margins. */
export function Screen({ id, wide = false, children }: ScreenProps): ReactNode {
  const scale = { '--scale': String(useFontScale()) } as CSSProperties
  return (
    <View id={id} className={wide ? 'screen screen-wide' : 'screen'} style={scale}>
      <NeverBlank>{children}</NeverBlank>
    </View>
  )
}
